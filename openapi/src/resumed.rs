//! The events of one path, over dropped connections.

use crate::connection::Connection;
use crate::events::{Event, Events};
use crate::failure::Failure;
use crate::patience::{Attempts, Patience};

/// The events of one path, over dropped connections.
#[derive(Debug)]
pub(crate) struct Resumed {
    connection: Connection,
    open: Option<Events>,
    attempts: Attempts,
}

impl Resumed {
    pub(crate) fn new(connection: &Connection, patience: Patience) -> Self {
        Self { connection: connection.clone(), open: None, attempts: Attempts::new(patience) }
    }

    /// Calls `tell` once for each connection that is lost, before another one is made.
    pub(crate) fn when_lost(mut self, tell: impl Fn(&Failure) + Send + Sync + 'static) -> Self {
        self.attempts = self.attempts.when_lost(tell);
        self
    }

    /// The next event at `path`; a new stream begins behind the event `last_id`.
    ///
    /// # Errors
    /// When the server refuses, is not there at first, or stays away for longer than is waited for.
    pub(crate) async fn next(
        &mut self,
        path: &str,
        last_id: Option<&str>,
    ) -> Result<Event, Failure> {
        loop {
            let stream = match &mut self.open {
                Some(stream) => stream,
                None => match self.connection.events(path, last_id).await {
                    Ok(stream) => {
                        self.attempts.opened();
                        self.open.insert(stream)
                    }
                    Err(failure) => {
                        self.attempts.failed(failure).await?;
                        continue;
                    }
                },
            };
            match stream.next().await {
                Ok(Some(event)) => {
                    self.attempts.succeeded();
                    return Ok(event);
                }
                Ok(None) => {
                    self.open = None;
                    self.attempts.ended_early().await?;
                }
                Err(failure) => {
                    self.open = None;
                    self.attempts.failed(failure).await?;
                }
            }
        }
    }

    /// Ends the stream, so that the next event comes from a new one.
    pub(crate) fn close(&mut self) {
        self.open = None;
    }
}
