//! A build's states as they change, over dropped connections.

use crate::connection::Connection;
use crate::events::{Event, Events};
use crate::failure::Failure;
use crate::generated::types::{Build, BuildEvent, Job};
use crate::patience::{Attempts, Patience};

/// A new state. After a dropped connection all states come again.
#[derive(Debug, Clone)]
pub enum BuildChange {
    /// Of the build; without its jobs.
    Build(Box<Build>),
    /// Of one of its jobs.
    Job(Box<Job>),
    /// Of the build, which has ended.
    End(Box<Build>),
}

/// Watches one build.
#[derive(Debug)]
pub struct BuildWatcher {
    connection: Connection,
    build: String,
    stream: Option<Events>,
    attempts: Attempts,
    has_ended: bool,
}

impl BuildWatcher {
    /// Watches `build`. Nothing is sent yet.
    #[must_use]
    pub fn new(connection: &Connection, build: &str, patience: Patience) -> Self {
        Self {
            connection: connection.clone(),
            build: build.to_owned(),
            stream: None,
            attempts: Attempts::new(patience),
            has_ended: false,
        }
    }

    /// The next change; none after [`BuildChange::End`].
    ///
    /// # Errors
    /// When the server refuses, or stays away for longer than is waited for.
    pub async fn next(&mut self) -> Result<Option<BuildChange>, Failure> {
        while !self.has_ended {
            let stream = match &mut self.stream {
                Some(stream) => stream,
                None => {
                    let path = format!("/api/builds/{}/events", self.build);
                    match self.connection.events(&path, None).await {
                        Ok(stream) => self.stream.insert(stream),
                        Err(failure) => {
                            self.attempts.failed(failure).await?;
                            continue;
                        }
                    }
                }
            };
            match stream.next().await {
                Ok(Some(event)) => {
                    self.attempts.succeeded();
                    return self.take(&event).map(Some);
                }
                Ok(None) => {
                    self.stream = None;
                    self.attempts.ended_early().await?;
                }
                Err(failure) => {
                    self.stream = None;
                    self.attempts.failed(failure).await?;
                }
            }
        }
        Ok(None)
    }

    fn take(&mut self, event: &Event) -> Result<BuildChange, Failure> {
        let wrong = |detail: String| Failure::Unexpected { status: 200, detail };
        let told: BuildEvent =
            serde_json::from_str(&event.data).map_err(|error| wrong(error.to_string()))?;
        match (told.last, told.build, told.job) {
            (true, Some(build), _) => {
                self.has_ended = true;
                Ok(BuildChange::End(Box::new(build)))
            }
            (false, Some(build), _) => Ok(BuildChange::Build(Box::new(build))),
            (_, None, Some(job)) => Ok(BuildChange::Job(Box::new(job))),
            (_, None, None) => Err(wrong("a change of a build holds nothing".to_owned())),
        }
    }
}
