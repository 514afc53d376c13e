//! The helpers of the TypeScript and Python clients that follow a log, against a server that is as
//! bad as can be. Both must tell the same.

use std::process::Command;

use insta::assert_snapshot;
use serde_json::json;

use crate::clients::{Python, TypeScript};
use crate::dropping;

/// An answer that ends only when the connection does, and so never is complete.
fn broken(events: &str) -> String {
    format!(
        "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n\
         {:x}\r\n{events}\r\n",
        events.len()
    )
}

fn answer(status: &str, media_type: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\ncontent-type: {media_type}\r\ncontent-length: {length}\r\n\
         connection: close\r\n\r\n{body}"
    )
}

fn problem(status: u16, code: &str) -> String {
    let problem = json!({
        "type": "x", "title": "T", "status": status, "code": code, "detail": "told", "request_id": "r",
    });
    answer(&format!("{status} X"), "application/problem+json", &problem.to_string())
}

/// A piece of attempt `attempt` that ends at `end`.
fn piece(attempt: u32, end: u32, field: &str, value: &str) -> String {
    let data = json!({ "attempt": attempt, "offset": 0, "end": end, field: value });
    format!(": alive\n\nid: {attempt}:{end}\ndata: {data}\n\n")
}

fn end(attempt: u32, end: u32, status: &str, job_status: &str) -> String {
    let data = json!({
        "attempt": attempt, "offset": end, "end": end, "status": status, "job_status": job_status,
    });
    format!("event: end\nid: {attempt}:{end}\ndata: {data}\n\n")
}

/// A connection that is dropped before its answer, a log whose two-byte letter is cut by one that
/// breaks, then a proxy and a restarting server, an event that is cut, a server that wants to be left
/// alone, an attempt that is lost, and letters that some take for line ends.
fn bad_days() -> Vec<String> {
    vec![
        String::new(),
        broken(&format!("{}{}", piece(1, 5, "text", "hello"), piece(1, 10, "base64", "IGNhZsM="))),
        answer("502 Bad Gateway", "text/html", "<html>no gateway</html>"),
        problem(503, "unavailable"),
        broken(&format!("{}id: 1:99\ndata: {{", piece(1, 12, "base64", "qQo="))),
        problem(429, "too_many"),
        answer("408 Request Timeout", "text/html", ""),
        broken(&format!("{}{}", piece(1, 13, "base64", "ww=="), end(1, 13, "lost", "queued"))),
        broken(&format!(
            "{}{}",
            piece(2, 9, "text", "a\u{2028}b\u{85}c\r\n"),
            end(2, 9, "succeeded", "succeeded")
        )),
    ]
}

/// What a client tells of these answers, and the events behind which it asked.
fn told(command: &mut Command, answers: Vec<String>) -> String {
    let (url, requests) = dropping::scripted(answers);
    let printed = crate::tools::run(command.env("OORE_SERVER", url).env("OORE_TOKEN", "oore_x"));
    let requests = requests.join().expect("the server tells what it got");
    let behind = requests.iter().map(|request| {
        let line = request.lines().find_map(|line| line.strip_prefix("last-event-id: "));
        line.unwrap_or("the beginning").to_owned()
    });
    format!("{printed}asked behind {}\n", behind.collect::<Vec<_>>().join(", "))
}

fn everything(client: &dyn Fn() -> Command) -> String {
    let gateway = || answer("502 Bad Gateway", "text/html", "<html>no gateway</html>");
    [
        told(&mut client(), bad_days()),
        told(&mut client(), vec![problem(404, "not_found")]),
        // A fault of the server in the middle of a log is there again the next time.
        told(&mut client(), vec![broken(&piece(1, 5, "text", "hello")), problem(500, "internal")]),
        told(&mut client(), std::iter::repeat_with(gateway).take(4).collect()),
    ]
    .join("\n")
}

macro_rules! assert_followed {
    ($told:expr) => {
        assert_snapshot!($told, @r#"
        1 5 "hello" -
        1 5 " caf" -
        1 2 "\u00e9\n" -
        1 1 "" -
        1 0 "\ufffd" queued
        2 10 "a\u2028b\u0085c\r\n" -
        2 0 "" succeeded
        asked behind the beginning, the beginning, 1:10, 1:10, 1:10, 1:12, 1:12, 1:12, 2:0

        refused 404 not_found told
        asked behind the beginning

        1 5 "hello" -
        refused 500 internal told
        asked behind the beginning, 1:5

        refused 502 - the answer is not one of an Oore server (status 502): <html>no gateway</html>
        asked behind the beginning, the beginning, the beginning, the beginning
        "#)
    };
}

#[test]
fn the_typescript_client_follows_a_log_over_everything_that_passes() {
    let Some(client) = TypeScript::compile() else { return };
    assert_followed!(everything(&|| client.script("follow")));
}

#[test]
fn the_python_client_follows_a_log_over_everything_that_passes() {
    let Some(client) = Python::find() else { return };
    assert_followed!(everything(&|| client.script("follow")));
}
