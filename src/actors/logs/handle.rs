//! How others append to logs and follow them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::watch;

use super::message::{Append, LogsMessage};
use crate::actors::supervision::{Address, CallError};
use crate::ids::LeaseId;

/// How long the start of a stream may take: one read of the database.
const PATIENCE: Duration = Duration::from_secs(10);

/// The way to the logs of running jobs.
#[derive(Debug, Clone, Default)]
pub struct Logs {
    pub(super) address: Address<LogsMessage>,
    streams: Arc<Mutex<HashMap<LeaseId, Address<Append>>>>,
    ends: Arc<Mutex<HashMap<LeaseId, watch::Sender<u64>>>>,
}

impl Logs {
    /// Appends output to a lease's log; it is acknowledged through the chunk's own channel.
    ///
    /// # Errors
    /// [`CallError`] when the stream can't be started; the sender sends again later.
    pub async fn append(&self, lease: LeaseId, append: Append) -> Result<(), CallError> {
        if let Some(stream) = self.stream(lease) {
            stream.cast(append);
            return Ok(());
        }
        self.address.call(|reply| LogsMessage::Open { lease, reply }, PATIENCE).await?;
        if let Some(stream) = self.stream(lease) {
            stream.cast(append);
        }
        Ok(())
    }

    /// Ends the stream of a lease whose attempt has ended, and with it the waiting of its readers.
    pub fn close(&self, lease: LeaseId) {
        self.stop_stream(lease);
        lock(&self.ends).remove(&lease);
    }

    /// Stops a stream that somebody wrote to without right; who follows the log is not disturbed.
    pub(super) fn stop_stream(&self, lease: LeaseId) {
        self.address.cast(LogsMessage::Close { lease });
    }

    /// Where a log ends, now and whenever it grows. The channel closes when the attempt ends: a
    /// reader subscribes first, and then looks whether the attempt has ended already.
    #[must_use]
    pub fn follow(&self, lease: LeaseId) -> watch::Receiver<u64> {
        let mut ends = lock(&self.ends);
        ends.retain(|other, end| *other == lease || end.receiver_count() > 0);
        ends.entry(lease).or_default().subscribe()
    }

    /// Where the actor is reached.
    #[must_use]
    pub fn address(&self) -> &Address<LogsMessage> {
        &self.address
    }

    pub(super) fn grew(&self, lease: LeaseId, end: u64) {
        if let Some(sender) = lock(&self.ends).get(&lease) {
            sender.send_replace(end);
        }
    }

    pub(super) fn stream(&self, lease: LeaseId) -> Option<Address<Append>> {
        lock(&self.streams).get(&lease).cloned()
    }

    pub(super) fn add_stream(&self, lease: LeaseId, stream: Address<Append>) {
        lock(&self.streams).insert(lease, stream);
    }

    /// Streams die with their parent: its next incarnation begins without any.
    pub(super) fn forget_streams(&self) {
        lock(&self.streams).clear();
    }

    pub(super) fn remove_stream(&self, lease: LeaseId) -> Option<Address<Append>> {
        lock(&self.streams).remove(&lease)
    }
}

/// A panic while one of these maps was held can't have left it half changed.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
