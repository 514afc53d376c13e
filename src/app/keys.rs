//! The keys of the server, which belong to its database: none is made beside one that was written
//! with another.

use secrecy::SecretString;

use super::database::unopened;
use crate::config::keys::{self, lost};
use crate::config::{Config, Keys};
use crate::store;

/// Takes the keys as they are configured or kept, and makes those that no database needs yet.
///
/// # Errors
/// With one message that says what to do: a key can't be had, or is lost.
pub async fn keys(config: &Config) -> anyhow::Result<Keys> {
    refuse_lost(config).await?;
    Ok(keys::load_or_create(config)?)
}

/// Refuses to go on where a key would have to be made that the database has an earlier one of.
///
/// # Errors
/// When a key is lost, or the database can't be asked.
pub(crate) async fn refuse_lost(config: &Config) -> anyhow::Result<()> {
    let absent = lost::absent(config);
    if absent.is_empty() {
        return Ok(());
    }
    let url = SecretString::from(config.database.url.expose());
    let needed = store::keyed(&url).await.map_err(unopened)?;
    let lost = lost::Absent {
        encryption_key: absent.encryption_key.filter(|_| needed.is_sealed),
        pepper: absent.pepper.filter(|_| needed.is_peppered),
    };
    anyhow::ensure!(lost.is_empty(), lost::Lost(lost));
    Ok(())
}
