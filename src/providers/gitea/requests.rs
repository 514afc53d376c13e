//! Open pull requests (<https://docs.gitea.com/api/#tag/repository/operation/repoListPullRequests>).

use reqwest::Method;
use reqwest::header::AUTHORIZATION;
use serde_json::{Value, json};

use super::events::opened;
use crate::domain::event::Event;
use crate::providers::Unusable;
use crate::providers::http::Call;
use crate::providers::reader::Payload;
use crate::providers::target::Target;

/// The call that lists a page of them, the oldest first.
pub(super) fn call(target: &Target, page: u32) -> Call {
    let (owner, name) = target.full_name.split_once('/').unwrap_or(("", &target.full_name));
    let mut url = target.url(["repos", owner, name, "pulls"]);
    url.query_pairs_mut()
        .extend_pairs([("state", "open"), ("sort", "oldest")])
        .extend_pairs([("limit", "50"), ("page", &page.to_string())]);
    let headers = vec![(AUTHORIZATION, target.token_header("token "))];
    Call { method: Method::GET, url, headers, body: None }
}

/// An entry, which is what a webhook says of a pull request.
pub(super) fn read(entry: &Value, full_name: &str) -> Result<Event, Unusable> {
    let json = json!({ "pull_request": entry, "repository": { "full_name": full_name } });
    opened(Payload { event: "pull_request", json: &json })
}
