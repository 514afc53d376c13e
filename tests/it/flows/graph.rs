//! Jobs that need each other, and rows of a matrix.
//!
//! That jobs run at the same time is proved by gates: each waits at its own until all have come.

use serde_json::{Value, json};

use crate::support::{
    Gate, GitRepository, Server, TestApp, TestDatabase, TestRepository, job_of, on_both_databases,
    text,
};

on_both_databases!(
    a_diamond_runs_in_order_and_in_parallel,
    a_failed_need_skips_its_dependants_unless_they_always_run,
    a_job_that_may_fail_lets_the_build_succeed,
    a_failed_row_cancels_the_others,
    without_fail_fast_the_other_rows_go_on,
    max_parallel_holds_rows_back,
);

/// Registers a repository with this pipeline, in which `DIR` is a directory for gates.
async fn register(server: &Server, pipeline: &str) -> TestRepository {
    let git = GitRepository::new();
    let pipeline = pipeline.replace("DIR", git.scratch().to_str().expect("UTF-8"));
    git.commit("First", &[("oore.yaml", &pipeline)]);
    server.register("acme/app", git).await
}

fn gate(repository: &TestRepository, name: &str) -> Gate {
    Gate::new(repository.git.scratch(), name)
}

/// `key: status` of each job.
fn statuses(build: &Value) -> Vec<String> {
    let jobs = build["jobs"].as_array().expect("jobs");
    jobs.iter().map(|job| format!("{}: {}", text(job, "key"), text(job, "status"))).collect()
}

async fn a_diamond_runs_in_order_and_in_parallel(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let pipeline = r#"
version: 1
on: push
jobs:
  first:
    checkout: none
    steps:
      - id: word
        run: echo "word=from the first" >> "$OORE_OUTPUT"
    outputs: { word: "${{ steps.word.outputs.word }}" }
  sides:
    checkout: none
    needs: first
    matrix: { values: { side: [a, b] } }
    steps: [{ run: 'cat "DIR/$OORE_MATRIX_SIDE"' }]
  middle:
    checkout: none
    needs: [first]
    env: { WORD: "${{ needs.first.outputs.word }}" }
    steps:
      - run: cat DIR/c
      - id: pass
        run: echo "word=$WORD, through the middle" >> "$OORE_OUTPUT"
    outputs: { word: "${{ steps.pass.outputs.word }}" }
  last:
    checkout: none
    needs: [sides, middle]
    env: { WORD: "${{ needs.middle.outputs.word }}", SIDES: "${{ needs.sides.result }}" }
    steps: [{ run: 'echo "$SIDES: $WORD"' }]
"#;
    let repository = register(&app, pipeline).await;
    let mut gates = ["a", "b", "c"].map(|name| gate(&repository, name));
    let build = app.push_builds(&repository).await;
    for gate in &mut gates {
        gate.reached().await;
    }
    let build = app.build(&text(&build, "id")).await;
    assert_eq!(
        statuses(&build),
        [
            "first: succeeded",
            "sides[side=a]: running",
            "sides[side=b]: running",
            "middle: running",
            "last: blocked"
        ]
    );
    assert_eq!(job_of(&build, "last")["waiting"]["reason"], "needs");
    for gate in &mut gates {
        gate.open();
    }
    let build = app.finished(&text(&build, "id")).await;
    assert_eq!(build["status"], "succeeded", "{build:#}");
    let log = app.log(&build, "last").await;
    assert_eq!(log, "succeeded: from the first, through the middle\n");
    assert_eq!(job_of(&build, "first")["outputs"], json!({ "word": "from the first" }));
    app.finish().await;
}

async fn a_failed_need_skips_its_dependants_unless_they_always_run(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let pipeline = "
version: 1
on: push
jobs:
  broken: { checkout: none, steps: [{ run: exit 3 }] }
  after: { checkout: none, needs: broken, steps: [{ run: echo never }] }
  later: { checkout: none, needs: after, steps: [{ run: echo never }] }
  cleanup: { checkout: none, needs: [broken, after], if: always(), steps: [{ run: echo swept }] }
  alarm: { checkout: none, needs: broken, if: failure(), steps: [{ run: echo alarm }] }
";
    let repository = register(&app, pipeline).await;
    let build = app.push_finishes(&repository).await;
    assert_eq!(build["status"], "failed");
    assert_eq!(
        statuses(&build),
        [
            "broken: failed",
            "after: skipped",
            "later: skipped",
            "cleanup: succeeded",
            "alarm: succeeded"
        ]
    );
    let step = &job_of(&build, "broken")["steps"][0];
    assert_eq!((&step["status"], &step["exit_code"]), (&json!("failed"), &json!(3)));
    for (key, need) in [("after", "broken"), ("later", "after")] {
        let detail = text(job_of(&build, key), "detail");
        assert!(detail.contains(need), "`{detail}` names {need}");
    }
    assert_eq!(app.log(&build, "cleanup").await, "swept\n");
    app.finish().await;
}

async fn a_job_that_may_fail_lets_the_build_succeed(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let pipeline = "
version: 1
on: push
jobs:
  flaky: { checkout: none, continue_on_error: true, steps: [{ run: exit 1 }] }
  steps:
    checkout: none
    steps:
      - { run: exit 4, continue_on_error: true }
      - run: echo went on
  solid: { checkout: none, steps: [{ run: echo fine }] }
";
    let repository = register(&app, pipeline).await;
    let build = app.push_finishes(&repository).await;
    assert_eq!(build["status"], "succeeded", "{build:#}");
    assert_eq!(statuses(&build), ["flaky: failed", "steps: succeeded", "solid: succeeded"]);
    assert_eq!(job_of(&build, "steps")["steps"][0]["status"], "failed");
    assert_eq!(app.log(&build, "steps").await, "went on\n");
    app.finish().await;
}

const ROWS: &str = r#"
version: 1
on: push
jobs:
  rows:
    checkout: none
    matrix: { values: { row: [bad, good] }, FAIL_FAST }
    steps: [{ run: 'cat "DIR/$OORE_MATRIX_ROW"; test "$OORE_MATRIX_ROW" = good' }]
"#;

async fn a_failed_row_cancels_the_others(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let repository = register(&app, &ROWS.replace(", FAIL_FAST", "")).await;
    let (mut bad, mut good) = (gate(&repository, "bad"), gate(&repository, "good"));
    let build = app.push_builds(&repository).await;
    bad.reached().await;
    good.reached().await;
    bad.open();
    let build = app.finished(&text(&build, "id")).await;
    assert_eq!(build["status"], "failed");
    assert_eq!(statuses(&build), ["rows[row=bad]: failed", "rows[row=good]: canceled"]);
    let reason = text(job_of(&build, "rows[row=good]"), "cancel_reason");
    assert!(reason.contains("rows[row=bad]"), "`{reason}` names the row that failed");
    app.finish().await;
}

async fn without_fail_fast_the_other_rows_go_on(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let repository = register(&app, &ROWS.replace("FAIL_FAST", "fail_fast: false")).await;
    let (mut bad, mut good) = (gate(&repository, "bad"), gate(&repository, "good"));
    let build = app.push_builds(&repository).await;
    bad.reached().await;
    good.reached().await;
    bad.open();
    let id = text(&build, "id");
    app.build_until(&id, |build| job_of(build, "rows[row=bad]")["status"] == "failed").await;
    good.open();
    let build = app.finished(&id).await;
    assert_eq!(build["status"], "failed");
    assert_eq!(statuses(&build), ["rows[row=bad]: failed", "rows[row=good]: succeeded"]);
    app.finish().await;
}

async fn max_parallel_holds_rows_back(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let pipeline = r#"
version: 1
on: push
jobs:
  rows:
    checkout: none
    matrix: { values: { row: [one, two, three] }, max_parallel: 1 }
    steps: [{ run: 'cat "DIR/$OORE_MATRIX_ROW"' }]
"#;
    let repository = register(&app, pipeline).await;
    let names = ["one", "two", "three"];
    let mut gates = names.map(|name| gate(&repository, name));
    let build = app.push_builds(&repository).await;
    let id = text(&build, "id");
    for (done, gate) in gates.iter_mut().enumerate() {
        gate.reached().await;
        let build = app.build(&id).await;
        for (row, name) in names.iter().enumerate() {
            let job = job_of(&build, &format!("rows[row={name}]"));
            if row > done {
                assert_eq!(job["status"], "queued", "{name} while row {done} runs");
                assert_eq!(job["waiting"]["reason"], "matrix_limit");
            } else {
                let expected = if row == done { "running" } else { "succeeded" };
                assert_eq!(job["status"], expected, "{name} while row {done} runs");
            }
        }
        gate.open();
    }
    assert_eq!(app.finished(&id).await["status"], "succeeded");
    app.finish().await;
}
