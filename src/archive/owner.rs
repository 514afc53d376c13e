//! Whose an archive is. Two servers may be given one directory by mistake, or one that was restored
//! for a trial may find the directory of the server that it came from: to each the other's objects
//! belong to no log.

use std::fs::{self, DirBuilder, File};
use std::io::{self, Write as _};
use std::os::unix::fs::DirBuilderExt as _;
use std::path::Path;

use tempfile::NamedTempFile;
use ulid::Ulid;

use super::Archive;

/// Tells a data directory from others. It is in no backup: what is restored is another server.
const INSTANCE: &str = "instance";

/// In the archive: whose it is.
const OWNER: &str = "owner";

/// Whether an archive may be changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Claim {
    /// It is this server's.
    Ours,
    /// It is that of the server with this instance.
    Anothers(String),
}

impl Archive {
    /// Claims the archive for the server of a data directory, if nobody has yet.
    ///
    /// # Errors
    /// When the archive or the data directory can't be read or written.
    pub fn claim(&self, data_dir: &Path) -> io::Result<Claim> {
        let fresh = Ulid::generate().to_string();
        let own = kept(&data_dir.join(INSTANCE), &fresh)?;
        DirBuilder::new().recursive(true).mode(0o700).create(self.directory())?;
        let owner = kept(&self.owner_file(), &own)?;
        Ok(if owner == own { Claim::Ours } else { Claim::Anothers(owner) })
    }

    /// The file that tells whose the archive is.
    #[must_use]
    pub fn owner_file(&self) -> std::path::PathBuf {
        self.directory().join(OWNER)
    }
}

/// What the file holds; made with `fresh` if it is not there. It appears with all of its content.
fn kept(path: &Path, fresh: &str) -> io::Result<String> {
    if let Some(text) = read(path)? {
        return Ok(text);
    }
    let directory = path.parent().unwrap_or(Path::new("."));
    let mut file = NamedTempFile::new_in(directory)?;
    writeln!(file, "{fresh}")?;
    file.as_file().sync_all()?;
    match file.persist_noclobber(path) {
        Ok(_) => File::open(directory)?.sync_all()?,
        // Another server was faster.
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => {}
        Err(error) => return Err(error.error),
    }
    let vanished = || io::Error::other(format!("{} vanished while it was read", path.display()));
    read(path)?.ok_or_else(vanished)
}

fn read(path: &Path) -> io::Result<Option<String>> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text.trim_end().to_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archive_is_the_first_servers_until_somebody_says_otherwise() {
        let [first, second, place] = [(); 3].map(|()| tempfile::tempdir().unwrap());
        let archive = Archive::new(&place.path().join("logs"));
        for _ in 0..2 {
            assert_eq!(archive.claim(first.path()).unwrap(), Claim::Ours);
        }
        let Claim::Anothers(owner) = archive.claim(second.path()).unwrap() else {
            panic!("it is the first one's")
        };
        assert_eq!(owner, fs::read_to_string(first.path().join(INSTANCE)).unwrap().trim_end());
        fs::remove_file(archive.owner_file()).unwrap();
        assert_eq!(archive.claim(second.path()).unwrap(), Claim::Ours);
        assert!(matches!(archive.claim(first.path()).unwrap(), Claim::Anothers(_)));
    }
}
