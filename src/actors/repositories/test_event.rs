//! What would come of an event that did not happen: decided as a real one, and then forgotten.

use indexmap::IndexMap;

use super::decide::{Decided, decide};
use super::merge::Patience;
use super::repository::RepositoryContext;
use super::tested::{TestError, TestEvent, TestRequest, Tested};
use crate::clock;
use crate::domain::event::{
    Commit, CommitSha, Event, EventKind, EventRepository, GitRef, PullRequest, PullRequestAction,
    RefKind, RefName,
};
use crate::domain::reconcile::head_name;
use crate::domain::trigger::{Decision, Rule, TraceEntry};
use crate::entities::repositories::Model as Repository;
use crate::git::{GitError, Mirror};
use crate::ids::WebhookEventId;
use crate::store;
use crate::store::builds::{CreateBuild, EventHandling, NewBuild, Told, first_states, would_stand};
use crate::store::heads::{HeadState, SeenHead};

/// Decides the event. Nothing is written, and nothing is started.
///
/// # Errors
/// [`TestError`] when it can't be decided.
pub(super) async fn test_event(
    context: &RepositoryContext,
    request: TestRequest,
) -> Result<Tested, TestError> {
    let repository = store::repositories::find(&context.reader, request.repository).await?;
    let repository = repository.ok_or(TestError::RepositoryGone)?;
    let mirror = context.sources.mirror(&repository).await?;
    let event = imagined(&mirror, &repository, request).await?;
    let (patience, now) = (Patience::Now, clock::now());
    let decided = decide(&context.sources, &repository, event.clone(), patience, now).await;
    let Decided { decision, build, skipped: _ } = match decided {
        Ok(decided) => decided,
        // An event that was received would fail for good.
        Err(GitError::NotFound(why) | GitError::Refused(why)) => Decided {
            decision: Decision::failed(Vec::new(), TraceEntry::unmatched(Rule::Commit, why)),
            build: None,
            skipped: None,
        },
        Err(error) => return Err(error.into()),
    };
    let (decision, build) = unless_built(context, &repository, decision, build).await?;
    let jobs = match &build {
        Some(build) => first_states(&context.reader, &repository, build).await?,
        None => Vec::new(),
    };
    // The build's has what git knows beside.
    let event = build.as_ref().map_or(event, |build| build.event.clone());
    Ok(Tested { event, decision, build, jobs })
}

/// Another build may stand for the one that would be made.
async fn unless_built(
    context: &RepositoryContext,
    repository: &Repository,
    decision: Decision,
    build: Option<Box<NewBuild>>,
) -> Result<(Decision, Option<Box<NewBuild>>), TestError> {
    let Some(build) = build else { return Ok((decision, None)) };
    let handling = (build.event.kind != EventKind::Manual).then(|| EventHandling {
        event: WebhookEventId::generate(),
        handling: 1,
        decision: decision.clone(),
        head: seen(&build.event),
        told: Told::ByWebhook,
    });
    let new = CreateBuild { build: *build, handling };
    match would_stand(&context.reader, &new, repository).await? {
        None => Ok((decision, Some(Box::new(new.build)))),
        Some(standing) => Ok((Decision::ignored(decision.trace, standing.entry), None)),
    }
}

/// An event that comes in time tells where its ref stands.
fn seen(event: &Event) -> Option<SeenHead> {
    let draft = event.pull_request.as_ref().is_some_and(|request| request.draft);
    let state = HeadState { commit: event.commit.sha.to_string(), draft };
    Some(SeenHead { full_ref: head_name(&event.git_ref)?, state: Some(state) })
}

/// The event as a provider would tell it.
async fn imagined(
    mirror: &Mirror,
    repository: &Repository,
    request: TestRequest,
) -> Result<Event, TestError> {
    let TestRequest { event, commit, sender, .. } = request;
    let (kind, action, git_ref) = of_kind(&event);
    let sha = match commit {
        Some(sha) => sha,
        None => head(mirror, &event).await?,
    };
    let before = match kind {
        EventKind::Push => parent(mirror, repository, &sha, &git_ref).await,
        EventKind::Tag | EventKind::PullRequest | EventKind::Manual => None,
    };
    let pull_request = requested(&event, &sha, repository);
    let inputs = match event {
        TestEvent::Manual { inputs, .. } => inputs,
        TestEvent::Push { .. } | TestEvent::Tag { .. } | TestEvent::PullRequest { .. } => {
            IndexMap::new()
        }
    };
    Ok(Event {
        kind,
        action,
        repository: EventRepository { full_name: repository.full_name(), provider_id: None },
        git_ref,
        commit: Commit { sha, message: None, author: None },
        before,
        pull_request,
        sender: Some(sender),
        deleted: false,
        inputs,
    })
}

fn of_kind(event: &TestEvent) -> (EventKind, Option<PullRequestAction>, GitRef) {
    let named = |kind, name: &RefName| GitRef { kind, name: name.clone() };
    match event {
        TestEvent::Push { branch } => (EventKind::Push, None, named(RefKind::Branch, branch)),
        TestEvent::Tag { tag } => (EventKind::Tag, None, named(RefKind::Tag, tag)),
        TestEvent::PullRequest { number, action, .. } => {
            let name = RefName::of_pull_request(*number);
            (EventKind::PullRequest, Some(*action), GitRef { kind: RefKind::PullRequest, name })
        }
        TestEvent::Manual { branch, .. } => {
            (EventKind::Manual, None, named(RefKind::Branch, branch))
        }
    }
}

fn requested(event: &TestEvent, sha: &CommitSha, repository: &Repository) -> Option<PullRequest> {
    let TestEvent::PullRequest { number, source, target, draft, fork, .. } = event else {
        return None;
    };
    Some(PullRequest {
        number: *number,
        title: String::new(),
        source_branch: source.clone(),
        target_branch: target.clone(),
        source_repository: (!fork).then(|| repository.full_name()),
        author: None,
        base_sha: None,
        head_sha: sha.clone(),
        fork: *fork,
        draft: *draft,
        conflicts: false,
        retargeted: None,
    })
}

/// The commit that is meant where none is named.
async fn head(mirror: &Mirror, event: &TestEvent) -> Result<CommitSha, TestError> {
    let sha = match event {
        TestEvent::Push { branch } | TestEvent::Manual { branch, .. } => {
            found(mirror.branch_head(branch.as_str()).await, "branch", branch)?
        }
        TestEvent::Tag { tag } => found(mirror.tag_commit(tag.as_str()).await, "tag", tag)?,
        TestEvent::PullRequest { source, target, fork, .. } => {
            let of_target = found(mirror.branch_head(target.as_str()).await, "target", target)?;
            // The branch of a fork need not be here; it is not even fetched.
            let of_source = mirror.branch_head(source.as_str()).await;
            if *fork { of_target } else { found(of_source, "branch", source)? }
        }
    };
    CommitSha::new(sha).map_err(|error| TestError::Git(error.to_string()))
}

fn found(
    looked_up: Result<String, GitError>,
    field: &'static str,
    name: &RefName,
) -> Result<String, TestError> {
    looked_up.map_err(|error| match error {
        GitError::NotFound(_) => TestError::NotFound { field, name: name.to_string() },
        other => other.into(),
    })
}

/// What the ref would have pointed to before: a push of this one commit. Why it can't be had is
/// told by the decision, which needs the commit too.
async fn parent(
    mirror: &Mirror,
    repository: &Repository,
    sha: &CommitSha,
    git_ref: &GitRef,
) -> Option<CommitSha> {
    let full_ref = git_ref.full_name(repository.provider);
    mirror.fetch(sha.as_str(), full_ref.as_deref()).await.ok()?;
    let commit = mirror.objects().await.ok()?.commit(sha.as_str()).await.ok()?;
    commit.parents.into_iter().next().and_then(|parent| CommitSha::new(parent).ok())
}
