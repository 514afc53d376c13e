//! The keys that the server can't do without: configured, or made at the first start and kept in
//! files of the data directory that nobody else may read.

pub mod lost;
pub mod rotation;
#[cfg(test)]
mod tests;

use std::fs::{DirBuilder, File};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use rand::TryRng as _;
use rand::rngs::SysRng;
use secrecy::{ExposeSecret, SecretString};

use super::values;
use super::{Config, EncryptionKey};

/// The file of the pepper.
pub const PEPPER_FILE: &str = "webhook-pepper";
/// The file of the encryption key.
pub const ENCRYPTION_KEY_FILE: &str = "encryption-key";
/// The file of the admin token.
pub const ADMIN_TOKEN_FILE: &str = "admin-token";
/// All files that may hold a key.
const FILES: [&str; 4] =
    [PEPPER_FILE, ENCRYPTION_KEY_FILE, rotation::PREVIOUS_KEY_FILE, ADMIN_TOKEN_FILE];
/// Says that the keys of the database must not be made.
const EARLIER_EXPECTED_FILE: &str = "restored-without-keys";
/// What a made admin token starts with, so that scanners recognise one that leaked.
const ADMIN_TOKEN_PREFIX: &str = "oore_admin_";
/// Who else than the owner may do anything.
const GROUP_AND_OTHERS: u32 = 0o077;
/// Who else than the owner may write.
const WRITABLE_BY_GROUP_OR_OTHERS: u32 = 0o022;

/// The keys of a running server. Its `Debug` form shows none.
#[derive(Debug, Clone)]
pub struct Keys {
    /// What is mixed into stored hashes of webhook tokens.
    pub pepper: SecretString,
    /// Seals secrets in the database.
    pub encryption_key: EncryptionKey,
    /// Keys that still open what they sealed: while one is being changed, or until
    /// `oored rotate-key` has finished.
    pub earlier_encryption_keys: Vec<EncryptionKey>,
    /// Opens the management operations.
    pub admin_token: SecretString,
    /// Whether this start made the admin token, so that it is to be shown once.
    pub admin_token_is_new: bool,
}

/// Why a key can't be had.
#[derive(Debug, thiserror::Error)]
pub enum KeysError {
    /// The data directory can't be made or examined.
    #[error("cannot use the data directory {} (OORE_DATA_DIR)", path.display())]
    Directory {
        /// The data directory.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Others could replace the keys.
    #[error(
        "others may write to the data directory {path} (mode {mode:04o}), where keys are kept; \
         run `chmod go-w {path}`", path = path.display()
    )]
    OpenDirectory {
        /// The data directory.
        path: PathBuf,
        /// Its permissions.
        mode: u32,
    },
    /// The file can't be read or made.
    #[error("cannot read or make the key file {}", path.display())]
    File {
        /// The key's file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The key must be taken as known to others.
    #[error(
        "others may read the key file {path} (mode {mode:04o}); run `chmod 600 {path}`, and \
         replace the key if they are not trusted", path = path.display()
    )]
    Exposed {
        /// The key's file.
        path: PathBuf,
        /// Its permissions.
        mode: u32,
    },
    /// The file holds something else.
    #[error("the key in {} {reason}; put the right one back from a backup", path.display())]
    Malformed {
        /// The key's file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The database came from a backup, and its keys did not.
    #[error(
        "the key file {} is not there, and the database beside it came from a backup without keys: \
         put the old server's file there (mode 600), or set OORE_ENCRYPTION_KEY and \
         OORE_WEBHOOK_PEPPER if they were configured; if the keys are lost, make each with \
         `{}`, and set every secret and token anew", path.display(), lost::making(&path.display())
    )]
    Earlier {
        /// The key's file.
        path: PathBuf,
    },
    /// The system gives no randomness.
    #[error("the system gives no random bytes for a new key")]
    Randomness(#[source] rand::rngs::SysError),
}

/// Takes each key from the configuration, else from its file, else makes it. Safe to run twice at
/// the same time: both get the same keys, and one is told that the admin token is new.
///
/// # Errors
/// See [`KeysError`]; a key that exists is never replaced.
pub fn load_or_create(config: &Config) -> Result<Keys, KeysError> {
    let directory = &config.data_dir;
    prepare(directory)?;
    let pepper = match &config.webhooks.pepper {
        Some(pepper) => pepper.clone(),
        None => earlier_or_kept(directory, PEPPER_FILE, values::long_secret)?,
    };
    let encryption_key = match &config.security.encryption_key {
        Some(key) => key.clone(),
        None => earlier_or_kept(directory, ENCRYPTION_KEY_FILE, values::encryption_key)?,
    };
    let earlier_encryption_keys = rotation::earlier(config)?;
    let (admin_token, admin_token_is_new) = match &config.security.admin_token {
        Some(token) => (token.clone(), false),
        None => kept(&directory.join(ADMIN_TOKEN_FILE), ADMIN_TOKEN_PREFIX, values::long_secret)?,
    };
    Ok(Keys { pepper, encryption_key, earlier_encryption_keys, admin_token, admin_token_is_new })
}

/// The pepper as it is, where nothing may be made; none when no server has made it.
///
/// # Errors
/// See [`KeysError`].
pub fn pepper(config: &Config) -> Result<Option<SecretString>, KeysError> {
    if let Some(pepper) = &config.webhooks.pepper {
        return Ok(Some(pepper.clone()));
    }
    pepper_in(&config.data_dir)
}

/// The pepper that a server has kept in a directory.
///
/// # Errors
/// See [`KeysError`].
pub fn pepper_in(directory: &Path) -> Result<Option<SecretString>, KeysError> {
    present(directory.join(PEPPER_FILE), values::long_secret)
}

/// The encryption key as it is, where nothing may be made; none when no server has made it.
///
/// # Errors
/// See [`KeysError`].
pub fn encryption_key(config: &Config) -> Result<Option<EncryptionKey>, KeysError> {
    if let Some(key) = &config.security.encryption_key {
        return Ok(Some(key.clone()));
    }
    encryption_key_in(&config.data_dir)
}

/// The encryption key that a server has kept in a directory.
///
/// # Errors
/// See [`KeysError`].
pub fn encryption_key_in(directory: &Path) -> Result<Option<EncryptionKey>, KeysError> {
    present(directory.join(ENCRYPTION_KEY_FILE), values::encryption_key)
}

/// The encryption key as it is, and those before it that still open what they sealed.
///
/// # Errors
/// See [`KeysError`].
pub fn encryption_keys(config: &Config) -> Result<Vec<EncryptionKey>, KeysError> {
    Ok(encryption_key(config)?.into_iter().chain(rotation::earlier(config)?).collect())
}

/// The same of a directory.
///
/// # Errors
/// See [`KeysError`].
pub fn encryption_keys_in(directory: &Path) -> Result<Vec<EncryptionKey>, KeysError> {
    let earlier = rotation::earlier_in(directory)?;
    Ok(encryption_key_in(directory)?.into_iter().chain(earlier).collect())
}

fn present<T>(
    path: PathBuf,
    parse: impl Fn(&str) -> Result<T, String>,
) -> Result<Option<T>, KeysError> {
    let Some(text) = read(&path)? else { return Ok(None) };
    let malformed = |reason| KeysError::Malformed { path, reason };
    parse(text.expose_secret()).map(Some).map_err(malformed)
}

/// The files of keys that there are in a data directory.
#[must_use]
pub fn files(directory: &Path) -> Vec<PathBuf> {
    let paths = FILES.iter().map(|name| directory.join(name));
    paths.filter(|path| path.is_file()).collect()
}

/// Whether a file in a data directory is one of a key.
#[must_use]
pub fn is_file(name: &str) -> bool {
    FILES.contains(&name)
}

/// Notes that a data directory has got a database whose keys are elsewhere: none is made in their
/// place, as it would open nothing.
///
/// # Errors
/// When it can't be written.
pub fn expect_earlier(directory: &Path) -> io::Result<()> {
    let mut options = File::options();
    let options = options.write(true).create(true).truncate(true).mode(0o600);
    options.open(directory.join(EARLIER_EXPECTED_FILE))?.sync_all()
}

/// The admin token as it is, where nothing may be made; none when no server has made it.
///
/// # Errors
/// See [`KeysError`].
pub fn admin_token(config: &Config) -> Result<Option<SecretString>, KeysError> {
    if let Some(token) = &config.security.admin_token {
        return Ok(Some(token.clone()));
    }
    present(config.data_dir.join(ADMIN_TOKEN_FILE), values::long_secret)
}

/// Makes the data directory for its owner alone. One that exists keeps its mode, as a service
/// manager may have made it, unless others could replace the keys in it.
fn prepare(directory: &Path) -> Result<(), KeysError> {
    let failed = |source| KeysError::Directory { path: directory.to_owned(), source };
    DirBuilder::new().recursive(true).mode(0o700).create(directory).map_err(failed)?;
    let mode = directory.metadata().map_err(failed)?.permissions().mode() & 0o7777;
    if mode & WRITABLE_BY_GROUP_OR_OTHERS != 0 {
        return Err(KeysError::OpenDirectory { path: directory.to_owned(), mode });
    }
    Ok(())
}

/// The key that the database was written with, which is not made anew beside one that was restored.
fn earlier_or_kept<T>(
    directory: &Path,
    name: &str,
    parse: impl Fn(&str) -> Result<T, String>,
) -> Result<T, KeysError> {
    let (path, marker) = (directory.join(name), directory.join(EARLIER_EXPECTED_FILE));
    if marker.exists() && !path.exists() {
        return Err(KeysError::Earlier { path });
    }
    kept(&path, "", parse).map(|(key, _)| key)
}

/// The key in `path`, and whether it was made just now.
fn kept<T>(
    path: &Path,
    prefix: &str,
    parse: impl Fn(&str) -> Result<T, String>,
) -> Result<(T, bool), KeysError> {
    let malformed = |reason| KeysError::Malformed { path: path.to_owned(), reason };
    if let Some(text) = read(path)? {
        return Ok((parse(text.expose_secret()).map_err(malformed)?, false));
    }
    let fresh = random(prefix)?;
    if create(path, &fresh).map_err(|source| KeysError::File { path: path.to_owned(), source })? {
        return Ok((parse(fresh.expose_secret()).map_err(malformed)?, true));
    }
    // Another start was faster, and its file is complete: it appeared with its content.
    let text = read(path)?.ok_or_else(|| malformed("vanished while it was read".into()))?;
    Ok((parse(text.expose_secret()).map_err(malformed)?, false))
}

fn read(path: &Path) -> Result<Option<SecretString>, KeysError> {
    let failed = |source| KeysError::File { path: path.to_owned(), source };
    let mut file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(error)),
    };
    let mode = file.metadata().map_err(failed)?.permissions().mode() & 0o7777;
    if mode & GROUP_AND_OTHERS != 0 {
        return Err(KeysError::Exposed { path: path.to_owned(), mode });
    }
    let mut text = String::new();
    file.read_to_string(&mut text).map_err(failed)?;
    Ok(Some(text.trim_end_matches(['\r', '\n']).into()))
}

/// Makes the file with its whole content or not at all; `false` when it is there already. It
/// appears under its name only after it is on the disk, so a crash leaves no half of a key.
fn create(path: &Path, text: &SecretString) -> io::Result<bool> {
    let directory = path.parent().unwrap_or(Path::new("."));
    // Made exclusively and with mode 0600.
    let mut file = tempfile::NamedTempFile::new_in(directory)?;
    writeln!(file, "{}", text.expose_secret())?;
    file.as_file().sync_all()?;
    match file.persist_noclobber(path) {
        Ok(_) => {
            File::open(directory)?.sync_all()?;
            Ok(true)
        }
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(error.error),
    }
}

fn random(prefix: &str) -> Result<SecretString, KeysError> {
    let mut bytes = [0; 32];
    SysRng.try_fill_bytes(&mut bytes).map_err(KeysError::Randomness)?;
    Ok(format!("{prefix}{}", hex::encode(bytes)).into())
}
