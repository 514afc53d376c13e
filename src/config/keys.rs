//! The keys that the server can't do without: configured, or made at the first start and kept in
//! files of the data directory that nobody else may read.

pub mod rotation;

use std::fs::{DirBuilder, File};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use rand::TryRng as _;
use rand::rngs::SysRng;
use secrecy::{ExposeSecret, SecretString};

use super::values;
use super::{Config, EncryptionKey};

/// The file of the pepper.
const PEPPER_FILE: &str = "webhook-pepper";
/// The file of the encryption key.
const ENCRYPTION_KEY_FILE: &str = "encryption-key";
/// The file of the admin token.
pub const ADMIN_TOKEN_FILE: &str = "admin-token";
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
        None => kept(&directory.join(PEPPER_FILE), "", values::long_secret)?.0,
    };
    let encryption_key = match &config.security.encryption_key {
        Some(key) => key.clone(),
        None => kept(&directory.join(ENCRYPTION_KEY_FILE), "", values::encryption_key)?.0,
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
    let path = config.data_dir.join(PEPPER_FILE);
    let Some(text) = read(&path)? else { return Ok(None) };
    let malformed = |reason| KeysError::Malformed { path, reason };
    values::long_secret(text.expose_secret()).map(Some).map_err(malformed)
}

/// All keys as they are, where nothing may be made; none when no server has made them all.
///
/// # Errors
/// See [`KeysError`].
pub fn existing(config: &Config) -> Result<Option<Keys>, KeysError> {
    let parsed = |file: &str, text: &SecretString| {
        let malformed = |reason| KeysError::Malformed { path: config.data_dir.join(file), reason };
        values::encryption_key(text.expose_secret()).map_err(malformed)
    };
    let encryption_key = match &config.security.encryption_key {
        Some(key) => Some(key.clone()),
        None => {
            let text = read(&config.data_dir.join(ENCRYPTION_KEY_FILE))?;
            text.map(|text| parsed(ENCRYPTION_KEY_FILE, &text)).transpose()?
        }
    };
    let admin_token = match &config.security.admin_token {
        Some(token) => Some(token.clone()),
        None => read(&config.data_dir.join(ADMIN_TOKEN_FILE))?,
    };
    let earlier_encryption_keys = rotation::earlier(config)?;
    let all = pepper(config)?.zip(encryption_key).zip(admin_token);
    Ok(all.map(|((pepper, encryption_key), admin_token)| Keys {
        pepper,
        encryption_key,
        earlier_encryption_keys,
        admin_token,
        admin_token_is_new: false,
    }))
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

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::OpenOptionsExt as _;

    use super::*;
    use crate::config::tests::{config_in, load};

    fn mode(path: &Path) -> u32 {
        path.metadata().unwrap().permissions().mode() & 0o7777
    }

    fn write(path: &Path, text: &str, mode: u32) {
        let mut options = fs::OpenOptions::new();
        let mut file = options.write(true).create_new(true).mode(mode).open(path).unwrap();
        file.set_permissions(fs::Permissions::from_mode(mode)).unwrap();
        file.write_all(text.as_bytes()).unwrap();
    }

    #[test]
    fn keys_are_made_once_for_their_owner_alone_and_found_again() {
        let parent = tempfile::tempdir().unwrap();
        let data = parent.path().join("new/data");
        let first = load_or_create(&config_in(&data)).unwrap();
        assert!(first.admin_token_is_new);
        assert!(first.admin_token.expose_secret().starts_with("oore_admin_"));
        assert_ne!(first.pepper.expose_secret(), &hex::encode(first.encryption_key.expose()));
        assert_eq!(mode(&data), 0o700);
        for name in [PEPPER_FILE, ENCRYPTION_KEY_FILE, ADMIN_TOKEN_FILE] {
            assert_eq!(mode(&data.join(name)), 0o600, "{name}");
        }
        assert_eq!(fs::read_dir(&data).unwrap().count(), 3, "nothing temporary stays");

        let second = load_or_create(&config_in(&data)).unwrap();
        assert!(!second.admin_token_is_new);
        assert_eq!(first.admin_token.expose_secret(), second.admin_token.expose_secret());
        assert_eq!(first.pepper.expose_secret(), second.pepper.expose_secret());
        assert_eq!(first.encryption_key.expose(), second.encryption_key.expose());
    }

    #[test]
    fn starts_at_the_same_time_agree_and_one_of_them_tells_the_token() {
        let data = tempfile::tempdir().unwrap();
        let config = config_in(data.path());
        let start = std::sync::Barrier::new(8);
        let all: Vec<Keys> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..8)
                .map(|_| {
                    scope.spawn(|| {
                        start.wait();
                        load_or_create(&config).unwrap()
                    })
                })
                .collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        let token = all[0].admin_token.expose_secret();
        assert!(all.iter().all(|keys| keys.admin_token.expose_secret() == token));
        assert!(all.iter().all(|k| k.encryption_key.expose() == all[0].encryption_key.expose()));
        assert_eq!(all.iter().filter(|keys| keys.admin_token_is_new).count(), 1);
    }

    #[test]
    fn configured_keys_leave_no_file() {
        let data = tempfile::tempdir().unwrap();
        let key = "ab".repeat(32);
        let config = load(&[
            ("OORE_DATA_DIR", data.path().to_str().unwrap()),
            ("OORE_WEBHOOK_PEPPER", &key),
            ("OORE_ENCRYPTION_KEY", &key),
            ("OORE_ADMIN_TOKEN", &key),
        ]);
        let keys = load_or_create(&config.unwrap()).unwrap();
        assert_eq!(keys.admin_token.expose_secret(), key);
        assert!(!keys.admin_token_is_new);
        assert_eq!(fs::read_dir(data.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_key_that_others_may_read_is_refused() {
        let data = tempfile::tempdir().unwrap();
        let path = data.path().join(ENCRYPTION_KEY_FILE);
        write(&path, &"ab".repeat(32), 0o640);
        let error = load_or_create(&config_in(data.path())).unwrap_err();
        assert!(matches!(&error, KeysError::Exposed { path: at, mode: 0o640 } if *at == path));
        assert!(error.to_string().contains("chmod 600"), "{error}");
    }

    #[test]
    fn a_data_directory_that_others_may_write_to_is_refused() {
        let data = tempfile::tempdir().unwrap();
        fs::set_permissions(data.path(), fs::Permissions::from_mode(0o770)).unwrap();
        let error = load_or_create(&config_in(data.path())).unwrap_err();
        assert!(matches!(error, KeysError::OpenDirectory { mode: 0o770, .. }), "{error}");
    }

    #[test]
    fn a_damaged_key_is_refused_and_not_replaced() {
        let data = tempfile::tempdir().unwrap();
        let path = data.path().join(ENCRYPTION_KEY_FILE);
        write(&path, "abcd\n", 0o600);
        let error = load_or_create(&config_in(data.path())).unwrap_err();
        assert!(matches!(error, KeysError::Malformed { .. }), "{error}");
        assert_eq!(fs::read_to_string(&path).unwrap(), "abcd\n");
    }

    #[test]
    fn no_key_shows_in_debug_output() {
        let data = tempfile::tempdir().unwrap();
        let keys = load_or_create(&config_in(data.path())).unwrap();
        let shown = format!("{keys:?}");
        assert!(!shown.contains(keys.admin_token.expose_secret()), "{shown}");
        assert!(!shown.contains(keys.pepper.expose_secret()), "{shown}");
        assert!(!shown.contains(&hex::encode(keys.encryption_key.expose())), "{shown}");
    }
}
