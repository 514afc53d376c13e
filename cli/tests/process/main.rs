//! The `oore` process where something is wrong around it: pipes, networks, servers, terminals.

#![expect(clippy::unwrap_used, reason = "what fails in a test ends it")]

mod server;
mod terminal;

use std::fs;
use std::io::{Write as _, pipe};
use std::net::TcpListener;
use std::process::{Command, Output, Stdio};

use server::{answer, record, record_all, serve};

const JOB: &str = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
const JSON: &str = "content-type: application/json\r\n";
const LIST: &str = r#"{"items": [{"id": "01ARZ3NDEKTSV4RRFFQ69G5FAV"}]}"#;

fn oore(server: &str, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_oore"));
    command.env_clear().env("HOME", "/nowhere").args(words);
    command.args(["--server", server, "--token", "oore_test"]);
    command
}

fn told(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn a_reader_that_left_ends_it_well() {
    let server = serve(vec![answer("200 OK", JSON, LIST)]);
    let (reader, writer) = pipe().unwrap();
    drop(reader);
    let status = oore(&server, &["repo", "list"]).stdout(writer).status().unwrap();
    assert_eq!(status.code(), Some(0));
}

#[test]
fn nobody_who_hears_its_errors_is_no_panic() {
    let (reader, writer) = pipe().unwrap();
    drop(reader);
    let server = serve(Vec::new());
    let status = oore(&server, &["repo", "list"]).stderr(writer).status().unwrap();
    assert_eq!(status.code(), Some(1));
}

#[test]
fn a_connection_that_is_lost_is_an_error_with_advice() {
    for line in ["repo list", "job log JOB", "webhook payload JOB"] {
        let line = line.replace("JOB", JOB);
        let cut = answer("200 OK", JSON, LIST).replace(r#""}]}"#, "");
        let words: Vec<&str> = line.split(' ').collect();
        let output = oore(&serve(vec![cut]), &words).output().unwrap();
        let told = told(&output);
        assert_eq!(output.status.code(), Some(1), "{line}: {told}");
        assert!(told.contains("was lost") && told.contains("Try again"), "{told}");
    }
}

#[test]
fn a_file_is_not_emptied_for_an_answer_that_does_not_come() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("log");
    fs::write(&file, "before").unwrap();
    let server = serve(Vec::new());
    let words = ["job", "log", JOB, "--out", file.to_str().unwrap()];
    assert_eq!(oore(&server, &words).output().unwrap().status.code(), Some(1));
    assert_eq!(fs::read_to_string(&file).unwrap(), "before");
}

#[test]
fn a_server_that_moved_is_named_and_not_followed() {
    let moved = answer("308 Moved", "location: https://new.example/api/repositories\r\n", "");
    let output = oore(&serve(vec![moved]), &["repo", "list"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(told(&output).contains("`oore login https://new.example`"), "{}", told(&output));
}

#[test]
fn a_server_that_is_down_is_told_at_once() {
    for words in [&["build", "watch", JOB][..], &["job", "log", JOB, "--follow"]] {
        let output = oore(&serve(Vec::new()), words).output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        assert!(told(&output).contains("can't be reached"), "{}", told(&output));
    }
}

#[test]
fn a_server_that_never_answers_leaves_a_completion_without_ids() {
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let server = format!("http://{}", silent.local_addr().unwrap());
    for shell in ["bash", "zsh", "fish"] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_oore"));
        command.env_clear().env("HOME", "/nowhere").env("OORE_COMPLETE", shell);
        command.args(["--", "oore", "--server", &server, "--token", "t", "repo", "show", "0"]);
        let output = command.env("_CLAP_COMPLETE_INDEX", "7").output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{shell}");
        assert_eq!((told(&output).as_str(), output.stdout.len()), ("", 0), "{shell}");
    }
}

#[test]
fn a_followed_log_goes_on_after_a_dropped_connection() {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n";
    let piece = |id: u32, fields: &str| {
        format!("id: 1:{id}\ndata: {{\"attempt\": 1, \"offset\": 0, \"end\": {id}, {fields}}}\n\n")
    };
    let first = format!("{head}{}", piece(6, r#""text": "hello ""#));
    let rest = piece(11, r#""text": "world""#);
    let end = piece(11, r#""status": "succeeded", "job_status": "succeeded""#);
    let server = serve(vec![first, format!("{head}{rest}{end}")]);
    let output = oore(&server, &["job", "log", JOB, "--follow"]).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout), "hello world");
    assert_eq!(told(&output), "connection lost, reconnecting\nThe job succeeded.\n");
}

#[test]
fn a_secrets_value_comes_from_the_input_or_a_file_and_is_not_shown() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("key.pem");
    fs::write(&file, "hush\nhush\n").unwrap();
    let shown = r#"{"name": "TOKEN", "for_forks": false}"#;
    for (file, value) in [(None, "hush"), (file.to_str(), "hush\nhush\n")] {
        let (server, taken) = record(answer("200 OK", JSON, shown));
        let mut command = oore(&server, &["secret", "set", JOB, "TOKEN", "--branches", "main"]);
        command.args(["--no-tags", "--for-forks", "false"]);
        if let Some(file) = file {
            command.args(["--value-file", file]);
        }
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // Who reads a file leaves the input alone.
        let _ = child.stdin.take().unwrap().write_all(b"hush\n");
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", told(&output));
        assert!(!String::from_utf8_lossy(&output.stdout).contains("hush"));
        assert!(!told(&output).contains("hush"), "{}", told(&output));
        let taken: serde_json::Value = serde_json::from_str(&taken.join().unwrap()).unwrap();
        let wanted = serde_json::json!({
            "value": value, "branches": ["main"], "tags": null, "for_forks": false,
        });
        assert_eq!(taken, wanted);
    }
}

#[test]
fn a_secrets_value_is_no_argument() {
    for flag in ["--value", "--body"] {
        let words = ["secret", "set", JOB, "TOKEN", flag, "hush"];
        let output = oore(&serve(Vec::new()), &words).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{}", told(&output));
    }
}

#[test]
fn a_password_comes_from_the_input_and_is_not_shown() {
    let path = format!("PUT /api/users/{JOB}/password");
    for (me, input, sent) in [
        ("other", "new sentence\n", r#"{"password":"new sentence"}"#),
        (
            JOB,
            "old sentence\r\n new sentence\n",
            r#"{"old_password":"old sentence","password":" new sentence"}"#,
        ),
        (JOB, "\nnew sentence", r#"{"password":"new sentence"}"#),
    ] {
        let me = format!(r#"{{"user_id": "{me}"}}"#);
        let answers = vec![answer("200 OK", JSON, &me), answer("204 No Content", "", "")];
        let (server, asked) = record_all(answers);
        let mut command = oore(&server, &["user", "set-password", JOB]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", told(&output));
        assert!(!String::from_utf8_lossy(&output.stdout).contains("sentence"));
        assert!(!told(&output).contains("sentence"), "{}", told(&output));
        assert_eq!(asked.join().unwrap(), ["GET /api/me", &format!("{path} {sent}")]);
    }
}

#[test]
fn a_password_is_no_argument() {
    for flag in ["--password", "--old-password", "--body"] {
        let words = ["user", "set-password", JOB, flag, "a new sentence"];
        let output = oore(&serve(Vec::new()), &words).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{}", told(&output));
    }
}
