//! Every mistake with its message.

use std::collections::BTreeSet;

use pipeline::{CODES, Diagnostic, Diagnostics, FILE_NAMES, choose, plan};

use crate::support::{good, push, read, with_job, with_step};

type Wrong = (&'static str, &'static str, String);

/// A file for each way to be wrong: a name, the code that is expected, and the text.
fn files() -> Vec<Wrong> {
    [yaml_itself(), keys(), names(), expressions(), hashing(), variables(), sizes(), values()]
        .concat()
}

fn file(text: &str) -> String {
    format!("version: 1\non: push\n{text}\njobs: {{a: {{steps: [{{run: x}}]}}}}\n")
}

fn on(text: &str) -> String {
    format!("version: 1\non:\n  {text}\njobs: {{a: {{steps: [{{run: x}}]}}}}\n")
}

fn job(text: &str) -> String {
    with_job(&format!("{text}\nsteps:\n- run: x"))
}

/// Mistakes in the YAML.
fn yaml_itself() -> Vec<Wrong> {
    vec![
        ("yaml_is_broken", "invalid_yaml", "version: 1\njobs: [a\n".to_owned()),
        ("star_without_quotes", "invalid_yaml", on("push: {branches: [*]}")),
        ("two_documents", "several_documents", "version: 1\n---\nversion: 1\n".to_owned()),
        ("alias", "alias_not_allowed", file("env: {A: &a x, B: *a}")),
        ("merge_key", "merge_key", file("env: {<<: {A: x}}")),
        ("tag", "tag_not_allowed", on("push: {paths: [!a/**]}")),
        ("deep", "too_deep", format!("version: {}1{}\n", "[".repeat(30), "]".repeat(30))),
        ("duplicate_key", "duplicate_key", file("env: {A: x}\nenv: {B: x}")),
        ("key_that_is_a_list", "invalid_key", file("env: {[a]: x}")),
        ("nothing_but_a_comment", "empty_file", "# later\n".to_owned()),
        ("a_list_instead_of_a_file", "wrong_type", "- version: 1\n".to_owned()),
        ("nul_character", "invalid_character", job("env: {A: \"\\0\"}")),
    ]
}

/// Mistakes in keys and types.
fn keys() -> Vec<Wrong> {
    vec![
        ("missing_keys", "missing_key", "version: 1\n".to_owned()),
        ("missing_steps", "missing_key", with_job("name: x")),
        ("missing_run", "missing_key", with_step("name: x")),
        ("missing_environment", "missing_key", job("approval: {message: \"Ship it?\"}")),
        ("foreign_approval_key", "unknown_key", job("approval: {environment: p, users: [a]}")),
        ("text_for_approval", "wrong_type", job("approval: production")),
        ("other_version", "wrong_version", file("").replace("version: 1", "version: 2")),
        ("quoted_version", "wrong_version", file("").replace("version: 1", "version: \"1\"")),
        ("mistyped_key", "unknown_key", job("timeuot: 5m")),
        ("foreign_key", "unknown_key", job("runs-on: [linux]")),
        ("unknown_trigger", "unknown_key", on("pull_requests: {}")),
        ("later_keys", "not_supported_yet", job("cache: []\nreports: {}")),
        ("later_trigger", "not_supported_yet", on("schedule: []\n  push:")),
        ("text_for_mapping", "wrong_type", job("env: A=b")),
        ("list_for_text", "wrong_type", job("name: [a]")),
        ("nothing_for_text", "wrong_type", job("env: {A: }")),
        ("yes_for_boolean", "wrong_type", job("continue_on_error: yes")),
        ("quoted_boolean", "wrong_type", job("continue_on_error: \"true\"")),
        ("mapping_of_secrets", "wrong_type", job("secrets: {TOKEN: x}")),
        ("secret_that_is_a_list", "wrong_type", job("secrets: [[TOKEN]]")),
        ("text_for_list", "wrong_type", on("push: {branches: main}")),
        ("no_trigger", "empty", file("").replace("on: push", "on: {}")),
        ("no_jobs", "empty", "version: 1\non: push\njobs: {}\n".to_owned()),
        ("no_steps", "empty", with_job("steps: []")),
        ("no_branches", "empty", on("push: {branches: []}")),
        ("no_labels", "empty", job("runs_on: []")),
        ("empty_script", "empty", with_step("run: \"\"")),
        ("empty_exclusion", "empty", job("matrix: {values: {a: [1]}, exclude: [{}]}")),
        ("paths_of_tags", "no_effect", on("push: {tags: [\"v*\"], paths: [\"lib/**\"]}")),
        ("bad_glob", "invalid_glob", on("push: {branches: [\"release/[\", \"!\"]}")),
    ]
}

/// Mistakes in names and words.
fn names() -> Vec<Wrong> {
    vec![
        ("unknown_shell", "unknown_value", with_step("run: x\nshell: fish")),
        ("unknown_type", "unknown_value", on("pull_request: {types: [open]}")),
        ("unknown_checkout", "unknown_value", job("checkout: nope")),
        ("unknown_submodules", "unknown_value", job("checkout: {submodules: all}")),
        ("unknown_input_type", "unknown_value", on("manual: {inputs: {a: {type: bool}}}")),
        ("label_twice", "duplicate_value", job("runs_on: [linux, linux]")),
        ("need_twice", "duplicate_value", job("needs: [b, b]") + "  b: {steps: [{run: x}]}\n"),
        ("matrix_value_twice", "duplicate_value", job("matrix: {values: {a: [1, \"1\"]}}")),
        ("row_twice", "duplicate_value", job("matrix: {values: {a: [1]}, include: [{a: 1}]}")),
        ("trigger_twice", "duplicate_value", file("").replace("on: push", "on: [push, push]")),
        ("names_alike", "duplicate_name", job("matrix: {values: {os: [1], OS: [2]}}")),
        (
            "step_id_twice",
            "duplicate_step_id",
            with_job("steps:\n- {id: a, run: x}\n- {id: a, run: y}"),
        ),
        ("bad_job_name", "invalid_name", file("").replace("{a:", "{\"a b\":")),
        ("bad_step_id", "invalid_name", with_step("run: x\nid: 1st")),
        ("bad_environment", "invalid_name", job("approval: {environment: \"our prod\"}")),
        (
            "environment_of_an_expression",
            "expression_not_allowed",
            job("approval: {environment: \"${{ pull_request.title }}\"}"),
        ),
        ("bad_output_name", "invalid_name", job("outputs: {\"a.b\": x}")),
        ("bad_matrix_name", "invalid_name", job("matrix: {values: {os-name: [a]}}")),
        ("bad_input_name", "invalid_name", on("manual: {inputs: {1a: {}}}")),
        ("secret_twice", "duplicate_value", job("secrets: [TOKEN, TOKEN]")),
        ("secret_in_small_letters", "invalid_secret_name", job("secrets: store_password")),
        ("bad_secret_name", "invalid_secret_name", job("secrets: [1A, A-B]")),
        (
            "reserved_secret_name",
            "reserved_variable_name",
            job("secrets: [OORE_X, CI, LD_PRELOAD]"),
        ),
        ("bad_variable_name", "invalid_variable_name", job("env: {A-B: x}")),
        ("reserved_variable", "reserved_variable_name", job("env: {OORE_TOKEN: x}")),
    ]
}

/// Mistakes in expressions.
fn expressions() -> Vec<Wrong> {
    vec![
        (
            "expression_in_script",
            "expression_in_run",
            with_step(
                "run: |\n  git checkout ${{ ref.name }}\n  echo ${{matrix.os}} ${{ inputs.flavor }}\n  echo ${{ commit.message + \"!\" }}",
            ),
        ),
        (
            "expression_in_python",
            "expression_in_run",
            with_step("run: print(\"${{ ref.name }}\")\nshell: python"),
        ),
        (
            "expression_in_powershell",
            "expression_in_run",
            with_step("shell: pwsh\nrun: echo ${{ commit.sha }}"),
        ),
        ("open_expression_in_script", "expression_in_run", with_step("run: echo ${{ ref.name")),
        (
            "expression_in_directory",
            "expression_not_allowed",
            with_step("run: x\nworking_directory: ${{ ref.name }}"),
        ),
        (
            "expression_in_matrix",
            "expression_not_allowed",
            job("matrix: {values: {a: [\"${{ ref.name }}\"]}}"),
        ),
        (
            "expression_in_default",
            "expression_not_allowed",
            on("manual: {inputs: {a: {default: \"${{ ref.name }}\"}}}"),
        ),
        (
            "outcome_in_anothers_words",
            "unknown_value",
            with_job(
                "steps:\n- {id: a, run: x}\n- {run: y, if: \"steps.a.outcome in ['success', 'failed']\"}",
            ),
        ),
        ("open_expression", "unterminated_expression", job("name: Build ${{ ref.name }")),
        ("bad_cel", "invalid_expression", job("if: ref.name = 'main'")),
        ("empty_expression", "invalid_expression", job("name: a ${{ }}")),
        ("partial_condition", "invalid_expression", job("if: ${{ ref.name }} == 'main'")),
        (
            "deep_expression",
            "invalid_expression",
            job(&format!("if: 1 in {}1{}", "[".repeat(20), "]".repeat(20))),
        ),
        ("bad_pattern", "invalid_expression", job("if: ref.name.matches('(')")),
        ("computed_pattern", "invalid_expression", job("if: ref.name.matches(commit.message)")),
        ("unknown_function", "unknown_function", job("if: succes()")),
        ("status_in_template", "unknown_function", job("env: {A: \"${{ success() }}\"}")),
        ("message_in_expression", "unknown_function", job("if: 'Foo{a: 1} == 1'")),
    ]
}

/// Mistakes in calls of `hash()`.
fn hashing() -> Vec<Wrong> {
    vec![
        ("hash_before_checkout", "unknown_function", job("env: {A: \"${{ hash('a') }}\"}")),
        ("hash_in_job_if", "unknown_function", job("if: hash('a') != ''")),
        ("hash_of_nothing", "invalid_expression", with_step("run: x\nenv: {A: '${{ hash() }}'}")),
        ("hash_of_a_variable", "invalid_expression", with_step("run: x\nif: hash(ref.name) != ''")),
        ("hash_of_no_pattern", "invalid_expression", with_step("run: x\nif: hash('a[') != ''")),
    ]
}

/// Mistakes in what expressions refer to.
fn variables() -> Vec<Wrong> {
    vec![
        ("unknown_variable", "unknown_variable", job("if: branch == 'main'")),
        ("secret_in_expression", "unknown_variable", job("env: {A: \"${{ secrets.TOKEN }}\"}")),
        ("unknown_member", "unknown_variable", job("if: ref.nmae == 'main'")),
        ("unknown_input", "unknown_variable", job("if: inputs.flavor == 'dev'")),
        (
            "unknown_in_matrix",
            "unknown_variable",
            job("matrix: {values: {flutter: [a]}}\nname: ${{ matrix.fluter }}"),
        ),
        ("no_matrix", "unknown_variable", job("name: ${{ matrix.os }}")),
        (
            "need_not_needed",
            "unknown_variable",
            job("if: needs.lint.result == 'succeeded'") + "  lint: {steps: [{run: x}]}\n",
        ),
        (
            "need_with_a_dash",
            "unknown_variable",
            job("needs: build-app\nif: needs.build-app.result == 'succeeded'")
                + "  build-app: {steps: [{run: x}]}\n",
        ),
        (
            "unknown_output",
            "unknown_variable",
            job("needs: b\nenv: {A: \"${{ needs.b.outputs.vresion }}\"}")
                + "  b: {outputs: {version: x}, steps: [{run: x}]}\n",
        ),
        ("unknown_step", "unknown_variable", job("outputs: {a: \"${{ steps.tset.outputs.a }}\"}")),
        (
            "later_step",
            "unknown_variable",
            with_job("steps:\n- {run: x, if: steps.b.outcome == 'succeeded'}\n- {id: b, run: x}"),
        ),
        (
            "needs_in_name",
            "unknown_variable",
            job("needs: b\nname: ${{ needs.b.result }}") + "  b: {steps: [{run: x}]}\n",
        ),
        (
            "needs_in_a_question",
            "unknown_variable",
            job("needs: b\napproval: {environment: p, message: \"${{ needs.b.result }}\"}")
                + "  b: {steps: [{run: x}]}\n",
        ),
        ("steps_in_job_condition", "unknown_variable", job("if: steps.a.outcome == 'succeeded'")),
    ]
}

/// Mistakes in sizes.
fn sizes() -> Vec<Wrong> {
    let steps = vec!["{run: x}"; 101].join(", ");
    let labels = (0..40).map(|n| format!("l{n}")).collect::<Vec<_>>().join(", ");
    let secrets = (0..65).map(|n| format!("S{n}")).collect::<Vec<_>>().join(", ");
    let numbers = (0..20).map(|n| n.to_string()).collect::<Vec<_>>().join(", ");
    let jobs: String = (0..257).map(|n| format!("  j{n}: {{steps: [{{run: x}}]}}\n")).collect();
    let keys: String = (0..150).map(|n| format!("k{n}: 1\n")).collect();
    vec![
        (
            "large_matrix",
            "matrix_too_large",
            job(&format!("matrix: {{values: {{a: [{numbers}], b: [{numbers}]}}}}")),
        ),
        (
            "long_matrix_value",
            "value_too_long",
            job(&format!("matrix: {{values: {{a: [{}]}}}}", "x".repeat(200))),
        ),
        ("many_jobs", "too_many_jobs", format!("version: 1\non: push\njobs:\n{jobs}")),
        ("many_steps", "too_many_steps", with_job(&format!("steps: [{steps}]"))),
        ("many_secrets", "too_many_values", job(&format!("secrets: [{secrets}]"))),
        ("many_labels", "too_many_values", job(&format!("runs_on: [{labels}]"))),
        ("many_mistakes", "more_mistakes", keys),
    ]
}

/// Mistakes in single values and what belongs together.
fn values() -> Vec<Wrong> {
    vec![
        ("duration_without_unit", "invalid_duration", job("timeout: 30")),
        ("duration_in_words", "invalid_duration", job("timeout: 5 minutes")),
        ("duration_too_long", "invalid_duration", job("timeout: 31d")),
        ("timeout_of_nothing", "zero_timeout", with_step("run: x\ntimeout: 0s")),
        ("bad_count", "invalid_number", job("checkout: {depth: -1}")),
        ("no_parallelism", "invalid_number", job("matrix: {values: {a: [1]}, max_parallel: 0}")),
        ("unknown_need", "unknown_need", job("needs: [bulid]") + "  build: {steps: [{run: x}]}\n"),
        (
            "circle",
            "cycle",
            job("needs: b")
                + "  b: {needs: c, steps: [{run: x}]}\n  c: {needs: test, steps: [{run: x}]}\n",
        ),
        ("self_need", "cycle", job("needs: test")),
        (
            "directory_outside",
            "outside_workspace",
            with_step("run: x\nworking_directory: app/../../other"),
        ),
        ("absolute_directory", "outside_workspace", with_step("run: x\nworking_directory: /etc")),
        ("version_as_number", "ambiguous_number", job("matrix: {values: {python: [3.9, 3.10]}}")),
        ("matrix_without_values", "empty_matrix", job("matrix: {values: {a: []}}")),
        (
            "everything_excluded",
            "empty_matrix",
            job("matrix: {values: {a: [1, 2]}, exclude: [{a: 1}, {a: 2}]}"),
        ),
        (
            "excluding_unknown_name",
            "unknown_matrix_name",
            job("matrix: {values: {flutter: [a]}, exclude: [{fluter: a}]}"),
        ),
        (
            "including_half_a_row",
            "missing_key",
            job("matrix: {values: {a: [1], b: [1]}, include: [{a: 2}]}"),
        ),
        (
            "default_not_an_option",
            "invalid_default",
            on("manual: {inputs: {a: {type: choice, options: [x, y], default: z}}}"),
        ),
        (
            "default_not_a_number",
            "invalid_default",
            on("manual: {inputs: {a: {type: number, default: ten}}}"),
        ),
        (
            "options_without_choice",
            "unexpected_options",
            on("manual: {inputs: {a: {options: [x]}}}"),
        ),
    ]
}

/// The mistakes that are not in a file's text.
fn others() -> Vec<(&'static str, &'static str, Diagnostics)> {
    let pipeline = good(&with_job("name: PR ${{ pull_request.number }}\nsteps: [{run: x}]"));
    vec![
        ("no_file", "missing_file", Diagnostics::missing_file()),
        ("large_file", "file_too_large", Diagnostics::too_large("oore.yaml", 1_000_000)),
        ("binary_file", "not_text", Diagnostics::not_text("oore.yaml")),
        ("two_files", "several_files", choose(&FILE_NAMES).expect_err("there are four")),
        (
            "name_without_value",
            "expression_failed",
            plan(&pipeline, &push()).expect_err("it is a push"),
        ),
    ]
}

/// Mistakes that have no place in the text.
const OF_THE_FILE: [&str; 3] = ["empty_file", "file_too_large", "more_mistakes"];

#[test]
fn every_mistake_has_its_code_and_its_message() {
    let mut seen = BTreeSet::new();
    for (name, code, text) in files() {
        let mistakes = read(&text).map(|_| ()).expect_err(name);
        assert!(mistakes.items.iter().any(|item| item.code == code), "{name}: {mistakes}");
        assert!(mistakes.items.iter().all(|item| item.help.is_some()), "{name}: {mistakes}");
        let has_place =
            |item: &Diagnostic| item.span.is_some() || OF_THE_FILE.contains(&&*item.code);
        assert!(mistakes.items.iter().all(has_place), "{name}: {mistakes}");
        seen.insert(code);
        // The long ones repeat themselves; their first messages say it all.
        let shown: Vec<String> = mistakes
            .to_string()
            .lines()
            .take(60)
            .map(|line| line.chars().take(140).collect())
            .collect();
        insta::assert_snapshot!(name, shown.join("\n"));
    }
    for (name, code, mistakes) in others() {
        assert_eq!(mistakes.items[0].code, code, "{name}");
        assert!(mistakes.items.iter().all(|item| item.help.is_some()), "{name}: {mistakes}");
        seen.insert(code);
        insta::assert_snapshot!(name, mistakes);
    }
    let untested: Vec<&str> = CODES.into_iter().filter(|code| !seen.contains(code)).collect();
    assert_eq!(untested, Vec::<&str>::new());
}
