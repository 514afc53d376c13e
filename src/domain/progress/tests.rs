//! Builds of a few jobs, moved on event by event.

use indexmap::IndexMap;

use super::*;
use JobStatus::{AwaitingApproval, Blocked, Canceled, Failed, Queued, Running, Skipped, Succeeded};

fn job(key: &str, needs: &[&str], status: JobStatus) -> JobState {
    JobState {
        id: JobId::generate(),
        key: key.to_owned(),
        base_key: key.split('[').next().unwrap_or(key).to_owned(),
        status,
        needs: needs.iter().map(|need| (*need).to_owned()).collect(),
        condition: None,
        is_gate: false,
        continue_on_error: false,
        limits: None,
        matrix: json!({}),
        outputs: json!({}),
        is_canceling: false,
        has_begun: !matches!(status, AwaitingApproval | Blocked | Queued | Skipped | Canceled),
    }
}

fn with_condition(condition: &str, job: JobState) -> JobState {
    JobState { condition: Some(condition.to_owned()), ..job }
}

fn row(key: &str, status: JobStatus) -> JobState {
    let limits = MatrixLimits { fail_fast: true, max_parallel: None };
    JobState { limits: Some(limits), ..job(key, &[], status) }
}

/// What `advance` does, by job key.
fn told(jobs: &[JobState]) -> IndexMap<String, String> {
    advance(jobs, &Map::new())
        .into_iter()
        .filter_map(|change| {
            let job = jobs.iter().find(|job| job.id == change.job)?;
            let action = match change.action {
                Action::Apply(event) => format!("{event:?}"),
                Action::CancelOnRunner => "CancelOnRunner".to_owned(),
            };
            let reason = change.reason.map(|reason| format!(": {reason}")).unwrap_or_default();
            Some((job.key.clone(), action + &reason))
        })
        .collect()
}

fn tell(jobs: &[JobState]) -> String {
    let lines = told(jobs);
    lines.iter().map(|(key, what)| format!("{key} -> {what}")).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_job_without_needs_is_unblocked_at_once_and_its_dependants_wait() {
    let jobs = [job("lint", &[], Blocked), job("test", &["lint"], Blocked)];
    insta::assert_snapshot!(tell(&jobs), @"lint -> Unblocked");
    assert_eq!(waits_for(&jobs[1], &jobs), "waits for `lint` (blocked)");
}

#[test]
fn a_diamond_waits_for_both_of_its_sides() {
    let one_side = [
        job("a", &[], Succeeded),
        job("b", &["a"], Succeeded),
        job("c", &["a"], Running),
        job("d", &["b", "c"], Blocked),
    ];
    assert_eq!(tell(&one_side), "");
    let mut both = one_side;
    both[2].status = Succeeded;
    insta::assert_snapshot!(tell(&both), @"d -> Unblocked");
}

#[test]
fn a_failed_need_skips_everything_behind_it_with_the_reason() {
    let jobs = [
        job("lint", &[], Failed),
        job("test", &["lint"], Blocked),
        job("release", &["test"], Blocked),
    ];
    insta::assert_snapshot!(tell(&jobs), @r"
    test -> Skipped: needs `lint`, which is failed
    release -> Skipped: needs `test`, which is skipped
    ");
}

#[test]
fn always_runs_after_a_failure_and_failure_only_then() {
    let after = |status| {
        [
            job("test", &[], status),
            with_condition("always()", job("clean", &["test"], Blocked)),
            with_condition("failure()", job("alarm", &["test"], Blocked)),
        ]
    };
    insta::assert_snapshot!(tell(&after(Failed)), @r"
    clean -> Unblocked
    alarm -> Unblocked
    ");
    insta::assert_snapshot!(tell(&after(Succeeded)), @r"
    clean -> Unblocked
    alarm -> Skipped: `if: failure()` is false
    ");
}

#[test]
fn conditions_see_the_results_and_outputs_of_needs() {
    let mut test = job("test", &[], Succeeded);
    test.outputs = json!({ "coverage": "81" });
    let jobs = [
        test,
        with_condition(r#"needs.test.outputs.coverage == "81""#, job("good", &["test"], Blocked)),
        with_condition(r#"needs.test.result == "failed""#, job("bad", &["test"], Blocked)),
    ];
    insta::assert_snapshot!(tell(&jobs), @r#"
    good -> Unblocked
    bad -> Skipped: `if: needs.test.result == "failed"` is false
    "#);
}

#[test]
fn a_failure_that_is_allowed_stops_nobody() {
    let flaky = JobState { continue_on_error: true, ..job("flaky", &[], Failed) };
    let jobs = [flaky, job("report", &["flaky"], Blocked)];
    insta::assert_snapshot!(tell(&jobs), @"report -> Unblocked");
    let ended = [jobs[0].clone(), JobState { status: Succeeded, ..jobs[1].clone() }];
    assert_eq!(build_status(&ended), BuildStatus::Succeeded);
}

#[test]
fn a_failed_row_ends_the_other_rows_of_its_matrix_only() {
    let mut canceling = row("test[os=mac]", Running);
    canceling.is_canceling = true;
    let jobs = [
        row("test[os=linux]", Failed),
        row("test[os=win]", Queued),
        row("test[os=arm]", Running),
        canceling,
        job("lint", &[], Running),
    ];
    insta::assert_snapshot!(tell(&jobs), @r"
    test[os=win] -> Canceled: `test[os=linux]` is failed and its matrix fails fast
    test[os=arm] -> CancelOnRunner: `test[os=linux]` is failed and its matrix fails fast
    ");
}

#[test]
fn a_cancel_ends_what_waits_and_asks_for_the_rest() {
    let jobs = [job("a", &[], Succeeded), job("b", &[], Running), job("c", &["b"], Blocked)];
    let actions: Vec<_> = cancel(&jobs, "enough").into_iter().map(|change| change.action).collect();
    assert_eq!(actions, [Action::CancelOnRunner, Action::Apply(JobEvent::Canceled)]);
}

#[test]
fn a_build_is_what_its_jobs_are() {
    let of = |statuses: &[JobStatus]| {
        build_status(&statuses.iter().map(|status| job("x", &[], *status)).collect::<Vec<_>>())
    };
    assert_eq!(of(&[Queued, Blocked]), BuildStatus::Queued);
    assert_eq!(of(&[Succeeded, Queued]), BuildStatus::Running);
    assert_eq!(of(&[Skipped, Queued]), BuildStatus::Queued);
    assert_eq!(of(&[Succeeded, Skipped]), BuildStatus::Succeeded);
    assert_eq!(of(&[Succeeded, Canceled]), BuildStatus::Canceled);
    assert_eq!(of(&[Failed, Canceled]), BuildStatus::Failed);
    assert_eq!(of(&[JobStatus::TimedOut, Skipped]), BuildStatus::TimedOut);
    assert_eq!(of(&[JobStatus::Lost]), BuildStatus::Failed);
}

#[test]
fn a_failed_matrix_has_failed_in_whatever_order_its_rows_stand() {
    for statuses in [[Failed, Canceled], [Canceled, Failed]] {
        let jobs = [
            row("test[n=1]", statuses[0]),
            row("test[n=2]", statuses[1]),
            with_condition("failure()", job("alarm", &["test[n=1]", "test[n=2]"], Blocked)),
        ];
        insta::allow_duplicates! { insta::assert_snapshot!(tell(&jobs), @"alarm -> Unblocked") };
        assert_eq!(needs_context(&jobs[2], &jobs)["test"]["result"], "failed");
    }
}

#[test]
fn a_condition_without_a_value_fails_its_job_and_the_build() {
    let jobs = [with_condition("pull_request.draft == false", job("release", &[], Blocked))];
    insta::assert_snapshot!(tell(&jobs), @"release -> Undecidable: `if: pull_request.draft == false` can't be decided: `pull_request.draft` has no value here; `has(pull_request.draft)` tells whether it has one");
    let status = Blocked.transition(JobEvent::Undecidable).expect("it can't be decided");
    assert_eq!(build_status(&[job("release", &[], status)]), BuildStatus::Failed);
}

#[test]
fn the_rows_of_a_needed_matrix_count_as_one_need() {
    let mut rows = [row("test[n=1]", Succeeded), row("test[n=2]", Failed)];
    rows[0].outputs = json!({ "a": "1", "b": "1" });
    rows[1].outputs = json!({ "b": "2" });
    let report = job("report", &["test[n=1]", "test[n=2]"], Blocked);
    let needs = needs_context(&report, &rows);
    assert_eq!(needs, json!({ "test": { "result": "failed", "outputs": { "a": "1", "b": "2" } } }));
}

#[test]
fn a_gate_asks_when_its_needs_have_ended_and_its_condition_holds() {
    let gate = |job: JobState| JobState { is_gate: true, ..job };
    let waits = [job("test", &[], Running), gate(job("release", &["test"], Blocked))];
    assert_eq!(advance(&waits, &Map::new()), []);
    let asks = [
        job("test", &[], Succeeded),
        gate(job("release", &["test"], Blocked)),
        job("after", &["release"], Blocked),
        gate(with_condition("false", job("never", &["test"], Blocked))),
    ];
    assert_eq!(tell(&asks), "release -> Held\nnever -> Skipped: `if: false` is false");
    let failed = [job("test", &[], Failed), gate(job("release", &["test"], Blocked))];
    assert_eq!(tell(&failed), "release -> Skipped: needs `test`, which is failed");
}

#[test]
fn a_rejected_gate_takes_along_what_needs_it_and_its_build_is_canceled() {
    let jobs = [
        job("test", &[], Succeeded),
        job("release", &["test"], AwaitingApproval),
        job("after", &["release"], Blocked),
    ];
    assert_eq!(build_status(&jobs), BuildStatus::Running);
    let rejected = reject(&jobs, "rejected by ada");
    assert_eq!(rejected.len(), 1);
    assert_eq!(rejected[0].action, Action::Apply(JobEvent::Rejected));
    let after = [
        job("test", &[], Succeeded),
        job("release", &["test"], Canceled),
        job("after", &["release"], Blocked),
    ];
    assert_eq!(tell(&after), "after -> Skipped: needs `release`, which is canceled");
    let ended = [job("release", &[], Canceled), job("after", &["release"], Skipped)];
    assert_eq!(build_status(&ended), BuildStatus::Canceled);
}

#[test]
fn a_build_that_waits_as_a_whole_begins_when_it_is_released() {
    let jobs = [job("a", &[], AwaitingApproval), job("b", &["a"], AwaitingApproval)];
    assert_eq!(build_status(&jobs), BuildStatus::Queued);
    assert_eq!(advance(&jobs, &Map::new()), [], "nothing moves by itself");
    let released = release(&jobs);
    assert!(released.iter().all(|change| change.action == Action::Apply(JobEvent::Released)));
    assert_eq!(released.len(), 2);
    assert_eq!(cancel(&jobs, "enough").len(), 2);
}
