//! The directory of objects: `<two letters>/<attempt>.zst`.
//!
//! An object appears under its name only when all of it is on the disk, and the name is too. What
//! is being written bears another name until then, and what is left of a writer that ended is a
//! leftover for the next sweep.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, BufWriter};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use rustix::fs::{FlockOperation, flock};
use rustix::io::Errno;
use tempfile::NamedTempFile;

use super::format::{Object, Summary, Writer};
use crate::ids::LeaseId;

/// What is being written begins with this.
const DRAFT: &str = ".draft-";

/// Ends the names of objects.
const SUFFIX: &str = ".zst";

/// Locked by who reads objects that must stay (a backup), and by who removes some.
const LOCK: &str = "keep";

/// How many letters of an id name its directory: its last ones, which are random, so that 1,024
/// directories fill evenly.
const SHARD_LETTERS: usize = 2;

/// The letters that ids are written in.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The objects of ended logs.
#[derive(Debug, Clone)]
pub struct Archive {
    directory: Arc<Path>,
}

/// An object that is being written.
pub struct Draft {
    writer: Writer<BufWriter<NamedTempFile>>,
    archive: Archive,
    lease: LeaseId,
}

/// While it lives no object is removed, by this process or another.
#[derive(Debug)]
pub struct Kept(#[expect(dead_code, reason = "held, not read")] File);

/// What became of files that were to be removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Removed {
    /// They are gone, now or before.
    Gone,
    /// Somebody wants all objects kept at the moment: a later sweep finds them.
    Kept,
}

/// A file of the archive, as a sweep finds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Leftover {
    /// An object.
    Object(LeaseId),
    /// What is being written, or never was finished.
    Draft(PathBuf),
}

impl Archive {
    /// The objects in `directory`, which is made when the first one is.
    #[must_use]
    pub fn new(directory: &Path) -> Self {
        Self { directory: directory.into() }
    }

    /// Where the objects are.
    #[must_use]
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// The path of an object below the directory.
    #[must_use]
    pub fn name(lease: LeaseId) -> String {
        let id = lease.to_string();
        let shard = &id[id.len() - SHARD_LETTERS..];
        format!("{shard}/{id}{SUFFIX}")
    }

    /// Which object a path below the directory is.
    #[must_use]
    pub fn named(name: &str) -> Option<LeaseId> {
        let lease = name.split_once('/')?.1.strip_suffix(SUFFIX)?.parse().ok()?;
        (Self::name(lease) == name).then_some(lease)
    }

    /// Begins an object.
    ///
    /// # Errors
    /// When the directory can't be written.
    pub fn write(&self, lease: LeaseId) -> io::Result<Draft> {
        let shard = self.shard_of(lease);
        DirBuilder::new().recursive(true).mode(0o700).create(&shard)?;
        let file = tempfile::Builder::new().prefix(DRAFT).tempfile_in(&shard)?;
        let writer = Writer::new(BufWriter::new(file))?;
        Ok(Draft { writer, archive: self.clone(), lease })
    }

    /// Opens an object; none when there is no such file.
    ///
    /// # Errors
    /// When it can't be read or is damaged.
    pub fn open(&self, lease: LeaseId) -> io::Result<Option<Object>> {
        match File::open(self.path(lease)) {
            Ok(file) => Object::open(file).map(Some),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Removes objects that no row names any more, and drafts that were never finished.
    ///
    /// # Errors
    /// When the directory can't be written.
    pub fn remove(&self, these: &[Leftover]) -> io::Result<Removed> {
        let lock = self.lock()?;
        match flock(&lock, FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => {}
            Err(Errno::WOULDBLOCK) => return Ok(Removed::Kept),
            Err(error) => return Err(error.into()),
        }
        for left in these {
            let removed = match left {
                Leftover::Object(lease) => fs::remove_file(self.path(*lease)),
                Leftover::Draft(path) => fs::remove_file(path),
            };
            match removed {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                Ok(()) | Err(_) => {}
            }
        }
        Ok(Removed::Gone)
    }

    /// Keeps all objects until the answer is dropped.
    ///
    /// # Errors
    /// When the directory can't be written.
    pub fn keep(&self) -> io::Result<Kept> {
        let lock = self.lock()?;
        flock(&lock, FlockOperation::LockShared)?;
        Ok(Kept(lock))
    }

    /// The directories that objects may be in.
    pub fn shards() -> impl Iterator<Item = String> {
        let letters = || LETTERS.iter().map(|letter| char::from(*letter));
        letters().flat_map(move |first| letters().map(move |second| format!("{first}{second}")))
    }

    /// What lies in a directory and was not touched since `before`.
    ///
    /// # Errors
    /// When it can't be read.
    pub fn untouched_since(&self, shard: &str, before: SystemTime) -> io::Result<Vec<Leftover>> {
        let entries = match fs::read_dir(self.directory.join(shard)) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let mut found = Vec::new();
        for entry in entries {
            let entry = entry?;
            // A file may have been finished, or removed by another server, meanwhile.
            let Ok(touched) = entry.metadata().and_then(|it| it.modified()) else { continue };
            let name = entry.file_name();
            let Some(name) = name.to_str().filter(|_| touched < before) else { continue };
            if name.starts_with(DRAFT) {
                found.push(Leftover::Draft(entry.path()));
            } else if let Some(lease) = Self::named(&format!("{shard}/{name}")) {
                found.push(Leftover::Object(lease));
            }
        }
        Ok(found)
    }

    /// The path of an object.
    #[must_use]
    pub fn path(&self, lease: LeaseId) -> PathBuf {
        self.directory.join(Self::name(lease))
    }

    fn shard_of(&self, lease: LeaseId) -> PathBuf {
        let mut path = self.path(lease);
        path.pop();
        path
    }

    fn lock(&self) -> io::Result<File> {
        DirBuilder::new().recursive(true).mode(0o700).create(&self.directory)?;
        let path = self.directory.join(LOCK);
        OpenOptions::new().create(true).append(true).mode(0o600).open(path)
    }
}

impl Draft {
    /// Adds what comes next in the log.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn push(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.writer.push(bytes)
    }

    /// How much of the log it has so far.
    #[must_use]
    pub fn length(&self) -> u64 {
        self.writer.length()
    }

    /// Makes the object durable: its bytes, then its name. One of the same log that is there
    /// already is replaced.
    ///
    /// # Errors
    /// When it can't be written; nothing appears under the name then.
    pub fn finish(self) -> io::Result<Summary> {
        let Self { writer, archive, lease } = self;
        let (buffered, summary) = writer.finish()?;
        let file = buffered.into_inner().map_err(|error| error.into_error())?;
        file.as_file().sync_all()?;
        file.persist(archive.path(lease)).map_err(|error| error.error)?;
        File::open(archive.shard_of(lease))?.sync_all()?;
        File::open(&*archive.directory)?.sync_all()?;
        Ok(summary)
    }
}

impl std::fmt::Debug for Draft {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Draft").field("lease", &self.lease).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(archive: &Archive, lease: LeaseId, bytes: &[u8]) -> Summary {
        let mut draft = archive.write(lease).unwrap();
        draft.push(bytes).unwrap();
        draft.finish().unwrap()
    }

    fn found(archive: &Archive, before: SystemTime) -> Vec<Leftover> {
        Archive::shards()
            .flat_map(|shard| archive.untouched_since(&shard, before).unwrap())
            .collect()
    }

    fn later() -> SystemTime {
        SystemTime::now() + std::time::Duration::from_secs(60)
    }

    #[test]
    fn an_object_appears_when_it_is_whole() {
        let directory = tempfile::tempdir().unwrap();
        let archive = Archive::new(&directory.path().join("logs"));
        let lease = LeaseId::generate();
        let mut draft = archive.write(lease).unwrap();
        draft.push(b"hello").unwrap();
        assert!(archive.open(lease).unwrap().is_none());
        draft.finish().unwrap();
        let object = archive.open(lease).unwrap().unwrap();
        assert_eq!(object.read_from(1).unwrap().unwrap(), b"ello");
        assert_eq!(found(&archive, later()), [Leftover::Object(lease)]);
        assert_eq!(found(&archive, SystemTime::UNIX_EPOCH), []);
    }

    #[test]
    fn a_writer_that_was_killed_leaves_what_a_sweep_finds() {
        let directory = tempfile::tempdir().unwrap();
        let archive = Archive::new(directory.path());
        let lease = LeaseId::generate();
        // A process that is killed runs no destructor.
        std::mem::forget(archive.write(lease).unwrap());
        let left = found(&archive, later());
        assert!(matches!(left[..], [Leftover::Draft(_)]), "{left:?}");
        assert!(archive.open(lease).unwrap().is_none());
        assert_eq!(archive.remove(&left).unwrap(), Removed::Gone);
        assert_eq!(found(&archive, later()), []);
    }

    #[test]
    fn nothing_is_removed_while_a_backup_reads() {
        let directory = tempfile::tempdir().unwrap();
        let archive = Archive::new(directory.path());
        let lease = LeaseId::generate();
        write(&archive, lease, b"hello");
        let (one, another) = (archive.keep().unwrap(), archive.keep().unwrap());
        drop(one);
        let object = [Leftover::Object(lease)];
        assert_eq!(archive.remove(&object).unwrap(), Removed::Kept);
        assert!(archive.open(lease).unwrap().is_some());
        drop(another);
        for _ in 0..2 {
            assert_eq!(archive.remove(&object).unwrap(), Removed::Gone);
        }
        assert!(archive.open(lease).unwrap().is_none());
    }

    #[test]
    fn names_read_back_and_no_other_does() {
        let lease = LeaseId::generate();
        let name = Archive::name(lease);
        assert_eq!(Archive::named(&name), Some(lease));
        assert!(Archive::shards().any(|shard| name.starts_with(&shard)));
        for other in ["", "keep", "../x", &name[1..], &name.replace('/', "//")] {
            assert_eq!(Archive::named(other), None, "{other}");
        }
    }

    #[test]
    fn objects_are_for_their_owner_alone() {
        use std::os::unix::fs::PermissionsExt as _;
        let directory = tempfile::tempdir().unwrap();
        let archive = Archive::new(&directory.path().join("logs"));
        let lease = LeaseId::generate();
        write(&archive, lease, b"hello");
        let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&archive.path(lease)), 0o600);
        assert_eq!([archive.directory(), &archive.shard_of(lease)].map(mode), [0o700; 2]);
    }
}
