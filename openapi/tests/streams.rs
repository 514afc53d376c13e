//! Streams that go on after a dropped connection, against a server that drops them.

#![expect(clippy::unwrap_used, reason = "what fails in a test ends it")]

use std::time::Duration;

use oore_client::reqwest::Method;
use oore_client::{BuildWatcher, Connection, Failure, LogFollower, LogPart, LogStart, Patience};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

const PATIENCE: Patience = Patience {
    first_pause: Duration::from_millis(1),
    longest_pause: Duration::from_millis(1),
    attempts: 3,
};

const STREAM: &str =
    "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n";

fn answer(status: &str, headers: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\n{headers}content-length: {length}\r\nconnection: close\r\n\r\n{body}"
    )
}

fn stream(events: &str) -> String {
    format!("{STREAM}{events}")
}

fn piece(id: &str, text: &str) -> String {
    format!(
        "id: {id}\ndata: {{\"attempt\": 1, \"offset\": 0, \"end\": 1, \"text\": \"{text}\"}}\n\n"
    )
}

fn end(attempt: u32, job_status: &str) -> String {
    format!(
        "event: end\nid: {attempt}:9\ndata: {{\"attempt\": {attempt}, \"offset\": 9, \"end\": 9, \
         \"status\": \"lost\", \"job_status\": \"{job_status}\"}}\n\n"
    )
}

/// A server that gives one answer after the other and then hangs up; the requests that it got.
async fn server(answers: Vec<String>) -> (Connection, JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let requests = tokio::spawn(async move {
        let mut requests = Vec::new();
        for answer in answers {
            let (mut socket, _) = listener.accept().await.unwrap();
            requests.push(head(&mut socket).await);
            socket.write_all(answer.as_bytes()).await.unwrap();
        }
        requests
    });
    (Connection::new(&format!("http://{address}"), Some("oore_test")).unwrap(), requests)
}

async fn head(socket: &mut TcpStream) -> String {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(socket.read_u8().await.unwrap());
    }
    String::from_utf8(head).unwrap().to_lowercase()
}

async fn read(mut follower: LogFollower) -> Result<Vec<String>, Failure> {
    let mut told = Vec::new();
    while let Some(part) = follower.next().await? {
        told.push(match part {
            LogPart::Bytes(bytes) => String::from_utf8(bytes).unwrap(),
            LogPart::NextAttempt { attempt, .. } => format!("<attempt {attempt} ended>"),
            LogPart::End { job_status, .. } => format!("<{job_status}>"),
        });
    }
    Ok(told)
}

#[tokio::test]
async fn a_log_goes_on_behind_the_last_event_after_a_dropped_connection() {
    let (connection, requests) = server(vec![
        stream(&piece("1:5", "hello")),
        "HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\nconnection: close\r\n\r\n".into(),
        // The second event is cut off: it must come again.
        stream(&format!("{}id: 1:9\ndata: {{", piece("1:6", " "))),
        stream(&format!("{}{}", piece("1:11", "world"), end(1, "succeeded"))),
    ])
    .await;
    let start = LogStart { attempt: None, offset: 3 };
    let follower = LogFollower::new(&connection, "JOB", start, PATIENCE);
    assert_eq!(read(follower).await.unwrap(), ["hello", " ", "world", "<succeeded>"]);
    let requests = requests.await.unwrap();
    assert!(requests[0].starts_with("get /api/jobs/job/log/events?offset=3 "), "{}", requests[0]);
    assert!(requests[0].contains("authorization: bearer oore_test"));
    assert!(!requests[0].contains("last-event-id"));
    for (request, id) in [(&requests[1], "1:5"), (&requests[2], "1:5"), (&requests[3], "1:6")] {
        assert!(request.contains(&format!("last-event-id: {id}\r\n")), "{request}");
    }
}

#[tokio::test]
async fn a_log_goes_on_with_the_next_attempt_unless_one_was_asked_for() {
    let (connection, requests) =
        server(vec![stream(&end(1, "queued")), stream(&end(2, "succeeded"))]).await;
    let follower = LogFollower::new(&connection, "JOB", LogStart::default(), PATIENCE);
    assert_eq!(read(follower).await.unwrap(), ["<attempt 1 ended>", "<succeeded>"]);
    assert!(requests.await.unwrap()[1].contains("last-event-id: 2:0\r\n"));

    let (connection, requests) = server(vec![stream(&end(1, "queued"))]).await;
    let start = LogStart { attempt: Some(1), offset: 0 };
    let follower = LogFollower::new(&connection, "JOB", start, PATIENCE);
    assert_eq!(read(follower).await.unwrap(), ["<queued>"]);
    assert!(requests.await.unwrap()[0].contains("offset=0&attempt=1 "));
}

#[tokio::test]
async fn a_refusal_ends_a_stream_at_once() {
    let problem = r#"{"type": "x", "title": "Not found", "status": 404, "code": "not_found",
        "detail": "no job", "request_id": "r"}"#;
    let (connection, requests) = server(vec![answer("404 Not Found", "", problem)]).await;
    let follower = LogFollower::new(&connection, "JOB", LogStart::default(), PATIENCE);
    assert_eq!(read(follower).await.unwrap_err().to_string(), "no job");
    requests.await.unwrap();
}

#[tokio::test]
async fn a_server_that_is_not_there_is_told_without_waiting() {
    let (connection, requests) = server(Vec::new()).await;
    requests.await.unwrap();
    let waits = |failure: &Failure| panic!("it is waited for: {failure}");
    // Nobody listens there any more.
    let mut watcher = BuildWatcher::new(&connection, "BUILD", PATIENCE).when_lost(waits);
    assert!(matches!(watcher.next().await, Err(Failure::Unreachable { .. })));
    let mut follower =
        LogFollower::new(&connection, "JOB", LogStart::default(), PATIENCE).when_lost(waits);
    assert!(matches!(follower.next().await, Err(Failure::Unreachable { .. })));
}

#[tokio::test]
async fn a_server_that_went_away_is_waited_for_and_that_is_told() {
    let (connection, requests) = server(vec![stream(&piece("1:5", "hello"))]).await;
    let (sender, mut told) = tokio::sync::mpsc::unbounded_channel();
    let follower = LogFollower::new(&connection, "JOB", LogStart::default(), PATIENCE)
        .when_lost(move |failure| sender.send(failure.to_string()).unwrap());
    assert!(matches!(read(follower).await, Err(Failure::Unreachable { .. })));
    requests.await.unwrap();
    assert!(told.recv().await.is_some());
    assert_eq!(told.recv().await, None, "one loss is told once");
}

#[tokio::test]
async fn a_redirection_is_told_and_not_followed() {
    let moved = answer("301 Moved", "location: https://new.example/api/x\r\n", "");
    let (connection, requests) = server(vec![moved]).await;
    let sent = connection.send(connection.request(Method::POST, "/api/x")).await;
    let Err(Failure::Redirected { location, status: 301, .. }) = sent else { panic!("{sent:?}") };
    assert_eq!(location, "https://new.example");
    requests.await.unwrap();
}

#[tokio::test]
async fn a_refusal_that_breaks_off_is_a_lost_connection() {
    let broken = "HTTP/1.1 404 Not Found\r\ncontent-length: 100\r\n\r\n{".to_owned();
    let (connection, requests) = server(vec![broken]).await;
    let sent = connection.send(connection.request(Method::GET, "/api/x")).await.unwrap_err();
    assert!(matches!(sent, Failure::Unreachable { .. }), "{sent:?}");
    assert!(sent.to_string().starts_with("the connection to http://127.0.0.1"), "{sent}");
    requests.await.unwrap();
}
