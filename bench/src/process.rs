//! What Linux tells of a process in `/proc` (`man 5 proc`). On other systems nothing is told.

use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, Result};
use rustix::param::clock_ticks_per_second;
use rustix::process::{Pid, Signal, kill_process};

/// Memory of a process, in millions of bytes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Memory {
    /// What is in memory now.
    pub(crate) resident: f64,
    /// The most that there ever was.
    pub(crate) peak: f64,
}

/// The memory of a process.
pub(crate) fn memory(id: u32) -> Result<Memory> {
    let status = read(id, "status")?;
    let of = |key| kilobytes(&status, key).with_context(|| format!("/proc does not tell `{key}`"));
    Ok(Memory { resident: of("VmRSS")?, peak: of("VmHWM")? })
}

/// Its share of the memory, in millions of bytes: what several processes have in common counts for
/// each in part. Only root may know that of a server, which keeps itself from being read.
pub(crate) fn proportional(id: u32) -> Option<f64> {
    kilobytes(&read(id, "smaps_rollup").ok()?, "Pss")
}

/// The time on a core that it has taken so far, and those of its children that have ended.
pub(crate) fn processor_time(id: u32) -> Result<Duration> {
    let ticks = ticks(&read(id, "stat")?).context("/proc tells the time in another form")?;
    Ok(Duration::from_millis(ticks * 1000 / clock_ticks_per_second().max(1)))
}

/// How many files it has open. Only root may know that of a server.
pub(crate) fn open_files(id: u32) -> Result<usize> {
    Ok(fs::read_dir(format!("/proc/{id}/fd")).context("its files can't be listed")?.count())
}

/// The server's own runners that keep their data in `directory`: the one at work, and one that may
/// stand by.
pub(crate) fn local_runners(directory: &Path) -> Vec<u32> {
    let is_one = |command: &str| {
        command.contains("\0runner\0--local\0") && command.contains(&*directory.to_string_lossy())
    };
    with_command(is_one)
}

/// All processes that have `directory` in their command line or, as far as that may be read, in
/// their environment. Only root may read that of a server and its runners.
pub(crate) fn of_directory(directory: &Path) -> Vec<u32> {
    let directory = directory.to_string_lossy();
    let names_it = |text: &[u8]| String::from_utf8_lossy(text).contains(&*directory);
    let is_meant = |id: &u32| {
        let read = |name| fs::read(format!("/proc/{id}/{name}")).unwrap_or_default();
        names_it(&read("cmdline")) || names_it(&read("environ"))
    };
    others().filter(is_meant).collect()
}

/// Asks processes to end, or makes them.
pub(crate) fn signal(ids: &[u32], signal: Signal) {
    for id in ids.iter().filter_map(|id| Pid::from_raw(i32::try_from(*id).ok()?)) {
        // It may have ended meanwhile.
        let _ = kill_process(id, signal);
    }
}

fn with_command(is_meant: impl Fn(&str) -> bool) -> Vec<u32> {
    let is_meant = |id: &u32| {
        let command = fs::read(format!("/proc/{id}/cmdline")).unwrap_or_default();
        is_meant(&String::from_utf8_lossy(&command))
    };
    others().filter(is_meant).collect()
}

/// All processes but this one.
fn others() -> impl Iterator<Item = u32> {
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    let ids = entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    ids.filter(|id| *id != std::process::id())
}

fn read(id: u32, name: &str) -> Result<String> {
    let path = format!("/proc/{id}/{name}");
    fs::read_to_string(&path).with_context(|| format!("{path} can't be read"))
}

/// The value of a line `Key:  123 kB`, in millions of bytes.
fn kilobytes(text: &str, key: &str) -> Option<f64> {
    let mut lines = text.lines().filter_map(|line| line.split_once(':'));
    let (_, value) = lines.find(|(name, _)| *name == key)?;
    let kilobytes: f64 = value.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kilobytes * 1024.0 / 1e6)
}

/// The 14th to 17th field of `stat`: ticks in the program and in the kernel, and the same of its
/// children. The second field, a name in parentheses, may hold anything.
fn ticks(stat: &str) -> Option<u64> {
    let (_, rest) = stat.rsplit_once(") ")?;
    let fields: Vec<u64> = rest.split(' ').skip(11).take(4).flat_map(str::parse).collect();
    (fields.len() == 4).then(|| fields.iter().sum())
}

#[cfg(test)]
mod tests {
    use super::{kilobytes, ticks};

    #[test]
    fn a_value_is_found_by_its_whole_key() {
        let text = "VmPeak:\t  9 kB\nVmRSS:\t    1000 kB\nThreads:\t4\n";
        assert_eq!(kilobytes(text, "VmRSS"), Some(1.024));
        assert_eq!(kilobytes(text, "VmR"), None);
        assert_eq!(kilobytes(text, "Threads"), None);
    }

    #[test]
    fn the_time_of_a_process_is_found_behind_any_name() {
        let stat = "7 (a) b) S 1 7 7 0 -1 4194560 100 0 0 0 30 12 5 3 20 0 5 0";
        assert_eq!(ticks(stat), Some(50));
        assert_eq!(ticks("7 (short) S 1"), None);
    }
}
