//! `oored doctor`: on a server that runs, on one that is stopped, and where something is wrong.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use crate::support::{Daemon, GitRepository, TestDatabase, on_both_databases};

on_both_databases!(
    a_good_server_is_found_good,
    what_is_wrong_is_named_with_what_to_do,
    a_key_that_is_lost_is_no_key_that_is_to_be_made,
    nothing_is_made_up_where_the_database_does_not_answer,
);

const PIPELINE: &str = "
version: 1
on: push
jobs: { test: { checkout: none, steps: [ { run: 'true' } ] } }
";

/// Runs it on the data of a server: its exit code, and what it found.
fn examine(data_dir: &Path, url: Option<&str>, more: &[(&str, &str)]) -> (Option<i32>, Value) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_oored"));
    command.args(["doctor", "--json"]).env_clear().env("OORE_DATA_DIR", data_dir.join("data"));
    command.env("PATH", std::env::var_os("PATH").unwrap()).env("OORE_GIT_PROTOCOLS", "file");
    command.env("OORE_PUBLIC_URL", "http://localhost:1").env("OORE_RUNNER_SANDBOX", "never");
    command.envs(url.map(|url| ("OORE_DATABASE_URL", url))).envs(more.iter().copied());
    let Output { status, stdout, stderr } = command.current_dir(data_dir).output().unwrap();
    let told = String::from_utf8_lossy(&stderr).into_owned();
    let json = serde_json::from_slice(&stdout).unwrap_or(Value::String(told));
    (status.code(), json)
}

/// The findings of an area that are as bad as this.
fn told(report: &Value, area: &str, level: &str) -> Vec<String> {
    let findings = report["findings"].as_array().unwrap_or_else(|| panic!("{report:#}"));
    let these = findings.iter().filter(|it| it["area"] == area && it["level"] == level);
    these.map(|finding| finding["told"].as_str().unwrap().to_owned()).collect()
}

/// Everything in a directory with its size and the time of its last change, SQLite's own files
/// beside its database left out.
fn listed(directory: &Path) -> Vec<String> {
    let mut all: Vec<_> = fs::read_dir(directory)
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| {
            let name = entry.file_name().into_string().unwrap();
            !name.ends_with("-wal") && !name.ends_with("-shm")
        })
        .map(|entry| {
            let data = entry.metadata().unwrap();
            format!("{:?} {} {:?}", entry.path(), data.len(), data.modified().unwrap())
        })
        .collect();
    all.sort();
    all
}

async fn a_good_server_is_found_good(database: TestDatabase) {
    let url = database.url();
    let mut daemon = Daemon::start(database, &[]).await;
    let repository = daemon.register("acme/app", GitRepository::with_pipeline(PIPELINE)).await;
    daemon.push_finishes(&repository).await;
    let (code, report) = examine(daemon.data_dir(), url.as_deref(), &[]);
    assert_eq!(code, Some(0), "{report:#}");
    for area in ["database", "git", "keys", "secrets"] {
        assert!(!told(&report, area, "ok").is_empty(), "{area}: {report:#}");
        assert!(told(&report, area, "failure").is_empty(), "{area}: {report:#}");
    }
    let runners = told(&report, "runner", "ok");
    assert!(runners.contains(&"the local runner's process lives".to_owned()), "{report:#}");
    assert!(runners.contains(&"1 of 1 runners are connected".to_owned()), "{report:#}");
    assert_eq!(told(&report, "address", "warning").len(), 1, "it is not at its address");
    let open = told(&report, "runner", "warning");
    assert!(open.len() == 1 && open[0].contains("can read its keys"), "{open:?}");
    daemon.kill().await;
    let before = listed(&daemon.data_dir().join("data"));
    let (code, report) = examine(daemon.data_dir(), url.as_deref(), &[]);
    assert_eq!(code, Some(0), "{report:#}");
    assert!(told(&report, "database", "failure").is_empty(), "{report:#}");
    assert_eq!(listed(&daemon.data_dir().join("data")), before, "nothing was changed");
    daemon.restart().await.finish().await;
}

async fn what_is_wrong_is_named_with_what_to_do(database: TestDatabase) {
    let url = database.url();
    let mut daemon = Daemon::start(database, &[]).await;
    daemon.register("acme/app", GitRepository::with_pipeline(PIPELINE)).await;
    daemon.kill().await;
    let other_key = [("OORE_ENCRYPTION_KEY", "11".repeat(32)), ("OORE_LISTEN", "0.0.0.0:1".into())];
    let other_key = other_key.each_ref().map(|(name, value)| (*name, value.as_str()));
    let (code, report) = examine(daemon.data_dir(), url.as_deref(), &other_key);
    assert_eq!((code, &report["status"]), (Some(1), &"failure".into()), "{report:#}");
    let sealed = told(&report, "secrets", "failure");
    assert!(sealed[0].contains("don't open"), "{sealed:?}");
    let silent = told(&report, "secrets", "warning");
    assert!(silent[0].contains("no webhook ever came to acme/app"), "{silent:?}");
    let findings = report["findings"].as_array().unwrap();
    let bad = findings.iter().filter(|finding| finding["level"] != "ok");
    assert!(bad.clone().count() >= 2);
    bad.for_each(|finding| assert!(finding["advice"].is_string(), "{finding:#}"));
    let (code, said) = examine(daemon.data_dir(), url.as_deref(), &[("OORE_LISTEN", "nowhere")]);
    assert_eq!(code, Some(2), "{said}");
    daemon.restart().await.finish().await;
}

async fn a_key_that_is_lost_is_no_key_that_is_to_be_made(database: TestDatabase) {
    let url = database.url();
    let mut daemon = Daemon::start(database, &[]).await;
    daemon.register("acme/app", GitRepository::with_pipeline(PIPELINE)).await;
    daemon.kill().await;
    for (name, level) in
        [("encryption-key", "failure"), ("webhook-pepper", "failure"), ("admin-token", "warning")]
    {
        let file = daemon.data_dir().join("data").join(name);
        let aside = daemon.data_dir().join("aside");
        fs::rename(&file, &aside).unwrap();
        let (code, report) = examine(daemon.data_dir(), url.as_deref(), &[]);
        assert_eq!(code, Some(i32::from(level == "failure")), "{report:#}");
        let keys = told(&report, "keys", level);
        assert!(keys.len() == 1 && keys[0].contains(name), "{report:#}");
        let untried = told(&report, "secrets", "warning").concat().contains("not known");
        assert_eq!(untried, name == "encryption-key", "{report:#}");
        fs::rename(&aside, &file).unwrap();
    }
    daemon.restart().await.finish().await;
}

async fn nothing_is_made_up_where_the_database_does_not_answer(database: TestDatabase) {
    let daemon = Daemon::start(database, &[]).await;
    daemon.register("acme/app", GitRepository::with_pipeline(PIPELINE)).await;
    let nobody = "postgres://oore:secret@127.0.0.1:1/oore";
    let (code, report) = examine(daemon.data_dir(), Some(nobody), &[]);
    assert_eq!(code, Some(1), "{report:#}");
    assert_eq!(told(&report, "database", "failure").len(), 1, "{report:#}");
    for area in ["runner", "provider", "secrets"] {
        assert!(told(&report, area, "failure").is_empty(), "{report:#}");
        let warnings = told(&report, area, "warning");
        let unseen = warnings.iter().filter(|told| told.contains("not looked at"));
        assert_eq!(unseen.count(), 1, "{area}: {report:#}");
    }
    daemon.finish().await;
}
