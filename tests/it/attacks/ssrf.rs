//! A repository's clone URL that leads to where only this machine or its network should see.
//!
//! What can't be staged here is tested beside the code: that a name is resolved once, and the
//! address that was judged is the one that is called (`git/tunnel.rs`, `git/route.rs`), and which
//! addresses are public (`addresses.rs`). The same for the calls of APIs: `flows/reports.rs`.

use futures_util::FutureExt as _;
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::support::{
    GitRepository, HttpGit, Script, TestApp, TestDatabase, on_both_databases, text,
};

on_both_databases!(
    no_spelling_of_a_private_address_is_fetched_from,
    a_redirect_to_a_private_address_is_not_followed,
    a_redirect_to_an_allowed_address_is_followed,
);

const NO_RUNNER: (&str, &str) = ("OORE_LOCAL_RUNNER", "false");
const HTTP: (&str, &str) = ("OORE_GIT_PROTOCOLS", "http,ssh,git");
const LOOPBACK: (&str, &str) = ("OORE_ALLOWED_NETWORKS", "127.0.0.1");

const PIPELINE: &str = "
version: 1
on: push
jobs:
  test: { checkout: none, steps: [ { run: 'true' } ] }
";

/// The event of a push to a repository that is fetched from `clone_url`; what is told where the URL
/// is not taken at all.
async fn push(app: &TestApp, name: &str, clone_url: &str) -> Result<Value, String> {
    let git = GitRepository::with_pipeline(PIPELINE);
    let body = json!({
        "provider": "github", "owner": "acme", "repo": name, "default_branch": "main",
        "clone_url": clone_url,
    });
    let answer = app.client.answer(reqwest::Method::POST, "/api/repositories", Some(&body)).await;
    if answer.status == 422 {
        return Err(answer.text());
    }
    let registered = answer.json();
    let repository = crate::support::TestRepository {
        id: text(&registered, "id"),
        full_name: format!("acme/{name}"),
        secret: text(&registered, "webhook_secret"),
        git,
    };
    Ok(app.push(&repository).await)
}

async fn no_spelling_of_a_private_address_is_fetched_from(database: TestDatabase) {
    let app = TestApp::start_with(database, &[NO_RUNNER, HTTP]).await;
    let inside = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = inside.local_addr().expect("an address").port();
    let hosts = [
        "127.0.0.1",
        "localhost",
        "localhost.",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "0.0.0.0",
    ];
    let urls = ["http", "git", "ssh"].into_iter().flat_map(|scheme| {
        hosts.into_iter().map(move |host| format!("{scheme}://{host}:{port}/acme/app.git"))
    });
    let metadata = ["http://169.254.169.254/latest", "http://[fd00:ec2::254]/latest"];
    for (index, url) in urls.chain(metadata.map(str::to_owned)).enumerate() {
        match push(&app, &format!("app{index}"), &url).await {
            // What git would not understand either.
            Err(told) => assert!(told.contains("/clone_url"), "{url}: {told}"),
            Ok(event) => {
                assert_eq!(event["status"], "failed", "{url}: {event:#}");
                let why = text(&event, "error");
                assert!(why.contains("no public address"), "{url}: {why}");
                assert!(why.contains("OORE_ALLOWED_NETWORKS"), "what to do is told: {why}");
            }
        }
        assert!(inside.accept().now_or_never().is_none(), "{url} was called");
    }
    app.finish().await;
}

/// A forge on loopback that sends everybody on.
async fn redirecting(to: String) -> Script {
    Script::answering(move |asked, _| {
        let path = asked.split_once(' ').map(|(_, path)| path).unwrap_or_default();
        let suffix = path.strip_prefix("/moved").unwrap_or_default();
        (302, vec![("location", format!("{to}{suffix}?service=git-upload-pack"))], Value::Null)
    })
    .await
}

async fn a_redirect_to_a_private_address_is_not_followed(database: TestDatabase) {
    let app = TestApp::start_with(database, &[NO_RUNNER, HTTP, LOOPBACK]).await;
    for (index, to) in ["http://169.254.169.254/latest", "http://10.0.0.1/", "http://127.0.0.2/x"]
        .into_iter()
        .enumerate()
    {
        let forge = redirecting(to.to_owned()).await;
        let url = format!("{}/moved", forge.url());
        let event = push(&app, &format!("app{index}"), &url).await.expect("taken");
        assert_eq!(event["status"], "failed", "{event:#}");
        let why = text(&event, "error");
        assert!(why.contains("leads elsewhere") && why.contains("no public address"), "{why}");
        assert_eq!(forge.asked()[0], "GET /moved/info/refs", "it was asked first");
    }
    app.finish().await;
}

async fn a_redirect_to_an_allowed_address_is_followed(database: TestDatabase) {
    let app = TestApp::start_with(database, &[NO_RUNNER, HTTP, LOOPBACK]).await;
    let git = GitRepository::with_pipeline(PIPELINE);
    let server = HttpGit::start(git.remote().parent().expect("a root"), "").await;
    let forge = redirecting(server.url("remote.git")).await;
    let clone_url = json!({ "clone_url": format!("{}/moved", forge.url()) });
    let repository = app.register_with("github", "acme/app", git, clone_url).await;
    let build = app.push_builds(&repository).await;
    app.cancel(&text(&build, "id")).await;
    app.finish().await;
}
