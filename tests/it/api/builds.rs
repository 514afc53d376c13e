//! Builds and jobs: asked for, shown, repeated, and their logs.

use reqwest::Method;
use serde_json::{Value, json};

use super::shown::{all, filtered};
use crate::support::{
    Answer, Client, GitRepository, TestApp, TestDatabase, job_of, on_both_databases, send, text,
};

on_both_databases!(
    a_build_and_its_jobs_are_shown_whole,
    a_build_is_made_once_for_each_idempotency_key,
    what_cannot_be_built_is_refused,
    nul_is_refused_in_bodies_and_found_nowhere,
    what_has_not_ended_or_failed_is_not_repeated,
    a_log_is_read_by_offset_and_limit,
);

const NO_RUNNER: [(&str, &str); 1] = [("OORE_LOCAL_RUNNER", "false")];

const PIPELINE: &str = r#"
version: 1
name: Checks
on: { push: {}, manual: { inputs: { level: { type: choice, options: [low, high], default: low } } } }
jobs:
  test:
    name: Test ${{ matrix.os }}
    checkout: none
    matrix: { values: { os: [a, b] } }
    steps: [ { name: Say, run: "printf 'hello %s\n' \"$OORE_MATRIX_OS\"" } ]
  fail:
    checkout: none
    needs: test
    steps: [ { run: exit 3 } ]
"#;

async fn post(client: &Client, path: &str, key: Option<&str>, body: &Value) -> Answer {
    let request = client.request(Method::POST, path).json(body);
    send(match key {
        Some(key) => request.header("idempotency-key", key),
        None => request,
    })
    .await
}

async fn a_build_and_its_jobs_are_shown_whole(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let repository = app.register("acme/app", GitRepository::with_pipeline(PIPELINE)).await;
    let build = app.push_finishes(&repository).await;
    assert_eq!(build["status"], "failed");
    let job = app.client.get(&format!("/api/jobs/{}", text(job_of(&build, "fail"), "id"))).await;
    assert_eq!(&job, job_of(&build, "fail"));
    let _settings = filtered();
    insta::assert_snapshot!("build", all(&[("build", &build)]));
    let listed = app.client.get("/api/builds?branch=main&status=failed").await;
    assert_eq!(listed["items"][0]["id"], build["id"]);
    assert_eq!(listed["items"][0]["jobs"], json!(null), "a list shows builds without their jobs");
    for none in ["branch=other", "status=queued", "repo=01ARZ3NDEKTSV4RRFFQ69G5FAV"] {
        assert_eq!(
            app.client.get(&format!("/api/builds?{none}")).await["items"],
            json!([]),
            "{none}"
        );
    }

    let path = format!("/api/builds/{}/rerun", text(&build, "id"));
    let again = post(&app.client, &path, Some("one"), &json!({ "failed_only": true })).await;
    assert_eq!(again.status, 201, "{}", again.text());
    let misused = post(&app.client, &path, Some("one"), &json!({ "failed_only": false })).await;
    assert_eq!(misused.json()["code"], "idempotency_key_reused", "{}", misused.text());
    assert_eq!(again.json()["rerun_of"], build["id"]);
    let again = app.finished(&text(&again.json(), "id")).await;
    assert_eq!((&again["number"], &again["status"]), (&json!(2), &json!("failed")));
    let reused = job_of(&again, "test[os=a]");
    assert_eq!(reused["reused_from"], job_of(&build, "test[os=a]")["id"]);
    assert_eq!(app.log(&again, "test[os=a]").await, app.log(&build, "test[os=a]").await);
    app.finish().await;
}

async fn a_build_is_made_once_for_each_idempotency_key(database: TestDatabase) {
    let app = TestApp::start_with(database, &NO_RUNNER).await;
    let repository = app.register("acme/app", GitRepository::with_pipeline(PIPELINE)).await;
    let path = format!("/api/repositories/{}/trigger", repository.id);
    let first =
        post(&app.client, &path, Some("one"), &json!({ "inputs": { "level": "high" } })).await;
    assert_eq!(first.status, 201, "{}", first.text());
    let id = text(&first.json(), "id");
    assert_eq!(first.headers["location"], format!("/api/builds/{id}"));
    assert_eq!(first.json()["triggered_by"], "admin");
    let again =
        post(&app.client, &path, Some("one"), &json!({ "inputs": { "level": "high" } })).await;
    assert_eq!(text(&again.json(), "id"), id);
    for body in [json!({}), json!({ "branch": "main" }), json!({ "inputs": { "level": "low" } })] {
        let misused = post(&app.client, &path, Some("one"), &body).await;
        assert_eq!(
            (misused.status.as_u16(), &misused.json()["code"]),
            (409, &json!("idempotency_key_reused")),
            "{body}"
        );
        assert!(misused.text().contains(&id), "{}", misused.text());
    }
    let other = post(&app.client, &path, Some("two"), &json!({})).await;
    assert_eq!(other.json()["number"], 2);
    let none = send(app.client.request(Method::POST, &path)).await;
    assert_eq!(
        (none.status.as_u16(), &none.json()["number"]),
        (201, &json!(3)),
        "a body may be left out"
    );
    let long = "x".repeat(129);
    for bad in ["", long.as_str(), "a b"] {
        let answer = post(&app.client, &path, Some(bad), &json!({})).await;
        assert_eq!(
            (answer.status.as_u16(), &answer.json()["code"]),
            (400, &json!("invalid_parameter")),
            "{bad:?}"
        );
    }
    let builds = app.client.get("/api/builds").await;
    for build in builds["items"].as_array().expect("items") {
        app.cancel(&text(build, "id")).await;
    }
    app.finish().await;
}

async fn what_cannot_be_built_is_refused(database: TestDatabase) {
    let app = TestApp::start_with(database, &NO_RUNNER).await;
    let repository = app.register("acme/app", GitRepository::with_pipeline(PIPELINE)).await;
    let path = format!("/api/repositories/{}/trigger", repository.id);
    let mut told = String::new();
    let cases = [
        ("no such branch", json!({ "branch": "other" })),
        ("option", json!({ "branch": "--upload-pack=id" })),
        ("full ref", json!({ "branch": "a..b" })),
        ("unknown input", json!({ "inputs": { "colour": "red" } })),
        ("wrong input", json!({ "inputs": { "level": "medium" } })),
        ("number", json!({ "inputs": { "level": 1 } })),
    ];
    for (name, body) in cases {
        let answer = post(&app.client, &path, None, &body).await;
        told += &format!(
            "{name}: {} {} {}\n",
            answer.status.as_u16(),
            answer.json()["code"],
            answer.json()["detail"]
        );
    }
    let own = format!("/api/repositories/{}", repository.id);
    app.client.answer(Method::PUT, &own, Some(&json!({ "active": false }))).await;
    let answer = post(&app.client, &path, None, &json!({})).await;
    told += &format!(
        "inactive: {} {} {}\n",
        answer.status.as_u16(),
        answer.json()["code"],
        answer.json()["detail"]
    );
    let _settings = filtered();
    insta::assert_snapshot!("refused_builds", told);
    assert_eq!(app.client.get("/api/builds").await["items"], json!([]));
    app.finish().await;
}

async fn what_has_not_ended_or_failed_is_not_repeated(database: TestDatabase) {
    let app = TestApp::start_with(database, &NO_RUNNER).await;
    let repository = app.register("acme/app", GitRepository::with_pipeline(PIPELINE)).await;
    let build = app.push_builds(&repository).await;
    let path = format!("/api/builds/{}", text(&build, "id"));
    let early = post(&app.client, &format!("{path}/rerun"), None, &json!({})).await;
    assert_eq!((early.status.as_u16(), &early.json()["code"]), (409, &json!("conflict")));
    let canceled = app.cancel(&text(&build, "id")).await;
    assert_eq!(
        (&canceled["status"], &canceled["cancel_reason"]),
        (&json!("canceled"), &json!("canceled by admin"))
    );
    // The same wish again, as after a lost answer.
    app.cancel(&text(&build, "id")).await;
    let again = post(&app.client, &format!("{path}/rerun"), Some("k"), &json!({})).await;
    assert_eq!(again.status, 201, "{}", again.text());
    let same = post(&app.client, &format!("{path}/rerun"), Some("k"), &json!({})).await;
    assert_eq!(same.json()["id"], again.json()["id"]);
    app.cancel(&text(&again.json(), "id")).await;
    repository.git.commit("Break it", &[("oore.yaml", "version: 2\n")]);
    let broken = app.push_builds(&repository).await;
    assert_eq!(broken["status"], "failed");
    assert!(broken["diagnostics"][0]["message"].is_string(), "{broken:#}");
    let broken = format!("/api/builds/{}", text(&broken, "id"));
    let refused = post(&app.client, &format!("{broken}/rerun"), None, &json!({})).await;
    assert_eq!(refused.status, 409, "{}", refused.text());
    let refused = post(&app.client, &format!("{broken}/cancel"), None, &json!({})).await;
    assert_eq!(refused.status, 409, "{}", refused.text());
    app.finish().await;
}

async fn a_log_is_read_by_offset_and_limit(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let repository = app.register("acme/app", GitRepository::with_pipeline(PIPELINE)).await;
    let build = app.push_finishes(&repository).await;
    let job = text(job_of(&build, "test[os=a]"), "id");
    let whole = app.log_bytes(&build, "test[os=a]").await;
    assert!(String::from_utf8_lossy(&whole).contains("hello a"));
    let read = async |query: &str| app.client.bytes(&format!("/api/jobs/{job}/log?{query}")).await;
    assert_eq!(read("attempt=1").await, whole);
    assert_eq!(read("offset=3").await, whole[3..]);
    assert_eq!(read("offset=3&limit=4").await, whole[3..7]);
    assert_eq!(read("limit=0").await, b"");
    assert_eq!(read(&format!("offset={}", whole.len())).await, b"");
    assert_eq!(read("offset=1000000").await, b"");
    let answer = app.client.answer(Method::GET, &format!("/api/jobs/{job}/log"), None).await;
    assert_eq!(answer.headers["x-log-end"], whole.len().to_string().as_str());
    assert_eq!(answer.headers["x-log-complete"], "true");
    for (query, status) in
        [("attempt=2", 404), ("attempt=0", 400), ("offset=-1", 400), ("limit=x", 400)]
    {
        let path = format!("/api/jobs/{job}/log?{query}");
        let answer = app.client.answer(Method::GET, &path, None).await;
        assert_eq!(answer.status, status, "{query}: {}", answer.text());
    }
    let events = app.client.events(&format!("/api/jobs/{job}/log/events"), None).await.rest().await;
    let output: Vec<u8> = events.iter().flat_map(|event| event.output()).collect();
    assert_eq!(output, whole);
    app.finish().await;
}

async fn nul_is_refused_in_bodies_and_found_nowhere(database: TestDatabase) {
    let app = TestApp::start_with(database, &NO_RUNNER).await;
    let repository = app.register("acme/app", GitRepository::with_pipeline(PIPELINE)).await;
    let path = format!("/api/repositories/{}/trigger", repository.id);
    let answer = post(&app.client, &path, None, &json!({ "inputs": { "level": "lo\0w" } })).await;
    assert_eq!(answer.status, 400, "{}", answer.text());
    let mistake = &answer.json()["errors"][0];
    assert_eq!(mistake["field"], "/inputs/level");
    assert_eq!(mistake["message"], "must not hold the character NUL");
    for path in ["/api/builds?branch=ma%00in", "/api/repositories?q=%00"] {
        assert_eq!(app.client.get(path).await["items"], json!([]), "{path}");
    }
    app.finish().await;
}
