//! Starts without room on the disk.

use reqwest::Method;
use serde_json::json;

use crate::support::{
    Client, Delivery, GitRepository, OnSmallDisk, Server, TestDatabase, TestRepository,
    on_both_databases, send, text,
};

on_both_databases!(a_server_starts_without_room_and_recovers_by_itself);

const TOKEN: &str = "0123456789abcdef0123456789abcdef";

const PIPELINE: &str = "
version: 1
on: push
jobs: { only: { checkout: none, steps: [{ run: echo heard }] } }
";

/// A runner refuses jobs on a disk with less than 64 MiB.
const SIZE: &str = "128m";

const SETTINGS: [(&str, &str); 6] = [
    ("OORE_LISTEN", "127.0.0.1:0"),
    ("OORE_GIT_PROTOCOLS", "file"),
    ("OORE_RECONCILE_EVERY", "off"),
    ("OORE_COMPACT_LOGS_EVERY", "off"),
    ("OORE_ADMIN_TOKEN", TOKEN),
    ("OORE_LOG", "warn,oored=info"),
];

/// A server that has not been started.
async fn prepare(database: &TestDatabase, more: &[(&str, &str)]) -> Option<OnSmallDisk> {
    let url = database.url();
    let mut settings = [&SETTINGS, more].concat();
    settings.extend(url.as_deref().map(|url| ("OORE_DATABASE_URL", url)));
    OnSmallDisk::prepare(SIZE, &["serve"], &settings).await
}

/// A server that is being started, once it listens.
async fn started(disk: &mut OnSmallDisk) -> Server {
    disk.run().await;
    let address = disk.line("listening on ").await;
    let address = address.split_whitespace().next().expect("an address").to_owned();
    Server::new(Client::new(&address, TOKEN), None)
}

/// What was there can be read; what comes is refused, but only where the database is on the disk.
async fn check_full(server: &Server, repository: &TestRepository, is_written_there: bool) {
    let builds = server.client.get("/api/builds").await;
    let build = &builds["items"][0];
    assert_eq!(build["status"], "succeeded", "{builds:#}");
    let build = server.build(&text(build, "id")).await;
    assert_eq!(server.log(&build, "only").await, "heard\n");
    assert_eq!(server.client.get("/api/health/live").await["status"], "ok");
    if !is_written_there {
        return;
    }
    let payload = json!({ "zen": "x".repeat(100_000) });
    let path = format!("/api/webhooks/github/{}", repository.id);
    let refused = Server::ask_until("there is no room", async || {
        let delivery = Delivery::github(&path, "ping", &payload, &repository.secret);
        let answer = server.send(&delivery).await;
        (answer.status != 202).then_some(answer)
    })
    .await;
    assert_eq!(refused.status, 503, "{}", refused.text());
    assert_eq!(refused.headers["retry-after"], "5", "{}", refused.text());
    Server::ask_until("there is no room for the least either", async || {
        let ready = send(server.client.request(Method::GET, "/api/health/ready")).await;
        (ready.status == 503).then_some(())
    })
    .await;
}

async fn a_server_starts_without_room_and_recovers_by_itself(database: TestDatabase) {
    let is_written_there = matches!(database, TestDatabase::Sqlite);
    let Some(mut disk) = prepare(&database, &[]).await else { return database.drop().await };
    let server = started(&mut disk).await;
    let git = GitRepository::with_pipeline(PIPELINE);
    let repository = server.register("acme/app", git).await;
    let build = server.push_finishes(&repository).await;
    assert_eq!(build["status"], "succeeded", "{build:#}");

    // In order, twice, as the first start uses what was kept for it, and by a crash.
    for signal in ["-TERM", "-TERM", "-KILL"] {
        disk.signal(signal);
        let code = disk.ended().await;
        assert_eq!(code, if signal == "-TERM" { "0" } else { "137" });
        disk.fill().await;
        let server = started(&mut disk).await;
        check_full(&server, &repository, is_written_there).await;

        disk.empty().await;
        let build = server.push_finishes(&repository).await;
        assert_eq!(build["status"], "succeeded", "{build:#}");
        let ready = server.client.get("/api/health/ready").await;
        assert_eq!(ready["status"], "ok", "{ready:#}");
    }
    disk.finish().await;
    database.drop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_start_that_finds_no_room_at_all_says_what_to_do() {
    let runner = [("OORE_LOCAL_RUNNER", "false")];
    let Some(mut disk) = prepare(&TestDatabase::sqlite(), &runner).await else { return };
    disk.fill().await;
    disk.run().await;
    assert_eq!(disk.ended().await, "1");
    let first = disk.log();
    assert!(first.contains("cannot read or make the key file"), "{first}");
    assert!(first.contains("the disk is full: make room there"), "{first}");

    disk.empty().await;
    started(&mut disk).await;
    disk.signal("-TERM");
    assert_eq!(disk.ended().await, "0");
    // What is kept for this case is gone, too.
    disk.remove("data/oore.db-reserve").await;
    disk.fill().await;
    disk.run().await;
    assert_eq!(disk.ended().await, "1");
    let told = disk.log();
    let told = told.strip_prefix(&first).expect("the log goes on");
    assert!(told.contains("can't open the database (OORE_DATABASE_URL)"), "{told}");
    assert!(told.contains("the disk is full: make room there"), "{told}");
    disk.empty().await;
    started(&mut disk).await;
    disk.finish().await;
}
