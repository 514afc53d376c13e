//! schemathesis (<https://schemathesis.readthedocs.io>) makes requests up from the document, well
//! formed and not, and holds every answer against it.

mod seen;

use std::fs;
use std::process::Command;

use serde_json::{Value, json};

use crate::server::Server;
use crate::tools;

/// How many requests both runs together must have made.
const LEAST_CASES: u64 = 2_000;

/// How long the run with a token may make requests up, in seconds: enough to have success with every
/// operation, on a busy machine too.
const WITH_TOKEN_SECONDS: &str = "160";

/// The same of the run without one, whose answers are refusals alone, in seconds.
const WITHOUT_TOKEN_SECONDS: &str = "50";

#[tokio::test]
async fn a_stranger_finds_nothing_that_contradicts_the_document() {
    let Some(programs) = tools::python_programs() else { return };
    let server = Server::start();
    prepare(&server).await;
    let schemathesis = |exclusions: &str, seconds: &str| {
        let mut command = Command::new(programs.join("schemathesis"));
        let document = tools::root().join("openapi/openapi.json");
        let exclusions = tools::root().join("tests/contract").join(exclusions);
        let exclusions = fs::read(exclusions).expect("read");
        // Beside the dictionaries that it names.
        let config = server.scratch().join("schemathesis.toml");
        fs::write(&config, exclusions).expect("written");
        command.arg("--config-file").arg(config).args(["--no-color", "run"]).arg(document);
        command.args(["--url", &server.url, "--max-time", seconds]);
        command.current_dir(server.scratch());
        command
    };
    let token = format!("Authorization: Bearer {}", server.token);
    let report = server.scratch().join("report.har");
    let mut with = schemathesis("exclusions.toml", WITH_TOKEN_SECONDS);
    let with = with.args(["--header", &token, "--report", "har", "--report-har-path"]).arg(&report);
    let with = cases(&tools::run(with));
    let mut without = schemathesis("exclusions-without-token.toml", WITHOUT_TOKEN_SECONDS);
    let without = cases(&tools::run(&mut without));
    println!("{with} requests with a token, {without} without");
    assert!(with + without >= LEAST_CASES, "only {with} and {without} requests");
    let never = seen::never_successful(&report);
    assert!(never.is_empty(), "no request to these operations had success: {never:?}");
}

/// Everything that an operation can name in its path, and what can be removed beside it.
async fn prepare(server: &Server) {
    let repository = add(server, "app").await;
    let trigger = format!("/api/repositories/{repository}/trigger");
    let build = server.post(&trigger, &json!({})).await;
    let job = id(&build["jobs"][0]);
    let build = id(&build);
    let events = server.read_to_end(&format!("/api/builds/{build}/events")).await;
    assert!(events.contains("event: end"), "{events}");
    let mut waiting = Vec::new();
    for _ in 0..3 {
        waiting.push(id(&server.post(&trigger, &json!({ "branch": "waiting" })).await));
    }
    let spare = [add(server, "spare").await, add(server, "other-spare").await];
    let mut runners = Vec::new();
    for name in ["one", "spare", "other-spare"] {
        runners.push(id(&server.post("/api/runners", &json!({ "name": name })).await));
    }
    let event = deliver(server, &repository).await;
    let people = people(server).await;
    let mut registrations = Vec::new();
    for name in ["three", "four", "five", "six"] {
        let added = server.post("/api/runners", &json!({ "name": name })).await;
        registrations.push(added["registration_token"].as_str().expect("a token").to_owned());
    }
    let (held, gated) = (held(server, &repository).await, gated(server, &trigger).await);
    let (runner, spare_runners) = runners.split_first().expect("three");
    for (name, values) in [
        ("clone-urls", &[server.clone_url()][..]),
        ("api-urls", &["https://forge.example.com/api/v1".to_owned()]),
        ("tokens", &["a-token-of-a-forge".to_owned()]),
        ("signing-tokens", &["whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=".to_owned()]),
        ("names", &["main", "acme", "tools", "app-2", "a.b"].map(str::to_owned)),
        ("builds", &[build]),
        ("waiting", &waiting),
        ("jobs", &[job]),
        ("repositories", &[repository]),
        ("spare-repositories", &spare),
        ("runners", std::slice::from_ref(runner)),
        ("spare-runners", spare_runners),
        ("events", &[event]),
        ("users", &people.users),
        ("spare-users", &people.spare),
        ("user-tokens", &people.tokens),
        ("sessions", &people.sessions),
        ("passwords", &["a sentence that is long enough".to_owned()]),
        ("registrations", &registrations),
        ("held", &held),
        ("gated", &gated),
        ("secrets", &["STORE_PASSWORD".to_owned()]),
    ] {
        let lines: String = values.iter().map(|value| format!("\"{value}\"\n")).collect();
        fs::write(server.scratch().join(format!("{name}.dict")), lines).expect("written");
    }
}

/// Who has something to lose.
struct People {
    users: Vec<String>,
    /// For the operation that removes one.
    spare: Vec<String>,
    tokens: Vec<String>,
    sessions: Vec<String>,
}

/// Users with tokens, and one of them signed in.
async fn people(server: &Server) -> People {
    let mut ids = Vec::new();
    for name in ["ada", "ben", "cleo", "dan"] {
        ids.push(id(&server.post("/api/users", &json!({ "name": name })).await));
    }
    let mut tokens = Vec::new();
    for name in ["one", "two", "three"] {
        let body = json!({ "name": name, "user_id": ids[0], "scopes": ["repo:read"] });
        tokens.push(id(&server.post("/api/tokens", &body).await));
    }
    let password = json!({ "password": "a sentence that is long enough" });
    let path = format!("{}/api/users/{}/password", server.url, ids[1]);
    let set = reqwest::Client::new().put(path).bearer_auth(&server.token).json(&password).send();
    assert_eq!(set.await.expect("answered").status(), 204);
    let body = json!({ "name": "ben", "password": password["password"] });
    let session = server.post_by_anybody("/api/session", &body).await;
    let spare = ids.split_off(2);
    People { users: ids, spare, tokens, sessions: vec![id(&session)] }
}

/// Builds of strangers' merge requests, which wait for a person.
async fn held(server: &Server, repository: &str) -> Vec<String> {
    let mut builds = Vec::new();
    for number in 1..=4 {
        let payload = json!({
            "object_kind": "merge_request",
            "user": { "id": 666, "username": "eve" },
            "project": { "id": 7, "path_with_namespace": "acme/app" },
            "object_attributes": {
                "iid": number, "action": "open", "title": "Better", "author_id": 666,
                "source_branch": "proposed", "target_branch": "main",
                "source_project_id": 8, "target_project_id": 7,
                "source": { "path_with_namespace": "eve/app" },
                "target": { "path_with_namespace": "acme/app" },
                "last_commit": { "id": server.head("proposed"), "message": "Better" },
            },
        });
        let event = send(server, repository, "Merge Request Hook", &payload).await;
        builds.push(build_of(server, &event).await);
    }
    builds
}

/// The build that an event makes. As many looks as are enough on any machine.
async fn build_of(server: &Server, event: &str) -> String {
    for _ in 0..5_000 {
        let shown = server.get(&format!("/api/webhooks/events/{event}")).await;
        if shown["status"] != "received" {
            return id(shown["builds"].get(0).unwrap_or_else(|| panic!("no build: {shown:#}")));
        }
    }
    panic!("the event {event} is not decided");
}

/// Jobs that wait for a person.
async fn gated(server: &Server, trigger: &str) -> Vec<String> {
    let mut jobs = Vec::new();
    for _ in 0..4 {
        let build = server.post(trigger, &json!({ "branch": "gated" })).await;
        jobs.push(id(&build["jobs"][0]));
    }
    jobs
}

/// A repository of this name; its id.
async fn add(server: &Server, name: &str) -> String {
    let repository = json!({
        "provider": "gitlab", "owner": "acme", "repo": name, "clone_url": server.clone_url(),
        "webhook_secret": "not-a-secret",
    });
    id(&server.post("/api/repositories", &repository).await)
}

/// An event of the repository's webhook; its id.
async fn deliver(server: &Server, repository: &str) -> String {
    send(server, repository, "Push Hook", &json!({ "object_kind": "push" })).await
}

async fn send(server: &Server, repository: &str, event: &str, payload: &Value) -> String {
    let delivery = reqwest::Client::new()
        .post(format!("{}/api/webhooks/gitlab/{repository}", server.url))
        .header("x-gitlab-token", "not-a-secret")
        .header("x-gitlab-event", event)
        .json(payload);
    let answer = delivery.send().await.expect("answered");
    assert_eq!(answer.status(), 202);
    id(&answer.json().await.expect("JSON"))
}

fn id(thing: &Value) -> String {
    thing["id"].as_str().expect("an id").to_owned()
}

/// How many requests were made, as the last part of the output says.
fn cases(printed: &str) -> u64 {
    let line = printed.lines().rfind(|line| line.contains(" generated, "));
    let count = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
    count.unwrap_or_else(|| panic!("it does not say how many cases there were:\n{printed}"))
}
