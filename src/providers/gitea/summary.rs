//! What any of the payloads is about.

use serde_json::Value;

use crate::domain::event::Summary;
use crate::providers::github;
use crate::providers::reader::Payload;

/// What is looked at beside what GitHub's payloads are asked for.
const OTHERS: [&str; 3] = ["/is_pull", "/pull_request/number", "/number"];

/// What [`summary`] looks at.
pub(super) fn pointers() -> impl Iterator<Item = &'static &'static str> {
    github::pointers().chain(&OTHERS)
}

/// Reads what is there. The fields are named as GitHub's, but the number of an issue also stands
/// where that of a pull request does.
pub(super) fn summary(event: &str, payload: &Value) -> Summary {
    let reader = Payload { event, json: payload };
    let commented = reader.flag("/is_pull").unwrap_or(false) || reader.has("/issue/pull_request");
    let pull_request = if reader.has("/pull_request") {
        reader.number("/pull_request/number").or_else(|| reader.number("/number"))
    } else {
        reader.number("/issue/number").filter(|_| commented)
    };
    Summary { pull_request, ..github::summary(event, payload) }
}
