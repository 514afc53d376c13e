//! What a look at a repository found, as callers see it.

use poem_openapi::Object;

use super::build::Ref;
use crate::actors::repositories::{MissedHead as Found, Synced};
use crate::api::words::Word;
use crate::clock::Timestamp;
use crate::domain::reconcile::MissedKind;
use crate::entities::repository_syncs;
use crate::ids::WebhookEventId;

/// What a look at a repository found that no webhook told.
#[derive(Debug, Clone, PartialEq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct RepositorySync {
    /// How many branches there are.
    pub branches: u64,
    /// How many pull requests are open; absent where they can't be listed.
    pub pull_requests: Option<u64>,
    /// Why the open pull requests were not compared.
    pub not_listed: Option<String>,
    /// Whether it was the first look: everything was noted then, and nothing is built for it.
    pub first: bool,
    /// What was missed, in the order in which it is handled.
    pub missed: Vec<MissedHead>,
}

/// A branch or a pull request that is not where it was seen last, and that no webhook told of.
#[derive(Debug, Clone, PartialEq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct MissedHead {
    /// The event that was stored for it, which is handled like any other.
    pub event_id: WebhookEventId,
    /// What happened to it.
    pub kind: Word<MissedKind>,
    /// Which one.
    #[oai(rename = "ref")]
    pub git_ref: Ref,
    /// The commit at which it was seen last.
    pub seen: Option<String>,
    /// The commit at which it is; absent when it is gone.
    pub commit: Option<String>,
}

/// The last look at a repository for what no webhook told.
#[derive(Debug, Clone, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct LastSync {
    /// When it was.
    pub at: Timestamp,
    /// When the branches were compared last.
    pub branches_at: Option<Timestamp>,
    /// When the open pull requests were compared last.
    pub pull_requests_at: Option<Timestamp>,
    /// What could not be compared the last time.
    pub error: Option<String>,
}

impl From<Synced> for RepositorySync {
    fn from(synced: Synced) -> Self {
        let Synced { branches, requests, not_listed, is_first, missed } = synced;
        let count = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
        Self {
            branches: count(branches),
            pull_requests: requests.map(count),
            not_listed,
            first: is_first,
            missed: missed.into_iter().map(MissedHead::from).collect(),
        }
    }
}

impl From<Found> for MissedHead {
    fn from(found: Found) -> Self {
        let Found { event, kind, git_ref, seen, commit } = found;
        Self {
            event_id: event,
            kind: Word(kind),
            git_ref: Ref { kind: Word(git_ref.kind), name: git_ref.name.to_string() },
            seen: seen.map(String::from),
            commit: commit.map(String::from),
        }
    }
}

impl From<repository_syncs::Model> for LastSync {
    fn from(row: repository_syncs::Model) -> Self {
        let repository_syncs::Model { repository_id: _, branches_at, requests_at, tried_at, error } =
            row;
        Self { at: tried_at, branches_at, pull_requests_at: requests_at, error }
    }
}
