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
    external_id: String,
    status: String,
    conclusion: Option<String>,
    annotations: usize,
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

/// The newest of the check runs listed that has the report's name.
/// Another App's is left alone: GitHub lets none change it.
pub(in crate::providers) fn find(answer: &Answer, report: &Report, app: &str) -> Option<CheckRun> {
    let listed: Value = serde_json::from_str(&answer.body).ok()?;
    let runs = listed.get("check_runs")?.as_array()?;
    // Which App it is may be left out by servers that are not GitHub's own.
    let is_ours = |run: &&Value| {
        let id = run.pointer("/app/id").and_then(Value::as_u64).map(|id| id.to_string());
        let client_id = run.pointer("/app/client_id").and_then(Value::as_str);
        (id.is_none() && client_id.is_none())
            || id.as_deref() == Some(app)
            || client_id == Some(app)
    };
    let has_name =
        |run: &&Value| run.get("name").and_then(Value::as_str) == Some(report.context.as_str());
    runs.iter().filter(has_name).filter(is_ours).filter_map(read).max_by_key(|run| run.id)
}

/// The check run in an answer.
pub(in crate::providers) fn read(run: &Value) -> Option<CheckRun> {
    let text = |name: &str| run.get(name).and_then(Value::as_str).map(str::to_owned);
    let annotations = run.pointer("/output/annotations_count").and_then(Value::as_u64);
    Some(CheckRun {
        id: run.get("id")?.as_u64()?,
        external_id: text("external_id").unwrap_or_default(),
        status: text("status")?,
        conclusion: text("conclusion"),
        annotations: annotations.and_then(|count| count.try_into().ok()).unwrap_or(0),
    })
}

impl CheckRun {
    /// Whether it says already what is to be said.
    pub(in crate::providers) fn says(&self, report: &Report) -> bool {
        let (status, conclusion) = state(report.state);
        self.external_id == report.external_id
            && self.status == status
            && self.conclusion.as_deref() == conclusion
            && self.annotations >= annotations(report).len()
    }

    /// How many of the report's annotations it has already: GitHub adds all that it is given.
    pub(in crate::providers) fn annotated(&self, report: &Report) -> usize {
        if self.external_id == report.external_id {
            self.annotations.min(annotations(report).len())
        } else {
            0
        }
    }
}

/// The call that makes the check run.
pub(in crate::providers) fn create(target: &Target, report: &Report) -> Call {
    let mut body = body(report, 0);
    body["head_sha"] = json!(report.commit);
    call(target, Method::POST, repository(target, &["check-runs"]), Some(body))
}

/// The call that changes it, when it has so many of the report's annotations.
pub(in crate::providers) fn update(
    target: &Target,
    report: &Report,
    id: &str,
    annotated: usize,
) -> Call {
    let url = repository(target, &["check-runs", id]);
    call(target, Method::PATCH, url, Some(body(report, annotated)))
}

/// What is to be annotated.
pub(in crate::providers) fn annotations(report: &Report) -> &[Annotation] {
    report.details.as_ref().map_or(&[], |details| &details.annotations)
}

/// The calls that add the annotations for which there was no room in the first one.
pub(in crate::providers) fn further_annotations(
    target: &Target,
    report: &Report,
    id: &str,
    annotated: usize,
) -> Vec<Call> {
    let further = annotations(report)[annotated..].chunks(ANNOTATIONS_A_CALL).skip(1);
    let add = |chunk: &[Annotation]| {
        let body = json!({ "output": output(report, chunk) });
        call(target, Method::PATCH, repository(target, &["check-runs", id]), Some(body))
    };
    further.map(add).collect()
}

fn body(report: &Report, annotated: usize) -> Value {
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
    let first = annotations(report)[annotated..].chunks(ANNOTATIONS_A_CALL).next();
    body["output"] = output(report, first.unwrap_or_default());
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
