//! Commit statuses, for repositories without a GitHub App
//! (<https://docs.github.com/en/rest/commits/statuses>).

use reqwest::Method;
use serde_json::json;

use super::requests::headers;
use crate::domain::report::{Report, ReportState};
use crate::providers::http::Call;
use crate::providers::target::Target;

/// The call that creates a status; the newest of a commit and context counts.
pub(super) fn status_call(target: &Target, report: &Report) -> Call {
    let (owner, name) = target.full_name.split_once('/').unwrap_or(("", &target.full_name));
    Call {
        method: Method::POST,
        url: target.url(["repos", owner, name, "statuses", &report.commit]),
        headers: headers(target),
        body: Some(json!({
            "state": state(report.state),
            "context": report.context,
            "description": report.description,
            "target_url": report.target_url,
        })),
    }
}

/// There is no word for what was skipped: to a rule that requires the context, nothing to do is as
/// good as done.
const fn state(state: ReportState) -> &'static str {
    match state {
        ReportState::Pending | ReportState::Running => "pending",
        ReportState::Succeeded | ReportState::Skipped => "success",
        ReportState::Failed | ReportState::TimedOut => "failure",
        ReportState::Canceled => "error",
    }
}
