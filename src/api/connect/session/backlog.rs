//! How far a runner's session may be behind what the runner says.

use std::time::Duration;

use tokio::time::sleep;

use crate::actors::supervision::Address;

/// How many messages may wait for the session before the runner is not read from. A session that
/// keeps up has one or two.
const MESSAGES: u64 = 64;

/// A message of more bytes is taken before another one is read.
const LARGE: usize = 256 * 1024;

/// How often a session that is behind is looked at: seldom enough to cost nothing, often enough
/// that what waits in between is not worked off.
const PAUSE: Duration = Duration::from_millis(20);

/// What waits for one session.
pub(super) struct Backlog<'a, M: ractor::Message> {
    session: &'a Address<M>,
    allowed: u64,
}

impl<'a, M: ractor::Message> Backlog<'a, M> {
    pub(super) const fn new(session: &'a Address<M>) -> Self {
        Self { session, allowed: MESSAGES }
    }

    /// A message of that many bytes is put to what waits.
    pub(super) const fn grew_by(&mut self, bytes: usize) {
        if bytes > LARGE {
            self.allowed = 0;
        }
    }

    /// Waits until another message may be read. For a session that has ended it waits for ever:
    /// whoever listens to it must notice that by itself.
    pub(super) async fn settle(&mut self) {
        while self.session.depth() > self.allowed {
            sleep(PAUSE).await;
        }
        self.allowed = MESSAGES;
    }
}
