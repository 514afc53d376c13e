//! Who waits under which policy, and what is asked.

use super::*;
use crate::domain::event::{Author, CommitSha, RefName};

use ApprovalDecision::{Approved, Rejected};
use ForkApproval::{Always, FirstTime, Never};

/// Whose a pull request is.
#[derive(Clone, Copy, PartialEq)]
enum Whose {
    /// From a fork, of somebody whom nobody knows.
    Strangers,
    /// From a fork, of somebody whom the provider knows.
    Members,
    /// From the repository itself.
    Ours,
}

fn request(whose: Whose) -> PullRequest {
    let (fork, is_known) = (whose != Whose::Ours, whose == Whose::Members);
    let name = |text| RefName::new(text).expect("a name");
    PullRequest {
        number: 7,
        title: String::new(),
        source_branch: name("topic"),
        target_branch: name("main"),
        source_repository: fork.then(|| "eve/app".to_owned()),
        author: Some(Author { name: "eve".to_owned(), id: Some("7".to_owned()), is_known }),
        base_sha: None,
        head_sha: CommitSha::new("a".repeat(40)).expect("a commit"),
        fork,
        draft: false,
        conflicts: false,
        retargeted: None,
    }
}

#[test]
fn a_strangers_commit_waits_as_the_repository_says() {
    let none = Record::default();
    let known_here = Record { knows_author: true, ..none };
    let (stranger, member) = (request(Whose::Strangers), request(Whose::Members));
    for (policy, request, record, waits) in [
        (Never, &stranger, none, false),
        (FirstTime, &stranger, none, true),
        (FirstTime, &member, none, false),
        (FirstTime, &stranger, known_here, false),
        (Always, &stranger, known_here, true),
        (Always, &member, known_here, true),
    ] {
        assert_eq!(awaits(policy, Some(request), record), waits, "{policy} {record:?}");
    }
}

#[test]
fn the_word_on_a_commit_stands_over_what_is_known_of_its_author() {
    let word = |of_commit| Record { of_commit: Some(of_commit), knows_author: true };
    let member = request(Whose::Members);
    for (policy, record, waits) in [
        (FirstTime, word(Approved), false),
        (Always, word(Approved), false),
        (FirstTime, word(Rejected), true),
        (Always, word(Rejected), true),
        (Never, word(Rejected), false),
    ] {
        assert_eq!(awaits(policy, Some(&member), record), waits, "{policy} {record:?}");
    }
}

#[test]
fn an_author_who_is_not_told_is_a_stranger_and_only_forks_wait() {
    let unknown = PullRequest { author: None, ..request(Whose::Members) };
    assert!(awaits(FirstTime, Some(&unknown), Record::default()));
    for policy in [Never, FirstTime, Always] {
        assert!(!awaits(policy, Some(&request(Whose::Ours)), Record::default()));
        assert!(!awaits(policy, None, Record::default()));
    }
}

#[test]
fn an_author_is_known_by_a_number_that_outlives_a_rename() {
    let author = |name: &str, id: Option<&str>| Author {
        name: name.to_owned(),
        id: id.map(str::to_owned),
        is_known: false,
    };
    assert_eq!(author("eve", Some("7")).key(), author("eva", Some("7")).key());
    assert_ne!(author("eve", Some("7")).key(), author("eve", Some("8")).key());
    assert_ne!(author("7", None).key(), author("eve", Some("7")).key());
    assert_eq!(author("Eve", None).key(), author("eve", None).key());
}

#[test]
fn who_is_asked_reads_what_for_and_how_to_answer() {
    let ulid = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
    let build = ask_for_build(ulid.parse().expect("an id"), &"a".repeat(40), None);
    insta::assert_snapshot!(build, @"commit aaaaaaaaaaaa comes from a fork, `an unknown repository`: read it, then `oore build approve 01ARZ3NDEKTSV4RRFFQ69G5FAV` has it run and `oore build reject 01ARZ3NDEKTSV4RRFFQ69G5FAV` ends the build");
    let eves = request(Whose::Strangers);
    let build = ask_for_build(ulid.parse().expect("an id"), &"a".repeat(40), Some(&eves));
    insta::assert_snapshot!(build, @"commit aaaaaaaaaaaa comes from a fork, `eve/app`, proposed by `eve`: read it, then `oore build approve 01ARZ3NDEKTSV4RRFFQ69G5FAV` has it run and `oore build reject 01ARZ3NDEKTSV4RRFFQ69G5FAV` ends the build");
    let approval = pipeline::ApprovalPlan { environment: "production".to_owned(), message: None };
    insta::assert_snapshot!(ask_for_job(ulid.parse().expect("an id"), &approval), @"for `production`: may it run? (`oore job approve 01ARZ3NDEKTSV4RRFFQ69G5FAV` has it run, `oore job reject 01ARZ3NDEKTSV4RRFFQ69G5FAV` ends it)");
    insta::assert_snapshot!(rejection("ada", Some("not on a Friday")), @"rejected by ada: not on a Friday");
    insta::assert_snapshot!(rejection("ada", None), @"rejected by ada");
}
