//! The step supervisor by itself, as its runner sees it.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    process::{Child, ChildStdout, Command, Stdio},
};

use serde_json::{Value, json};
use ulid::Ulid;

use crate::support::{processes, step_program};

struct Supervised {
    child: Child,
    reports: BufReader<ChildStdout>,
    output: std::io::PipeReader,
}

fn supervise(order: &Value) -> Supervised {
    let (output, input) = std::io::pipe().expect("a pipe");
    let mut child = Command::new(&step_program()[0])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(input)
        .spawn()
        .expect("started");
    writeln!(child.stdin.as_ref().expect("piped"), "{order}").expect("written");
    let reports = BufReader::new(child.stdout.take().expect("piped"));
    Supervised { child, reports, output }
}

fn bash(script: &str, environment: &Value) -> Value {
    json!({
        "program": "bash", "arguments": ["-c", script],
        "environment": environment, "directory": "/",
    })
}

impl Supervised {
    fn report(&mut self) -> Value {
        let mut line = String::new();
        self.reports.read_line(&mut line).expect("a line");
        serde_json::from_str(&line).expect("JSON")
    }

    fn line_of_output(&mut self) -> String {
        let mut line = String::new();
        BufReader::with_capacity(1, &mut self.output).read_line(&mut line).expect("a line");
        line
    }
}

#[test]
fn it_reports_start_and_end() {
    let mut supervised = supervise(&bash("exit 3", &json!({ "PATH": "/usr/bin:/bin" })));
    assert!(supervised.report()["started"]["process"].is_i64());
    let expected = json!({ "ended": { "exit_code": 3, "signal": null, "survivors": 0 } });
    assert_eq!(supervised.report(), expected);
    assert!(supervised.child.wait().expect("ended").success());
}

#[test]
fn a_program_that_is_not_there_is_reported() {
    let mut supervised = supervise(&bash("exit 3", &json!({ "PATH": "/nonexistent" })));
    assert_eq!(supervised.report()["not_started"]["not_found"], json!(true));
}

#[tokio::test]
async fn the_end_of_its_runner_is_the_end_of_the_whole_tree() {
    let marker = Ulid::generate().to_string();
    let script = "trap '' TERM; setsid sleep 1000 & (setsid sleep 1000 &); echo on; sleep 1000";
    let environment = json!({ "PATH": "/usr/bin:/bin", "MARKER": marker });
    let mut supervised = supervise(&bash(script, &environment));
    assert_eq!(supervised.line_of_output(), "on\n");
    drop(supervised.child.stdin.take());
    supervised.child.wait().expect("ended");
    assert_eq!(processes::with_variable("MARKER", &marker), [0; 0]);
}

#[tokio::test]
async fn a_tree_that_goes_on_forking_is_caught() {
    let marker = Ulid::generate().to_string();
    let script =
        "echo on; spawn() { while :; do (sleep 0.01; :) & (setsid sleep 5 &); done; }; spawn";
    let environment = json!({ "PATH": "/usr/bin:/bin", "MARKER": marker });
    let mut supervised = supervise(&bash(script, &environment));
    assert_eq!(supervised.line_of_output(), "on\n");
    writeln!(supervised.child.stdin.as_ref().expect("piped"), "\"kill\"").expect("written");
    supervised.child.wait().expect("ended");
    assert_eq!(processes::with_variable("MARKER", &marker), [0; 0]);
}

#[test]
fn nothing_of_the_order_stands_in_its_arguments_or_environment() {
    let environment = json!({ "PATH": "/usr/bin:/bin", "SECRET": "s3cr3t" });
    let mut supervised = supervise(&bash("echo on; sleep 1000", &environment));
    assert_eq!(supervised.line_of_output(), "on\n");
    let process = supervised.child.id();
    for file in ["cmdline", "environ"] {
        let text = std::fs::read(format!("/proc/{process}/{file}")).expect("readable");
        assert!(!String::from_utf8_lossy(&text).contains("s3cr3t"), "{file}");
    }
    drop(supervised.child.stdin.take());
    supervised.child.wait().expect("ended");
}
