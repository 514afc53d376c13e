//! From what a delivery says to what comes of it. Most tell of one event; some name several refs,
//! and some don't tell whether a pull request has a new commit, or its whole id.

use std::ops::ControlFlow;

use sea_orm::DbErr;

use super::decide::{Decided, decide};
use super::merge::Patience;
use super::repository::RepositoryContext;
use crate::clock::Timestamp;
use crate::domain::event::{CommitSha, Event, RefKind};
use crate::domain::trigger::{
    Decision, Outcome, RepositoryFacts, Rule, Trace, TraceEntry, before_file,
};
use crate::entities::repositories::Model as Repository;
use crate::git::GitError;
use crate::ids::WebhookEventId;
use crate::providers::Parsed;
use crate::store;

/// The fewest digits of an id that tell one commit from others.
const FEWEST_DIGITS: usize = 7;

/// It can't be decided now.
#[derive(Debug, thiserror::Error)]
pub(super) enum Undecided {
    #[error(transparent)]
    Git(#[from] GitError),
    #[error(transparent)]
    Database(#[from] DbErr),
}

/// What comes of a delivery, and the event that was decided, if one was.
type About = (Decided, Option<Event>);

/// A delivery to a registered repository.
pub(super) struct Delivered<'a> {
    pub(super) context: &'a RepositoryContext,
    pub(super) repository: &'a Repository,
    /// Under which it is stored.
    pub(super) event: WebhookEventId,
    /// How long a merge result is waited for.
    pub(super) patience: Patience,
}

impl Delivered<'_> {
    /// Decides what the delivery means; with the event that was looked at last.
    ///
    /// # Errors
    /// [`Undecided`] when the commit can't be had, or the database does not answer.
    pub(super) async fn decide(&self, parsed: Parsed, at: Timestamp) -> Result<About, Undecided> {
        match parsed {
            Parsed::Ignored(why) => Ok((Decided::ignored(Decision::unsupported(&why)), None)),
            Parsed::Event(event) => Ok(self.one(*event, at).await?),
            Parsed::Several(events) => Ok(self.first_built(events, at).await?),
            Parsed::Touched { event, commit } => self.touched(*event, &commit, at).await,
            Parsed::Change(_) | Parsed::Again { .. } => {
                let why = "the GitHub App alone is told such things";
                Ok((Decided::ignored(Decision::unsupported(why)), None))
            }
        }
    }

    async fn one(&self, event: Event, at: Timestamp) -> Result<About, GitError> {
        let about = event.clone();
        let decided = decide(&self.context.sources, self.repository, event, self.patience, at);
        Ok((decided.await?, Some(about)))
    }

    /// One delivery makes one build: that of the first ref that has something to build. The trace
    /// holds those of all refs that were looked at, and names those that were not.
    async fn first_built(&self, events: Vec<Event>, at: Timestamp) -> Result<About, GitError> {
        let mut trace = Trace::new();
        let mut skipped = None;
        let mut left = events.into_iter();
        while let Some(event) = left.next() {
            let started = TraceEntry::matched(Rule::EventSupported, whole_name(&event));
            let (decided, about) = match self.one(event, at).await {
                // It is gone or was moved since; the others may still be there.
                Err(GitError::NotFound(error)) if left.len() > 0 => {
                    trace.extend([started, TraceEntry::unmatched(Rule::Commit, error)]);
                    continue;
                }
                decided => decided?,
            };
            if decided.decision.outcome != Outcome::Ignored || left.len() == 0 {
                let left: Vec<_> = left.map(|event| whole_name(&event)).collect();
                return Ok((after_others(decided, trace, skipped, &left), about));
            }
            trace.extend(decided.decision.trace);
            skipped = skipped.or(decided.skipped);
        }
        let why = "the push moved neither a branch nor a tag";
        Ok((Decided::ignored(Decision::unsupported(why)), None))
    }

    /// A pull request that may be built already, at the commit whose id begins with `commit`.
    async fn touched(
        &self,
        mut event: Event,
        commit: &str,
        at: Timestamp,
    ) -> Result<About, Undecided> {
        let full_name = self.repository.full_name();
        let active = self.repository.active;
        let facts = RepositoryFacts::Registered { full_name: &full_name, active };
        let mut trace = match before_file(&event, facts) {
            ControlFlow::Continue(trace) => trace,
            ControlFlow::Break(decision) => return Ok((Decided::ignored(decision), None)),
        };
        if let Some(entry) = out_of_reach(&event, commit) {
            return Ok((Decided::ignored(Decision::ignored(trace, entry)), None));
        }
        let sha = self.whole_id(&event, commit).await?;
        if let Some(entry) = self.known(&event, &sha).await? {
            trace.truncate(1);
            return Ok((Decided::ignored(Decision::ignored(trace, entry)), None));
        }
        event.commit.sha = sha.clone();
        if let Some(request) = &mut event.pull_request {
            request.head_sha = sha;
        }
        Ok(self.one(event, at).await?)
    }

    /// The whole id, which is the source branch's head. A head that begins otherwise is a newer
    /// commit, which comes with an event of its own.
    async fn whole_id(&self, event: &Event, beginning: &str) -> Result<CommitSha, GitError> {
        if let Ok(whole) = CommitSha::new(beginning) {
            return Ok(whole);
        }
        let gone =
            |why: String| GitError::NotFound(format!("commit {beginning} can't be had: {why}"));
        let Some(request) = &event.pull_request else {
            return Err(gone("its id is not whole".to_owned()));
        };
        let branch = request.source_branch.as_str();
        let head = self.context.sources.mirror(self.repository).await?.branch_head(branch).await?;
        if beginning.len() < FEWEST_DIGITS || !head.starts_with(beginning) {
            return Err(gone(format!("`{branch}` is at {head} now")));
        }
        CommitSha::new(head).map_err(|error| gone(error.to_string()))
    }

    /// What says that another event had the commit built for this pull request.
    async fn known(&self, event: &Event, sha: &CommitSha) -> Result<Option<TraceEntry>, DbErr> {
        let (db, number) = (&self.context.reader, event.git_ref.name.as_str());
        let repository = self.repository.id;
        let known =
            store::builds::of_pull_request(db, repository, number, sha.as_str(), self.event)
                .await?;
        Ok(known.map(|build| {
            let detail = format!(
                "pull request {number} has no new commits: build {} is of {} already",
                build.number,
                sha.short()
            );
            TraceEntry::unmatched(Rule::EventSupported, detail)
        }))
    }
}

/// Why the commit of a fork can't be had: a part of its id names it in the fork alone, where a
/// branch of the same name here is another.
fn out_of_reach(event: &Event, commit: &str) -> Option<TraceEntry> {
    let request = event.pull_request.as_ref().filter(|request| request.fork)?;
    CommitSha::new(commit).is_err().then(|| {
        let detail = format!(
            "pull request {} comes from a fork, whose commits the provider does not serve from \
             here",
            request.number
        );
        TraceEntry::unmatched(Rule::Origin, detail)
    })
}

fn whole_name(event: &Event) -> String {
    let kind = match event.git_ref.kind {
        RefKind::Branch => "branch",
        RefKind::Tag => "tag",
        RefKind::PullRequest => "pull request",
    };
    format!("{kind} `{}`", event.git_ref.name)
}

/// What was decided last, with what was looked at before it and what is left.
fn after_others(
    mut decided: Decided,
    mut before: Trace,
    skipped: Option<store::reports::Skipped>,
    left: &[String],
) -> Decided {
    if !left.is_empty() {
        let left = left.join(", ");
        let detail = format!(
            "one delivery makes one build; what moved with it is left to the next sync: {left}"
        );
        before.insert(0, TraceEntry::matched(Rule::EventSupported, detail));
    }
    before.append(&mut decided.decision.trace);
    decided.decision.trace = before;
    decided.skipped = decided.skipped.or(skipped);
    decided
}
