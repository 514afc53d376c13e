//! Which commit of a pull request is built where the repository wants what merging it would give.
//!
//! Forges make that commit by themselves, below a ref of the pull request, but lazily: right after
//! a push the ref may be absent, or may still merge what was there before. So its parents are held
//! against the pull request: the second is the head, and after a change of the target the first is
//! the new target's tip.

use super::{Rule, TraceEntry};
use crate::domain::event::{CommitSha, PullRequest};

/// What is found where the provider keeps a pull request's merge result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MergeRef {
    /// The provider has no such ref.
    NotServed,
    /// The ref is not there.
    Absent,
    /// The ref names a commit.
    At {
        /// The commit.
        commit: CommitSha,
        /// Its parents.
        parents: Vec<String>,
    },
}

/// What follows from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MergeChoice {
    /// The merge result is built.
    Merge(CommitSha, TraceEntry),
    /// The head is built, and there is nothing to wait for.
    Head(TraceEntry),
    /// The merge result may come in a moment: why it is waited for. Without it, the head is built.
    NotYet(String, TraceEntry),
    /// There is none, as the branches contradict each other.
    Conflict(TraceEntry),
}

/// Chooses by what was found.
#[must_use]
pub fn choose_merge(request: &PullRequest, found: &MergeRef) -> MergeChoice {
    let number = request.number;
    let head = request.head_sha.short();
    let matched = |detail: String| TraceEntry::matched(Rule::MergeResult, detail);
    let why = match found {
        MergeRef::At { commit, parents } => match misfit(request, parents) {
            None => {
                let detail = format!(
                    "merging pull request {number} gives commit {}, which is built; states are \
                     told about its head {head}",
                    commit.short()
                );
                return MergeChoice::Merge(commit.clone(), matched(detail));
            }
            Some(why) => format!("its merge result {} {why}", commit.short()),
        },
        MergeRef::NotServed => {
            return MergeChoice::Head(matched(format!(
                "the provider keeps no merge results, so the head {head} is built instead"
            )));
        }
        MergeRef::Absent => "the provider has not made its merge result".to_owned(),
    };
    if request.conflicts {
        let detail = format!(
            "pull request {number} has conflicts with `{}`, so that merging it gives nothing to \
             build",
            request.target_branch
        );
        return MergeChoice::Conflict(TraceEntry::unmatched(Rule::MergeResult, detail));
    }
    let detail = format!("pull request {number}: {why}, so the head {head} is built instead");
    let awaited = format!("the merge result of pull request {number} is waited for: {why}");
    MergeChoice::NotYet(awaited, matched(detail))
}

/// Why a merge with these parents is not that of the pull request as it is.
fn misfit(request: &PullRequest, parents: &[String]) -> Option<String> {
    let is =
        |index: usize, sha: &CommitSha| parents.get(index).is_some_and(|it| it == sha.as_str());
    if !is(1, &request.head_sha) {
        return Some("does not belong to the head".to_owned());
    }
    let base = request.base_sha.as_ref().filter(|_| request.retargeted.is_some());
    match base {
        Some(base) if !is(0, base) => Some(format!("does not go to `{}`", request.target_branch)),
        Some(_) | None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::event::{RefName, Retargeted};

    const OLD: &str = "1111111111111111111111111111111111111111";
    const HEAD: &str = "2222222222222222222222222222222222222222";
    const BASE: &str = "3333333333333333333333333333333333333333";
    const MERGE: &str = "4444444444444444444444444444444444444444";

    fn sha(text: &str) -> CommitSha {
        CommitSha::new(text).unwrap()
    }

    fn request() -> PullRequest {
        PullRequest {
            number: 7,
            title: String::new(),
            source_branch: RefName::new("topic").unwrap(),
            target_branch: RefName::new("main").unwrap(),
            source_repository: None,
            author: None,
            base_sha: Some(sha(BASE)),
            head_sha: sha(HEAD),
            fork: false,
            draft: false,
            conflicts: false,
            retargeted: None,
        }
    }

    fn at(parents: [&str; 2]) -> MergeRef {
        MergeRef::At { commit: sha(MERGE), parents: parents.map(str::to_owned).to_vec() }
    }

    fn detail(choice: &MergeChoice) -> &str {
        match choice {
            MergeChoice::Merge(_, entry)
            | MergeChoice::Head(entry)
            | MergeChoice::NotYet(_, entry)
            | MergeChoice::Conflict(entry) => &entry.detail,
        }
    }

    #[test]
    fn a_merge_of_the_head_is_built_whatever_its_target_has_moved_to() {
        for base in [BASE, OLD] {
            let choice = choose_merge(&request(), &at([base, HEAD]));
            assert!(matches!(&choice, MergeChoice::Merge(commit, _) if *commit == sha(MERGE)));
            assert!(detail(&choice).contains("gives commit 44444444"), "{choice:?}");
        }
    }

    #[test]
    fn a_merge_of_something_else_is_waited_for_and_not_built() {
        let stale = choose_merge(&request(), &at([BASE, OLD]));
        assert!(matches!(stale, MergeChoice::NotYet(..)));
        assert!(detail(&stale).contains("does not belong to the head"), "{stale:?}");
        let one = MergeRef::At { commit: sha(MERGE), parents: vec![HEAD.to_owned()] };
        assert!(matches!(choose_merge(&request(), &one), MergeChoice::NotYet(..)));
        let absent = choose_merge(&request(), &MergeRef::Absent);
        assert!(matches!(&absent, MergeChoice::NotYet(_, entry) if entry.matched), "{absent:?}");
        let never = choose_merge(&request(), &MergeRef::NotServed);
        assert!(matches!(&never, MergeChoice::Head(entry) if entry.matched), "{never:?}");
    }

    #[test]
    fn after_a_change_of_the_target_the_merge_must_go_there() {
        let retargeted = Some(Retargeted { from: None });
        let request = PullRequest { retargeted, ..request() };
        assert!(matches!(choose_merge(&request, &at([BASE, HEAD])), MergeChoice::Merge(..)));
        let old = choose_merge(&request, &at([OLD, HEAD]));
        assert!(matches!(old, MergeChoice::NotYet(..)));
        assert!(detail(&old).contains("does not go to `main`"), "{old:?}");
    }

    #[test]
    fn conflicts_leave_nothing_to_build_unless_the_merge_is_there() {
        let request = PullRequest { conflicts: true, ..request() };
        for found in [MergeRef::Absent, at([BASE, OLD])] {
            let choice = choose_merge(&request, &found);
            assert!(matches!(&choice, MergeChoice::Conflict(entry) if !entry.matched));
        }
        assert!(matches!(choose_merge(&request, &at([BASE, HEAD])), MergeChoice::Merge(..)));
    }
}
