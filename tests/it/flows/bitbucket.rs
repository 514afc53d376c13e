//! Bitbucket, Cloud and Data Center.

use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use crate::support::{
    Delivery, Forge, GitRepository, Script, TestApp, TestDatabase, TestRepository,
    on_both_databases, text,
};

on_both_databases!(
    a_push_to_cloud_builds_and_shows_its_state,
    a_push_to_data_center_builds_and_shows_its_state,
    one_push_of_several_refs_builds_the_first_that_has_something_to_build,
    a_pull_request_of_cloud_is_built_at_the_head_of_its_branch,
    a_pull_request_of_data_center_is_built_once,
    pull_requests_that_no_webhook_told_are_found,
);

const LOCAL: [(&str, &str); 1] = [("OORE_ALLOWED_NETWORKS", "127.0.0.0/8")];

const PIPELINE: &str = "
version: 1
on: { push: { branches: [main], tags: ['v*'] }, pull_request: { drafts: false } }
jobs: { only: { steps: [{ run: cat oore.yaml }] } }
";

async fn register(app: &TestApp, full_name: &str, more: Value) -> TestRepository {
    let git = GitRepository::with_pipeline(PIPELINE);
    git.commit("Second", &[("readme", "words")]);
    app.register_with("bitbucket", full_name, git, more).await
}

async fn deliver(app: &TestApp, repository: &TestRepository, event: &str, body: &Value) -> Value {
    let path = format!("/api/webhooks/bitbucket/{}", repository.id);
    let wrong = Delivery::bitbucket(&path, event, body, "another secret");
    assert_eq!(app.send(&wrong).await.status, 401);
    app.deliver(&Delivery::bitbucket(&path, event, body, &repository.secret)).await
}

/// Delivers what must be built; the finished build.
async fn built(app: &TestApp, repository: &TestRepository, event: &str, body: &Value) -> Value {
    let event = deliver(app, repository, event, body).await;
    assert_eq!(event["status"], "handled", "{event:#}");
    let build = app.build_of(&event).await;
    let build = app.finished(&text(&build, "id")).await;
    assert_eq!(build["status"], "succeeded", "{build:#}");
    build
}

fn cloud_push(repository: &TestRepository, refs: &[(&str, &str)]) -> Value {
    let head = repository.git.head();
    let change = |(kind, name): &(&str, &str)| {
        let target =
            json!({ "hash": head, "message": "Second\n", "author": { "raw": "Ada <a@b>" } });
        json!({ "old": null, "new": { "type": kind, "name": name, "target": target } })
    };
    json!({
        "actor": { "nickname": "ada" }, "repository": { "full_name": repository.full_name },
        "push": { "changes": refs.iter().map(change).collect::<Vec<_>>() },
    })
}

async fn a_push_to_cloud_builds_and_shows_its_state(database: TestDatabase) {
    let (app, forge) = (TestApp::start_with(database, &LOCAL).await, Forge::start().await);
    let api = format!("{}/2.0", forge.url());
    let more = json!({ "api_url": api, "access_token": "a-token-of-cloud" });
    let repository = register(&app, "acme/app", more).await;
    let push = cloud_push(&repository, &[("branch", "main")]);
    let build = built(&app, &repository, "repo:push", &push).await;
    assert_eq!(build["commit"]["sha"], repository.git.head());
    assert_eq!(build["commit"]["author"], "Ada");
    forge.until_told("oore/push: SUCCESSFUL").await;
    let call = forge.taken().pop().expect("a call");
    assert_eq!((call.project.as_str(), call.commit), ("acme/app", repository.git.head()));
    assert_eq!(call.token, "Bearer a-token-of-cloud");
    let url = call.body["url"].as_str().expect("a link");
    assert!(url.ends_with(&text(&build, "id")), "{url}");
    app.finish().await;
}

fn center(repository: &TestRepository) -> Value {
    let (key, slug) = repository.full_name.split_once('/').expect("two parts");
    json!({ "id": 4, "slug": slug, "project": { "key": key } })
}

async fn a_push_to_data_center_builds_and_shows_its_state(database: TestDatabase) {
    let (app, forge) = (TestApp::start_with(database, &LOCAL).await, Forge::start().await);
    let api = format!("{}/rest", forge.url());
    let more = json!({ "api_url": api, "access_token": "ada:a-token-of-hers" });
    let repository = register(&app, "~ada/app", more).await;
    repository.git.tag("v1");
    // Data Center names the tag's own object.
    let object = repository.git.git(&["rev-parse", "v1"]);
    assert_ne!(object, repository.git.head());
    let push = json!({
        "eventKey": "repo:refs_changed", "actor": { "name": "ada" },
        "repository": center(&repository),
        "changes": [{
            "ref": { "id": "refs/tags/v1" }, "type": "ADD", "toHash": object,
            "fromHash": "0".repeat(40),
        }],
    });
    let build = built(&app, &repository, "repo:refs_changed", &push).await;
    assert_eq!(build["ref"], json!({ "kind": "tag", "name": "v1" }));
    assert_eq!(build["commit"]["sha"], repository.git.head());
    assert_eq!(build["commit"]["message"], "Second");
    forge.until_told("oore/tag: SUCCESSFUL").await;
    let call = forge.taken().pop().expect("a call");
    assert_eq!((call.project.as_str(), call.commit), ("~ada/app", repository.git.head()));
    assert_eq!(call.token, "Basic YWRhOmEtdG9rZW4tb2YtaGVycw==");
    let ping = deliver(&app, &repository, "diagnostics:ping", &json!({ "test": true })).await;
    assert_eq!(ping["status"], "ignored", "{ping:#}");
    app.finish().await;
}

fn trace(event: &Value) -> Vec<String> {
    let trace = event.pointer("/decision/trace").and_then(Value::as_array).expect("a trace");
    trace.iter().map(|step| text(step, "detail")).collect()
}

async fn one_push_of_several_refs_builds_the_first_that_has_something_to_build(
    database: TestDatabase,
) {
    let app = TestApp::start(database).await;
    let repository = register(&app, "acme/app", json!({})).await;
    repository.git.tag("v1");
    repository.git.tag("nightly");
    let refs = [("branch", "main"), ("tag", "nightly"), ("tag", "v1"), ("branch", "topic")];
    let push = cloud_push(&repository, &refs);
    let event = deliver(&app, &repository, "repo:push", &push).await;
    let build = app.build_of(&event).await;
    assert_eq!(build["ref"], json!({ "kind": "tag", "name": "v1" }), "{event:#}");
    let told = trace(&event);
    assert_eq!(
        told[0],
        "one delivery makes one build; what moved with it is left to the next sync: branch `main`, \
         branch `topic`"
    );
    assert!(told.iter().any(|it| it.contains("`nightly`")), "{told:#?}");
    app.finished(&text(&build, "id")).await;
    // What has no trigger leaves the next one its turn, and nothing is left to be named.
    let push = cloud_push(&repository, &[("branch", "main"), ("tag", "nightly")]);
    let build = built(&app, &repository, "repo:push", &push).await;
    assert_eq!(build["ref"], json!({ "kind": "branch", "name": "main" }));
    // A tag that is gone meanwhile is no reason to leave the branch.
    let mut push = cloud_push(&repository, &[("branch", "main"), ("tag", "v2")]);
    push["push"]["changes"][1]["new"]["target"]["hash"] = json!("5".repeat(40));
    let build = built(&app, &repository, "repo:push", &push).await;
    assert_eq!(build["ref"]["name"], "main");
    let nothing = cloud_push(&repository, &[("branch", "topic"), ("tag", "nightly")]);
    let event = deliver(&app, &repository, "repo:push", &nothing).await;
    assert_eq!((&event["status"], &event["builds"]), (&json!("ignored"), &json!([])));
    app.finish().await;
}

fn cloud_request(repository: &TestRepository, commit: &str) -> Value {
    let here = json!({ "uuid": "{1}", "full_name": repository.full_name });
    json!({
        "actor": { "nickname": "ada" }, "repository": here,
        "pullrequest": {
            "id": 3, "title": "Better", "draft": false,
            "source": {
                "branch": { "name": "topic" }, "commit": { "hash": commit[..12] },
                "repository": here,
            },
            "destination": {
                "branch": { "name": "main" }, "commit": { "hash": "111111111111" },
                "repository": here,
            },
        },
    })
}

async fn a_pull_request_of_cloud_is_built_at_the_head_of_its_branch(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let repository = register(&app, "acme/app", json!({})).await;
    repository.git.switch("topic");
    let first = repository.git.commit("Better", &[("better", "1")]);
    let opened = cloud_request(&repository, &first);
    let build = built(&app, &repository, "pullrequest:created", &opened).await;
    assert_eq!(build["commit"]["sha"], first);
    assert_eq!(build["ref"], json!({ "kind": "pull_request", "name": "3" }));
    // Another title.
    let event = deliver(&app, &repository, "pullrequest:updated", &opened).await;
    assert_eq!(event["status"], "ignored", "{event:#}");
    let reason = text(&event["decision"], "reason");
    assert!(reason.contains("pull request 3 has no new commits: build 1"), "{reason}");
    // New commits.
    let second = repository.git.commit("Best", &[("better", "2")]);
    let pushed = cloud_request(&repository, &second);
    let build = built(&app, &repository, "pullrequest:updated", &pushed).await;
    assert_eq!(build["commit"]["sha"], second);
    // What comes late is about a commit that is not the branch's any more.
    let event = deliver(&app, &repository, "pullrequest:updated", &opened).await;
    assert_eq!(event["status"], "failed", "{event:#}");
    assert!(text(&event, "error").contains(&format!("`topic` is at {second} now")), "{event:#}");
    let mut fork = pushed.clone();
    fork["pullrequest"]["source"]["repository"] = json!({ "uuid": "{2}", "full_name": "eve/app" });
    let event = deliver(&app, &repository, "pullrequest:created", &fork).await;
    assert_eq!(event["status"], "ignored", "{event:#}");
    let trace = event.pointer("/decision/trace").and_then(Value::as_array).expect("a trace");
    assert_eq!(trace.last().expect("a rule")["rule"], "origin");
    // A draft is built when it is none any more.
    let third = repository.git.commit("Draft", &[("better", "3")]);
    let mut draft = cloud_request(&repository, &third);
    draft["pullrequest"]["draft"] = json!(true);
    let event = deliver(&app, &repository, "pullrequest:updated", &draft).await;
    assert_eq!(event["status"], "ignored", "{event:#}");
    let ready = cloud_request(&repository, &third);
    built(&app, &repository, "pullrequest:updated", &ready).await;
    app.finish().await;
}

/// A look; the finished builds of the events that it stored.
async fn look(app: &TestApp, repository: &TestRepository) -> Vec<Value> {
    let path = format!("/api/repositories/{}/sync", repository.id);
    let synced = app.client.post(&path, &json!({})).await;
    let mut builds = Vec::new();
    for missed in synced["missed"].as_array().expect("what was missed") {
        let event = app.decided(&text(missed, "event_id")).await;
        if event["status"] == "handled" {
            let build = app.build_of(&event).await;
            builds.push(app.finished(&text(&build, "id")).await);
        }
    }
    builds
}

async fn pull_requests_that_no_webhook_told_are_found(database: TestDatabase) {
    let app = TestApp::start_with(database, &LOCAL).await;
    for (name, base) in [("acme/cloud", "2.0"), ("ACME/center", "rest")] {
        let open = Arc::new(Mutex::new(Vec::<Value>::new()));
        let listed = Arc::clone(&open);
        let bitbucket = Script::answering(move |asked, _| {
            let open = listed.lock().expect("no test panics with it").clone();
            let is_list = asked.starts_with("GET ") && asked.contains("pull");
            let body =
                if is_list { json!({ "values": open, "isLastPage": true }) } else { json!({}) };
            (200, Vec::new(), body)
        })
        .await;
        let api = format!("{}/{base}", bitbucket.url());
        let more = json!({ "api_url": api, "access_token": "a-token-of-bitbucket" });
        let repository = register(&app, name, more).await;
        assert_eq!(
            look(&app, &repository).await,
            [json!(null); 0],
            "the first look starts nothing"
        );
        repository.git.switch("topic");
        for message in ["First", "Second"] {
            let head = repository.git.commit(message, &[("better", message)]);
            let request = match base {
                "2.0" => cloud_request(&repository, &head)["pullrequest"].clone(),
                _ => center_request(&repository, &head)["pullRequest"].clone(),
            };
            *open.lock().expect("no test panics with it") = vec![request];
            let builds = look(&app, &repository).await;
            let [build] = builds.as_slice() else { panic!("one build: {builds:#?}") };
            assert_eq!(
                (&build["event"], &build["commit"]["sha"]),
                (&json!("pull_request"), &json!(head))
            );
        }
        assert!(look(&app, &repository).await.is_empty());
    }
    app.finish().await;
}

fn center_request(repository: &TestRepository, head: &str) -> Value {
    let side = |name: &str, commit: &str| json!({ "id": name, "latestCommit": commit, "repository": center(repository) });
    json!({
        "actor": { "name": "ada" },
        "pullRequest": {
            "id": 5, "title": "Better", "draft": false,
            "fromRef": side("refs/heads/topic", head),
            "toRef": side("refs/heads/main", &repository.git.git(&["rev-parse", "main"])),
        },
    })
}

async fn a_pull_request_of_data_center_is_built_once(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let repository = register(&app, "ACME/app", json!({})).await;
    repository.git.switch("topic");
    let head = repository.git.commit("Better", &[("better", "1")]);
    let mut request = center_request(&repository, &head);
    request["pullRequest"]["draft"] = json!(true);
    let event = deliver(&app, &repository, "pr:opened", &request).await;
    assert_eq!(event["status"], "ignored", "{event:#}");
    let mut ready = request.clone();
    ready["pullRequest"]["draft"] = json!(false);
    let build = built(&app, &repository, "pr:modified", &ready).await;
    assert_eq!(build["commit"]["sha"], head);
    let event = deliver(&app, &repository, "pr:modified", &ready).await;
    assert_eq!(event["status"], "ignored", "{event:#}");
    assert!(text(&event["decision"], "reason").contains("has no new commits"), "{event:#}");
    app.finish().await;
}
