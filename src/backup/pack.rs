//! Writing a backup: a tar archive through zstd, under another name until it is whole.

use std::fs::File;
use std::io::{self, BufWriter, Read, Seek as _};
use std::path::{Path, PathBuf};

use anyhow::Context;
use sha2::{Digest as _, Sha256};
use tempfile::NamedTempFile;
use zstd::stream::write::Encoder;

use super::directory_of;
use super::manifest::{BadLog, Content, LOGS, MANIFEST, Manifest, Member};
use crate::archive::{Archive, check};
use crate::entities::log_objects;

/// The database is most of what can still shrink; logs are compressed already.
const LEVEL: i32 = 3;

/// A backup that is being written.
pub(super) struct Pack {
    path: PathBuf,
    tar: tar::Builder<Encoder<'static, BufWriter<NamedTempFile>>>,
    manifest: Manifest,
}

impl Pack {
    /// For its owner alone, as temporary files are.
    pub(super) fn begin(path: &Path, manifest: Manifest) -> anyhow::Result<Self> {
        let directory = directory_of(path);
        let file = tempfile::Builder::new().prefix(".oore-backup-").tempfile_in(directory);
        let file = file.with_context(|| format!("can't write in {}", directory.display()))?;
        let mut encoder = Encoder::new(BufWriter::new(file), LEVEL)?;
        encoder.include_checksum(true)?;
        Ok(Self { path: path.to_owned(), tar: tar::Builder::new(encoder), manifest })
    }

    pub(super) fn add_database(&mut self, file: &Path) -> anyhow::Result<()> {
        let member = self.manifest.database.member();
        self.add_whole(member, file).context("can't put the database into the backup")
    }

    pub(super) fn add_keys(&mut self, files: &[PathBuf]) -> anyhow::Result<()> {
        for path in files {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let added = self.add_whole(&name, path);
            added.with_context(|| format!("can't put {} into the backup", path.display()))?;
        }
        Ok(())
    }

    /// Each is looked at before: what is not what the database says is noted, and keeps nobody from
    /// the rest.
    pub(super) fn add_objects(
        &mut self,
        archive: &Archive,
        objects: &[log_objects::Model],
    ) -> anyhow::Result<()> {
        for object in objects {
            let path = format!("{LOGS}{}", Archive::name(object.attempt_id));
            let file = &archive.path(object.attempt_id);
            let added = self.add_object(&path, file, object);
            if let Some(reason) = added.with_context(|| format!("can't add {path}"))? {
                self.manifest.bad_logs.push(BadLog { path, reason });
            }
        }
        Ok(())
    }

    /// What is wrong with it. A damaged one is added all the same: part of it may be read by hand.
    fn add_object(
        &mut self,
        name: &str,
        path: &Path,
        object: &log_objects::Model,
    ) -> io::Result<Option<String>> {
        let (file, mut wrong) = match looked_at(path, object) {
            Ok(looked_at) => looked_at,
            Err(error) => return Ok(Some(format!("it can't be read: {error}"))),
        };
        let size = file.metadata()?.len();
        let mut steady = Steady { inner: file, trouble: None };
        self.add(name, (&mut steady, size), Some(object.into()))?;
        if let Some(error) = steady.trouble {
            wrong = Some(format!("it can't be read to its end: {error}"));
        }
        Ok(wrong)
    }

    /// Adds the manifest, and gives the file its name once it is on the disk; how many bytes it has.
    pub(super) fn finish(mut self) -> anyhow::Result<(Manifest, u64)> {
        let text = serde_json::to_vec_pretty(&self.manifest)?;
        let mut header = header(text.len() as u64);
        self.tar.append_data(&mut header, MANIFEST, &text[..])?;
        let file = self.tar.into_inner()?.finish()?.into_inner().map_err(|it| it.into_error())?;
        file.as_file().sync_all()?;
        let bytes = file.as_file().metadata()?.len();
        let named = file.persist_noclobber(&self.path);
        named.with_context(|| format!("can't write {}", self.path.display()))?;
        File::open(directory_of(&self.path))?.sync_all()?;
        Ok((self.manifest, bytes))
    }

    /// A file without which there is no backup.
    fn add_whole(&mut self, name: &str, path: &Path) -> io::Result<()> {
        let file = File::open(path)?;
        let size = file.metadata()?.len();
        let mut steady = Steady { inner: file, trouble: None };
        self.add(name, (&mut steady, size), None)?;
        steady.trouble.map_or(Ok(()), Err)
    }

    fn add(
        &mut self,
        name: &str,
        (content, size): (&mut Steady, u64),
        log: Option<Content>,
    ) -> io::Result<()> {
        let mut hashed = Hashed { inner: content.take(size), hash: Sha256::new() };
        self.tar.append_data(&mut header(size), name, &mut hashed)?;
        let sha256 = hex::encode(hashed.hash.finalize());
        self.manifest.members.push(Member { path: name.to_owned(), size, sha256, log });
        Ok(())
    }
}

/// The file at its beginning, and what is wrong with what it holds.
fn looked_at(path: &Path, object: &log_objects::Model) -> io::Result<(File, Option<String>)> {
    let mut file = File::open(path)?;
    let wrong = match check(&file) {
        Ok(found)
            if found.sha256 == object.sha256
                && i64::try_from(found.length) == Ok(object.length) =>
        {
            None
        }
        Ok(_) => Some("it holds another log than the database says".to_owned()),
        // The disk's word, and not that of whoever decompresses.
        Err(error) if error.raw_os_error().is_some() => return Err(error),
        Err(error) => Some(format!("it is damaged: {error}")),
    };
    file.rewind()?;
    Ok((file, wrong))
}

fn header(size: u64) -> tar::Header {
    let mut header = tar::Header::new_gnu();
    header.set_size(size);
    header.set_mode(0o600);
    header
}

/// A file that never ends early: the size of a member is told before its bytes. What can't be read
/// is zeros, and noted.
struct Steady {
    inner: File,
    trouble: Option<io::Error>,
}

impl Read for Steady {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.trouble.is_none() {
            match self.inner.read(buffer) {
                Ok(0) if !buffer.is_empty() => {
                    self.trouble = Some(io::ErrorKind::UnexpectedEof.into());
                }
                Err(error) if error.kind() != io::ErrorKind::Interrupted => {
                    self.trouble = Some(error);
                }
                read => return read,
            }
        }
        buffer.fill(0);
        Ok(buffer.len())
    }
}

/// Hashes what is read.
struct Hashed<R> {
    inner: R,
    hash: Sha256,
}

impl<R: Read> Read for Hashed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.hash.update(&buffer[..count]);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_ends_early_is_filled_up_and_told() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("log");
        std::fs::write(&path, b"hello").unwrap();
        let mut steady = Steady { inner: File::open(&path).unwrap(), trouble: None };
        let mut bytes = Vec::new();
        (&mut steady).take(5).read_to_end(&mut bytes).unwrap();
        assert_eq!((&bytes[..], steady.trouble.is_some()), (&b"hello"[..], false));
        (&mut steady).take(3).read_to_end(&mut bytes).unwrap();
        assert_eq!((&bytes[..], steady.trouble.is_some()), (&b"hello\0\0\0"[..], true));
    }
}
