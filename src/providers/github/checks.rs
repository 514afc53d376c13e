//! Check runs, for repositories that a GitHub App speaks for
//! (<https://docs.github.com/en/rest/checks/runs>).

use reqwest::Method;
use serde_json::{Value, json};
use url::Url;

use super::app::headers;
use crate::domain::report::{Annotation, Report, ReportState};
use crate::domain::text::bounded;
use crate::providers::http::{Answer, Call};
use crate::providers::target::Target;

/// How many annotations one request takes; those of later ones are added.
const ANNOTATIONS_A_CALL: usize = 50;

/// In bytes: what one annotation's message may have.
const MESSAGE_LIMIT: usize = 64 * 1000;

/// What the action says that runs failed jobs again; a person presses it.
pub(in crate::providers) const RERUN_FAILED: &str = "rerun_failed";

/// A check run as GitHub has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::providers) struct CheckRun {
    pub(in crate::providers) id: u64,
    status: String,
    conclusion: Option<String>,
}

/// The call that lists the check runs of a report's commit and name, to find the one that was made
/// before its number could be noted.
pub(in crate::providers) fn list(target: &Target, report: &Report) -> Call {
    let mut url = repository(target, &["commits", &report.commit, "check-runs"]);
    url.query_pairs_mut()
        .append_pair("check_name", &report.context)
        .append_pair("filter", "all")
        .append_pair("per_page", "100");
    call(target, Method::GET, url, None)
}

/// The check run among those listed that stands for this report.
pub(in crate::providers) fn find(answer: &Answer, report: &Report) -> Option<CheckRun> {
    let listed: Value = serde_json::from_str(&answer.body).ok()?;
    let runs = listed.get("check_runs")?.as_array()?;
    let is_ours = |run: &&Value| {
        let has = |name: &str, value: &str| run.get(name).and_then(Value::as_str) == Some(value);
        has("external_id", &report.external_id) && has("name", &report.context)
    };
    runs.iter().find(is_ours).and_then(read)
}

/// The check run in an answer.
pub(in crate::providers) fn read(run: &Value) -> Option<CheckRun> {
    Some(CheckRun {
        id: run.get("id")?.as_u64()?,
        status: run.get("status")?.as_str()?.to_owned(),
        conclusion: run.get("conclusion").and_then(Value::as_str).map(str::to_owned),
    })
}

impl CheckRun {
    /// Whether it says already what is to be said.
    pub(in crate::providers) fn says(&self, report: &Report) -> bool {
        let (status, conclusion) = state(report.state);
        self.status == status && self.conclusion.as_deref() == conclusion
    }
}

/// The call that makes the check run.
pub(in crate::providers) fn create(target: &Target, report: &Report) -> Call {
    let mut body = body(report);
    body["head_sha"] = json!(report.commit);
    call(target, Method::POST, repository(target, &["check-runs"]), Some(body))
}

/// The call that changes it.
pub(in crate::providers) fn update(target: &Target, report: &Report, id: &str) -> Call {
    call(target, Method::PATCH, repository(target, &["check-runs", id]), Some(body(report)))
}

/// The calls that add the annotations for which there was no room in the first one.
pub(in crate::providers) fn further_annotations(
    target: &Target,
    report: &Report,
    id: &str,
) -> Vec<Call> {
    let annotations = report.details.as_ref().map_or(&[][..], |it| it.annotations.as_slice());
    let further = annotations.chunks(ANNOTATIONS_A_CALL).skip(1);
    let add = |chunk: &[Annotation]| {
        let body = json!({ "output": output(report, chunk) });
        call(target, Method::PATCH, repository(target, &["check-runs", id]), Some(body))
    };
    further.map(add).collect()
}

fn body(report: &Report) -> Value {
    let (status, conclusion) = state(report.state);
    let mut body = json!({
        "name": report.context,
        "status": status,
        "external_id": report.external_id,
        "details_url": report.target_url,
    });
    if let Some(conclusion) = conclusion {
        body["conclusion"] = json!(conclusion);
    }
    let Some(details) = &report.details else {
        body["output"] = output(report, &[]);
        return body;
    };
    if let Some(started) = &details.started_at {
        body["started_at"] = json!(started);
    }
    if let (Some(finished), Some(_)) = (&details.finished_at, conclusion) {
        body["completed_at"] = json!(finished);
    }
    let first = details.annotations.chunks(ANNOTATIONS_A_CALL).next().unwrap_or_default();
    body["output"] = output(report, first);
    if details.can_rerun_failed {
        body["actions"] = json!([{
            "label": "Re-run failed",
            "description": "Runs the jobs that failed again",
            "identifier": RERUN_FAILED,
        }]);
    }
    body
}

fn output(report: &Report, annotations: &[Annotation]) -> Value {
    let summary = report.details.as_ref().map_or("", |details| details.summary.as_str());
    let mut output = json!({ "title": report.description, "summary": summary });
    if !annotations.is_empty() {
        output["annotations"] = annotations.iter().map(annotation).collect();
    }
    output
}

fn annotation(annotation: &Annotation) -> Value {
    json!({
        "path": annotation.path,
        "start_line": annotation.line,
        "end_line": annotation.line,
        "annotation_level": "failure",
        "message": bounded(&annotation.message, MESSAGE_LIMIT),
        "title": annotation.title,
    })
}

/// Status and, of what has ended, conclusion.
const fn state(state: ReportState) -> (&'static str, Option<&'static str>) {
    match state {
        ReportState::Pending => ("queued", None),
        ReportState::Running => ("in_progress", None),
        ReportState::Succeeded => ("completed", Some("success")),
        ReportState::Failed => ("completed", Some("failure")),
        ReportState::Canceled => ("completed", Some("cancelled")),
        ReportState::TimedOut => ("completed", Some("timed_out")),
        ReportState::Skipped => ("completed", Some("skipped")),
    }
}

fn repository(target: &Target, below: &[&str]) -> Url {
    let (owner, name) = target.full_name.split_once('/').unwrap_or(("", &target.full_name));
    target.url(["repos", owner, name].into_iter().chain(below.iter().copied()))
}

fn call(target: &Target, method: Method, url: Url, body: Option<Value>) -> Call {
    Call { method, url, headers: headers(target.token_header("Bearer ")), body }
}
