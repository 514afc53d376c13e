//! A server that is told to stop.

use std::time::{Duration, Instant};

use protocol::ServerFrame;
use serde_json::json;
use ulid::Ulid;

use super::signal;
use crate::support::{
    Daemon, Delivery, FakeRunner, GitRepository, Server, TestDatabase, TestRepository, Wire,
    job_of, on_both_databases, send, succeeded, text,
};

on_both_databases!(
    what_is_being_received_is_answered_before_the_end,
    no_job_is_given_out_before_the_end,
    a_second_signal_does_not_wait,
);

const SETTINGS: [(&str, &str); 1] = [("OORE_LOCAL_RUNNER", "false")];
const PIPELINE: &str = "
version: 1
on: push
jobs:
  one: { checkout: none, steps: [{ run: 'true' }] }
  two: { checkout: none, steps: [{ run: 'true' }] }
";

async fn register(server: &Server) -> TestRepository {
    server.register("acme/app", GitRepository::with_pipeline(PIPELINE)).await
}

/// A delivery of which half has arrived.
struct Half {
    wire: Wire,
    rest: String,
}

impl Half {
    async fn of(server: &Server, delivery: &Delivery) -> Self {
        let address = server.client.base_url().trim_start_matches("http://");
        let mut wire = Wire::to(address.parse().expect("an address")).await;
        let length = delivery.body.len();
        let path = &delivery.path;
        let mut head =
            format!("POST {path} HTTP/1.1\r\nhost: oore\r\ncontent-length: {length}\r\n");
        for (name, value) in &delivery.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        let body = String::from_utf8(delivery.body.clone()).expect("text");
        let (first, rest) = body.split_at(length / 2);
        wire.send(&format!("{head}\r\n{first}")).await;
        Self { wire, rest: rest.to_owned() }
    }

    async fn finish(mut self) -> String {
        self.wire.send(&self.rest).await;
        self.wire.rest().await
    }
}

/// Tells the server to stop, and waits until it says so.
async fn stop(daemon: &Daemon) {
    signal("-TERM", &daemon.process_id());
    Server::ask_until("the server says that it stops", async || {
        let path = "/api/health/ready";
        let answer = send(daemon.client.request(reqwest::Method::GET, path)).await;
        (answer.status == 503 && answer.text().contains("the server is stopping")).then_some(())
    })
    .await;
}

async fn what_is_being_received_is_answered_before_the_end(database: TestDatabase) {
    let daemon = Daemon::start(database, &SETTINGS).await;
    let repository = register(&daemon).await;
    let delivery = repository.github_push().signed(&repository);
    let half = Half::of(&daemon, &delivery).await;
    stop(&daemon).await;
    let answer = half.finish().await;
    assert!(answer.starts_with("HTTP/1.1 202"), "{answer}");
    assert!(answer.to_ascii_lowercase().contains("connection: close"), "{answer}");
    let mut daemon = daemon;
    assert_eq!(daemon.ended().await, Some(0));
    let daemon = daemon.restart().await;
    let known = daemon.send(&delivery).await.json();
    assert_eq!(known["duplicate"], true, "{known:#}");
    let event = daemon.decided(&text(&known, "id")).await;
    assert_eq!(event["status"], "handled", "{event:#}");
    let build = daemon.build_of(&event).await;
    daemon.cancel(&text(&build, "id")).await;
    daemon.finish().await;
}

async fn no_job_is_given_out_before_the_end(database: TestDatabase) {
    let daemon = Daemon::start(database, &SETTINGS).await;
    let repository = register(&daemon).await;
    let (token, _) = daemon.add_runner("one", &[]).await;
    let nothing: (&[&str], &[Ulid]) = (&[], &[]);
    let mut runner = FakeRunner::connect(&daemon, &token, Ulid::generate(), nothing).await;
    let id = text(&daemon.push_builds(&repository).await, "id");
    let job = runner.take_job().await;
    let half = Half::of(&daemon, &repository.github_push().signed(&repository)).await;
    stop(&daemon).await;
    assert_eq!(runner.next().await, Some(ServerFrame::Goodbye));
    runner.say(&succeeded(job.lease)).await;
    assert_eq!(runner.next().await, Some(ServerFrame::FinishedAck { lease: job.lease }));
    half.finish().await;
    assert_eq!(runner.next().await, None, "nothing more, and the socket is closed");
    let mut daemon = daemon;
    assert_eq!(daemon.ended().await, Some(0));
    let daemon = daemon.restart().await;
    let build = daemon.build(&id).await;
    assert_eq!(job_of(&build, &job.key)["status"], "succeeded");
    let other = if job.key == "one" { "two" } else { "one" };
    assert_eq!(job_of(&build, other)["status"], "queued", "{build:#}");
    assert_eq!(job_of(&build, other)["attempt"], json!(0), "{build:#}");
    daemon.finish().await;
}

async fn a_second_signal_does_not_wait(database: TestDatabase) {
    let mut daemon = Daemon::start(database, &SETTINGS).await;
    let repository = register(&daemon).await;
    let _half = Half::of(&daemon, &repository.github_push().signed(&repository)).await;
    stop(&daemon).await;
    let began = Instant::now();
    signal("-INT", &daemon.process_id());
    assert_eq!(daemon.ended().await, Some(1));
    assert!(began.elapsed() < Duration::from_secs(2), "{:?}", began.elapsed());
    daemon.restart().await.finish().await;
}
