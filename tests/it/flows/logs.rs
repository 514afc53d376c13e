//! Logs are complete, byte for byte, whatever a job prints.

use std::fmt::Write as _;

use oored::crypto::signature::sha256_hex;
use reqwest::Method;
use serde_json::Value;

use crate::support::{
    Gate, GitRepository, TestApp, TestDatabase, TestRepository, job_of, on_both_databases, text,
};

on_both_databases!(
    two_hundred_thousand_lines_are_complete,
    sixty_four_megabytes_in_one_line_are_complete,
    bytes_that_are_no_text_survive,
    a_reader_follows_a_log_as_it_grows,
);

/// A repository with one job, whose one step runs `script` as a file of the commit.
async fn register(app: &TestApp, git: GitRepository, script: &str) -> TestRepository {
    let pipeline = "
version: 1
on: push
jobs:
  print:
    steps:
      - run: bash print.sh
";
    git.commit("First", &[("oore.yaml", pipeline), ("print.sh", script)]);
    app.register("acme/app", git).await
}

/// The step's part of the log of its one job.
async fn output_of(app: &TestApp, build: &Value) -> Vec<u8> {
    let whole = app.log_bytes(build, "print").await;
    let step = &job_of(build, "print")["steps"][1];
    let place = |name: &str| usize::try_from(step[name].as_u64().expect("a place")).expect("fits");
    assert_eq!(place("log_end"), whole.len(), "nothing comes behind the last step's output");
    whole[place("log_start")..].to_vec()
}

async fn finished(app: &TestApp, repository: &TestRepository) -> Value {
    let build = app.push_finishes(repository).await;
    assert_eq!(build["status"], "succeeded", "{build:#}");
    build
}

fn job_path(build: &Value) -> String {
    format!("/api/jobs/{}/log", text(job_of(build, "print"), "id"))
}

/// The log as two connections to the stream give it: the second goes on where the first broke off.
async fn streamed(app: &TestApp, path: &str, break_at: usize) -> Vec<u8> {
    let path = format!("{path}/events");
    let mut log = Vec::new();
    let mut last = None;
    let mut events = app.client.events(&path, None).await;
    while log.len() < break_at {
        let event = events.next().await.expect("the log goes on");
        assert_eq!(event.kind, "message");
        log.extend(event.output());
        last = event.id;
    }
    drop(events);
    let events = app.client.events(&path, last.as_deref()).await.rest().await;
    let (end, rest) = events.split_last().expect("events");
    assert_eq!((end.kind.as_str(), &end.data["job_status"]), ("end", &Value::from("succeeded")));
    log.extend(rest.iter().flat_map(crate::support::ServerSentEvent::output));
    log
}

async fn two_hundred_thousand_lines_are_complete(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let repository = register(&app, GitRepository::new(), "seq 1 200000\n").await;
    let build = finished(&app, &repository).await;
    let mut expected = String::new();
    for number in 1..=200_000 {
        writeln!(expected, "{number}").expect("text takes any write");
    }
    let output = output_of(&app, &build).await;
    assert_eq!(sha256_hex(&output), sha256_hex(expected.as_bytes()), "{} bytes", output.len());

    let (whole, path) = (app.log_bytes(&build, "print").await, job_path(&build));
    assert_eq!(sha256_hex(&streamed(&app, &path, whole.len() / 2).await), sha256_hex(&whole));
    check_ranges(&app, &path, &whole).await;
    app.finish().await;
}

/// Parts of any length and place make up the whole.
async fn check_ranges(app: &TestApp, path: &str, whole: &[u8]) {
    let mut parts = Vec::new();
    while parts.len() < whole.len() {
        let range = format!("{path}?offset={}&limit=99991", parts.len());
        let answer = app.client.answer(Method::GET, &range, None).await;
        assert!(answer.status.is_success(), "{} {}", answer.status, answer.text());
        assert_eq!(answer.headers["x-log-end"], whole.len().to_string());
        assert_eq!(answer.headers["x-log-complete"], "true");
        assert!((1..=99_991).contains(&answer.body.len()), "{} bytes", answer.body.len());
        parts.extend(answer.body);
    }
    assert_eq!(sha256_hex(&parts), sha256_hex(whole));
    let behind = app.client.bytes(&format!("{path}?offset={}", whole.len())).await;
    assert_eq!(behind, b"");
}

async fn sixty_four_megabytes_in_one_line_are_complete(database: TestDatabase) {
    const LENGTH: usize = 64 * 1024 * 1024;
    let app = TestApp::start(database).await;
    let script = format!("head -c {LENGTH} /dev/zero | tr '\\0' x\n");
    let repository = register(&app, GitRepository::new(), &script).await;
    let build = finished(&app, &repository).await;
    let output = output_of(&app, &build).await;
    assert_eq!(output.len(), LENGTH);
    assert_eq!(sha256_hex(&output), sha256_hex(&vec![b'x'; LENGTH]));
    let start = job_of(&build, "print")["steps"][1]["log_start"].as_u64().expect("a place");
    let start = usize::try_from(start).expect("fits");
    let streamed = streamed(&app, &job_path(&build), LENGTH / 2).await;
    assert_eq!(sha256_hex(&streamed[start..]), sha256_hex(&output));
    app.finish().await;
}

async fn bytes_that_are_no_text_survive(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let mut script = String::from(
        r"printf 'a\0b\rc\r\n\033[31mred\033[0m\n\377\376\200 cut \303'; printf '\251 whole'",
    );
    // Every byte there is, on the other stream.
    let all: Vec<u8> = (0..=255).collect();
    let octal: String = all.iter().map(|byte| format!("\\{byte:03o}")).collect();
    write!(script, "; printf '{octal}' >&2; printf 'no end of line'").expect("text");
    let repository = register(&app, GitRepository::new(), &script).await;
    let build = finished(&app, &repository).await;
    let mut expected = b"a\0b\rc\r\n\x1b[31mred\x1b[0m\n\xff\xfe\x80 cut \xc3\xa9 whole".to_vec();
    expected.extend(all);
    expected.extend(b"no end of line");
    assert_eq!(output_of(&app, &build).await, expected);
    let whole = app.log_bytes(&build, "print").await;
    assert_eq!(streamed(&app, &job_path(&build), whole.len() - 3).await, whole);
    app.finish().await;
}

async fn a_reader_follows_a_log_as_it_grows(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let git = GitRepository::new();
    let mut gates = ["one", "two"].map(|name| Gate::new(git.scratch(), name));
    let script = format!(
        "echo before; cat {}; echo between; cat {}; echo after\n",
        gates[0].path(),
        gates[1].path()
    );
    let repository = register(&app, git, &script).await;
    let build = app.push_builds(&repository).await;
    let path = format!("{}/events", job_path(&build));
    let mut events = app.client.events(&path, None).await;
    let (mut seen, mut last) = (Vec::new(), None);
    for (gate, words) in gates.iter_mut().zip(["before\n", "between\n"]) {
        gate.reached().await;
        while !seen.ends_with(words.as_bytes()) {
            let event = events.next().await.expect("the log goes on");
            assert_eq!(event.kind, "message");
            seen.extend(event.output());
            last = event.id;
        }
        // Another connection, while the job stands still: nothing comes twice.
        events = app.client.events(&path, last.as_deref()).await;
        gate.open();
    }
    for event in events.rest().await {
        seen.extend(event.output());
    }
    let build = app.finished(&text(&build, "id")).await;
    assert_eq!(seen, app.log_bytes(&build, "print").await);
    assert!(seen.ends_with(b"before\nbetween\nafter\n"), "{}", String::from_utf8_lossy(&seen));
    app.finish().await;
}
