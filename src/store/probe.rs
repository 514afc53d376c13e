//! Whether the database can be written.

use sea_orm::DatabaseTransaction;

use super::{Facts, Write, WriteError};

/// Changes nothing: that it comes back means that the writer works and has got the write lock.
#[derive(Debug, Clone, Copy)]
pub struct Probe;

impl Write for Probe {
    type Output = ();

    async fn apply(&self, _: &DatabaseTransaction, _: &mut Facts) -> Result<(), WriteError> {
        Ok(())
    }
}
