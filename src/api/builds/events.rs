//! A build's changes as a stream: facts of the bus say when to look, the database says what is.

use std::collections::VecDeque;
use std::sync::Arc;

use futures_util::stream::{self, Stream};
use poem_openapi::Object;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tracing::warn;

use super::details;
use crate::api::error::ApiError;
use crate::api::events::StreamEvent;
use crate::api::services::Services;
use crate::api::views::build::Build;
use crate::api::views::job::Job;
use crate::domain::fact::Fact;
use crate::ids::{BuildId, JobId};
use crate::store;

/// A state of a build or of one of its jobs. The event's type is `build`, `job`, or, after the
/// build's end, `end`.
#[derive(Debug, Clone, PartialEq, Object)]
#[oai(skip_serializing_if_is_none)]
pub(super) struct BuildEvent {
    /// The build, without its jobs: in `build` and `end`.
    build: Option<Build>,
    /// The job: in `job`.
    job: Option<Job>,
    /// Whether this is the last event of the stream.
    last: bool,
}

impl StreamEvent for BuildEvent {
    fn kind(&self) -> Option<&'static str> {
        Some(match (self.last, &self.job) {
            (true, _) => "end",
            (false, Some(_)) => "job",
            (false, None) => "build",
        })
    }
}

impl BuildEvent {
    fn job(job: Job) -> Self {
        Self { build: None, job: Some(job), last: false }
    }
}

/// What is to be looked at.
enum Look {
    AtAll,
    AtBuild,
    AtJob(JobId),
    Nowhere,
}

struct Follower {
    services: Arc<Services>,
    build: BuildId,
    changes: Receiver<Fact>,
    ready: VecDeque<BuildEvent>,
    has_ended: bool,
    look: Look,
}

/// The states of now, then each change heard by `changes`, which was opened before.
pub(super) fn follow(
    services: Arc<Services>,
    build: BuildId,
    changes: Receiver<Fact>,
) -> impl Stream<Item = BuildEvent> + Send + 'static {
    let follower = Follower {
        services,
        build,
        changes,
        ready: VecDeque::new(),
        has_ended: false,
        look: Look::AtAll,
    };
    stream::unfold(follower, |mut follower| async move {
        let event = follower.next().await?;
        Some((event, follower))
    })
}

impl Follower {
    async fn next(&mut self) -> Option<BuildEvent> {
        loop {
            if let Some(event) = self.ready.pop_front() {
                return Some(event);
            }
            if self.has_ended {
                return None;
            }
            if let Err(error) = self.look().await {
                // The caller connects again and gets the states of then.
                warn!(build.id = %self.build, %error, "a stream of a build's changes ends early");
                return None;
            }
            if self.ready.is_empty() {
                self.look = self.wait().await?;
            }
        }
    }

    async fn look(&mut self) -> Result<(), ApiError> {
        match std::mem::replace(&mut self.look, Look::Nowhere) {
            Look::AtAll => {
                let build = self.read_build().await?;
                let jobs = details::of_build(&self.services.reader, self.build).await?;
                self.ready.extend(build.clone().map(|build| as_event(build, false)));
                self.ready.extend(jobs.into_iter().map(BuildEvent::job));
                self.end_with(build);
            }
            Look::AtBuild => {
                let build = self.read_build().await?;
                self.ready.extend(build.clone().map(|build| as_event(build, false)));
                self.end_with(build);
            }
            Look::AtJob(job) => {
                let db = &self.services.reader;
                if let Some(job) = store::jobs::find(db, job).await? {
                    self.ready.extend(details::of_job(db, job).await?.map(BuildEvent::job));
                }
            }
            Look::Nowhere => {}
        }
        Ok(())
    }

    async fn read_build(&self) -> Result<Option<Build>, ApiError> {
        let row = store::builds::find(&self.services.reader, self.build).await?;
        Ok(row.map(|row| Build::new(row, &self.services.settings.base_url)))
    }

    /// A build that is gone has ended too, without a last word.
    fn end_with(&mut self, build: Option<Build>) {
        self.has_ended = build.as_ref().is_none_or(|build| build.status.0.is_final());
        if self.has_ended {
            self.ready.extend(build.map(|build| as_event(build, true)));
        }
    }

    /// None when the server stops.
    async fn wait(&mut self) -> Option<Look> {
        loop {
            match self.changes.recv().await {
                Ok(Fact::BuildChanged { build, .. }) if build == self.build => {
                    return Some(Look::AtBuild);
                }
                Ok(Fact::JobChanged { build, job, .. } | Fact::StepChanged { build, job })
                    if build == self.build =>
                {
                    return Some(Look::AtJob(job));
                }
                Ok(_) => {}
                Err(RecvError::Lagged(_)) => return Some(Look::AtAll),
                Err(RecvError::Closed) => return None,
            }
        }
    }
}

fn as_event(build: Build, last: bool) -> BuildEvent {
    BuildEvent { build: Some(build), job: None, last }
}
