//! Commit statuses (<https://docs.gitea.com/api/#tag/repository/operation/repoCreateStatus>).

use reqwest::Method;
use reqwest::header::AUTHORIZATION;
use serde_json::json;

use crate::domain::report::{Report, ReportState};
use crate::providers::http::Call;
use crate::providers::target::Target;

/// The call that creates a status; the newest of a commit and context counts.
pub(super) fn status_call(target: &Target, report: &Report) -> Call {
    let (owner, name) = target.full_name.split_once('/').unwrap_or(("", &target.full_name));
    Call {
        method: Method::POST,
        url: target.url(["repos", owner, name, "statuses", &report.commit]),
        headers: vec![(AUTHORIZATION, target.token_header("token "))],
        body: Some(json!({
            "state": state(report.state),
            "context": report.context,
            "description": report.description,
            "target_url": report.target_url,
        })),
    }
}

/// As on GitHub, nothing to do is as good as done.
const fn state(state: ReportState) -> &'static str {
    match state {
        ReportState::Pending | ReportState::Running => "pending",
        ReportState::Succeeded | ReportState::Skipped => "success",
        ReportState::Failed | ReportState::TimedOut => "failure",
        ReportState::Canceled => "error",
    }
}
