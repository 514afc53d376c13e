//! What a step finds around it, and what it can leave for later ones.

use std::collections::BTreeMap;

use serde_json::json;

use crate::support::{GitRepository, TestApp, TestDatabase, job_of, on_both_databases, text};

on_both_databases!(
    a_step_is_told_about_its_build_and_nothing_else,
    steps_leave_variables_paths_outputs_and_summaries,
    without_checkout_the_workspace_is_empty,
    with_checkout_the_workspace_holds_the_commit,
);

async fn a_step_is_told_about_its_build_and_nothing_else(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let git = GitRepository::with_pipeline(
        r#"
version: 1
on: push
env: { FROM_FILE: "${{ repository.name }}", OVER: file }
jobs:
  show:
    checkout: none
    matrix: { values: { flavor: [dev], api_level: [30] } }
    env: { OVER: job, NUMBER: "${{ build.number }}" }
    steps:
      - { run: env -0, env: { FROM_STEP: "step of ${{ env.OVER }}" } }
"#,
    );
    git.commit("Say `this`\n\nand $(that)", &[]);
    let repository = app.register("acme/mobile-app", git).await;
    let build = app.push_finishes(&repository).await;
    assert_eq!(build["status"], "succeeded", "{build:#}");
    let key = text(&build["jobs"][0], "key");
    let log = app.log(&build, &key).await;
    let mut variables: BTreeMap<_, _> =
        log.split_terminator('\0').filter_map(|variable| variable.split_once('=')).collect();

    take_places(&app, &mut variables);
    let (id, commit) = (text(&build, "id"), repository.git.head());
    let expected = [
        ("CI", "true"),
        ("FROM_FILE", "mobile-app"),
        ("FROM_STEP", "step of job"),
        ("NUMBER", "1"),
        ("OORE", "true"),
        ("OORE_BRANCH", "main"),
        ("OORE_BUILD_ID", &id),
        ("OORE_BUILD_NUMBER", "1"),
        ("OORE_COMMIT", &commit),
        ("OORE_COMMIT_MESSAGE", "Say `this`\n\nand $(that)"),
        ("OORE_EVENT", "push"),
        ("OORE_JOB", &key),
        ("OORE_JOB_ATTEMPT", "1"),
        ("OORE_MATRIX_API_LEVEL", "30"),
        ("OORE_MATRIX_FLAVOR", "dev"),
        ("OORE_PROVIDER", "github"),
        ("OORE_REF", "refs/heads/main"),
        ("OORE_REPOSITORY", "acme/mobile-app"),
        ("OORE_SENDER", "Codertocat"),
        ("OVER", "job"),
    ];
    assert_eq!(variables, BTreeMap::from(expected));
    app.finish().await;
}

/// Takes out what depends on the machine, after a look at it.
fn take_places(app: &TestApp, variables: &mut BTreeMap<&str, &str>) {
    let workspace = variables.remove("OORE_WORKSPACE").expect("a workspace");
    assert!(workspace.starts_with(app.data_dir().to_str().expect("UTF-8")), "{workspace}");
    assert_eq!(variables.remove("PWD"), Some(workspace));
    for file in ["OORE_OUTPUT", "OORE_ENV", "OORE_PATH", "OORE_SUMMARY", "TMPDIR"] {
        let path = variables.remove(file).unwrap_or_else(|| panic!("{file} is there"));
        assert!(path.starts_with('/') && !path.starts_with(workspace), "{file}={path}");
    }
    let url = variables.remove("OORE_BUILD_URL").expect("an address");
    assert!(url.starts_with(app.client.base_url()), "{url}");
    // Of the runner's own environment, and what the shell adds.
    for name in ["PATH", "HOME", "LANG", "LC_ALL", "SHLVL", "_"] {
        variables.remove(name);
    }
}

async fn steps_leave_variables_paths_outputs_and_summaries(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let git = GitRepository::with_pipeline(
        r####"
version: 1
on: push
jobs:
  first:
    checkout: none
    steps:
      - id: leave
        run: |
          echo "LEFT=for later = yes" >> "$OORE_ENV"
          printf 'MANY<<END\none\ntwo\nEND\n' >> "$OORE_ENV"
          mkdir tools; printf '#!/bin/sh\necho the tool\n' > tools/our-tool; chmod +x tools/our-tool
          echo "$PWD/tools" >> "$OORE_PATH"
          printf 'single=1\nblock<<EOF\na\nb\nEOF\n' >> "$OORE_OUTPUT"
          echo '### A **summary**' >> "$OORE_SUMMARY"
      - env: { SEEN: "${{ steps.leave.outputs.single }} ${{ env.LEFT }} ${{ steps.leave.outcome }}" }
        run: |
          our-tool
          echo "$LEFT"; echo "$MANY"; echo "$SEEN"
      - id: fails
        continue_on_error: true
        run: echo "late=even then" >> "$OORE_OUTPUT"; exit 7
    outputs:
      block: "${{ steps.leave.outputs.block }}"
      late: "${{ steps.fails.outputs.late }} ${{ steps.fails.outcome }}"
  second:
    checkout: none
    needs: first
    env: { BLOCK: "${{ needs.first.outputs.block }}", LATE: "${{ needs.first.outputs.late }}" }
    steps: [{ run: 'echo "$BLOCK"; echo "$LATE"; test -z "$LEFT"' }]
"####,
    );
    let repository = app.register("acme/app", git).await;
    let build = app.push_finishes(&repository).await;
    assert_eq!(build["status"], "succeeded", "{build:#}");
    let log = app.log(&build, "first").await;
    assert_eq!(log, "the tool\nfor later = yes\none\ntwo\n1 for later = yes succeeded\n");
    assert_eq!(app.log(&build, "second").await, "a\nb\neven then failed\n");
    let first = job_of(&build, "first");
    assert_eq!(first["outputs"], json!({ "block": "a\nb", "late": "even then failed" }));
    assert_eq!(first["steps"][0]["summary"], "### A **summary**\n");
    assert_eq!(first["steps"][2]["exit_code"], 7);
    app.finish().await;
}

async fn without_checkout_the_workspace_is_empty(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let git = GitRepository::with_pipeline(
        "
version: 1
on: push
jobs:
  bare: { checkout: none, steps: [{ name: Look, run: ls -A }] }
",
    );
    let repository = app.register("acme/app", git).await;
    let build = app.push_finishes(&repository).await;
    assert_eq!(build["status"], "succeeded", "{build:#}");
    assert_eq!(app.log_bytes(&build, "bare").await, b"");
    let steps = job_of(&build, "bare")["steps"].as_array().expect("steps");
    assert_eq!(steps.iter().map(|step| text(step, "name")).collect::<Vec<_>>(), ["Look"]);
    app.finish().await;
}

async fn with_checkout_the_workspace_holds_the_commit(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let git = GitRepository::with_pipeline(
        r#"
version: 1
on: push
jobs:
  shallow:
    steps:
      - run: git rev-list --count HEAD; git rev-parse HEAD; cat app/note; git status --porcelain
        shell: sh
      - { run: cat note, working_directory: app }
  whole:
    checkout: { depth: 0 }
    steps: [{ run: git rev-list --count HEAD }]
"#,
    );
    git.commit("Second", &[("app/note", "old\n")]);
    git.commit("Third", &[("app/note", "new\n")]);
    let head = git.head();
    let repository = app.register("acme/app", git).await;
    let build = app.push_finishes(&repository).await;
    assert_eq!(build["status"], "succeeded", "{build:#}");
    let log = app.log(&build, "shallow").await;
    assert!(log.ends_with(&format!("1\n{head}\nnew\nnew\n")), "{log}");
    let log = app.log(&build, "whole").await;
    assert!(log.ends_with("\n3\n") || log == "3\n", "{log}");
    app.finish().await;
}
