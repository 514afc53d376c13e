//! Each key of the language and its effect on the model.

use pipeline::{
    Checkout, GlobList, InputKind, Job, PullRequestTrigger, PullRequestType, PushTrigger, Shell,
    Step, Submodules, Triggers,
};

use crate::support::{good, with_job, with_step};

fn job(lines: &str) -> Job {
    let text = with_job(&format!("{lines}\nsteps: [{{run: x}}]"));
    good(&text).jobs.swap_remove("test").expect("it is there")
}

fn step(lines: &str) -> Step {
    let mut job = good(&with_step(lines)).jobs.swap_remove("test").expect("it is there");
    job.steps.remove(0)
}

fn on(text: &str) -> Triggers {
    good(&format!("version: 1\non: {text}\njobs: {{a: {{steps: [{{run: x}}]}}}}\n")).on
}

fn push(text: &str) -> PushTrigger {
    on(&format!("{{push: {text}}}")).push.expect("it is there")
}

fn pull_request(text: &str) -> PullRequestTrigger {
    on(&format!("{{pull_request: {text}}}")).pull_request.expect("it is there")
}

fn matches(list: &GlobList, texts: &[&str]) -> Vec<bool> {
    texts.iter().map(|text| list.verdict(text).matched).collect()
}

#[test]
fn name_and_env_belong_to_the_file() {
    let text = with_step("run: x")
        .replace("on: push", "on: push\nname: App\nenv: {A: x, B: 1.10, C: yes, D: \"\", E: 0x10}");
    let pipeline = good(&text);
    assert_eq!(pipeline.name.as_deref(), Some("App"));
    assert_eq!(pipeline.path, "oore.yaml");
    let env: Vec<(&str, &str)> =
        pipeline.env.iter().map(|(name, value)| (name.as_str(), value.value.as_str())).collect();
    assert_eq!(env, [("A", "x"), ("B", "1.10"), ("C", "yes"), ("D", ""), ("E", "0x10")]);
}

#[test]
fn triggers_can_be_named_alone_and_take_their_defaults() {
    for text in ["push", "[push]", "{push: }", "{push: {}}", "{push: null}"] {
        let on = on(text);
        let push = on.push.expect("it is there");
        assert!(push.branches.is_none() && push.tags.is_none() && push.paths.is_none(), "{text}");
        assert!(on.pull_request.is_none() && on.manual.is_none(), "{text}");
    }
    let on = on("[push, pull_request, manual]");
    let pull_request = on.pull_request.expect("it is there");
    assert_eq!(
        pull_request.types.value,
        [
            PullRequestType::Opened,
            PullRequestType::Synchronize,
            PullRequestType::Reopened,
            PullRequestType::ReadyForReview
        ]
    );
    assert!(pull_request.drafts.value && pull_request.branches.is_none());
    assert!(on.push.is_some() && on.manual.is_some_and(|manual| manual.inputs.is_empty()));
}

#[test]
fn stars_stay_within_a_part_and_two_cross_slashes() {
    let list =
        push("{branches: [main, \"release/*\", \"feature/**\", \"v[0-9]\", \"{a,b}x\", \"ho?\"]}");
    let list = list.branches.expect("it is there");
    let texts = [
        "main",
        "main2",
        "release/1",
        "release/1/2",
        "feature/a/b",
        "v7",
        "v77",
        "bx",
        "hot",
        "ho/",
    ];
    assert_eq!(
        matches(&list, &texts),
        [true, false, true, false, true, true, false, true, true, false]
    );
}

#[test]
fn the_last_pattern_that_matches_decides_and_is_named() {
    let list = push("{branches: [\"**\", \"!release/**\", \"release/keep\"]}")
        .branches
        .expect("it is there");
    assert_eq!(matches(&list, &["main", "release/1", "release/keep"]), [true, false, true]);
    let by = list.verdict("release/1").by.expect("a pattern decided");
    assert_eq!((by.text.as_str(), by.excludes, by.span.line), ("release/**", true, 2));
    let none = push("{branches: [main]}").branches.expect("it is there");
    assert!(none.verdict("other").by.is_none() && !none.verdict("other").matched);
}

#[test]
fn exclusions_alone_exclude_from_everything() {
    let list = push("{paths: [\"!**/*.md\", \"!docs/**\"]}").paths.expect("it is there");
    assert_eq!(
        matches(&list, &["src/a.rs", "a.md", "x/a.md", "docs/a.rs"]),
        [true, false, false, false]
    );
}

#[test]
fn push_takes_branches_tags_and_paths() {
    let trigger = push("{tags: [\"v*\"], paths: []}");
    assert!(trigger.branches.is_none() && trigger.paths.is_none());
    assert_eq!(matches(&trigger.tags.expect("it is there"), &["v1", "w1"]), [true, false]);
}

#[test]
fn pull_request_takes_branches_types_paths_and_drafts() {
    let trigger =
        pull_request("{branches: [main], types: [reopened], paths: [\"lib/**\"], drafts: false}");
    assert_eq!(trigger.types.value, [PullRequestType::Reopened]);
    assert!(!trigger.drafts.value);
    assert_eq!(matches(&trigger.branches.expect("it is there"), &["main", "dev"]), [true, false]);
    assert_eq!(matches(&trigger.paths.expect("it is there"), &["lib/a/b", "a"]), [true, false]);
    assert!(pull_request("{paths: []}").paths.is_none());
}

#[test]
fn manual_takes_inputs_of_four_types() {
    let trigger = on(
        "{manual: {inputs: {flavor: {type: choice, options: [dev, prod], default: dev, description: Which}, \
         note: {}, fast: {type: boolean, default: true}, count: {type: number, default: 1.50}}}}",
    );
    let inputs = trigger.manual.expect("it is there").inputs;
    let kinds: Vec<&InputKind> = inputs.values().map(|input| &input.kind).collect();
    let choice = InputKind::Choice(vec!["dev".to_owned(), "prod".to_owned()]);
    assert_eq!(kinds, [&choice, &InputKind::String, &InputKind::Boolean, &InputKind::Number]);
    let defaults: Vec<Option<&str>> =
        inputs.values().map(|input| input.default.as_deref()).collect();
    assert_eq!(defaults, [Some("dev"), None, Some("true"), Some("1.50")]);
    assert_eq!(inputs["flavor"].description.as_deref(), Some("Which"));
}

#[test]
fn defaults_apply_to_jobs_that_say_nothing() {
    let text = with_step("run: x")
        .replace("on: push", "on: push\ndefaults: {runs_on: [linux, x64], timeout: 5m, shell: sh}")
        + "  other: {runs_on: mac, timeout: 1h, steps: [{run: x, shell: python}]}\n";
    let jobs = good(&text).jobs;
    let labels =
        |job: &Job| job.runs_on.iter().map(|label| label.value.clone()).collect::<Vec<_>>();
    assert_eq!(
        (labels(&jobs["test"]), jobs["test"].timeout_ms),
        (vec!["linux".to_owned(), "x64".to_owned()], 300_000)
    );
    assert_eq!(
        (labels(&jobs["other"]), jobs["other"].timeout_ms),
        (vec!["mac".to_owned()], 3_600_000)
    );
    assert_eq!(
        (jobs["test"].steps[0].shell, jobs["other"].steps[0].shell),
        (Shell::Sh, Shell::Python)
    );
}

#[test]
fn a_job_that_says_nothing_has_defaults() {
    let job = job("");
    assert!(job.name.is_none() && job.needs.is_empty() && job.condition.is_none());
    assert!(job.runs_on.is_empty() && job.matrix.is_none() && !job.continue_on_error);
    assert_eq!(job.timeout_ms, 3_600_000);
    assert_eq!(job.checkout, Some(Checkout { depth: 1, submodules: Submodules::None, lfs: false }));
    assert!(job.env.is_empty() && job.outputs.is_empty());
}

#[test]
fn a_job_has_a_name_a_condition_tolerance_and_variables() {
    let job = job(
        "name: 123\nif: ref.name == 'a'\ncontinue_on_error: true\nenv: {A: b}\noutputs: {o-1: x}\ntimeout: 90s",
    );
    assert_eq!(job.name.map(|name| name.value).as_deref(), Some("123"));
    assert_eq!(job.condition.map(|condition| condition.value).as_deref(), Some("ref.name == 'a'"));
    assert!(job.continue_on_error);
    assert_eq!((job.env["A"].value.as_str(), job.outputs["o-1"].value.as_str()), ("b", "x"));
    assert_eq!(job.timeout_ms, 90_000);
}

#[test]
fn needs_is_one_job_or_a_list() {
    for (written, expected) in [("a", vec!["a"]), ("[a]", vec!["a"]), ("[b, a]", vec!["b", "a"])] {
        let text = with_job(&format!("needs: {written}\nsteps: [{{run: x}}]"))
            + "  a: {steps: [{run: x}]}\n  b: {steps: [{run: x}]}\n";
        let needs: Vec<String> =
            good(&text).jobs["test"].needs.iter().map(|need| need.value.clone()).collect();
        assert_eq!(needs, expected);
    }
}

#[test]
fn checkout_says_how_much_is_fetched() {
    assert_eq!(job("checkout: none").checkout, None);
    let checkout = |text: &str| job(&format!("checkout: {text}")).checkout.expect("it is there");
    assert_eq!(checkout("{depth: 0}").depth, 0);
    assert_eq!(checkout("{submodules: true}").submodules, Submodules::Direct);
    assert_eq!(checkout("{submodules: recursive}").submodules, Submodules::Recursive);
    assert!(checkout("{lfs: true}").lfs);
}

#[test]
fn a_matrix_fails_fast_and_runs_all_at_once_unless_told() {
    let matrix = job("matrix: {values: {a: [1, 2]}}").matrix.expect("it is there");
    assert_eq!((matrix.rows.len(), matrix.fail_fast, matrix.max_parallel), (2, true, None));
    let matrix = job("matrix: {values: {a: [1]}, fail_fast: false, max_parallel: 2}")
        .matrix
        .expect("it is there");
    assert_eq!((matrix.fail_fast, matrix.max_parallel), (false, Some(2)));
}

#[test]
fn a_step_has_all_its_keys() {
    let step = step(
        "id: s-1\nname: Say it\nrun: echo 1\nshell: pwsh\nworking_directory: app/lib\n\
         env: {A: \"${{ ref.name }}\"}\nif: always()\ntimeout: 2s\ncontinue_on_error: true",
    );
    assert_eq!(step.id.map(|id| id.value).as_deref(), Some("s-1"));
    assert_eq!(step.name.map(|name| name.value).as_deref(), Some("Say it"));
    assert_eq!((step.run.value.as_str(), step.shell), ("echo 1", Shell::Pwsh));
    assert_eq!(step.working_directory.as_deref(), Some("app/lib"));
    assert_eq!(step.env["A"].value, "${{ ref.name }}");
    assert_eq!(step.condition.map(|condition| condition.value).as_deref(), Some("always()"));
    assert_eq!((step.timeout_ms, step.continue_on_error), (Some(2000), true));
}

#[test]
fn a_step_that_says_nothing_has_defaults() {
    let step = step("run: true");
    assert_eq!((step.run.value.as_str(), step.shell), ("true", Shell::Bash));
    assert!(step.id.is_none() && step.name.is_none() && step.condition.is_none());
    assert!(step.timeout_ms.is_none() && !step.continue_on_error && step.env.is_empty());
    assert_eq!(step.working_directory, None);
}

#[test]
fn scripts_keep_their_lines_and_their_dollars() {
    let step = step(
        "run: |\n  echo \"$HOME\" ${X:-y} $((1 + 1))\n\n    indented # no comment\n  echo '{{ x }}'",
    );
    assert_eq!(
        step.run.value,
        "echo \"$HOME\" ${X:-y} $((1 + 1))\n\n  indented # no comment\necho '{{ x }}'\n"
    );
}

#[test]
fn a_file_may_have_windows_lines_and_a_byte_order_mark() {
    let text = with_step("run: x\nid: a").replace('\n', "\r\n");
    good(&text);
    good(&format!("\u{feff}{text}"));
}
