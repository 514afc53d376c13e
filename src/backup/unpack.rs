//! Reading a backup from its beginning to its manifest, and holding each against the other.

use std::collections::HashMap;
use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{self, BufReader, Read, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::Path;

use anyhow::{Context, bail, ensure};
use sha2::{Digest as _, Sha256};
use zstd::stream::read::Decoder;

use super::manifest::{FORMAT, LOGS, MANIFEST, Manifest, Member, POSTGRES, SQLITE};
use crate::archive::{Archive, Summary, check};
use crate::config::keys;
use crate::ids::LeaseId;

/// A manifest names each log in some 400 bytes: enough for two million.
const MANIFEST_BYTES: u64 = 1 << 30;

/// A backup that has all that a server can't live without, as its manifest says.
#[derive(Debug)]
pub(crate) struct Unpacked {
    /// What it says about itself.
    pub(crate) manifest: Manifest,
    /// What the logs hold; or why one is not what was put there.
    pub(super) objects: HashMap<LeaseId, Result<Summary, String>>,
}

/// What becomes of the logs that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Objects {
    /// They are only checked.
    Hashed,
    /// They are laid out as well.
    Written,
}

/// Writes the members into `to`; those that are logs only if that is asked for.
///
/// # Errors
/// When it can't be read to its end, or something else than a log is not what was put there.
pub(crate) async fn take_apart(
    backup: &Path,
    to: &Path,
    objects: Objects,
) -> anyhow::Result<Unpacked> {
    let (path, to) = (backup.to_owned(), to.to_owned());
    let taken = tokio::task::spawn_blocking(move || unpack(&path, &to, objects)).await?;
    taken.with_context(|| format!("{} is not a whole backup", backup.display()))
}

fn unpack(backup: &Path, to: &Path, wanted: Objects) -> anyhow::Result<Unpacked> {
    let file = File::open(backup).context("it can't be opened")?;
    let mut tar = tar::Archive::new(Decoder::new(BufReader::new(file))?);
    let (mut members, mut objects) = (Vec::new(), HashMap::new());
    for entry in tar.entries()? {
        let mut entry = entry?;
        let path = entry.path()?.to_str().context("a name in it is not UTF-8")?.to_owned();
        ensure!(entry.header().entry_type().is_file(), "{path} in it is no file");
        if path == MANIFEST {
            let manifest = read_manifest(entry)?;
            compare(&manifest.members, &members, &mut objects)?;
            return Ok(Unpacked { manifest, objects });
        }
        let object = path.strip_prefix(LOGS).and_then(Archive::named);
        let is_known =
            object.is_some() || [SQLITE, POSTGRES].contains(&&*path) || keys::is_file(&path);
        ensure!(is_known, "{path} in it is nothing that a backup holds");
        let is_written = object.is_none() || wanted == Objects::Written;
        let file = if is_written { Some(create(&to.join(&path))?) } else { None };
        let mut taken = Taken::new(&mut entry, file);
        if let Some(lease) = object {
            let found = check(&mut taken).map_err(|error| format!("it is damaged: {error}"));
            objects.insert(lease, found);
        }
        // What ended a look at a log early may be the end of all: that is seen here.
        let (size, sha256) =
            taken.finish().with_context(|| format!("{path} can't be taken out"))?;
        members.push(Member { path, size, sha256, log: None });
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

/// A log that is another one is noted; anything else must be what was put there.
fn compare(
    expected: &[Member],
    found: &[Member],
    objects: &mut HashMap<LeaseId, Result<Summary, String>>,
) -> anyhow::Result<()> {
    let object = |path: &str| path.strip_prefix(LOGS).and_then(Archive::named);
    let mut unseen: HashMap<&str, &Member> =
        expected.iter().map(|member| (member.path.as_str(), member)).collect();
    for found in found {
        let path = &found.path;
        let put = unseen.remove(path.as_str());
        let put = put.with_context(|| format!("{path} in it was not put there"))?;
        let is_same = (put.size, &put.sha256) == (found.size, &found.sha256);
        match object(path) {
            Some(lease) if !is_same => {
                objects.insert(lease, Err("it is not what was put there".to_owned()));
            }
            Some(_) => {}
            None => ensure!(is_same, "{path} in it is not what was put there"),
        }
    }
    let missing = unseen.into_values().find(|member| object(&member.path).is_none());
    if let Some(Member { path, .. }) = missing {
        bail!("{path} is not in it");
    }
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
    /// What was not written must not be taken for a damaged member.
    unwritten: Option<io::Error>,
    hash: Sha256,
    size: u64,
}

impl<R: Read> Taken<R> {
    fn new(inner: R, file: Option<File>) -> Self {
        Self { inner, file, unwritten: None, hash: Sha256::new(), size: 0 }
    }

    /// Takes the rest; how many bytes there were in all, and their SHA-256.
    fn finish(mut self) -> io::Result<(u64, String)> {
        io::copy(&mut self, &mut io::sink())?;
        if let Some(error) = self.unwritten {
            return Err(error);
        }
        if let Some(file) = self.file {
            file.sync_all()?;
        }
        Ok((self.size, hex::encode(self.hash.finalize())))
    }
}

impl<R: Read> Read for Taken<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        let written = self.file.as_mut().map_or(Ok(()), |file| file.write_all(&buffer[..count]));
        if let Err(error) = written {
            self.unwritten.get_or_insert(error);
        }
        self.hash.update(&buffer[..count]);
        self.size += count as u64;
        Ok(count)
    }
}
