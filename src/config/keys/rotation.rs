//! Another encryption key in the place of the present one, so that a crash at any point leaves both
//! within reach: the old one is on the disk under its second name before the new one takes the
//! first, and goes only when nothing needs it.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use secrecy::{ExposeSecret, SecretString};

use super::{ENCRYPTION_KEY_FILE, Keys, KeysError, create, load_or_create, prepare, random, read};
use crate::config::{Config, EncryptionKey, values};

/// The file of the key before, as long as a rotation is under way.
pub(super) const PREVIOUS_KEY_FILE: &str = "encryption-key.previous";

/// Why a rotation can't begin.
#[derive(Debug, thiserror::Error)]
pub enum RotateError {
    /// The key is configured, and so must be the new one.
    #[error(
        "the encryption key is configured (OORE_ENCRYPTION_KEY), so a new one can't be made here: \
         make one with `openssl rand -hex 32`, set OORE_ENCRYPTION_KEY to it and \
         OORE_ENCRYPTION_KEY_PREVIOUS to the present one, and run `oored rotate-key` again"
    )]
    NoPrevious,
    /// Both are the same.
    #[error(
        "OORE_ENCRYPTION_KEY and OORE_ENCRYPTION_KEY_PREVIOUS are the same key; set the first one \
         to a new key, which `openssl rand -hex 32` makes"
    )]
    SameKey,
    /// There is nothing to rotate.
    #[error(
        "there is no encryption key in {} (OORE_DATA_DIR) yet; the first start of the server makes \
         it", .0.display()
    )]
    NoKey(PathBuf),
    /// A key can't be had or written.
    #[error(transparent)]
    Keys(#[from] KeysError),
}

/// The keys that open beside the current one.
///
/// # Errors
/// See [`KeysError`].
pub fn earlier(config: &Config) -> Result<Vec<EncryptionKey>, KeysError> {
    let configured = config.security.encryption_key_previous.clone();
    Ok(configured.into_iter().chain(earlier_in(&config.data_dir)?).collect())
}

/// The one that is kept in a directory.
pub(super) fn earlier_in(directory: &Path) -> Result<Option<EncryptionKey>, KeysError> {
    let path = directory.join(PREVIOUS_KEY_FILE);
    read(&path)?.map(|text| parsed(&path, &text)).transpose()
}

/// Puts a new key beside the old one, or goes on with a rotation that did not finish. The keys are
/// those to seal anew with.
///
/// # Errors
/// See [`RotateError`]; the server starts with what is there then as before.
pub fn begin(config: &Config) -> Result<Keys, RotateError> {
    match (&config.security.encryption_key, &config.security.encryption_key_previous) {
        (None, _) => begin_in_files(&config.data_dir)?,
        (Some(_), None) => return Err(RotateError::NoPrevious),
        (Some(current), Some(previous)) if current.expose() == previous.expose() => {
            return Err(RotateError::SameKey);
        }
        (Some(_), Some(_)) => {}
    }
    Ok(load_or_create(config)?)
}

fn begin_in_files(directory: &Path) -> Result<(), RotateError> {
    prepare(directory)?;
    let current_path = directory.join(ENCRYPTION_KEY_FILE);
    let previous_path = directory.join(PREVIOUS_KEY_FILE);
    let Some(current) = read(&current_path)? else {
        return Err(RotateError::NoKey(directory.to_owned()));
    };
    parsed(&current_path, &current)?;
    create(&previous_path, &current).map_err(|source| failed(&previous_path, source))?;
    let previous = read(&previous_path)?;
    // Another key stands there when an earlier rotation got further than this.
    if previous.is_some_and(|previous| previous.expose_secret() == current.expose_secret()) {
        let fresh = random("")?;
        replace(&current_path, &fresh).map_err(|source| failed(&current_path, source))?;
    }
    Ok(())
}

/// Forgets the old key, when everything is sealed with the new one. A key that was configured is
/// left to whoever did that.
///
/// # Errors
/// When its file can't be removed.
pub fn finish(config: &Config) -> Result<(), KeysError> {
    let path = config.data_dir.join(PREVIOUS_KEY_FILE);
    let removed = match fs::remove_file(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
        Ok(()) => File::open(&config.data_dir).and_then(|directory| directory.sync_all()),
    };
    removed.map_err(|source| failed(&path, source))
}

fn parsed(path: &Path, text: &SecretString) -> Result<EncryptionKey, KeysError> {
    values::encryption_key(text.expose_secret())
        .map_err(|reason| KeysError::Malformed { path: path.to_owned(), reason })
}

/// Whoever looks sees one whole key or the other.
fn replace(path: &Path, text: &SecretString) -> io::Result<()> {
    let directory = path.parent().unwrap_or(Path::new("."));
    // Made exclusively and with mode 0600.
    let mut file = tempfile::NamedTempFile::new_in(directory)?;
    writeln!(file, "{}", text.expose_secret())?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    File::open(directory)?.sync_all()
}

fn failed(path: &Path, source: io::Error) -> KeysError {
    KeysError::File { path: path.to_owned(), source }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::tests::{config_in, load};

    fn text(directory: &Path, name: &str) -> Option<String> {
        fs::read_to_string(directory.join(name)).ok()
    }

    #[test]
    fn the_old_key_stays_until_the_end() {
        let data = tempfile::tempdir().unwrap();
        let config = config_in(data.path());
        let before = load_or_create(&config).unwrap();
        assert!(before.earlier_encryption_keys.is_empty());
        let old = text(data.path(), ENCRYPTION_KEY_FILE);

        let keys = begin(&config).unwrap();
        assert_ne!(text(data.path(), ENCRYPTION_KEY_FILE), old);
        assert_eq!(text(data.path(), PREVIOUS_KEY_FILE), old);
        assert_eq!(keys.earlier_encryption_keys[0].expose(), before.encryption_key.expose());
        // A server that is started now knows both.
        let meanwhile = load_or_create(&config).unwrap();
        assert_eq!(meanwhile.encryption_key.expose(), keys.encryption_key.expose());
        assert_eq!(meanwhile.earlier_encryption_keys.len(), 1);

        finish(&config).unwrap();
        finish(&config).unwrap();
        let after = load_or_create(&config).unwrap();
        assert_eq!(after.encryption_key.expose(), keys.encryption_key.expose());
        assert!(after.earlier_encryption_keys.is_empty());
    }

    #[test]
    fn a_rotation_that_was_cut_off_goes_on_with_the_same_keys() {
        let data = tempfile::tempdir().unwrap();
        let config = config_in(data.path());
        load_or_create(&config).unwrap();
        let old = text(data.path(), ENCRYPTION_KEY_FILE).unwrap();
        // Cut off between the two files: the second name is there, no new key is.
        create(&data.path().join(PREVIOUS_KEY_FILE), &old.trim().into()).unwrap();
        let first = begin(&config).unwrap();
        assert_eq!(text(data.path(), PREVIOUS_KEY_FILE), Some(old.clone()));
        assert_ne!(text(data.path(), ENCRYPTION_KEY_FILE), Some(old.clone()));
        let again = begin(&config).unwrap();
        assert_eq!(first.encryption_key.expose(), again.encryption_key.expose(), "no third key");
        assert_eq!(text(data.path(), PREVIOUS_KEY_FILE), Some(old));
    }

    #[test]
    fn a_configured_key_needs_the_new_one_beside_it() {
        let data = tempfile::tempdir().unwrap();
        let (one, other) = ("ab".repeat(32), "cd".repeat(32));
        let with = |previous: &str| {
            load(&[
                ("OORE_DATA_DIR", data.path().to_str().unwrap()),
                ("OORE_ENCRYPTION_KEY", &one),
                ("OORE_ENCRYPTION_KEY_PREVIOUS", previous),
            ])
            .unwrap()
        };
        assert!(matches!(begin(&with("")), Err(RotateError::NoPrevious)));
        assert!(matches!(begin(&with(&one)), Err(RotateError::SameKey)));
        let keys = begin(&with(&other)).unwrap();
        assert_eq!(hex::encode(keys.encryption_key.expose()), one);
        assert_eq!(hex::encode(keys.earlier_encryption_keys[0].expose()), other);
        assert_eq!(text(data.path(), ENCRYPTION_KEY_FILE), None);
    }

    #[test]
    fn there_must_be_a_good_key_to_rotate() {
        let data = tempfile::tempdir().unwrap();
        assert!(matches!(begin(&config_in(data.path())), Err(RotateError::NoKey(_))));
        create(&data.path().join(ENCRYPTION_KEY_FILE), &"abcd".into()).unwrap();
        assert!(matches!(begin(&config_in(data.path())), Err(RotateError::Keys(_))));
        assert_eq!(text(data.path(), PREVIOUS_KEY_FILE), None);
    }
}
