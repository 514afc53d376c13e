//! Writing a backup: a tar archive through zstd, under another name until it is whole.

use std::fs::File;
use std::io::{self, BufWriter, Read};
use std::path::{Path, PathBuf};

use anyhow::Context;
use sha2::{Digest as _, Sha256};
use tempfile::NamedTempFile;
use zstd::stream::write::Encoder;

use super::manifest::{LOGS, MANIFEST, Manifest, Member};
use crate::archive::Archive;
use crate::ids::LeaseId;

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
        let directory = path.parent().filter(|it| *it != Path::new("")).unwrap_or(Path::new("."));
        let file = tempfile::Builder::new().prefix(".oore-backup-").tempfile_in(directory);
        let file = file.with_context(|| format!("can't write in {}", directory.display()))?;
        let mut encoder = Encoder::new(BufWriter::new(file), LEVEL)?;
        encoder.include_checksum(true)?;
        Ok(Self { path: path.to_owned(), tar: tar::Builder::new(encoder), manifest })
    }

    pub(super) fn add_database(&mut self, file: &Path) -> anyhow::Result<()> {
        let member = self.manifest.database.member();
        self.add(member, File::open(file)?).context("can't put the database into the backup")
    }

    pub(super) fn add_keys(&mut self, files: &[PathBuf]) -> anyhow::Result<()> {
        for path in files {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let added = File::open(path).and_then(|file| self.add(&name, file));
            added.with_context(|| format!("can't put {} into the backup", path.display()))?;
        }
        Ok(())
    }

    /// What can't be read is noted, and keeps nobody from the rest.
    pub(super) fn add_objects(
        &mut self,
        archive: &Archive,
        objects: &[LeaseId],
    ) -> anyhow::Result<()> {
        for lease in objects {
            let name = format!("{LOGS}{}", Archive::name(*lease));
            match File::open(archive.path(*lease)) {
                Ok(file) => self.add(&name, file).with_context(|| format!("can't add {name}"))?,
                Err(_) => self.manifest.missing.push(name),
            }
        }
        Ok(())
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
        let directory = self.path.parent().filter(|it| *it != Path::new(""));
        File::open(directory.unwrap_or(Path::new(".")))?.sync_all()?;
        Ok((self.manifest, bytes))
    }

    fn add(&mut self, name: &str, file: File) -> io::Result<()> {
        let size = file.metadata()?.len();
        let mut hashed = Hashed { inner: file.take(size), hash: Sha256::new() };
        self.tar.append_data(&mut header(size), name, &mut hashed)?;
        let sha256 = hex::encode(hashed.hash.finalize());
        self.manifest.members.push(Member { path: name.to_owned(), size, sha256 });
        Ok(())
    }
}

fn header(size: u64) -> tar::Header {
    let mut header = tar::Header::new_gnu();
    header.set_size(size);
    header.set_mode(0o600);
    header
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
