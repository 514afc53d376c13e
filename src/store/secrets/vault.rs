//! The way to a secret's value and back, bound to its row.

use std::sync::Arc;

use secrecy::{ExposeSecret, SecretString};

use crate::crypto::seal::{Place, SealError, Sealer};
use crate::entities::secrets::Model;
use crate::ids::SecretId;
use crate::store::sealed::SECRET_VALUE;

/// Seals and opens the values of secrets.
#[derive(Debug, Clone)]
pub struct Vault(Arc<Sealer>);

impl Vault {
    /// With the server's keys.
    #[must_use]
    pub const fn new(sealer: Arc<Sealer>) -> Self {
        Self(sealer)
    }

    /// The value as the row `id` keeps it.
    #[must_use]
    pub fn seal(&self, id: SecretId, value: &SecretString) -> Vec<u8> {
        let row = id.to_string();
        self.0.seal(&place(&row), value.expose_secret().as_bytes())
    }

    /// The value of a row.
    ///
    /// # Errors
    /// When it was sealed for another place or with an unknown key, or was altered.
    pub fn open(&self, secret: &Model) -> Result<SecretString, SealError> {
        let row = secret.id.to_string();
        self.0.open_text(&place(&row), &secret.sealed_value)
    }
}

fn place(row: &str) -> Place<'_> {
    Place { table: SECRET_VALUE.table, row, column: SECRET_VALUE.column }
}
