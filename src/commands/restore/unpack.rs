//! Reading a backup from its beginning to its manifest, and holding each against the other.

use std::collections::HashMap;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, BufReader, Read, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::Path;

use anyhow::{Context, bail, ensure};
use sha2::{Digest as _, Sha256};
use zstd::stream::read::Decoder;

use super::Objects;
use crate::archive::{Archive, Summary, check};
use crate::commands::backup::manifest::{
    FORMAT, LOGS, MANIFEST, Manifest, Member, POSTGRES, SQLITE,
};
use crate::config::keys;
use crate::ids::LeaseId;

/// A manifest names each log in some 200 bytes: enough for five million.
const MANIFEST_BYTES: u64 = 1 << 30;

/// A backup whose members are what its manifest says.
#[derive(Debug)]
pub(super) struct Unpacked {
    pub(super) manifest: Manifest,
    /// What the logs hold.
    pub(super) objects: HashMap<LeaseId, Summary>,
}

/// Writes the members into `to`; those that are logs only if that is asked for.
pub(super) fn unpack(backup: &Path, to: &Path, wanted: Objects) -> anyhow::Result<Unpacked> {
    let file = File::open(backup).context("it can't be opened")?;
    let mut tar = tar::Archive::new(Decoder::new(BufReader::new(file))?);
    let (mut members, mut objects) = (Vec::new(), HashMap::new());
    for entry in tar.entries()? {
        let mut entry = entry?;
        let path = entry.path()?.to_str().context("a name in it is not UTF-8")?.to_owned();
        ensure!(entry.header().entry_type().is_file(), "{path} in it is no file");
        if path == MANIFEST {
            let manifest = read_manifest(entry)?;
            compare(&manifest.members, &members)?;
            return Ok(Unpacked { manifest, objects });
        }
        let object = path.strip_prefix(LOGS).and_then(Archive::named);
        let is_known =
            object.is_some() || [SQLITE, POSTGRES].contains(&&*path) || keys::is_file(&path);
        ensure!(is_known, "{path} in it is nothing that a backup holds");
        let is_written = object.is_none() || wanted == Objects::Written;
        let file = if is_written { Some(create(&to.join(&path))?) } else { None };
        let mut taken = Taken { inner: &mut entry, file, hash: Sha256::new(), size: 0 };
        if let Some(lease) = object {
            let summary = check(&mut taken).with_context(|| format!("{path} in it is damaged"))?;
            objects.insert(lease, summary);
        }
        io::copy(&mut taken, &mut io::sink())?;
        let Taken { file, hash, size, .. } = taken;
        if let Some(file) = file {
            file.sync_all()?;
        }
        members.push(Member { path, size, sha256: hex::encode(hash.finalize()) });
    }
    bail!("it has no manifest: it was cut off, or never was one")
}

fn read_manifest(entry: impl Read) -> anyhow::Result<Manifest> {
    #[derive(serde::Deserialize)]
    struct Form {
        format: u32,
    }
    let mut text = Vec::new();
    entry.take(MANIFEST_BYTES).read_to_end(&mut text)?;
    let Form { format } = serde_json::from_slice(&text).context("its manifest is unreadable")?;
    ensure!(
        format == FORMAT,
        "it has the form {format}, and this program reads the form {FORMAT}; use the version of \
         oored that made it, or a newer one"
    );
    serde_json::from_slice(&text).context("its manifest is unreadable")
}

fn compare(expected: &[Member], found: &[Member]) -> anyhow::Result<()> {
    for (expected, found) in expected.iter().zip(found) {
        ensure!(expected == found, "{} in it is not what was put there", found.path);
    }
    ensure!(
        expected.len() == found.len(),
        "it has {} members, and should have {}",
        found.len(),
        expected.len()
    );
    Ok(())
}

/// For its owner alone, as in any data directory.
fn create(path: &Path) -> anyhow::Result<File> {
    if let Some(directory) = path.parent() {
        DirBuilder::new().recursive(true).mode(0o700).create(directory)?;
    }
    let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    file.with_context(|| format!("can't write {}", path.display()))
}

/// Hashes what is read, and writes it where it is wanted.
struct Taken<R> {
    inner: R,
    file: Option<File>,
    hash: Sha256,
    size: u64,
}

impl<R: Read> Read for Taken<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        if let Some(file) = &mut self.file {
            file.write_all(&buffer[..count])?;
        }
        self.hash.update(&buffer[..count]);
        self.size += count as u64;
        Ok(count)
    }
}

/// Makes the names of everything below `directory` durable.
pub(super) fn sync_directories(directory: &Path) -> io::Result<()> {
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            sync_directories(&entry.path())?;
        }
    }
    File::open(directory)?.sync_all()
}
