//! Open pull requests (<https://docs.github.com/en/rest/pulls/pulls#list-pull-requests>).

use reqwest::Method;
use serde_json::{Value, json};

use super::app::headers;
use super::events::{requested, with_association};
use crate::domain::event::{Event, PullRequestAction};
use crate::providers::Unusable;
use crate::providers::http::Call;
use crate::providers::reader::Payload;
use crate::providers::target::Target;

/// The call that lists a page of them, the oldest first: what is opened meanwhile moves none to a
/// page that was read.
pub(super) fn call(target: &Target, page: u32) -> Call {
    let (owner, name) = target.full_name.split_once('/').unwrap_or(("", &target.full_name));
    let mut url = target.url(["repos", owner, name, "pulls"]);
    url.query_pairs_mut()
        .extend_pairs([("state", "open"), ("sort", "created"), ("direction", "asc")])
        .extend_pairs([("per_page", "50"), ("page", &page.to_string())]);
    Call { method: Method::GET, url, headers: headers(target.token_header("Bearer ")), body: None }
}

/// An entry, which is what a webhook says of a pull request.
pub(super) fn read(entry: &Value, full_name: &str) -> Result<Event, Unusable> {
    let json = json!({ "pull_request": entry, "repository": { "full_name": full_name } });
    let payload = Payload { event: "pull_request", json: &json };
    Ok(with_association(requested(payload, PullRequestAction::Opened)?, payload))
}
