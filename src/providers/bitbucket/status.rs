//! The states of commits. Cloud's call is
//! <https://developer.atlassian.com/cloud/bitbucket/rest/api-group-commit-statuses/>. Of Data
//! Center's two, the one that names the repository is taken; the other
//! (`/rest/build-status/1.0/commits/..`) is deprecated since version 7.14
//! (<https://developer.atlassian.com/server/bitbucket/how-tos/updating-build-status-for-commits/>).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use reqwest::Method;
use reqwest::header::{AUTHORIZATION, HeaderValue};
use secrecy::ExposeSecret;
use serde_json::json;
use url::Url;

use crate::domain::report::{Report, ReportState};
use crate::providers::http::Call;
use crate::providers::target::Target;

/// What the base of Cloud's API ends with, and no other does.
const CLOUD_VERSION: &str = "2.0";

/// The call that sets a state: the newest of a commit and key counts.
pub(super) fn status_call(target: &Target, report: &Report) -> Call {
    let (owner, name) = target.full_name.split_once('/').unwrap_or(("", &target.full_name));
    let commit = &report.commit;
    let is_cloud = is_cloud(&target.base);
    let url = if is_cloud {
        target.url(["repositories", owner, name, "commit", commit, "statuses", "build"])
    } else {
        let builds = ["repos", name, "commits", commit, "builds"];
        target.url(["api", "latest", "projects", owner].into_iter().chain(builds))
    };
    Call {
        method: Method::POST,
        url,
        headers: vec![(AUTHORIZATION, authorization(target))],
        body: Some(json!({
            "state": state(report.state, is_cloud),
            "key": report.context,
            "name": report.context,
            "description": report.description,
            "url": report.target_url,
        })),
    }
}

pub(super) fn is_cloud(base: &Url) -> bool {
    base.path().trim_end_matches('/').ends_with(CLOUD_VERSION)
}

/// An access token stands for itself; a user's own is `user:password` in one.
pub(super) fn authorization(target: &Target) -> HeaderValue {
    let token = target.token.expose_secret();
    if !token.contains(':') {
        return target.token_header("Bearer ");
    }
    let text = format!("Basic {}", STANDARD.encode(token));
    let mut value = HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static(""));
    value.set_sensitive(true);
    value
}

/// There is no word for what waits, and none for what was skipped: to a rule that wants a successful
/// build, nothing to do is as good as done.
const fn state(state: ReportState, is_cloud: bool) -> &'static str {
    match state {
        ReportState::Pending | ReportState::Running => "INPROGRESS",
        ReportState::Succeeded | ReportState::Skipped => "SUCCESSFUL",
        ReportState::Failed | ReportState::TimedOut => "FAILED",
        ReportState::Canceled if is_cloud => "STOPPED",
        ReportState::Canceled => "CANCELLED",
    }
}
