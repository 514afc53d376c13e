//! Commit statuses (<https://docs.gitlab.com/api/commits/#set-commit-pipeline-status>).

use reqwest::Method;
use reqwest::header::HeaderName;
use serde_json::json;

use crate::domain::report::{Report, ReportState};
use crate::providers::http::{Answer, Call};
use crate::providers::target::Target;

/// In characters: what GitLab takes as an address.
const URL_LIMIT: usize = 255;

/// The call that sets a status. A project is named by its full path as one segment.
pub(super) fn status_call(target: &Target, report: &Report) -> Call {
    let mut body = json!({
        "state": state(report.state),
        "name": report.context,
        "description": report.description,
    });
    if report.target_url.chars().count() <= URL_LIMIT {
        body["target_url"] = json!(report.target_url);
    }
    Call {
        method: Method::POST,
        url: target.url(["projects", &target.full_name, "statuses", &report.commit]),
        headers: vec![(HeaderName::from_static("private-token"), target.token_header(""))],
        body: Some(body),
    }
}

/// GitLab refuses to set the state that a status has (`Cannot transition status via :run from
/// :running`), which is as good as having set it.
pub(super) fn has_the_state_already(answer: &Answer) -> bool {
    answer.status.as_u16() == 400 && answer.body.contains("Cannot transition status via")
}

const fn state(state: ReportState) -> &'static str {
    match state {
        ReportState::Pending => "pending",
        ReportState::Running => "running",
        ReportState::Succeeded => "success",
        ReportState::Failed | ReportState::TimedOut => "failed",
        ReportState::Canceled => "canceled",
        ReportState::Skipped => "skipped",
    }
}
