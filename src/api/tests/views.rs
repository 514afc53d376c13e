//! Rows as callers see them.

use poem_openapi::types::ToJSON;
use serde_json::{Value, json};

use crate::api::error::ApiError;
use crate::api::views::build::Build;
use crate::api::views::job::{Job, JobRows};
use crate::clock::{Timestamp, from_unix_ms};
use crate::domain::event::{EventKind, RefKind};
use crate::domain::status::{AttemptStatus, BuildStatus, JobStatus, StepStatus};
use crate::domain::trigger::{Decision, Rule, TraceEntry};
use crate::entities::{Stored, builds, job_attempts, jobs, steps};
use crate::ids::{BuildId, JobId, LeaseId, RepositoryId, RunnerId};

const ID: &str = "01ARZ3NDEKTSV4RRFFQ69G5FAV";

fn at(seconds: i64) -> Timestamp {
    from_unix_ms(1_800_000_000_000 + seconds * 1000)
}

fn job(status: JobStatus) -> jobs::Model {
    let plan = json!({
        "key": "test[os=linux]",
        "base_key": "test",
        "name": "Test",
        "needs": ["build"],
        "condition": null,
        "runs_on": ["linux"],
        "matrix": {"os": "linux"},
        "limits": null,
        "timeout_ms": 60_000,
        "continue_on_error": false,
        "env": {},
        "checkout": {"depth": 1, "submodules": "none", "lfs": false},
        "outputs": {},
        "steps": [],
    });
    jobs::Model {
        id: ID.parse().unwrap(),
        build_id: ID.parse().unwrap(),
        position: 0,
        key: "test[os=linux]".to_owned(),
        base_key: "test".to_owned(),
        name: "Test".to_owned(),
        status,
        attempt: 1,
        plan: Stored(serde_json::from_value(plan).unwrap()),
        outputs: Stored(serde_json::Map::from_iter([("url".to_owned(), json!("x"))])),
        detail: None,
        cancel_reason: None,
        runner_id: None,
        reused_from: None,
        created_at: at(0),
        started_at: Some(at(1)),
        finished_at: Some(at(3)),
    }
}

fn attempt() -> job_attempts::Model {
    job_attempts::Model {
        id: LeaseId::generate(),
        job_id: JobId::generate(),
        attempt: 1,
        runner_id: ID.parse::<RunnerId>().unwrap(),
        status: AttemptStatus::Succeeded,
        secrets: None,
        detail: None,
        leased_at: at(1),
        accepted_at: None,
        started_at: Some(at(1)),
        finished_at: Some(at(3)),
        log_removed_at: None,
    }
}

fn step() -> steps::Model {
    steps::Model {
        attempt_id: LeaseId::generate(),
        position: 0,
        name: "Check out".to_owned(),
        status: StepStatus::Succeeded,
        exit_code: Some(0),
        started_at: Some(at(1)),
        // The runner's clock was set back meanwhile.
        finished_at: Some(at(0)),
        log_start: Some(0),
        log_end: Some(28),
        detail: None,
        summary: Some("# Done".to_owned()),
    }
}

fn view(status: JobStatus, steps: Vec<steps::Model>) -> Value {
    let rows = JobRows { job: job(status), attempts: vec![attempt()], steps, waiting: None };
    Job::from(rows).to_json().unwrap()
}

#[test]
fn a_job_shows_its_newest_attempt_and_nothing_that_is_absent() {
    let shown = view(JobStatus::Succeeded, vec![step()]);
    insta::assert_snapshot!(format!("{shown:#}"));
}

#[test]
fn a_job_that_is_to_run_shows_the_steps_of_its_plan() {
    for (status, shown) in [
        (JobStatus::Queued, "pending"),
        (JobStatus::Blocked, "pending"),
        (JobStatus::Running, "succeeded"),
        (JobStatus::Lost, "succeeded"),
    ] {
        assert_eq!(view(status, vec![step()])["steps"][0]["status"], shown, "{status}");
    }
    assert_eq!(view(JobStatus::Skipped, Vec::new())["steps"][0]["status"], "skipped");
}

#[test]
fn a_build_shows_what_is_wrong_with_its_file() {
    let diagnostics = json!([
        {
            "code": "unknown_key",
            "message": "unknown key `job`",
            "path": "oore.yaml",
            "span": {"offset": 11, "length": 3, "line": 2, "column": 1},
            "help": "did you mean `jobs`?",
        },
        {
            "code": "missing_file",
            "message": "the repository has no pipeline file at this commit",
            "path": "oore.yaml",
            "span": null,
            "help": null,
        },
    ]);
    let row = builds::Model {
        id: ID.parse::<BuildId>().unwrap(),
        repository_id: ID.parse::<RepositoryId>().unwrap(),
        number: 7,
        status: BuildStatus::Failed,
        event: EventKind::Push,
        ref_kind: RefKind::Branch,
        ref_name: "main".to_owned(),
        commit_sha: "a".repeat(40),
        merge_sha: None,
        commit_message: None,
        commit_author: None,
        pull_request: None,
        triggered_by: "eve".to_owned(),
        webhook_event_id: Some(ID.parse().unwrap()),
        event_handling: Some(1),
        rerun_of: None,
        idempotency_key: None,
        idempotency_digest: None,
        pipeline_name: None,
        context: Stored::default(),
        diagnostics: Stored(serde_json::from_value(diagnostics).unwrap()),
        error: Some("the pipeline file is wrong".to_owned()),
        approval: None,
        cancel_reason: None,
        created_at: at(0),
        started_at: None,
        finished_at: Some(at(0)),
    };
    let shown = Build::new(row, "https://ci.example.com").to_json().unwrap();
    insta::assert_snapshot!(format!("{shown:#}"));
}

#[test]
fn what_refuses_a_manual_build_decides_the_status() {
    use crate::actors::repositories::TriggerError;
    let refused = |rule| {
        let last = TraceEntry::unmatched(rule, "no");
        TriggerError::Refused(Box::new(Decision::ignored(Vec::new(), last)))
    };
    for (error, status) in [
        (TriggerError::RepositoryGone, 409),
        (TriggerError::InvalidBranch("no".to_owned()), 422),
        (TriggerError::BranchNotFound("x".to_owned()), 422),
        (refused(Rule::RepositoryActive), 409),
        (refused(Rule::Inputs), 422),
        (refused(Rule::TriggerManual), 422),
        (TriggerError::Git("no route".to_owned()), 503),
        (TriggerError::Unavailable, 503),
    ] {
        let text = format!("{error:?}");
        assert_eq!(ApiError::from(error).code().status().as_u16(), status, "{text}");
    }
}
