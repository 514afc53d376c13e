//! Whether the secrets of a database open with a key.

use sea_orm::{ConnectionTrait, DbErr};

use crate::config::EncryptionKey;
use crate::crypto::seal::{Place, SealKey, Sealer};
use crate::store::sealed::{SEALED, SealedColumn, values};

/// How many values are read at a time.
const PAGE: u64 = 1000;

/// What was tried.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Tried {
    /// How many values opened.
    pub(super) open: usize,
    /// How many did not.
    pub(super) shut: usize,
}

/// Opens every sealed value.
pub(super) async fn try_all(
    db: &impl ConnectionTrait,
    keys: &[EncryptionKey],
) -> Result<Tried, DbErr> {
    let mut keys = keys.iter().map(|key| SealKey::from(*key.expose()));
    let Some(first) = keys.next() else { return Ok(Tried::default()) };
    let sealer = keys.fold(Sealer::new(first), Sealer::with_earlier);
    let mut tried = Tried::default();
    for column in SEALED {
        let mut after = String::new();
        loop {
            let page = values(db, column, &after, PAGE).await?;
            let Some(last) = page.last() else { break };
            after = last.row.clone();
            for value in &page {
                let SealedColumn { table, column } = column;
                let place = Place { table, row: &value.row, column };
                match sealer.open(&place, &value.sealed) {
                    Ok(_) => tried.open += 1,
                    Err(_) => tried.shut += 1,
                }
            }
        }
    }
    Ok(tried)
}
