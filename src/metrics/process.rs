//! What the system knows of this process. Linux tells it in `/proc`; elsewhere it is not told.

use std::fs;

/// The process, as far as the system tells.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Process {
    /// Memory that it has in use, in bytes.
    pub resident_bytes: Option<u64>,
    /// How many files, sockets and pipes it has open.
    pub open_files: Option<u64>,
}

impl Process {
    /// As it is now (<https://man7.org/linux/man-pages/man5/proc.5.html>).
    #[must_use]
    pub fn read() -> Self {
        let status = fs::read_to_string("/proc/self/status").ok();
        let files = fs::read_dir("/proc/self/fd").ok();
        Self {
            resident_bytes: status.as_deref().and_then(resident),
            // The one that this list is read from is not counted.
            open_files: files.map(|files| (files.count() as u64).saturating_sub(1)),
        }
    }
}

fn resident(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resident_memory_is_told_in_bytes() {
        assert_eq!(resident("Name:\toored\nVmRSS:\t   30204 kB\n"), Some(30_928_896));
        assert_eq!(resident("Name:\toored\n"), None);
    }
}
