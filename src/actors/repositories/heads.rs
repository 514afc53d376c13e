//! Where an event's ref stands, as far as the event can be believed.

use tracing::debug;

use super::handling::Ahead;
use super::sources::Sources;
use crate::actors::repositories::repository::RepositoryContext;
use crate::domain::event::{Event, EventKind};
use crate::domain::reconcile::head_name;
use crate::entities::repositories::Model as Repository;
use crate::git::GitError;
use crate::store;
use crate::store::heads::{HeadState, SeenHead};

/// Where the event's ref stands; none where that is not followed, or can't be told.
///
/// Webhooks come late and in any order, and a person may replay an old one. One that does not
/// follow what was seen last is believed only if the remote says the same. What the events `ahead`
/// have told was seen later than what is stored. All of them were there before the remote was asked
/// for one of them, so its answer is good for the others as well.
pub(super) async fn seen(
    context: &RepositoryContext,
    repository: &Repository,
    event: &Event,
    is_first_handling: bool,
    ahead: &mut Ahead,
) -> Option<SeenHead> {
    // What happens while the repository is switched off is of no interest later either.
    if !repository.active || event.kind == EventKind::Manual {
        return None;
    }
    // A webhook may tell of other repositories as well.
    if !event.repository.full_name.eq_ignore_ascii_case(&repository.full_name()) {
        return None;
    }
    let full_ref = head_name(&event.git_ref)?;
    let known = match ahead.heads.get(&full_ref) {
        Some(known) => known.clone(),
        None => {
            let known = store::heads::find(&context.reader, repository.id, &full_ref).await;
            let known = known.inspect_err(|error| debug!(%error, "a head can't be looked up"));
            known.ok()?.map(|known| known.commit_sha)
        }
    };
    let state = state(event);
    let follows = is_first_handling && follows(event, known.as_deref());
    let is_there = known.is_some_and(|known| is_at(&known, state.as_ref()));
    if !is_there && !follows && !remote_agrees(&context.sources, repository, event, ahead).await {
        return None;
    }
    let commit = state.as_ref().map(|state| state.commit.clone());
    ahead.heads.insert(full_ref.clone(), commit);
    Some(SeenHead { full_ref, state })
}

fn state(event: &Event) -> Option<HeadState> {
    (!event.deleted).then(|| HeadState {
        commit: event.commit.sha.to_string(),
        draft: event.pull_request.as_ref().is_some_and(|request| request.draft),
    })
}

fn follows(event: &Event, known: Option<&str>) -> bool {
    let before = event.before.as_ref().map(|sha| sha.as_str());
    known == before
}

fn is_at(known: &str, state: Option<&HeadState>) -> bool {
    state.is_some_and(|state| state.commit == known)
}

/// A remote that can't be asked says nothing; the next look at the repository asks it again.
async fn remote_agrees(
    sources: &Sources,
    repository: &Repository,
    event: &Event,
    ahead: &mut Ahead,
) -> bool {
    let Some(full_ref) = event.git_ref.full_name(repository.provider) else { return false };
    let head = match ahead.remote.get(&full_ref) {
        Some(head) => head,
        None => match remote_head(sources, repository, &full_ref).await {
            Ok(head) => ahead.remote.entry(full_ref).or_insert(head),
            Err(error) => {
                debug!(repository.id = %repository.id, %error, "a head can't be asked for");
                return false;
            }
        },
    };
    match head {
        Some(head) => !event.deleted && head == event.commit.sha.as_str(),
        None => event.deleted,
    }
}

async fn remote_head(
    sources: &Sources,
    repository: &Repository,
    full_ref: &str,
) -> Result<Option<String>, GitError> {
    sources.mirror(repository).await?.remote_ref(full_ref).await
}
