//! Whether there is room where the server and its runner write.

use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use rustix::fs::{Access, access, statvfs};

use super::report::{Finding, size};
use crate::config::Config;

const AREA: &str = "disk";

/// With less than this SQLite and logs soon can't be written.
const LEAST: u64 = 256 << 20;

/// With less than this a few builds fill the disk.
const LITTLE: u64 = 2 << 30;

/// With less than one in so many file entries left, files can't be made although there is room.
const FILES_LEFT: u64 = 50;

/// A place that is written to.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Place {
    what: &'static str,
    path: PathBuf,
    /// The setting that moves it.
    setting: &'static str,
    is_there: bool,
    is_writable: bool,
    room: Result<Room, String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Room {
    available: u64,
    files: u64,
    files_available: u64,
}

/// Looks at the data directory, at what is kept outside of it or on a disk of its own, and at the
/// local runner's directory.
pub(super) fn examine(config: &Config) -> Vec<Finding> {
    let data_dir = &config.data_dir;
    let logs = &config.logs.directory;
    let mut places = vec![look("the data directory", data_dir, "OORE_DATA_DIR")];
    if is_elsewhere(logs, data_dir) {
        places.push(look("the directory of logs", logs, "OORE_LOG_DIR"));
    }
    let file = super::database::file_of(config.database.url.expose());
    let directory = file.as_deref().and_then(Path::parent);
    let here = |it| if it == Path::new("") { Path::new(".") } else { it };
    if let Some(directory) = directory.map(here)
        && is_elsewhere(directory, data_dir)
    {
        places.push(look("the database's directory", directory, "OORE_DATABASE_URL"));
    }
    if config.runner.local {
        let runner = super::runner::directory(config);
        let what = "the local runner's directory with the workspaces";
        places.push(look(what, &runner, "OORE_RUNNER_DATA_DIR"));
    }
    places.iter().map(judge).collect()
}

/// Whether what is told of the data directory says nothing of this one.
fn is_elsewhere(path: &Path, data_dir: &Path) -> bool {
    let device = |path| nearest(path).metadata().ok().map(|found| found.dev());
    !path.starts_with(data_dir) || device(path) != device(data_dir)
}

/// What is not there is made where its nearest parent is.
fn nearest(path: &Path) -> &Path {
    // A path without a root begins where the process is.
    let here = if path.is_absolute() { Path::new("/") } else { Path::new(".") };
    let mut parents = path.ancestors().filter(|path| !path.as_os_str().is_empty());
    parents.find(|path| path.is_dir()).unwrap_or(here)
}

fn look(what: &'static str, path: &Path, setting: &'static str) -> Place {
    let is_there = path.is_dir();
    let nearest = nearest(path);
    let room = statvfs(nearest).map_err(|error| error.to_string()).map(|found| Room {
        available: found.f_bavail.saturating_mul(found.f_frsize),
        files: found.f_files,
        files_available: found.f_favail,
    });
    let is_writable = access(nearest, Access::WRITE_OK).is_ok();
    Place { what, path: path.to_owned(), setting, is_there, is_writable, room }
}

fn judge(place: &Place) -> Finding {
    let Place { what, path, setting, is_there, is_writable, room } = place;
    let (told, path) = (format!("{what} ({})", path.display()), path.display());
    let room = match room {
        Ok(room) => room,
        Err(why) => {
            return Finding::failure(
                AREA,
                format!("{told} can't be looked at: {why}"),
                format!("check the file system that {path} is on"),
            );
        }
    };
    if !is_writable {
        return Finding::failure(
            AREA,
            format!("{told} can't be written"),
            format!("run the doctor as the server's user; if it is, give {path} to that user"),
        );
    }
    let free = size(room.available);
    let advice = format!(
        "make room on the disk of {path}, or move the directory to a larger one ({setting})"
    );
    match room.available {
        available if available < LEAST => {
            Finding::failure(AREA, format!("{told}: only {free} are free"), advice)
        }
        available if available < LITTLE => {
            Finding::warning(AREA, format!("{told}: only {free} are free"), advice)
        }
        // Some file systems have no fixed number of entries, and tell 0.
        _ if room.files > 0 && room.files_available < room.files / FILES_LEFT => Finding::warning(
            AREA,
            format!("{told}: only {} more files can be made", room.files_available),
            format!("remove small files from the file system of {path}: caches, old checkouts"),
        ),
        _ if !is_there => Finding::ok(AREA, format!("{told} is not made yet; {free} are free")),
        _ => Finding::ok(AREA, format!("{told}: {free} are free")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::report::Level;
    use super::*;

    fn place(available: u64, files_available: u64) -> Place {
        let room = Ok(Room { available, files: 1000, files_available });
        let path = PathBuf::from("/srv");
        Place {
            what: "it",
            path,
            setting: "OORE_DATA_DIR",
            is_there: true,
            is_writable: true,
            room,
        }
    }

    #[test]
    fn room_is_judged_by_bytes_then_by_files() {
        for (available, files, level) in [
            (LITTLE, 900, Level::Ok),
            (LITTLE - 1, 900, Level::Warning),
            (LEAST - 1, 900, Level::Failure),
            (LITTLE, 19, Level::Warning),
        ] {
            assert_eq!(judge(&place(available, files)).level, level, "{available} {files}");
        }
    }

    #[test]
    fn what_cannot_be_written_or_seen_is_a_failure() {
        let closed = Place { is_writable: false, ..place(LITTLE, 900) };
        assert_eq!(judge(&closed).level, Level::Failure);
        let unseen = Place { room: Err("no such device".to_owned()), ..place(0, 0) };
        assert_eq!(judge(&unseen).level, Level::Failure);
    }

    #[test]
    fn what_is_kept_elsewhere_has_a_disk_of_its_own() {
        let data_dir = tempfile::tempdir().unwrap();
        let inside = data_dir.path().join("logs");
        assert!(!is_elsewhere(&inside, data_dir.path()));
        assert!(is_elsewhere(Path::new("/proc/logs"), data_dir.path()));
        std::os::unix::fs::symlink("/proc", &inside).unwrap();
        assert!(is_elsewhere(&inside, data_dir.path()), "another disk below the data directory");
    }

    #[test]
    fn a_directory_that_is_not_made_yet_is_judged_by_its_parent() {
        let found = look("it", Path::new("/tmp/not/there/yet"), "OORE_DATA_DIR");
        assert!(!found.is_there && found.room.is_ok());
    }
}
