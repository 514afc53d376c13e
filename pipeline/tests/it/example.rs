//! The example of the language's plan, with and without what comes later.

use crate::support::{bad, good};

/// Everything that this version has.
const SUPPORTED: &str = r##"version: 1
name: Mobile app

on:                                   # at least one trigger
  push:
    branches: ["main", "release/**"]  # globs; "!" excludes; absent = every branch
    tags: ["v*"]                      # absent = no tags
    paths: ["lib/**", "!**/*.md"]     # any changed file matches; absent = all
  pull_request:
    branches: ["main"]                # the TARGET branch
    types: [opened, synchronize, reopened, ready_for_review]
    paths: []
    drafts: false                     # default true
  manual:
    inputs:
      flavor: { type: choice, options: [dev, prod], default: dev, description: Which flavor }

env: { PUB_CACHE: .pub-cache }
defaults: { runs_on: [linux], timeout: 30m, shell: bash }

jobs:
  lint:
    steps:
      - run: ./tool/lint.sh

  test:
    name: Test ${{ matrix.flutter }}
    needs: [lint]
    if: ref.name != "docs"            # CEL
    runs_on: [linux, x64]             # every label must be on the runner
    matrix:
      values: { flutter: ["3.24", "3.27"], os: [linux] }
      exclude: [{ flutter: "3.24", os: mac }]
      include: [{ flutter: "beta", os: linux }]
      fail_fast: true
      max_parallel: 2
    timeout: 20m
    continue_on_error: false
    env: { FLAVOR: dev }
    steps:
      - name: Get packages
        run: flutter pub get
        shell: bash
        working_directory: app
        env: { A: b }
        timeout: 5m
      - name: Test
        id: test
        run: |
          flutter test --machine > report.json
          echo "coverage=81" >> "$OORE_OUTPUT"
      - if: failure()
        run: ./tool/collect-logs.sh
        continue_on_error: true
    outputs: { coverage: "${{ steps.test.outputs.coverage }}" }

  release:
    needs: [test]
    if: ref.kind == "tag"
    secrets: [STORE_PASSWORD]
    approval: { environment: production, message: "Ship it?" }
    steps:
      - run: ./tool/release.sh "$OORE_TAG"
"##;

/// What comes later: after which line it stands in the example, and its key.
const LATER: [(&str, &str, &str); 9] = [
    (
        "on:  ",
        "schedule",
        "  schedule: [{ cron: \"0 3 * * 1-5\", timezone: Europe/Berlin, branch: main }]",
    ),
    (
        "name: Mobile",
        "concurrency",
        "concurrency: { group: \"${{ ref.name }}\", limit: 1, cancel_in_progress: true }",
    ),
    ("  lint:", "container", "    container: { image: \"debian:12\", env: {}, user: \"1000\" }"),
    ("  lint:", "services", "    services: { db: { image: \"postgres:16\", ports: [5432] } }"),
    ("  lint:", "retry", "    retry: { attempts: 2, on: [runner_lost, timeout, \"exit:137\"] }"),
    (
        "  lint:",
        "cache",
        "    cache: [{ key: \"pub-${{ hash(\\\"pubspec.lock\\\") }}\", paths: [\"~/.pub-cache\"] }]",
    ),
    ("  lint:", "artifacts", "    artifacts: [{ name: apk, paths: [\"build/**/*.apk\"] }]"),
    ("  lint:", "reports", "    reports: { junit: [\"**/TEST-*.xml\"] }"),
    ("        timeout: 5m", "retry", "        retry: 2"),
];

#[test]
fn the_example_without_later_keys_is_read() {
    let pipeline = good(SUPPORTED);
    assert_eq!(pipeline.name.as_deref(), Some("Mobile app"));
    assert_eq!(pipeline.jobs.keys().collect::<Vec<_>>(), ["lint", "test", "release"]);
}

#[test]
fn each_later_key_is_refused_by_its_name() {
    for (after, what, line) in LATER {
        let mut text = String::new();
        for written in SUPPORTED.lines() {
            text.push_str(&format!("{written}\n"));
            if written.starts_with(after) {
                text.push_str(&format!("{line}\n"));
            }
        }
        let mistakes = bad(&text);
        assert_eq!(mistakes.items.len(), 1, "{mistakes}");
        assert_eq!(mistakes.items[0].code, "not_supported_yet");
        assert_eq!(
            mistakes.items[0].message,
            format!("`{what}` is not supported by this version yet")
        );
    }
}

#[test]
fn all_later_keys_at_once_are_one_mistake_each() {
    let job = LATER.iter().filter(|(after, ..)| *after == "  lint:");
    let lines: Vec<&str> = job.clone().map(|(_, _, line)| *line).collect();
    let text = SUPPORTED.replacen("  lint:\n", &format!("  lint:\n{}\n", lines.join("\n")), 1);
    assert_eq!(bad(&text).items.len(), job.count());
}
