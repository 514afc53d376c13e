//! Every sealed value, sealed anew in batches. Whatever ends it half-way, what is left opens with
//! the earlier key, and the next rotation goes on there.

use secrecy::ExposeSecret;

use super::{Reseal, SEALED, SealedColumn, SealedValue, values};
use crate::crypto::seal::{Place, SealError, Sealer};
use crate::store::{Database, Facts, Write, WriteError};

/// How many values one transaction seals anew.
const BATCH: u64 = 100;

/// A value that can't be sealed anew, as it does not open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unopened {
    /// Where it stands.
    pub column: SealedColumn,
    /// Its row.
    pub row: String,
    /// Why it does not open.
    pub reason: SealError,
}

/// What was done so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rotated {
    /// How many values were sealed anew.
    pub resealed: usize,
    /// How many bore the current key already.
    pub current: usize,
    /// What stayed as it was.
    pub unopened: Vec<Unopened>,
}

/// A rotation under way. Nobody else may write meanwhile: a server that does not know the new key
/// would seal with the old one behind its back.
#[derive(Debug)]
pub struct Rotation<'a> {
    database: &'a Database,
    sealer: &'a Sealer,
    column: usize,
    after: String,
    done: Rotated,
}

impl<'a> Rotation<'a> {
    /// From the first value of the first column. `sealer` seals with the new key and opens with the
    /// earlier ones.
    #[must_use]
    pub fn new(database: &'a Database, sealer: &'a Sealer) -> Self {
        Self { database, sealer, column: 0, after: String::new(), done: Rotated::default() }
    }

    /// Seals all that is left.
    ///
    /// # Errors
    /// When the database refuses; what was done is kept.
    pub async fn finish(mut self) -> Result<Rotated, WriteError> {
        while self.next_batch().await? {}
        Ok(self.done)
    }

    /// Seals the next values in a transaction of their own; `false` when none is left.
    ///
    /// # Errors
    /// When the database refuses; the batch is as it was then.
    pub async fn next_batch(&mut self) -> Result<bool, WriteError> {
        let Some(column) = SEALED.get(self.column).copied() else { return Ok(false) };
        let batch = values(&self.database.reader(), column, &self.after, BATCH).await?;
        match batch.last() {
            Some(last) => self.after = last.row.clone(),
            None => {
                self.column += 1;
                self.after = String::new();
                return Ok(true);
            }
        }
        let values: Vec<_> =
            batch.into_iter().filter_map(|value| self.anew(column, value)).collect();
        let count = values.len();
        let tx = self.database.begin().await?;
        Reseal { column, values }.apply(&tx, &mut Facts::default()).await?;
        tx.commit().await?;
        self.done.resealed += count;
        Ok(true)
    }

    /// The value as it was and as it is to be; none when it stays.
    fn anew(&mut self, column: SealedColumn, value: SealedValue) -> Option<(SealedValue, Vec<u8>)> {
        let place = Place { table: column.table, row: &value.row, column: column.column };
        let opened = match self.sealer.open(&place, &value.sealed) {
            Ok(opened) => opened,
            Err(reason) => {
                let row = value.row.clone();
                self.done.unopened.push(Unopened { column, row, reason });
                return None;
            }
        };
        if self.sealer.is_current(&value.sealed) {
            self.done.current += 1;
            return None;
        }
        let sealed = self.sealer.seal(&place, opened.expose_secret());
        Some((value, sealed))
    }
}
