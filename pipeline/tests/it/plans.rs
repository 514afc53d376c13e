//! From a pipeline to the jobs of a build.

use pipeline::{ApprovalPlan, JobPlan, Plan, plan};

use crate::support::{good, push, with_job, with_step};

fn planned(text: &str) -> Plan {
    plan(&good(text), &push()).unwrap_or_else(|mistakes| panic!("{mistakes}"))
}

fn keys(jobs: &[JobPlan]) -> Vec<&str> {
    jobs.iter().map(|job| job.key.as_str()).collect()
}

/// The jobs that a job's `matrix:` makes.
fn rows(matrix: &str) -> Vec<String> {
    let text = with_job(&format!("matrix: {{{matrix}}}\nsteps: [{{run: x}}]"));
    planned(&text).jobs.into_iter().map(|job| job.key).collect()
}

#[test]
fn a_matrix_makes_a_job_for_each_combination_in_the_order_of_the_file() {
    assert_eq!(
        rows("values: {flutter: [\"3.24\", \"3.27\"], os: [linux, mac]}"),
        [
            "test[flutter=3.24,os=linux]",
            "test[flutter=3.24,os=mac]",
            "test[flutter=3.27,os=linux]",
            "test[flutter=3.27,os=mac]"
        ]
    );
}

#[test]
fn exclusions_take_combinations_away_and_inclusions_add_some() {
    assert_eq!(
        rows("values: {a: [1, 2], b: [x, y]}, exclude: [{a: 1}, {a: \"2\", b: x}]"),
        ["test[a=2,b=y]"]
    );
    assert_eq!(
        rows("values: {a: [1], b: [x]}, include: [{b: z, a: 9}]"),
        ["test[a=1,b=x]", "test[a=9,b=z]"]
    );
    assert_eq!(rows("include: [{a: 1, b: x}, {b: y, a: 2}]"), ["test[a=1,b=x]", "test[a=2,b=y]"]);
    assert_eq!(rows("values: {a: [1]}, exclude: [{a: 7}]"), ["test[a=1]"]);
}

#[test]
fn keys_stay_unique_whatever_the_values_hold() {
    assert_eq!(
        rows("values: {a: [\"1,b=2\", \"1\"], b: [\"3\", \"2,b=3\"]}"),
        [
            "test[a=\"1,b=2\",b=3]",
            "test[a=\"1,b=2\",b=\"2,b=3\"]",
            "test[a=1,b=3]",
            "test[a=1,b=\"2,b=3\"]"
        ]
    );
    assert_eq!(rows("values: {a: [\"\", true, 2.5, \"x y\"]}").len(), 4);
}

#[test]
fn a_need_on_a_matrix_means_all_its_rows() {
    let plan = planned(
        "version: 1\non: push\njobs:\n  a: {steps: [{run: x}]}\n  b:\n    needs: a\n    \
         matrix: {values: {n: [1, 2]}}\n    steps: [{run: x}]\n  c: {needs: [a, b], steps: [{run: x}]}\n",
    );
    assert_eq!(keys(&plan.jobs), ["a", "b[n=1]", "b[n=2]", "c"]);
    assert_eq!(plan.jobs[0].needs, Vec::<String>::new());
    assert_eq!(plan.jobs[2].needs, ["a"]);
    assert_eq!(plan.jobs[3].needs, ["a", "b[n=1]", "b[n=2]"]);
    assert_eq!(plan.jobs[1].base_key, "b");
}

#[test]
fn names_and_labels_are_rendered_for_each_row() {
    let plan = planned(&with_job(
        "name: Test ${{ matrix.os }} on ${{ ref.name }}\nruns_on: [\"${{ matrix.os }}\", x64]\n\
         matrix: {values: {os: [linux, mac]}}\n\
         steps: [{run: x, name: \"Step ${{ matrix.os }}\"}, {run: y}]",
    ));
    assert_eq!(plan.jobs[0].name, "Test linux on main");
    assert_eq!(plan.jobs[1].name, "Test mac on main");
    assert_eq!(plan.jobs[1].runs_on, ["mac", "x64"]);
    let names: Vec<Option<&str>> =
        plan.jobs[1].steps.iter().map(|step| Some(step.name.as_ref()?.value.as_str())).collect();
    assert_eq!(names, [Some("Step mac"), None]);
    assert_eq!(planned(&with_step("run: x")).jobs[0].name, "test");
}

#[test]
fn a_name_from_a_commit_is_one_short_line() {
    let mut scope = push();
    let message = format!("{}\u{1b}[31m\nSecond line", "ä".repeat(150));
    scope.variables.insert("commit".to_owned(), serde_json::json!({"message": message}));
    let text = with_job("name: \"${{ commit.message }}\"\nsteps: [{run: x}]");
    let plan = plan(&good(&text), &scope).expect("it can be planned");
    assert_eq!(plan.jobs[0].name, format!("{} [31m", "ä".repeat(150)));
    let text = text.replace("${{ commit.message }}", "${{ commit.message }}${{ commit.message }}");
    scope.variables.insert("commit".to_owned(), serde_json::json!({"message": "ä".repeat(150)}));
    let plan = pipeline::plan(&good(&text), &scope).expect("it can be planned");
    assert_eq!(plan.jobs[0].name, format!("{}…", "ä".repeat(200)));
}

#[test]
fn the_matrix_itself_and_its_limits_are_in_the_plan() {
    let plan = planned(&with_job(
        "matrix: {values: {n: [1, 1.5, true, \"1.10\"]}, fail_fast: false, max_parallel: 3}\nsteps: [{run: x}]",
    ));
    let values: Vec<String> = plan.jobs.iter().map(|job| job.matrix["n"].to_string()).collect();
    assert_eq!(values, ["1", "1.5", "true", "\"1.10\""]);
    let limits = plan.jobs[0].limits.expect("it has a matrix");
    assert_eq!((limits.fail_fast, limits.max_parallel), (false, Some(3)));
    assert_eq!(planned(&with_step("run: x")).jobs[0].limits, None);
}

#[test]
fn a_jobs_environment_covers_the_files() {
    let text = with_job(
        "env: {B: job, C: \"${{ matrix.n }}\"}\nmatrix: {values: {n: [1]}}\nsteps: [{run: x}]",
    );
    let plan = planned(&text.replace("on: push\n", "on: push\nenv: {A: file, B: file}\n"));
    let env: Vec<(&str, &str)> =
        plan.jobs[0].env.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    // Values are rendered when the job starts, not here.
    assert_eq!(env, [("A", "file"), ("B", "job"), ("C", "${{ matrix.n }}")]);
}

#[test]
fn a_plan_goes_through_json_unchanged() {
    let plan = planned(&with_job(
        "if: ref.name == 'main'\noutputs: {o: \"${{ steps.s.outputs.o }}\"}\ntimeout: 5m\n\
         checkout: none\ncontinue_on_error: true\nsteps: [{id: s, run: x, shell: pwsh, timeout: 1s}]",
    ));
    let json = serde_json::to_string(&plan.jobs).expect("it can be written");
    let again: Vec<JobPlan> = serde_json::from_str(&json).expect("it can be read");
    assert_eq!(again, plan.jobs);
    assert_eq!(again[0].condition.as_deref(), Some("ref.name == 'main'"));
}

#[test]
fn the_largest_plan_is_made_at_once() {
    let values = (0..16).map(|n| n.to_string()).collect::<Vec<_>>().join(", ");
    let text = with_job(&format!(
        "name: ${{{{ matrix.a }}}}\nmatrix: {{values: {{a: [{values}], b: [{values}]}}}}\nsteps: [{}]",
        vec!["{run: x, name: \"${{ matrix.b }}\"}"; 100].join(", ")
    ));
    assert_eq!(crate::support::quickly(|| planned(&text)).jobs.len(), 256);
}

#[test]
fn a_job_names_its_secrets_in_the_order_of_the_file() {
    let jobs = planned(&with_job("secrets: [B, A_1]\nsteps: [{run: x}]")).jobs;
    assert_eq!(jobs[0].secrets, ["B", "A_1"]);
    let jobs = planned(&with_job("secrets: _ONE\nsteps: [{run: x}]")).jobs;
    assert_eq!(jobs[0].secrets, ["_ONE"]);
}

#[test]
fn a_plan_that_was_stored_before_there_were_secrets_is_read() {
    let job = planned(&with_job("steps: [{run: x}]")).jobs.remove(0);
    let mut stored = serde_json::to_value(&job).unwrap();
    stored.as_object_mut().unwrap().remove("secrets").expect("it is written");
    assert_eq!(serde_json::from_value::<JobPlan>(stored).unwrap(), job);
}

#[test]
fn a_list_of_patterns_that_stands_in_no_file_decides_alike() {
    let list = |texts: &[&str]| {
        pipeline::GlobList::of(&texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>())
    };
    let release = list(&["release/*", "!release/old"]).unwrap();
    assert!(release.verdict("release/1").matched && !release.verdict("release/old").matched);
    let wrong = list(&["main", "a["]).unwrap_err();
    assert_eq!((wrong.index, wrong.text.as_str()), (1, "a["));
    assert!(list(&["x"; 101]).unwrap_err().reason.contains("100"));
}

#[test]
fn a_job_that_waits_for_a_person_says_for_what() {
    let text = "approval: {environment: production, message: \"Ship ${{ matrix.os }}?\"}\n\
                matrix: {values: {os: [linux, mac]}}\nsteps: [{run: x}]";
    let asked: Vec<_> = planned(&with_job(text)).jobs.into_iter().map(|job| job.approval).collect();
    let approval = |message: &str| {
        let (environment, message) = ("production".to_owned(), Some(message.to_owned()));
        Some(ApprovalPlan { environment, message })
    };
    assert_eq!(asked, [approval("Ship linux?"), approval("Ship mac?")]);
    assert_eq!(planned(&with_job("steps: [{run: x}]")).jobs[0].approval, None);
}
