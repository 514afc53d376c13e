//! More than the server can take at once.

use std::collections::HashMap;

use futures_util::{StreamExt as _, stream};
use oored::store::{Database, default_url};
use serde_json::json;

use super::peak_kib;
use crate::support::{
    Daemon, Delivery, GitRepository, Server, TestDatabase, TestRepository, send, text,
};

/// How many deliveries come while nothing can be stored.
const DELIVERIES: usize = 5000;

/// How many come at a time.
const CONNECTIONS: usize = 400;

/// That of the server without any delivery is a third of it.
const MEMORY_KIB: u64 = 200 * 1024;

const SETTINGS: [(&str, &str); 3] = [
    ("OORE_LOCAL_RUNNER", "false"),
    ("OORE_LOG", "error"),
    ("OORE_MAX_CONNECTIONS_PER_ADDRESS", "512"),
];

/// Of 2 kB: it is their number that counts here.
fn delivery(repository: &TestRepository) -> Delivery {
    let payload = json!({ "zen": "x".repeat(2_000) });
    let path = format!("/api/webhooks/github/{}", repository.id);
    Delivery::github(&path, "ping", &payload, &repository.secret)
}

/// The statuses of the answers, and the deliveries that were taken.
async fn send_all(
    server: &Server,
    deliveries: &[Delivery],
) -> (HashMap<u16, usize>, Vec<Delivery>) {
    let answers = deliveries
        .iter()
        .map(async |delivery| (send(delivery.request(&server.client)).await, delivery));
    let answers: Vec<_> = stream::iter(answers).buffer_unordered(CONNECTIONS).collect().await;
    let (mut statuses, mut taken) = (HashMap::new(), Vec::new());
    for (answer, delivery) in answers {
        let status = answer.status.as_u16();
        *statuses.entry(status).or_default() += 1;
        if status == 202 {
            taken.push(delivery.clone());
        } else {
            assert!(answer.headers.contains_key("retry-after"), "{status} {}", answer.text());
        }
    }
    (statuses, taken)
}

#[tokio::test(flavor = "multi_thread")]
async fn deliveries_beyond_what_can_be_held_come_again_and_memory_stays() {
    let daemon = Daemon::start(TestDatabase::sqlite(), &SETTINGS).await;
    let git = GitRepository::with_pipeline("version: 1\non: push\njobs: {}\n");
    let repository = daemon.register("acme/app", git).await;
    let deliveries: Vec<_> = (0..DELIVERIES).map(|_| delivery(&repository)).collect();
    let url = default_url(&daemon.data_dir().join("data"));
    let other = Database::connect(&url).await.expect("connected");
    let stalled = other.begin().await.expect("the write lock");
    let (statuses, _) = send_all(&daemon, &deliveries).await;
    assert_eq!(statuses, HashMap::from([(503, DELIVERIES)]));
    let peak = peak_kib(&daemon.process_id());
    assert!(peak < MEMORY_KIB, "{peak} KiB");
    stalled.rollback().await.expect("unlocked");
    other.close().await.expect("closed");

    // Now they come again. What was taken is there, once.
    Server::ask_until("the server is ready", async || {
        let answer = send(daemon.client.request(reqwest::Method::GET, "/api/health/ready")).await;
        (answer.status == 200).then_some(())
    })
    .await;
    let (_, taken) = send_all(&daemon, &deliveries[..200]).await;
    assert!(!taken.is_empty());
    let mut ids = Vec::new();
    for delivery in &taken {
        // On a busy machine it may have to come once more.
        let known = Server::ask_until("it is known", async || {
            let answer = daemon.send(delivery).await;
            (answer.status == 202).then(|| answer.json())
        })
        .await;
        assert_eq!(known["duplicate"], true, "{known:#}");
        ids.push(text(&known, "id"));
    }
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), taken.len(), "each has an event of its own");
    daemon.finish().await;
}
