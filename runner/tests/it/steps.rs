//! What steps see, set, and how they add up.

use protocol::{JobSpec, Outcome, ServerFrame, Shell, StepSpec, StepStatus};
use ulid::Ulid;

use crate::support::{
    Bench, Finished,
    jobs::{job, job_of, pairs, step, step_if},
};

fn statuses(finished: &Finished) -> Vec<StepStatus> {
    finished.result.steps.iter().map(|step| step.status).collect()
}

#[tokio::test]
async fn a_job_runs_and_leaves_nothing_behind() {
    let bench = Bench::new().await;
    let job = job(&["echo one; echo two >&2", "echo three"]);
    let lease = job.lease;
    let finished = bench.run(job).await;

    assert_eq!(finished.result.outcome, Outcome::Succeeded);
    assert_eq!(finished.text(), "one\ntwo\nthree\n");
    assert_eq!(finished.step_text(2), "three\n");
    assert_eq!(statuses(&finished), [StepStatus::Succeeded; 2]);
    assert!(finished.result.steps.iter().all(|step| step.exit_code == Some(0)));
    assert_eq!(bench.server.state(|state| state.accepted.clone()), [lease]);
    let seen: Vec<_> = bench
        .server
        .state(|state| state.steps.iter().map(|(_, step)| (step.index, step.status)).collect());
    let (running, succeeded) = (StepStatus::Running, StepStatus::Succeeded);
    assert_eq!(seen, [(1, running), (1, succeeded), (2, running), (2, succeeded)]);
    bench.until_nothing_is_left().await;
}

#[tokio::test]
async fn a_failing_step_ends_the_job_but_for_steps_that_ask_to_run() {
    let bench = Bench::new().await;
    let finished = bench
        .run(job_of(vec![
            step(1, "false | true; echo unreachable"),
            step(2, "echo skipped"),
            step_if(3, "failure()", "echo after-failure"),
            step_if(4, "always()", "echo always"),
            step_if(5, "canceled()", "echo canceled"),
            step_if(6, "failure() && steps.s1.outcome == 'failed'", "exit 3"),
        ]))
        .await;
    assert_eq!(finished.result.outcome, Outcome::Failed);
    assert_eq!(finished.text(), "after-failure\nalways\n");
    let (failed, skipped, succeeded) =
        (StepStatus::Failed, StepStatus::Skipped, StepStatus::Succeeded);
    assert_eq!(statuses(&finished), [failed, skipped, succeeded, succeeded, skipped, failed]);
    assert_eq!(finished.result.steps[0].exit_code, Some(1));
    assert_eq!(finished.result.steps[5].exit_code, Some(3));
    assert_eq!(finished.result.steps[1].started_at_ms, None);
}

#[tokio::test]
async fn a_step_that_may_fail_does_not_fail_the_job() {
    let bench = Bench::new().await;
    let may_fail = StepSpec { continue_on_error: true, ..step(1, "exit 7") };
    let finished = bench.run(job_of(vec![may_fail, step(2, "echo on")])).await;
    assert_eq!(finished.result.outcome, Outcome::Succeeded);
    assert_eq!(statuses(&finished), [StepStatus::Failed, StepStatus::Succeeded]);
    assert_eq!(finished.result.steps[0].exit_code, Some(7));
}

#[tokio::test]
async fn a_signal_that_ends_a_step_is_named() {
    let bench = Bench::new().await;
    let finished = bench.run(job(&["kill -SEGV $$"])).await;
    assert_eq!(finished.result.outcome, Outcome::Failed);
    assert_eq!(finished.result.steps[0].exit_code, None);
    assert_eq!(finished.result.steps[0].detail.as_deref(), Some("ended by signal 11"));
}

#[tokio::test]
async fn outputs_variables_paths_and_summaries_pass_on() {
    let bench = Bench::new().await;
    let setting = r##"
        echo "coverage=81" >> "$OORE_OUTPUT"
        printf 'notes<<END\nfirst\nsecond\nEND\n' >> "$OORE_OUTPUT"
        echo "COLOR=blue" >> "$OORE_ENV"
        mkdir bin; printf '#!/bin/sh\necho the-tool\n' > bin/tool; chmod +x bin/tool
        echo "$PWD/bin" >> "$OORE_PATH"
        echo "# Well done" >> "$OORE_SUMMARY"
    "##;
    let using = StepSpec {
        env: pairs(&[("COVERAGE", "${{ steps.s1.outputs.coverage }} of ${{ ref.name }}")]),
        ..step(2, "echo $COLOR, $COVERAGE; tool")
    };
    let job = JobSpec {
        outputs: pairs(&[
            ("coverage", "${{ steps.s1.outputs.coverage }}"),
            ("notes", "${{ steps.s1.outputs.notes }}"),
        ]),
        ..job_of(vec![step(1, setting), using])
    };
    let finished = bench.run(job).await;
    assert_eq!(finished.result.outcome, Outcome::Succeeded, "{}", finished.text());
    assert_eq!(finished.text(), "blue, 81 of main\nthe-tool\n");
    assert_eq!(finished.result.outputs, pairs(&[("coverage", "81"), ("notes", "first\nsecond")]));
    assert_eq!(finished.result.steps[0].summary.as_deref(), Some("# Well done\n"));
}

#[tokio::test]
async fn a_malformed_file_fails_its_step_with_the_line() {
    let bench = Bench::new().await;
    let finished = bench.run(job(&["echo fine; echo 'no assignment' >> $OORE_ENV;"])).await;
    assert_eq!(finished.result.outcome, Outcome::Failed);
    assert_eq!(finished.result.steps[0].exit_code, Some(0));
    insta::assert_snapshot!(finished.text(), @r"
    fine
    oore: OORE_ENV: line 1 is neither `NAME=value` nor `NAME<<END`: `no assignment`
    ");
}

#[tokio::test]
async fn files_that_are_no_files_any_more_do_not_stall_the_job() {
    let bench = Bench::new().await;
    let script = "rm $OORE_OUTPUT $OORE_ENV $OORE_PATH; mkfifo $OORE_OUTPUT; \
                  ln -s /etc/passwd $OORE_ENV; rm $OORE_SUMMARY; mkdir $OORE_SUMMARY";
    let finished = bench.run(job(&[script])).await;
    assert_eq!(finished.result.outcome, Outcome::Failed);
    insta::assert_snapshot!(finished.text(), @"oore: OORE_OUTPUT: it is not a regular file any more; OORE_ENV: it is not a regular file any more; OORE_SUMMARY: it is not a regular file any more");
}

#[tokio::test]
async fn a_step_sees_a_clean_environment() {
    let bench = Bench::new().await;
    let job = JobSpec {
        env: pairs(&[("GREETING", "hello"), ("TWICE", "${{ env.GREETING }} ${{ env.GREETING }}")]),
        ..job_of(vec![StepSpec {
            env: pairs(&[("OWN", "$(touch injected) ${{ ref.kind }}")]),
            ..step(1, "env | cut -d= -f1 | sort; echo \"$TWICE, $OWN\"; ls")
        }])
    };
    let finished = bench.run(job).await;
    let text = finished.text();
    let own: Vec<_> =
        text.lines().filter(|line| !["HOME", "LANG", "LC_ALL"].contains(line)).collect();
    assert_eq!(
        own,
        [
            "CI",
            "GREETING",
            "OORE_ENV",
            "OORE_OUTPUT",
            "OORE_PATH",
            "OORE_SUMMARY",
            "OORE_WORKSPACE",
            "OWN",
            "PATH",
            "PWD",
            "SHLVL",
            "TMPDIR",
            "TWICE",
            "_",
            "hello hello, $(touch injected) branch",
        ]
    );
}

#[tokio::test]
async fn steps_start_where_they_ask_to() {
    let bench = Bench::new().await;
    let at = |index, directory: &str, script: &str| StepSpec {
        working_directory: Some(directory.to_owned()),
        continue_on_error: true,
        ..step(index, script)
    };
    let finished = bench
        .run(job_of(vec![
            step(1, "mkdir -p app/src; test \"$PWD\" = \"$OORE_WORKSPACE\""),
            at(2, "app/src", "echo ${PWD#$OORE_WORKSPACE}"),
            at(3, "missing", "echo no"),
            at(4, "../..", "echo no"),
            at(5, "/etc", "echo no"),
        ]))
        .await;
    assert_eq!(finished.result.outcome, Outcome::Succeeded);
    insta::assert_snapshot!(finished.text(), @r"
    /app/src
    oore: the working directory `missing` is not in the workspace
    oore: the working directory `../..` is not inside the workspace
    oore: the working directory `/etc` is not inside the workspace
    ");
}

#[tokio::test]
async fn each_shell_runs_its_script_and_a_missing_one_is_named() {
    let bench = Bench::new().await;
    let with = |index, shell, script: &str| StepSpec {
        shell,
        continue_on_error: true,
        ..step(index, script)
    };
    let no_path = StepSpec { env: pairs(&[("PATH", "/nonexistent")]), ..with(3, Shell::Pwsh, "x") };
    let finished = bench
        .run(job_of(vec![
            with(1, Shell::Sh, "echo sh; false; echo unreachable"),
            with(2, Shell::Python, "import sys; print('python', len(sys.argv))"),
            no_path,
            with(4, Shell::Bash, "read line || echo no input"),
        ]))
        .await;
    insta::assert_snapshot!(finished.text(), @r"
    sh
    python 1
    oore: `pwsh` was not found in PATH on this runner
    no input
    ");
    assert_eq!(finished.result.steps[2].status, StepStatus::Failed);
}

#[tokio::test]
async fn expressions_without_a_value_fail_what_asks_for_them() {
    let bench = Bench::new().await;
    let job_fails =
        JobSpec { env: pairs(&[("A", "${{ steps.none.outcome }}")]), ..job(&["echo no"]) };
    let step_fails = job_of(vec![
        step_if(1, "steps.none.outcome == 'x'", "echo no"),
        StepSpec {
            env: pairs(&[("B", "${{ matrix.none }}")]),
            ..step_if(2, "always()", "echo no")
        },
    ]);
    let output_fails =
        JobSpec { outputs: pairs(&[("a", "${{ steps.s1.outputs.none }}")]), ..job(&["true"]) };
    let mut details = Vec::new();
    for job in [job_fails, step_fails, output_fails] {
        let finished = bench.run(job).await;
        assert_eq!(finished.result.outcome, Outcome::Failed);
        details.extend(finished.result.detail.clone());
        details.extend(finished.result.steps.iter().filter_map(|step| step.detail.clone()));
    }
    insta::assert_snapshot!(details.join("\n"), @r"
    the value of `A` in the job's `env` can't be computed: `steps.none` has no value here; `has(steps.none)` tells whether it has one
    the step's `if` can't be decided: `steps.none` has no value here; `has(steps.none)` tells whether it has one
    the value of `B` in the step's `env` can't be computed: `matrix.none` has no value here; `has(matrix.none)` tells whether it has one
    the job's output `a` can't be computed: `steps.s1.outputs.none` has no value here; `has(steps.s1.outputs.none)` tells whether it has one
    ");
}

#[tokio::test]
async fn the_outputs_of_steps_are_bounded_over_all_steps_of_a_job() {
    let bench = Bench::new().await;
    let large = |index| StepSpec {
        continue_on_error: true,
        ..step(index, "echo \"a=$(head -c 600000 /dev/zero | tr '\\0' x)\" > $OORE_OUTPUT")
    };
    let finished = bench.run(job_of(vec![large(1), large(2)])).await;
    assert_eq!(finished.result.outcome, Outcome::Succeeded);
    assert_eq!(statuses(&finished), [StepStatus::Succeeded, StepStatus::Failed]);
    insta::assert_snapshot!(finished.text(), @"oore: OORE_OUTPUT: the outputs of a job are limited to 1048576 bytes");
}

#[tokio::test]
async fn limits_beyond_any_clock_are_no_limits() {
    let bench = Bench::new().await;
    let endless = StepSpec { timeout_ms: Some(u64::MAX), ..step(1, "echo on") };
    let job = JobSpec { timeout_ms: u64::MAX, cancel_grace_ms: u64::MAX, ..job_of(vec![endless]) };
    let lease = job.lease;
    bench.server.run(job);
    bench.server.say(ServerFrame::Cancel { lease: Ulid::generate(), reason: "another".to_owned() });
    let finished = bench.finished(lease).await;
    assert_eq!((finished.result.outcome, finished.text()), (Outcome::Succeeded, "on\n".to_owned()));
}
