//! From what a look found to the rows that are stored, and back.

use std::collections::HashMap;

use super::MissedHead;
use crate::actors::repositories::meaning::MissedBody;
use crate::clock::Timestamp;
use crate::domain::event::{CommitSha, Summary};
use crate::domain::reconcile::{Difference, Head, Missed, head_name, head_of};
use crate::domain::status::WebhookEventStatus;
use crate::domain::text_enum::TextEnum;
use crate::entities::Packed;
use crate::entities::repositories::Model as Repository;
use crate::entities::webhook_events::{Model as WebhookEvent, SYNC};
use crate::entities::{Stored, repository_heads};
use crate::ids::WebhookEventId;
use crate::store::heads::{HeadChange, HeadState, SeenHead};

/// A stored head; none for a row that is damaged, which the next write replaces.
pub(super) fn head(row: &repository_heads::Model) -> Option<Head> {
    Some(Head {
        git_ref: head_of(&row.full_ref)?,
        commit: CommitSha::new(row.commit_sha.as_str()).ok()?,
        draft: row.draft,
    })
}

/// A difference as it is stored, with its event.
pub(super) fn change(
    repository: &Repository,
    difference: &Difference,
    since: &HashMap<String, Timestamp>,
    at: Timestamp,
) -> Option<HeadChange> {
    let full_ref = head_name(&difference.git_ref)?;
    let seen_at = since.get(&full_ref).copied();
    let event = difference.missed.as_ref().map(|missed| {
        let body = MissedBody { missed: missed.clone(), seen_at };
        Box::new(event(repository, &full_ref, &body, at))
    });
    Some(HeadChange {
        before: difference.seen.as_ref().map(state),
        now: SeenHead { full_ref, state: difference.now.as_ref().map(state) },
        event,
    })
}

/// What was missed, as callers are told.
pub(super) fn missed(event: WebhookEventId, difference: &Difference) -> Option<MissedHead> {
    let Missed { kind, .. } = difference.missed.as_ref()?;
    let commit = |head: &Option<Head>| head.as_ref().map(|head| head.commit.clone());
    Some(MissedHead {
        event,
        kind: *kind,
        git_ref: difference.git_ref.clone(),
        seen: commit(&difference.seen),
        commit: commit(&difference.now),
    })
}

fn state(head: &Head) -> HeadState {
    HeadState { commit: head.commit.to_string(), draft: head.draft }
}

/// Its own id is its delivery id: that it is stored once follows from the head that is noted with
/// it. A name made of ref and commit would not do, as a ref may come back to a commit.
fn event(
    repository: &Repository,
    full_ref: &str,
    body: &MissedBody,
    at: Timestamp,
) -> WebhookEvent {
    let Missed { kind, event } = &body.missed;
    let id = WebhookEventId::generate();
    // No part of it can fail to be JSON.
    let bytes = serde_json::to_vec(body).unwrap_or_default();
    WebhookEvent {
        id,
        provider: repository.provider,
        endpoint: SYNC.to_owned(),
        delivery_id: id.to_string(),
        event: SYNC.to_owned(),
        action: Some(kind.as_str().to_owned()),
        repository_id: Some(repository.id),
        status: WebhookEventStatus::Received,
        received_at: at,
        handled_at: None,
        handling: 1,
        attempts: 0,
        redeliveries: 0,
        size_bytes: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
        content_type: "application/json".to_owned(),
        body: Packed::new(&bytes),
        summary: Stored(Summary {
            repository: Some(event.repository.full_name.clone()),
            git_ref: Some(full_ref.to_owned()),
            commit: (!event.deleted).then(|| event.commit.sha.to_string()),
            pull_request: event.pull_request.as_ref().map(|request| request.number),
            sender: event.sender.clone(),
        }),
        decision: None,
        replayed_by: None,
        error: None,
    }
}
