//! What is reported of a job: text that every database takes, and no more of it than a frame holds.

use protocol::{JobSpec, Outcome, RunnerFrame, StepSpec, StepStatus};

use crate::support::{
    Bench, Finished,
    jobs::{job, job_of, pairs, step},
};

/// As large as a job's frames may be: outputs, summaries, and a detail for each step.
const LARGEST_FRAME: usize = 2 * 1024 * 1024;

fn frame_bytes(finished: &Finished) -> usize {
    let frame = RunnerFrame::Finished { lease: ulid::Ulid(1), result: finished.result.clone() };
    serde_json::to_string(&frame).expect("JSON").len()
}

fn details(finished: &Finished) -> Vec<&str> {
    let steps = finished.result.steps.iter().filter_map(|step| step.detail.as_deref());
    finished.result.detail.as_deref().into_iter().chain(steps).collect()
}

#[tokio::test]
async fn nothing_that_is_reported_holds_a_nul_and_the_log_keeps_it() {
    let bench = Bench::new().await;
    let elsewhere = StepSpec {
        working_directory: Some("no\0where".to_owned()),
        continue_on_error: true,
        ..step(2, "true")
    };
    let script = r"printf 'log\0\n'; printf 'sum\0mary' > $OORE_SUMMARY";
    let job = JobSpec {
        outputs: pairs(&[("plain", "a\0b"), ("computed", "${{ inputs.text }}")]),
        context: serde_json::json!({ "inputs": { "text": "c\0d" } }),
        ..job_of(vec![step(1, script), elsewhere])
    };
    let finished = bench.run(job).await;
    assert_eq!(finished.result.outcome, Outcome::Succeeded, "{:?}", finished.result.detail);
    assert_eq!(finished.step_text(1), "log\0\n");
    let expected = pairs(&[("plain", "a\u{FFFD}b"), ("computed", "c\u{FFFD}d")]);
    assert_eq!(finished.result.outputs, expected);
    assert_eq!(finished.result.steps[0].summary.as_deref(), Some("sum\u{FFFD}mary"));
    assert_eq!(
        details(&finished),
        ["the working directory `no\u{FFFD}where` is not in the workspace"]
    );
    let told = bench.server.state(|state| state.steps.clone());
    assert!(!serde_json::to_string(&told).expect("JSON").contains("\\u0000"));
}

#[tokio::test]
async fn the_reason_of_a_job_that_could_not_begin_holds_no_nul() {
    let bench = Bench::new().await;
    let job = JobSpec { env: pairs(&[("A\0", "${{ matrix.none }}")]), ..job(&["true"]) };
    let finished = bench.run(job).await;
    let [detail] = details(&finished)[..] else { panic!("one reason") };
    assert!(detail.starts_with("the value of `A\u{FFFD}` in the job's `env`"), "{detail}");
}

#[tokio::test]
async fn outputs_that_take_too_much_fail_the_job() {
    let bench = Bench::new().await;
    // Each byte becomes six in JSON.
    let script = r#"echo "a=$(head -c 50000 /dev/zero | tr '\0' '\1')" > $OORE_OUTPUT"#;
    let with = |outputs| JobSpec { outputs, ..job(&[script]) };
    let output = "${{ steps.s1.outputs.a }}";
    let too_large = bench.run(with(pairs(&[("a", output)]))).await;
    assert_eq!(too_large.result.outcome, Outcome::Failed);
    assert!(too_large.result.outputs.is_empty());
    assert_eq!(
        details(&too_large),
        ["the job's outputs take more than 262144 bytes as JSON text, which is the limit"]
    );
    assert_eq!(
        too_large.text(),
        "oore: the job's outputs take more than 262144 bytes as JSON text, which is the limit\n"
    );

    let script = script.replace("50000", "43000");
    let job = JobSpec { outputs: pairs(&[("a", output)]), ..job(&[&script]) };
    let finished = bench.run(job).await;
    assert_eq!(finished.result.outcome, Outcome::Succeeded, "{:?}", finished.result.detail);
    assert_eq!(finished.result.outputs["a"].len(), 43_000);
}

#[tokio::test]
async fn summaries_are_cut_to_what_a_job_may_report() {
    let bench = Bench::new().await;
    let scripts = [r"head -c 1500000 /dev/zero | tr '\0' '\1' > $OORE_SUMMARY"; 6];
    let finished = bench.run(job(&scripts)).await;
    assert_eq!(finished.result.outcome, Outcome::Succeeded, "a summary decides nothing");
    let as_json: Vec<_> = finished
        .result
        .steps
        .iter()
        .map(|step| serde_json::to_string(&step.summary).expect("JSON").len())
        .collect();
    assert!(as_json[..4].iter().all(|&bytes| (200_000..=262_146).contains(&bytes)), "{as_json:?}");
    assert!(as_json.iter().sum::<usize>() <= 1024 * 1024 + 2 * 6, "{as_json:?}");
    assert!(frame_bytes(&finished) <= LARGEST_FRAME, "{}", frame_bytes(&finished));
    let first = finished.result.steps[0].summary.as_deref().expect("a summary");
    assert!(first.ends_with("as it is too large.*\n"), "{}", &first[first.len() - 80..]);
    let note = "OORE_SUMMARY: the summary is too large and was cut: a step's may take 262144 bytes \
                as JSON text, all of a job 1048576";
    assert_eq!(details(&finished), [note; 6]);
    assert_eq!(finished.text(), format!("oore: {note}\n").repeat(6));
}

#[tokio::test]
async fn details_are_bounded() {
    let bench = Bench::new().await;
    let far = StepSpec { working_directory: Some("x\u{1}".repeat(20_000)), ..step(1, "true") };
    let finished = bench.run(job_of(vec![far])).await;
    assert_eq!(finished.result.steps[0].status, StepStatus::Failed);
    let [detail] = details(&finished)[..] else { panic!("one reason") };
    assert!(detail.starts_with("the working directory `x"), "{detail}");
    assert!(detail.ends_with('…'), "{detail}");
    assert!(serde_json::to_string(detail).expect("JSON").len() <= 4096 + 2);
}
