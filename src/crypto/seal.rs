//! Secrets at rest: AES-256-GCM under a key that is not in the database.
//!
//! A sealed value is bound to its table, row and column, so that it opens nowhere else, and names
//! the key it was sealed with, so that keys can be changed: values of an earlier key still open,
//! and [`Sealer::is_current`] finds those that should be sealed anew.
//!
//! Layout: one byte for the form (1), four for the key's name, twelve of nonce, then the
//! ciphertext with its tag of sixteen.

use std::fmt;

use aes_gcm::aead::{Aead, Payload};
use aes_gcm::{Aes256Gcm, KeyInit, Nonce};
use secrecy::{ExposeSecret, SecretBox, SecretSlice, SecretString};
use sha2::{Digest, Sha256};

const FORM: u8 = 1;
const KEY_NAME_LENGTH: usize = 4;
const NONCE_LENGTH: usize = 12;
const HEADER_LENGTH: usize = 1 + KEY_NAME_LENGTH;

/// Where a sealed value stands; it opens nowhere else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'a> {
    /// The table.
    pub table: &'a str,
    /// The row's identifier.
    pub row: &'a str,
    /// The column.
    pub column: &'a str,
}

/// A key of 256 bits.
pub struct SealKey(SecretBox<[u8; 32]>);

/// Why a sealed value does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// Too short, or of a form that this version does not know.
    #[error("not a sealed value of a known form")]
    Form,
    /// Sealed with a key that was not given.
    #[error("sealed with a key that is not configured")]
    UnknownKey,
    /// Altered, or moved here from another place.
    #[error("the sealed value was altered or does not belong here")]
    Altered,
    /// Opened, but not the text that was asked for.
    #[error("the opened value is not text")]
    NotText,
}

/// Seals with the current key, opens with that and the earlier ones.
pub struct Sealer {
    current: SealKey,
    earlier: Vec<SealKey>,
}

impl SealKey {
    /// Tells keys apart without telling anything about them.
    fn name(&self) -> [u8; KEY_NAME_LENGTH] {
        let digest = Sha256::new_with_prefix(b"oore seal key name\0")
            .chain_update(self.0.expose_secret())
            .finalize();
        let mut name = [0; KEY_NAME_LENGTH];
        name.copy_from_slice(&digest[..KEY_NAME_LENGTH]);
        name
    }

    fn cipher(&self) -> Aes256Gcm {
        Aes256Gcm::new(self.0.expose_secret().into())
    }
}

impl From<[u8; 32]> for SealKey {
    fn from(bytes: [u8; 32]) -> Self {
        Self(SecretBox::new(Box::new(bytes)))
    }
}

impl Sealer {
    /// Seals and opens with one key.
    #[must_use]
    pub fn new(current: SealKey) -> Self {
        Self { current, earlier: Vec::new() }
    }

    /// Also opens what was sealed with `key`.
    #[must_use]
    pub fn with_earlier(mut self, key: SealKey) -> Self {
        self.earlier.push(key);
        self
    }

    /// Seals `plain` for `place`. Twice the same gives different values.
    #[must_use]
    pub fn seal(&self, place: &Place<'_>, plain: &[u8]) -> Vec<u8> {
        let nonce: [u8; NONCE_LENGTH] = rand::random();
        let mut sealed = vec![FORM];
        sealed.extend(self.current.name());
        let aad = associated_data(&sealed, place);
        let ciphertext = self
            .current
            .cipher()
            .encrypt(&Nonce::from(nonce), Payload { msg: plain, aad: &aad })
            .expect("AES-GCM takes up to 64 GiB, more than memory holds here");
        sealed.extend(nonce);
        sealed.extend(ciphertext);
        sealed
    }

    /// Opens what was sealed for `place`.
    ///
    /// # Errors
    /// When it is not a sealed value, was altered or moved, or its key is not known.
    pub fn open(&self, place: &Place<'_>, sealed: &[u8]) -> Result<SecretSlice<u8>, SealError> {
        let key = self.key_of(sealed)?;
        let (header, rest) = sealed.split_at(HEADER_LENGTH);
        let (nonce, ciphertext) =
            rest.split_first_chunk::<NONCE_LENGTH>().ok_or(SealError::Form)?;
        let aad = associated_data(header, place);
        key.cipher()
            .decrypt(&Nonce::from(*nonce), Payload { msg: ciphertext, aad: &aad })
            .map(SecretSlice::from)
            .map_err(|_| SealError::Altered)
    }

    /// Opens text.
    ///
    /// # Errors
    /// As [`Sealer::open`], and when the opened value is not UTF-8.
    pub fn open_text(&self, place: &Place<'_>, sealed: &[u8]) -> Result<SecretString, SealError> {
        let opened = self.open(place, sealed)?;
        let text = std::str::from_utf8(opened.expose_secret()).map_err(|_| SealError::NotText)?;
        Ok(SecretString::from(text))
    }

    /// Whether `sealed` bears the current key's name; if not, it should be sealed anew.
    #[must_use]
    pub fn is_current(&self, sealed: &[u8]) -> bool {
        sealed.get(1..HEADER_LENGTH) == Some(&self.current.name())
    }

    fn key_of(&self, sealed: &[u8]) -> Result<&SealKey, SealError> {
        let (form, rest) = sealed.split_first().ok_or(SealError::Form)?;
        let name = rest.first_chunk::<KEY_NAME_LENGTH>().ok_or(SealError::Form)?;
        if *form != FORM {
            return Err(SealError::Form);
        }
        std::iter::once(&self.current)
            .chain(&self.earlier)
            .find(|key| key.name() == *name)
            .ok_or(SealError::UnknownKey)
    }
}

impl fmt::Debug for Sealer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sealer").field("keys", &(1 + self.earlier.len())).finish()
    }
}

/// The header and the place, each part led by its length so that no two places read alike.
fn associated_data(header: &[u8], place: &Place<'_>) -> Vec<u8> {
    let mut data = header.to_vec();
    for part in [place.table, place.row, place.column] {
        data.extend((part.len() as u64).to_be_bytes());
        data.extend(part.as_bytes());
    }
    data
}

#[cfg(test)]
mod tests;
