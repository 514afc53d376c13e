//! Who holds a lock file, without taking the lock: whoever takes it, however shortly, could be in
//! the way of a server or a runner that starts at that moment. Linux lists all locks.

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

/// Where the system lists locks (<https://man7.org/linux/man-pages/man5/proc_locks.5.html>).
const LOCKS: &str = "/proc/locks";

/// Whether somebody holds a lock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holder {
    /// Some process does.
    Held,
    /// Nobody does, or there is no such file.
    Free,
    /// This system does not tell.
    Unknown,
}

/// Who holds the lock on the file at `path`.
pub(super) fn holder(path: &Path) -> Holder {
    let Ok(locks) = fs::read_to_string(LOCKS) else { return Holder::Unknown };
    match fs::metadata(path) {
        Ok(file) if is_locked(&locks, file.ino()) => Holder::Held,
        Ok(_) => Holder::Free,
        Err(_) => Holder::Free,
    }
}

/// Whether `locks` lists one that is held on this inode. Lines of those who wait have an arrow.
fn is_locked(locks: &str, inode: u64) -> bool {
    locks.lines().filter(|line| !line.contains("->")).any(|line| {
        let mut words = line.split_whitespace();
        let is_flock = words.nth(1) == Some("FLOCK");
        let device_and_inode = words.nth(3).and_then(|word| word.rsplit(':').next());
        is_flock && device_and_inode.and_then(|it| it.parse().ok()) == Some(inode)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const LISTED: &str = "\
1: FLOCK  ADVISORY  WRITE 1234 fe:00:524 0 EOF
1: -> FLOCK  ADVISORY  WRITE 1240 fe:00:999 0 EOF
2: POSIX  ADVISORY  READ 1234 fe:00:77 128 128
";

    #[test]
    fn only_a_lock_that_is_held_on_the_whole_file_counts() {
        assert!(is_locked(LISTED, 524));
        assert!(!is_locked(LISTED, 999), "it waits");
        assert!(!is_locked(LISTED, 77), "another kind of lock");
        assert!(!is_locked("", 524));
    }

    #[test]
    fn a_file_that_is_not_there_is_held_by_nobody() {
        assert_ne!(holder(Path::new("/nowhere/lock")), Holder::Held);
    }
}
