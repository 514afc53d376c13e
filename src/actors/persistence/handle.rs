//! How others write.

use std::sync::Arc;
use std::time::Duration;

use futures_util::future::select_ok;

use super::message::{Pending, PersistenceMessage};
use crate::actors::supervision::{Address, CallError};
use crate::store::{Database, Joined, Probe, Write, WriteError};

/// How long a write may wait for its commit.
const PATIENCE: Duration = Duration::from_secs(30);

/// How often a write is sent again when the actor ended before it answered.
const ATTEMPTS: u32 = 5;

/// The only way to change the database.
#[derive(Debug, Clone)]
pub struct Persistence {
    general: Address<PersistenceMessage>,
    /// The same, unless the database takes writes side by side.
    deliveries: Address<PersistenceMessage>,
}

/// Who commits what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lane {
    /// All writes but those that have a lane of their own.
    General,
    /// Deliveries that are new. They depend on nothing that others write, so that those who send
    /// webhooks need not wait for what comes of earlier ones.
    Deliveries,
}

/// All writes one after the other.
impl Default for Persistence {
    fn default() -> Self {
        let general = Address::default();
        Self { deliveries: general.clone(), general }
    }
}

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
    /// With as many lanes as the database can make use of.
    #[must_use]
    pub fn of(database: &Database) -> Self {
        match database.takes_writes_side_by_side() {
            true => Self { general: Address::default(), deliveries: Address::default() },
            false => Self::default(),
        }
    }

    /// Applies `write` and returns its output after the commit. When the actor is restarted
    /// meanwhile the write is sent again, which the rules of [`Write`] make harmless.
    ///
    /// # Errors
    /// [`PersistenceError`] when the database did not do it.
    pub async fn run<W: Write>(&self, write: W) -> Result<W::Output, PersistenceError> {
        match W::JOINED {
            Joined::All => self.run_at(&self.deliveries, write).await,
            Joined::Neighbours | Joined::Never => self.run_at(&self.general, write).await,
        }
    }

    /// Whether writes get through now: the lane of deliveries hands the probe on when it has its turn.
    ///
    /// # Errors
    /// [`PersistenceError`] when the database is not written.
    pub async fn probe(&self) -> Result<(), PersistenceError> {
        self.run_at(&self.deliveries, Probe).await
    }

    async fn run_at<W: Write>(
        &self,
        address: &Address<PersistenceMessage>,
        write: W,
    ) -> Result<W::Output, PersistenceError> {
        let write = Arc::new(write);
        let mut attempt = 1;
        loop {
            let before = [address, &self.general].map(|lane| (lane, lane.cell()));
            let pending = Arc::clone(&write);
            let message = |reply| {
                let pending = Pending { write: pending, output: None, reply };
                PersistenceMessage::Apply(Box::new(pending))
            };
            match address.call(message, PATIENCE).await {
                Ok(answer) => return Ok(answer?),
                Err(CallError::Gone) if attempt < ATTEMPTS => {
                    attempt += 1;
                    // What was handed on was lost with the other lane.
                    let [own, general] = before.map(|(lane, failed)| lane.restarted(failed));
                    select_ok([Box::pin(own), Box::pin(general)]).await?;
                }
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// Where the actor of a lane is reached.
    #[must_use]
    pub fn address(&self, lane: Lane) -> &Address<PersistenceMessage> {
        match lane {
            Lane::General => &self.general,
            Lane::Deliveries => &self.deliveries,
        }
    }

    /// How many webhooks wait to be acknowledged; with them all else that waits, where they share a lane.
    #[must_use]
    pub fn crowd(&self) -> u64 {
        self.deliveries.depth()
    }
}
