//! How others write.

use std::sync::Arc;
use std::time::Duration;

use super::message::{Pending, PersistenceMessage};
use crate::actors::supervision::{Address, CallError};
use crate::store::{Write, WriteError};

/// How long a write may wait for its commit.
const PATIENCE: Duration = Duration::from_secs(30);

/// How often a write is sent again when the actor ended before it answered.
const ATTEMPTS: u32 = 5;

/// The only way to change the database.
#[derive(Debug, Clone, Default)]
pub struct Persistence(pub(super) Address<PersistenceMessage>);

/// A write that was not done, or of which nobody knows.
#[derive(Debug, Clone, thiserror::Error)]
pub enum PersistenceError {
    /// The database refused it.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// It was not answered in time, or the actor is down and does not come back.
    #[error("the database can't be written at the moment: {0}")]
    Unavailable(#[from] CallError),
}

impl PersistenceError {
    /// Whether it is worth to write again: nothing is wrong with the write itself.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Write(error) => error.is_passing(),
            Self::Unavailable(_) => true,
        }
    }
}

impl Persistence {
    /// Applies `write` and returns its output after the commit. When the actor is restarted
    /// meanwhile the write is sent again, which the rules of [`Write`] make harmless.
    ///
    /// # Errors
    /// [`PersistenceError`] when the database did not do it.
    pub async fn run<W: Write>(&self, write: W) -> Result<W::Output, PersistenceError> {
        let write = Arc::new(write);
        let mut attempt = 1;
        loop {
            let before = self.0.cell();
            let pending = Arc::clone(&write);
            let message = |reply| {
                let pending = Pending { write: pending, output: None, reply };
                PersistenceMessage::Apply(Box::new(pending))
            };
            match self.0.call(message, PATIENCE).await {
                Ok(answer) => return Ok(answer?),
                Err(CallError::Gone) if attempt < ATTEMPTS => {
                    attempt += 1;
                    self.0.restarted(before).await?;
                }
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// Where the actor is reached.
    #[must_use]
    pub fn address(&self) -> &Address<PersistenceMessage> {
        &self.0
    }
}
