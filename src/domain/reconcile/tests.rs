//! Heads that are new, moved, gone and as they were, and what is told of them.

use super::*;
use crate::domain::event::PullRequest;

const BOTH: Compared = Compared { branches: true, requests: true };
const NEITHER: Compared = Compared { branches: false, requests: false };

fn sha(digit: char) -> CommitSha {
    CommitSha::new(digit.to_string().repeat(40)).unwrap()
}

fn name(text: &str) -> RefName {
    RefName::new(text).unwrap()
}

fn branch_head(branch: &str, digit: char) -> Head {
    let git_ref = GitRef { kind: RefKind::Branch, name: name(branch) };
    Head { git_ref, commit: sha(digit), draft: false }
}

fn request_head(number: u64, digit: char) -> Head {
    let git_ref = GitRef { kind: RefKind::PullRequest, name: RefName::of_pull_request(number) };
    Head { git_ref, commit: sha(digit), draft: false }
}

fn open(number: u64, branch: &str, digit: char) -> Event {
    let Head { git_ref, commit, .. } = request_head(number, digit);
    let request = PullRequest {
        number,
        title: "Better".to_owned(),
        source_branch: name(branch),
        target_branch: name("main"),
        source_repository: Some("acme/app".to_owned()),
        author: None,
        base_sha: None,
        head_sha: commit.clone(),
        fork: false,
        draft: false,
        conflicts: false,
        retargeted: None,
    };
    Event {
        kind: EventKind::PullRequest,
        pull_request: Some(request),
        ..push("acme/app", git_ref, commit, None)
    }
}

fn draft(mut event: Event) -> Event {
    event.pull_request.as_mut().unwrap().draft = true;
    event
}

fn remote(branches: &[(&str, char)], requests: Option<Vec<Event>>) -> Remote {
    let branches = branches.iter().map(|(branch, digit)| (name(branch), sha(*digit))).collect();
    Remote { branches, requests }
}

/// `ref: change before -> now`, in order; a `~` where it is noted alone.
fn told(seen: &[Head], remote: Remote, compared: Compared) -> Vec<String> {
    let line = |difference: &Difference| {
        let name = head_name(&difference.git_ref).unwrap();
        let Some(Missed { kind, event }) = &difference.missed else { return format!("~{name}") };
        assert_eq!(event.git_ref, difference.git_ref);
        assert_eq!(event.deleted, *kind == MissedKind::Deleted);
        let before = event.before.as_ref().map_or("-", CommitSha::short);
        let now = event.commit.sha.short();
        let action = event.action.map_or(String::new(), |action| format!(" ({action})"));
        format!("{name}: {kind} {before} -> {now}{action}")
    };
    compare("acme/app", seen, remote, compared).iter().map(line).collect()
}

#[test]
fn names_of_heads_can_be_read_back() {
    for name in ["refs/heads/main", "refs/heads/pull/1/head", "refs/pull/7/head"] {
        assert_eq!(head_of(name).and_then(|it| head_name(&it)).as_deref(), Some(name));
    }
    let tag = GitRef { kind: RefKind::Tag, name: name("v1") };
    assert_eq!(head_name(&tag), None);
    assert_eq!(head_of("refs/tags/v1"), None);
}

#[test]
fn what_is_as_it_was_seen_is_no_difference() {
    let seen = [branch_head("main", 'a'), branch_head("topic", 'b'), request_head(7, 'b')];
    let same = remote(&[("main", 'a'), ("topic", 'b')], Some(vec![open(7, "topic", 'b')]));
    assert_eq!(told(&seen, same, BOTH), [""; 0]);
}

#[test]
fn branches_are_new_moved_and_deleted() {
    let seen = [branch_head("gone", 'a'), branch_head("main", 'a'), branch_head("same", 'a')];
    let now = remote(&[("main", 'b'), ("new", 'c'), ("same", 'a')], None);
    assert_eq!(
        told(&seen, now, BOTH),
        [
            "refs/heads/main: moved aaaaaaaa -> bbbbbbbb",
            "refs/heads/new: new - -> cccccccc",
            "refs/heads/gone: deleted aaaaaaaa -> 00000000",
        ]
    );
}

#[test]
fn the_first_time_everything_is_noted_and_nothing_is_told() {
    let now = remote(&[("main", 'a')], Some(vec![open(7, "topic", 'b')]));
    assert_eq!(told(&[], now.clone(), NEITHER), ["~refs/heads/main", "~refs/pull/7/head"]);
    let first_list = Compared { branches: true, requests: false };
    assert_eq!(
        told(&[], now, first_list),
        ["refs/heads/main: new - -> aaaaaaaa", "~refs/pull/7/head"]
    );
}

#[test]
fn what_a_webhook_told_before_the_first_time_is_compared_all_the_same() {
    let seen = [branch_head("main", 'a'), branch_head("gone", 'a')];
    let now = remote(&[("main", 'b'), ("old", 'c')], None);
    assert_eq!(
        told(&seen, now, NEITHER),
        [
            "refs/heads/main: moved aaaaaaaa -> bbbbbbbb",
            "~refs/heads/old",
            "refs/heads/gone: deleted aaaaaaaa -> 00000000",
        ]
    );
}

#[test]
fn pull_requests_are_new_moved_closed_and_come_after_the_pushes() {
    let seen = [request_head(1, 'a'), request_head(2, 'a'), branch_head("topic", 'a')];
    let requests = vec![open(3, "other", 'c'), open(1, "topic", 'b')];
    assert_eq!(
        told(&seen, remote(&[("topic", 'b')], Some(requests)), BOTH),
        [
            "refs/heads/topic: moved aaaaaaaa -> bbbbbbbb",
            "refs/pull/1/head: moved aaaaaaaa -> bbbbbbbb (synchronize)",
            "refs/pull/3/head: new - -> cccccccc (opened)",
            "~refs/pull/2/head",
        ]
    );
}

#[test]
fn a_draft_that_became_ready_is_told_and_one_that_became_a_draft_is_noted() {
    let was_draft = Head { draft: true, ..request_head(1, 'a') };
    let ready = remote(&[], Some(vec![open(1, "topic", 'a')]));
    assert_eq!(
        told(std::slice::from_ref(&was_draft), ready, BOTH),
        ["refs/pull/1/head: ready - -> aaaaaaaa (ready_for_review)"]
    );
    let drafted = remote(&[], Some(vec![draft(open(1, "topic", 'a'))]));
    assert_eq!(told(&[request_head(1, 'a')], drafted.clone(), BOTH), ["~refs/pull/1/head"]);
    assert_eq!(told(&[was_draft], drafted, BOTH), [""; 0]);
}

#[test]
fn pull_requests_that_can_not_be_listed_are_left_as_they_are() {
    let seen = [request_head(1, 'a')];
    assert_eq!(told(&seen, remote(&[], None), BOTH), [""; 0]);
}

#[test]
fn a_list_that_is_older_than_the_branches_is_not_believed() {
    let seen = [branch_head("topic", 'b'), request_head(1, 'b')];
    let outdated = remote(&[("topic", 'b')], Some(vec![open(1, "topic", 'a')]));
    assert_eq!(told(&seen, outdated, BOTH), [""; 0]);
    // A fork's branch of the same name is another branch.
    let mut fork = open(1, "topic", 'a');
    fork.pull_request.as_mut().unwrap().fork = true;
    let forks = remote(&[("topic", 'b')], Some(vec![fork]));
    assert_eq!(
        told(&seen, forks, BOTH),
        ["refs/pull/1/head: moved bbbbbbbb -> aaaaaaaa (synchronize)"]
    );
}

#[test]
fn the_trace_begins_with_what_was_seen_and_what_is_there() {
    let seen = [branch_head("gone", 'a'), branch_head("main", 'a')];
    let differences = compare(
        "acme/app",
        &seen,
        remote(&[("main", 'b'), ("new", 'c')], Some(vec![open(7, "topic", 'd')])),
        BOTH,
    );
    let details: Vec<_> = differences
        .into_iter()
        .filter_map(|difference| difference.missed)
        .map(|missed| missed.entry().detail)
        .collect();
    assert_eq!(
        details,
        [
            "no webhook told of it: branch `main` was seen at aaaaaaaa last, and is at bbbbbbbb now",
            "no webhook told of it: branch `new` was not seen before, and is at cccccccc now",
            "no webhook told of it: branch `gone` was seen at aaaaaaaa last, and is gone now",
            "no webhook told of it: pull request 7 was not seen before, and is at dddddddd now",
        ]
    );
}

#[test]
fn what_was_missed_survives_being_stored() {
    let now = remote(&[("main", 'b')], None);
    let difference = compare("acme/app", &[branch_head("main", 'a')], now, BOTH).remove(0);
    let missed = difference.missed.unwrap();
    let stored = serde_json::to_string(&missed).unwrap();
    assert_eq!(serde_json::from_str::<Missed>(&stored).unwrap(), missed);
}

#[test]
fn a_commit_that_was_not_told_in_whole_is_the_head_of_its_branch() {
    let mut untold = open(3, "topic", 'a');
    untold.commit.sha = CommitSha::null();
    let mut fork = untold.clone();
    fork.pull_request.as_mut().unwrap().fork = true;
    let mut gone = untold.clone();
    gone.pull_request.as_mut().unwrap().source_branch = name("gone");
    let branches = [(name("main"), sha('b')), (name("topic"), sha('c'))];
    let known = open(4, "topic", 'd');
    let complete = with_commits(vec![untold, fork, gone, known.clone()], &branches);
    let [first, second] = complete.as_slice() else { panic!("{complete:?}") };
    assert_eq!(first.commit.sha, sha('c'));
    assert_eq!(first.pull_request.as_ref().unwrap().head_sha, sha('c'));
    assert_eq!(*second, known);
}
