//! schemathesis (<https://schemathesis.readthedocs.io>) makes requests up from the document, well
//! formed and not, and holds every answer against it.

use std::fs;
use std::process::Command;

use serde_json::json;

use crate::server::Server;
use crate::tools;

/// How many requests both runs together must have made.
const LEAST_CASES: u64 = 2_000;

#[tokio::test]
async fn a_stranger_finds_nothing_that_contradicts_the_document() {
    let Some(programs) = tools::python_programs() else { return };
    let server = Server::start();
    prepare(&server).await;
    let schemathesis = || {
        let mut command = Command::new(programs.join("schemathesis"));
        let document = tools::root().join("openapi/openapi.json");
        command.arg("--config-file").arg(server.scratch().join("exclusions.toml"));
        command.args(["--no-color", "run", "--url", &server.url]).arg(document);
        command.current_dir(server.scratch());
        command
    };
    let token = format!("Authorization: Bearer {}", server.token);
    let with = cases(&tools::run(schemathesis().args(["--header", &token])));
    // Without a token valid data is refused as well: only the form of the answers is of interest.
    let without = schemathesis()
        .args(["--max-examples", "20", "--phases", "examples,coverage,fuzzing"])
        .args(["--exclude-checks", "positive_data_acceptance"])
        .output();
    let without = without.expect("started");
    let printed = String::from_utf8_lossy(&without.stdout);
    assert!(without.status.success(), "{printed}");
    let without = cases(&printed);
    println!("{with} requests with a token, {without} without");
    assert!(with + without >= LEAST_CASES, "only {with} and {without} requests");
}

/// A repository, a build that has ended, and an event of a webhook.
async fn prepare(server: &Server) {
    let repository = json!({
        "provider": "gitlab", "owner": "acme", "repo": "app", "clone_url": server.clone_url(),
        "webhook_secret": "not-a-secret",
    });
    let repository = server.post("/api/repositories", &repository).await;
    let id = repository["id"].as_str().expect("an id");
    let build = server.post(&format!("/api/repositories/{id}/trigger"), &json!({})).await;
    let build = build["id"].as_str().expect("an id");
    let events = server.read_to_end(&format!("/api/builds/{build}/events")).await;
    assert!(events.contains("event: end"), "{events}");
    let delivery = reqwest::Client::new()
        .post(format!("{}/api/webhooks/gitlab/{id}", server.url))
        .header("x-gitlab-token", "not-a-secret")
        .header("x-gitlab-event", "Push Hook")
        .json(&json!({ "object_kind": "push" }));
    let status = delivery.send().await.expect("answered").status();
    assert_eq!(status, 202);

    let files = [
        ("exclusions.toml", include_str!("exclusions.toml").to_owned()),
        ("clone-urls.dict", format!("\"{}\"\n", server.clone_url())),
        ("builds.dict", format!("\"{build}\"\n")),
    ];
    for (name, text) in files {
        fs::write(server.scratch().join(name), text).expect("written");
    }
}

/// How many requests were made, as the last part of the output says.
fn cases(printed: &str) -> u64 {
    let line = printed.lines().rfind(|line| line.contains(" generated, "));
    let count = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
    count.unwrap_or_else(|| panic!("it does not say how many cases there were:\n{printed}"))
}
