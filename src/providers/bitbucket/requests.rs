//! Open pull requests. Cloud:
//! <https://developer.atlassian.com/cloud/bitbucket/rest/api-group-pullrequests/>. Data Center:
//! <https://developer.atlassian.com/server/bitbucket/rest/>, `/projects/{key}/repos/{slug}/pull-requests`.

use reqwest::Method;
use reqwest::header::AUTHORIZATION;
use serde_json::{Value, json};

use super::status::{authorization, is_cloud};
use super::{cloud, data_center};
use crate::domain::event::{Event, PullRequestAction};
use crate::providers::http::Call;
use crate::providers::reader::Payload;
use crate::providers::target::Target;
use crate::providers::{Parsed, Unusable};

/// How many a page holds: the most that Cloud gives.
const A_PAGE: u32 = 50;

/// The call that lists a page of them, the oldest first.
pub(super) fn call(target: &Target, page: u32) -> Call {
    let (owner, name) = target.full_name.split_once('/').unwrap_or(("", &target.full_name));
    let url = if is_cloud(&target.base) {
        let mut url = target.url(["repositories", owner, name, "pullrequests"]);
        url.query_pairs_mut()
            .extend_pairs([("state", "OPEN"), ("sort", "created_on")])
            .extend_pairs([("pagelen", A_PAGE.to_string()), ("page", page.to_string())]);
        url
    } else {
        let requests = ["repos", name, "pull-requests"];
        let mut url = target.url(["api", "latest", "projects", owner].into_iter().chain(requests));
        let start = page.saturating_sub(1) * A_PAGE;
        url.query_pairs_mut()
            .extend_pairs([("state", "OPEN"), ("order", "OLDEST")])
            .extend_pairs([("limit", A_PAGE.to_string()), ("start", start.to_string())]);
        url
    };
    let headers = vec![(AUTHORIZATION, authorization(target))];
    Call { method: Method::GET, url, headers, body: None }
}

/// An entry, which is what a webhook says of a pull request. Cloud tells twelve digits of the commit:
/// it is the null one then, and the source branch's head.
pub(super) fn read(entry: &Value, full_name: &str) -> Result<Event, Unusable> {
    let opened = PullRequestAction::Opened;
    let parsed = if entry.get("fromRef").is_some() {
        let json = json!({ "pullRequest": entry });
        data_center::pull_request(Payload { event: "pr:opened", json: &json }, opened)?
    } else {
        let json = json!({ "pullrequest": entry, "repository": { "full_name": full_name } });
        cloud::pull_request(Payload { event: "pullrequest:created", json: &json }, opened)?
    };
    match parsed {
        Parsed::Event(event) | Parsed::Touched { event, .. } => Ok(*event),
        _ => Err(Unusable::Repository { pointer: "/source/repository" }),
    }
}
