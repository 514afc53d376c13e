//! What any of Bitbucket's payloads is about.

use serde_json::Value;

use super::data_center::full_name;
use crate::domain::event::Summary;
use crate::providers::reader::{Payload, first_commit, first_number, first_text};

/// Where Data Center names a repository.
const REPOSITORIES: [&str; 3] = ["/repository", "/pullRequest/toRef/repository", "/new"];

/// Where a ref may stand. Of a push that moved several, the first.
const REFS: [&str; 6] = [
    "/push/changes/0/new/name",
    "/push/changes/0/old/name",
    "/changes/0/ref/id",
    "/pullrequest/source/branch/name",
    "/pullRequest/fromRef/id",
    "/commit_status/refname",
];

/// Where a whole id may stand. Cloud shortens those of pull requests.
const COMMITS: [&str; 6] = [
    "/push/changes/0/new/target/hash",
    "/changes/0/toHash",
    "/pullrequest/source/commit/hash",
    "/pullRequest/fromRef/latestCommit",
    "/commit/hash",
    "/commit",
];

const PULL_REQUESTS: [&str; 2] = ["/pullrequest/id", "/pullRequest/id"];

const SENDERS: [&str; 4] =
    ["/actor/nickname", "/actor/name", "/actor/display_name", "/actor/displayName"];

/// The parts of Data Center's names, and Cloud's name.
const NAMES: [&str; 7] = [
    "/repository/full_name",
    "/repository/project/key",
    "/repository/slug",
    "/pullRequest/toRef/repository/project/key",
    "/pullRequest/toRef/repository/slug",
    "/new/project/key",
    "/new/slug",
];

/// What [`summary`] looks at.
pub(super) fn pointers() -> impl Iterator<Item = &'static &'static str> {
    NAMES.iter().chain(&REFS).chain(&COMMITS).chain(&PULL_REQUESTS).chain(&SENDERS)
}

/// Reads what is there.
pub(super) fn summary(event: &str, payload: &Value) -> Summary {
    let payload = Payload { event, json: payload };
    let in_parts = || REPOSITORIES.iter().find_map(|pointer| full_name(payload, pointer));
    Summary {
        repository: payload.text("/repository/full_name").or_else(in_parts),
        git_ref: first_text(payload, &REFS),
        commit: first_commit(payload, &COMMITS),
        pull_request: first_number(payload, &PULL_REQUESTS),
        sender: first_text(payload, &SENDERS),
    }
}
