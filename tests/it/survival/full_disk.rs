//! Disks without room, which are small file systems in namespaces of their own.

use reqwest::Method;
use serde_json::json;

use crate::support::{
    Client, Delivery, GitRepository, OnSmallDisk, Server, TestApp, TestDatabase, TestRepository,
    job_of, on_both_databases, send, text,
};

on_both_databases!(a_job_whose_output_finds_no_room_says_so);

const TOKEN: &str = "0123456789abcdef0123456789abcdef";
const SECRET: &str = "a long secret";
const PIPELINE: &str = "
version: 1
on: { manual: {} }
jobs: { only: { steps: [{ run: 'true' }] } }
";

/// A server whose data directory is on a small disk.
async fn server() -> Option<(OnSmallDisk, Client)> {
    let settings = [
        ("OORE_LISTEN", "127.0.0.1:0"),
        ("OORE_LOCAL_RUNNER", "false"),
        ("OORE_GIT_PROTOCOLS", "file"),
        ("OORE_RECONCILE_EVERY", "off"),
        ("OORE_ADMIN_TOKEN", TOKEN),
    ];
    let mut disk = OnSmallDisk::start("8m", &["serve"], &settings).await?;
    let address = disk.line("listening on ").await;
    let address = address.split_whitespace().next().expect("an address").to_owned();
    Some((disk, Client::new(&address, TOKEN)))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_without_room_answers_reads_and_recovers_by_itself() {
    let Some((mut disk, client)) = server().await else { return };
    let git = GitRepository::with_pipeline(PIPELINE);
    let body = json!({
        "provider": "github", "owner": "acme", "repo": "app", "default_branch": "main",
        "clone_url": git.url(), "webhook_secret": SECRET,
    });
    let registered = client.post("/api/repositories", &body).await;
    let repository = TestRepository {
        id: text(&registered, "id"),
        full_name: "acme/app".to_owned(),
        secret: SECRET.to_owned(),
        git,
    };
    // Large enough that what SQLite has made its log ahead of time is soon used up.
    let payload = json!({ "zen": "x".repeat(100_000) });
    let path = format!("/api/webhooks/github/{}", repository.id);
    let sign = || Delivery::github(&path, "ping", &payload, &repository.secret);
    let first = send(sign().request(&client)).await;
    assert_eq!(first.status, 202, "{}", first.text());
    disk.fill().await;

    let refused = Server::ask_until("there is no room", async || {
        let answer = send(sign().request(&client)).await;
        (answer.status != 202).then_some(answer)
    })
    .await;
    assert_eq!(
        (refused.status.as_u16(), &refused.headers["retry-after"]),
        (503, &"5".parse().expect("a header"))
    );
    Server::ask_until("there is no room for the least either", async || {
        let ready = send(client.request(Method::GET, "/api/health/ready")).await;
        (ready.status == 503).then_some(())
    })
    .await;
    let mut other = body.clone();
    other["repo"] = json!("other");
    let changed = client.answer(Method::POST, "/api/repositories", Some(&other)).await;
    assert_eq!(changed.status, 503, "{}", changed.text());
    let events = client.get("/api/webhooks/events").await;
    let taken = events["items"].as_array().expect("events").len();
    assert!(taken >= 1, "{events:#}");
    assert_eq!(client.get("/api/health/live").await["status"], "ok");

    disk.empty().await;
    let late = send(sign().request(&client)).await;
    assert_eq!(late.status, 202, "{}", late.text());
    let events = client.get("/api/webhooks/events").await;
    assert_eq!(events["items"].as_array().expect("events").len(), taken + 1, "{events:#}");
    let actors = client.get("/api/system/actors").await;
    let actors = actors["items"].as_array().expect("actors").clone();
    assert!(actors.iter().all(|actor| actor["restarts"] == 0), "{actors:#?}");
    disk.finish().await;
}

async fn a_job_whose_output_finds_no_room_says_so(database: TestDatabase) {
    let app = TestApp::start_with(database, &[("OORE_LOCAL_RUNNER", "false")]).await;
    let (token, _) = app.add_runner("small", &[]).await;
    let url = app.client.base_url().to_owned();
    let arguments = ["runner", "--server", &url, "--data-dir", "disk/runner"];
    let Some(disk) = OnSmallDisk::start("96m", &arguments, &[("OORE_TOKEN", &token)]).await else {
        return app.finish().await;
    };
    let pipeline = "
version: 1
on: push
jobs: { only: { checkout: none, steps: [{ run: 'head -c 200000000 /dev/zero' }] } }
";
    let repository = app.register("acme/app", GitRepository::with_pipeline(pipeline)).await;
    let build = app.push_finishes(&repository).await;
    let only = job_of(&build, "only");
    assert_eq!(only["status"], "failed", "{build:#}");
    assert!(text(only, "detail").contains("No space left on device"), "{only:#}");
    let log = app.log_bytes(&build, "only").await;
    assert!(log.len() > 50_000_000, "what was printed before is kept: {} bytes", log.len());
    disk.finish().await;
    app.finish().await;
}
