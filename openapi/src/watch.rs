//! A build's states as they change, over dropped connections.

use crate::connection::Connection;
use crate::events::Event;
use crate::failure::Failure;
use crate::generated::types::{Build, BuildEvent, Job};
use crate::patience::Patience;
use crate::resumed::Resumed;

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
    stream: Resumed,
    build: String,
    has_ended: bool,
}

impl BuildWatcher {
    /// Watches `build`. Nothing is sent yet.
    #[must_use]
    pub fn new(connection: &Connection, build: &str, patience: Patience) -> Self {
        let stream = Resumed::new(connection, patience);
        Self { stream, build: build.to_owned(), has_ended: false }
    }

    /// Calls `tell` once for each connection that is lost, before another one is made.
    #[must_use]
    pub fn when_lost(mut self, tell: impl Fn(&Failure) + Send + Sync + 'static) -> Self {
        self.stream = self.stream.when_lost(tell);
        self
    }

    /// The next change; none after [`BuildChange::End`].
    ///
    /// # Errors
    /// When the server refuses, is not there at first, or stays away for longer than is waited for.
    pub async fn next(&mut self) -> Result<Option<BuildChange>, Failure> {
        if self.has_ended {
            return Ok(None);
        }
        let path = format!("/api/builds/{}/events", self.build);
        let event = self.stream.next(&path, None).await?;
        self.take(&event).map(Some)
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
