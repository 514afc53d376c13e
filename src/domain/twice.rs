//! When a build would be one too many: its commit is built already, for the same ref or for the
//! other of push and pull request.

use super::event::{Event, EventKind, GitRef, RefKind, RefName};
use super::provider::PullRequestBuilds;
use super::trigger::{Rule, TraceEntry};
use crate::ids::BuildId;

/// A build of the event's commit that there is already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// Its id.
    pub id: BuildId,
    /// Its number, for people.
    pub number: i64,
    /// What kind of event it came of.
    pub kind: EventKind,
    /// What it builds.
    pub git_ref: GitRef,
    /// Where it comes from, if it builds a pull request of the repository itself.
    pub source_branch: Option<RefName>,
    /// Whether it builds what merging would give, and not the commit itself.
    pub is_merge: bool,
    /// Whether it answers what the event tells: it was made since the ref was last known to be
    /// elsewhere, by a webhook and a look at the repository telling the same.
    pub is_told_again: bool,
    /// Whether it is the newest of its ref that came of an event: a ref that went to another
    /// commit and came back is built anew.
    pub is_newest: bool,
}

/// What the repository asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wishes {
    /// What is built of a pull request.
    pub pull_requests: PullRequestBuilds,
    /// Whether a commit that is pushed and proposed is built for both.
    pub twice: bool,
}

/// The build that stands for one that the event asks for, and the rule that says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The build.
    pub build: BuildId,
    /// What stops the event.
    pub entry: TraceEntry,
}

/// The build that makes another one for `event` one too many, if there is any among `earlier`,
/// which are builds of its commit.
#[must_use]
pub fn standing<'a>(
    event: &Event,
    earlier: impl IntoIterator<Item = &'a Earlier>,
    wishes: Wishes,
) -> Option<Standing> {
    earlier.into_iter().find_map(|build| {
        let entry = told_again(event, build).or_else(|| other_kind(event, build, wishes))?;
        Some(Standing { build: build.id, entry })
    })
}

fn told_again(event: &Event, build: &Earlier) -> Option<TraceEntry> {
    let is_same = build.kind == event.kind && build.git_ref == event.git_ref;
    (is_same && build.is_told_again).then(|| {
        let detail = format!(
            "commit {} of {} is built already, as build {}",
            event.commit.sha.short(),
            named(&build.git_ref),
            build.number
        );
        TraceEntry::unmatched(Rule::NotBuiltYet, detail)
    })
}

/// Push and pull request of one commit, in either order.
fn other_kind(event: &Event, build: &Earlier, wishes: Wishes) -> Option<TraceEntry> {
    let is_whole = wishes.pull_requests == PullRequestBuilds::Head && !build.is_merge;
    if wishes.twice || !is_whole || !build.is_newest || !is_same_branch(event, build) {
        return None;
    }
    let detail = format!(
        "commit {} is built already for {}, as build {}; set the repository's `build_twice` to \
         have it built for both push and pull request",
        event.commit.sha.short(),
        named(&build.git_ref),
        build.number
    );
    Some(TraceEntry::unmatched(Rule::BuildTwice, detail))
}

fn is_same_branch(event: &Event, build: &Earlier) -> bool {
    match (event.kind, build.kind) {
        (EventKind::PullRequest, EventKind::Push) => {
            let own = event.pull_request.as_ref().filter(|request| !request.fork);
            own.is_some_and(|request| request.source_branch == build.git_ref.name)
        }
        (EventKind::Push, EventKind::PullRequest) => {
            build.source_branch.as_ref() == Some(&event.git_ref.name)
        }
        _ => false,
    }
}

fn named(git_ref: &GitRef) -> String {
    let name = &git_ref.name;
    match git_ref.kind {
        RefKind::Branch => format!("branch `{name}`"),
        RefKind::Tag => format!("tag `{name}`"),
        RefKind::PullRequest => format!("pull request {name}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::event::{Commit, CommitSha, EventRepository, PullRequest};

    fn git_ref(kind: RefKind, name: &str) -> GitRef {
        GitRef { kind, name: RefName::new(name).unwrap() }
    }

    fn event(kind: EventKind, name: &str) -> Event {
        let sha = CommitSha::new("a".repeat(40)).unwrap();
        let (ref_kind, request) = match kind {
            EventKind::PullRequest => (RefKind::PullRequest, Some(request(&sha))),
            EventKind::Push | EventKind::Tag | EventKind::Manual => (RefKind::Branch, None),
        };
        Event {
            kind,
            action: None,
            repository: EventRepository { full_name: "acme/app".to_owned(), provider_id: None },
            git_ref: git_ref(ref_kind, name),
            commit: Commit { sha, message: None, author: None },
            before: None,
            pull_request: request,
            sender: None,
            deleted: false,
            inputs: indexmap::IndexMap::new(),
        }
    }

    fn request(sha: &CommitSha) -> PullRequest {
        PullRequest {
            number: 7,
            title: String::new(),
            source_branch: RefName::new("topic").unwrap(),
            target_branch: RefName::new("main").unwrap(),
            source_repository: None,
            author: None,
            base_sha: None,
            head_sha: sha.clone(),
            fork: false,
            draft: false,
            conflicts: false,
            retargeted: None,
        }
    }

    fn earlier(kind: EventKind, git_ref: GitRef) -> Earlier {
        let source = (kind == EventKind::PullRequest).then(|| RefName::new("topic").unwrap());
        Earlier {
            id: BuildId::generate(),
            number: 3,
            kind,
            git_ref,
            source_branch: source,
            is_merge: false,
            is_told_again: false,
            is_newest: true,
        }
    }

    const ONCE: Wishes = Wishes { pull_requests: PullRequestBuilds::Head, twice: false };

    fn rule(event: &Event, build: &Earlier, wishes: Wishes) -> Option<Rule> {
        standing(event, [build], wishes).map(|standing| {
            assert_eq!(standing.build, build.id);
            assert!(!standing.entry.matched && standing.entry.detail.contains("build 3"));
            standing.entry.rule
        })
    }

    #[test]
    fn what_is_told_twice_of_a_ref_is_built_once_whatever_the_repository_asks_for() {
        let branch = git_ref(RefKind::Branch, "topic");
        let push = event(EventKind::Push, "topic");
        let first = earlier(EventKind::Push, branch);
        assert_eq!(rule(&push, &first, ONCE), None, "the ref came back to its commit");
        let again = Earlier { is_told_again: true, ..first };
        let twice = Wishes { twice: true, ..ONCE };
        assert_eq!(rule(&push, &again, twice), Some(Rule::NotBuiltYet));
        let elsewhere = event(EventKind::Push, "main");
        assert_eq!(rule(&elsewhere, &again, ONCE), None, "another branch with the same commit");
        let manual = Earlier { kind: EventKind::Manual, ..again };
        assert_eq!(rule(&push, &manual, ONCE), None, "somebody's own build");
    }

    #[test]
    fn push_and_pull_request_of_a_commit_are_one_build_unless_both_are_asked_for() {
        let pushed = earlier(EventKind::Push, git_ref(RefKind::Branch, "topic"));
        let proposed = earlier(EventKind::PullRequest, git_ref(RefKind::PullRequest, "7"));
        let push = event(EventKind::Push, "topic");
        let request = event(EventKind::PullRequest, "7");
        let merge = Wishes { pull_requests: PullRequestBuilds::Merge, ..ONCE };
        for (event, build) in [(&request, pushed), (&push, proposed)] {
            assert_eq!(rule(event, &build, ONCE), Some(Rule::BuildTwice));
            assert_eq!(rule(event, &build, Wishes { twice: true, ..ONCE }), None);
            assert_eq!(rule(event, &build, merge), None, "what merging gives is another commit");
            let merged = Earlier { is_merge: true, ..build.clone() };
            assert_eq!(rule(event, &merged, ONCE), None);
            let older = Earlier { is_newest: false, ..build };
            assert_eq!(rule(event, &older, ONCE), None, "the branch was elsewhere meanwhile");
        }
    }

    #[test]
    fn a_pull_request_of_another_branch_or_repository_is_built_for_itself() {
        let main = earlier(EventKind::Push, git_ref(RefKind::Branch, "main"));
        let topic = earlier(EventKind::Push, git_ref(RefKind::Branch, "topic"));
        let request = event(EventKind::PullRequest, "7");
        assert_eq!(rule(&request, &main, ONCE), None);
        let mut fork = request;
        fork.pull_request.as_mut().unwrap().fork = true;
        assert_eq!(rule(&fork, &topic, ONCE), None);
        let forks = Earlier {
            source_branch: None,
            ..earlier(EventKind::PullRequest, git_ref(RefKind::PullRequest, "7"))
        };
        assert_eq!(rule(&event(EventKind::Push, "topic"), &forks, ONCE), None);
    }
}
