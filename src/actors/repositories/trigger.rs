//! A build that a person asks for.

use std::sync::Arc;

use ractor::ActorProcessingErr;

use super::decide::decide;
use super::handle::{TriggerError, TriggerRequest};
use super::merge::Patience;
use super::message::TriggerReply;
use super::repository::RepositoryContext;
use crate::clock;
use crate::domain::event::{
    Commit, CommitSha, Event, EventKind, EventRepository, GitRef, RefKind, RefName,
};
use crate::entities::{builds, repositories};
use crate::git::GitError;
use crate::store;
use crate::store::audit::Recorded;
use crate::store::builds::{CreateBuild, CreateRefused, recorded};

/// Makes the build, or says why not.
pub(super) async fn trigger(
    context: &RepositoryContext,
    request: TriggerRequest,
    reply: &TriggerReply,
) -> Result<builds::Model, TriggerError> {
    // Who gave up waiting has been told that there is no build, and may ask again.
    let is_awaited = || if reply.is_closed() { Err(TriggerError::Unavailable) } else { Ok(()) };
    is_awaited()?;
    if let Some(key) = &request.request
        && let Some(build) =
            store::builds::find_by_request(&context.reader, key).await.map_err(unavailable)??
    {
        return Ok(build);
    }
    let repository = store::repositories::find(&context.reader, request.repository).await;
    let repository = repository.map_err(unavailable)?.ok_or(TriggerError::RepositoryGone)?;
    let event = manual_event(context, &repository, &request).await?;
    let decided = decide(&context.sources, &repository, event, Patience::Now, clock::now()).await?;
    let Some(mut build) = decided.build else {
        return Err(TriggerError::Refused(Box::new(decided.decision)));
    };
    is_awaited()?;
    build.triggered_by.clone_from(&request.entry.by.name);
    build.request = request.request;
    let write = Recorded {
        write: CreateBuild { build: *build, handling: None },
        entry: request.entry,
        told: Arc::new(|made: &Result<_, _>| made.as_ref().ok().map(recorded)),
    };
    let created = context.persistence.run(write).await;
    created.map_err(unavailable)?.map_err(|refused| match refused {
        CreateRefused::RepositoryGone => TriggerError::RepositoryGone,
        // No event is handled with it.
        CreateRefused::EventSettled | CreateRefused::Built(_) => TriggerError::Unavailable,
        CreateRefused::KeyReused(reused) => TriggerError::KeyReused(reused),
    })
}

async fn manual_event(
    context: &RepositoryContext,
    repository: &repositories::Model,
    request: &TriggerRequest,
) -> Result<Event, TriggerError> {
    let branch = request.branch.as_ref().unwrap_or(&repository.default_branch);
    let name = RefName::new(branch)
        .map_err(|error| TriggerError::InvalidBranch(format!("`{branch}`: {error}")))?;
    let mirror = context.sources.mirror(repository).await?;
    let head = mirror.branch_head(branch).await.map_err(|error| match error {
        GitError::NotFound(_) => TriggerError::BranchNotFound(branch.clone()),
        other => TriggerError::Git(other.to_string()),
    })?;
    let sha = CommitSha::new(head).map_err(|error| TriggerError::Git(error.to_string()))?;
    Ok(Event {
        kind: EventKind::Manual,
        action: None,
        repository: EventRepository { full_name: repository.full_name(), provider_id: None },
        git_ref: GitRef { kind: RefKind::Branch, name },
        commit: Commit { sha, message: None, author: None },
        before: None,
        pull_request: None,
        sender: Some(request.entry.by.name.clone()),
        deleted: false,
        inputs: request.inputs.clone(),
    })
}

impl From<GitError> for TriggerError {
    fn from(error: GitError) -> Self {
        Self::Git(error.to_string())
    }
}

fn unavailable(error: impl Into<ActorProcessingErr>) -> TriggerError {
    let error = error.into();
    tracing::error!(%error, "a build that was asked for can't be made");
    TriggerError::Unavailable
}
