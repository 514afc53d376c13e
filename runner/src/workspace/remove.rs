//! Removes a directory that a job has filled with whatever it liked.
//!
//! Nothing is reached by path, and no symbolic link is followed: each directory is opened relative
//! to its parent's handle. Directories without permissions get them back first. A tree may be
//! deeper than any stack or limit of open files, so directories are not descended into: each is
//! moved up to the top, until the top holds only empty ones.

use std::{
    ffi::{CStr, CString},
    io,
    os::fd::{AsFd as _, BorrowedFd, OwnedFd},
    path::Path,
};

use rustix::{
    fs::{self, AtFlags, Dir, FileType, Mode, OFlags},
    io::Errno,
};

const DIRECTORY: OFlags =
    OFlags::DIRECTORY.union(OFlags::NOFOLLOW).union(OFlags::CLOEXEC).union(OFlags::RDONLY);

/// Removes a directory and all in it; one that is not there is fine. A path that is something else
/// is unlinked.
pub(super) fn tree(path: &Path) -> io::Result<()> {
    let (Some(parent), Some(name)) = (path.parent(), path.file_name()) else {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a directory of its own"));
    };
    let name = CString::new(name.as_encoded_bytes())?;
    let parent = match fs::open(parent, DIRECTORY, Mode::empty()) {
        Err(Errno::NOENT) => return Ok(()),
        parent => parent?,
    };
    let top = match open(parent.as_fd(), &name) {
        Ok(top) => top,
        Err(Errno::NOENT) => return Ok(()),
        Err(Errno::NOTDIR | Errno::LOOP) => {
            return Ok(fs::unlinkat(&parent, &*name, AtFlags::empty())?);
        }
        Err(error) => return Err(error.into()),
    };
    empty(&top)?;
    Ok(fs::unlinkat(&parent, &*name, AtFlags::REMOVEDIR)?)
}

/// Removes everything in the directory.
fn empty(top: &OwnedFd) -> io::Result<()> {
    let mut moved = 0_u64;
    loop {
        let names = directories(top.as_fd())?;
        if names.is_empty() {
            return Ok(());
        }
        for name in names {
            let directory = open(top.as_fd(), &name)?;
            for inner in directories(directory.as_fd())? {
                if fs::unlinkat(&directory, &*inner, AtFlags::REMOVEDIR).is_err() {
                    // Its new parent needs the right to change its `..` entry.
                    drop(open(directory.as_fd(), &inner)?);
                    lift(&directory, &inner, top, &mut moved)?;
                }
            }
            fs::unlinkat(top, &*name, AtFlags::REMOVEDIR)?;
        }
    }
}

/// Moves a directory to the top, under a name that is free there.
fn lift(from: &OwnedFd, name: &CStr, top: &OwnedFd, moved: &mut u64) -> io::Result<()> {
    loop {
        let free = format!(".removed-{moved}");
        *moved += 1;
        match fs::renameat(from, name, top, free.as_str()) {
            Err(Errno::EXIST | Errno::NOTEMPTY | Errno::NOTDIR) => {}
            result => return Ok(result?),
        }
    }
}

/// Unlinks everything in a directory that is no directory, and names those.
fn directories(directory: BorrowedFd<'_>) -> io::Result<Vec<CString>> {
    let mut names = Vec::new();
    for entry in Dir::read_from(directory)? {
        let entry = entry?;
        let name = entry.file_name();
        if name == c"." || name == c".." {
            continue;
        }
        if entry.file_type() == FileType::Directory || is_directory(directory, name)? {
            names.push(name.to_owned());
        } else {
            fs::unlinkat(directory, name, AtFlags::empty())?;
        }
    }
    Ok(names)
}

/// Asked for every entry that is not surely a directory: not every file system says so in its
/// listing.
fn is_directory(directory: BorrowedFd<'_>, name: &CStr) -> io::Result<bool> {
    let stat = fs::statat(directory, name, AtFlags::SYMLINK_NOFOLLOW)?;
    Ok(FileType::from_raw_mode(stat.st_mode) == FileType::Directory)
}

/// Opens a directory below another, with full rights of its owner.
fn open(parent: BorrowedFd<'_>, name: &CStr) -> rustix::io::Result<OwnedFd> {
    match fs::openat(parent, name, DIRECTORY, Mode::empty()) {
        Err(Errno::ACCESS) => {
            grant(parent, name)?;
            fs::openat(parent, name, DIRECTORY, Mode::empty())
        }
        Ok(opened) => {
            let mode = Mode::from_raw_mode(fs::fstat(&opened)?.st_mode);
            if !mode.contains(Mode::RWXU) {
                fs::fchmod(&opened, Mode::RWXU)?;
            }
            Ok(opened)
        }
        Err(error) => Err(error),
    }
}

/// A directory that can't be opened for reading is reached through a handle without rights, so
/// that a link put in its place meanwhile is not followed.
#[cfg(target_os = "linux")]
fn grant(parent: BorrowedFd<'_>, name: &CStr) -> rustix::io::Result<()> {
    use std::os::fd::AsRawFd as _;

    let flags = OFlags::PATH | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let handle = fs::openat(parent, name, flags, Mode::empty())?;
    fs::chmod(format!("/proc/self/fd/{}", handle.as_raw_fd()), Mode::RWXU)
}

#[cfg(not(target_os = "linux"))]
fn grant(parent: BorrowedFd<'_>, name: &CStr) -> rustix::io::Result<()> {
    fs::chmodat(parent, name, Mode::RWXU, AtFlags::SYMLINK_NOFOLLOW)
}

#[cfg(test)]
mod tests {
    use std::{
        fs,
        os::unix::{fs::PermissionsExt as _, net::UnixListener},
    };

    use super::*;

    #[test]
    fn links_are_removed_and_not_followed() {
        let directory = tempfile::tempdir().expect("a directory");
        let outside = directory.path().join("outside");
        fs::create_dir(&outside).expect("made");
        fs::write(outside.join("kept"), "x").expect("written");
        let inside = directory.path().join("inside");
        fs::create_dir_all(inside.join("a/b")).expect("made");
        for link in ["link", "a/link", "a/b/link"] {
            std::os::unix::fs::symlink(&outside, inside.join(link)).expect("linked");
        }
        drop(UnixListener::bind(inside.join("socket")).expect("bound"));

        tree(&inside).expect("removed");
        assert!(!inside.exists());
        assert!(outside.join("kept").exists());

        let link = directory.path().join("link");
        std::os::unix::fs::symlink(&outside, &link).expect("linked");
        tree(&link).expect("removed");
        assert!(!link.is_symlink() && outside.join("kept").exists());
        tree(&link).expect("nothing there is fine");
    }

    #[test]
    fn directories_without_permissions_are_removed() {
        let directory = tempfile::tempdir().expect("a directory");
        let inside = directory.path().join("inside");
        fs::create_dir_all(inside.join("a/b/c")).expect("made");
        fs::write(inside.join("a/b/file"), "x").expect("written");
        for (path, mode) in [("a/b/c", 0o000), ("a/b", 0o500), ("a", 0o000), ("", 0o500)] {
            let permissions = fs::Permissions::from_mode(mode);
            fs::set_permissions(inside.join(path), permissions).expect("changed");
        }
        tree(&inside).expect("removed");
        assert!(!inside.exists());
    }

    #[test]
    fn a_tree_deeper_than_any_path_may_be_long_is_removed() {
        const DEPTH: usize = 400;
        let name = CString::new("deep".repeat(25)).expect("no NUL");
        let directory = tempfile::tempdir().expect("a directory");
        let top = directory.path().join("top");
        fs::create_dir(&top).expect("made");
        let mut handle = rustix::fs::open(&top, DIRECTORY, Mode::empty()).expect("opened");
        for _ in 0..DEPTH {
            rustix::fs::mkdirat(&handle, &*name, Mode::RWXU).expect("made");
            handle = open(handle.as_fd(), &name).expect("opened");
        }
        tree(&top).expect("removed");
        assert!(!top.exists());
    }
}
