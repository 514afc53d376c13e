//! Errors that every operation shares, tried on every operation of the published document.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::access::{Named, World, filled};
use crate::support::{Answer, Client, TestApp, TestDatabase, on_both_databases, send};

on_both_databases!(
    no_operation_opens_without_the_admin_token,
    what_is_not_there_is_not_found,
    a_malformed_id_is_named,
    other_methods_are_refused_with_those_that_are_taken,
    bodies_are_read_strictly,
    unknown_paths_and_odd_requests_get_problems,
);

const NO_RUNNER: [(&str, &str); 1] = [("OORE_LOCAL_RUNNER", "false")];
const NOBODY: &str = "01ARZ3NDEKTSV4RRFFQ69G5FAV";

/// An operation of the document.
struct Operation {
    path: String,
    method: Method,
    id: String,
    is_public: bool,
    takes_body: bool,
    /// A body that it takes.
    example: Value,
}

impl Operation {
    /// Its path with `id` in every place for one.
    fn path_with(&self, id: &str) -> String {
        filled(&self.path, id, &[id])
    }
}

async fn operations(app: &TestApp) -> Vec<Operation> {
    let document = app.client.get("/openapi.json").await;
    let mut all = Vec::new();
    for (path, methods) in document["paths"].as_object().expect("paths") {
        for (method, operation) in methods.as_object().expect("methods") {
            let Some(id) = operation["operationId"].as_str() else { continue };
            all.push(Operation {
                path: path.clone(),
                method: method.to_uppercase().parse().expect("a method"),
                id: id.to_owned(),
                is_public: operation["security"] == json!([]),
                takes_body: operation["requestBody"].is_object(),
                example: example(&document, operation),
            });
        }
    }
    assert!(all.len() >= 25, "the document holds the operations");
    all
}

/// The example of an operation's body.
fn example(document: &Value, operation: &Value) -> Value {
    let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
    let named = schema["$ref"].as_str().and_then(|named| named.strip_prefix('#'));
    named.map_or(json!({}), |named| document.pointer(named).expect("there")["example"].clone())
}

/// Checks that the answer is a problem as RFC 9457 has it, and gives its code.
fn code(answer: &Answer, status: u16, what: &str) -> String {
    let problem = answer.json();
    assert_eq!(answer.status, status, "{what}: {}", answer.text());
    assert_eq!(answer.headers["content-type"], "application/problem+json", "{what}");
    assert_eq!(problem["status"], status, "{what}");
    assert_eq!(problem["request_id"], answer.headers["x-request-id"].to_str().unwrap(), "{what}");
    let code = problem["code"].as_str().unwrap_or_else(|| panic!("{what}: {problem}"));
    assert_eq!(problem["type"], format!("urn:oore:problem:{code}"), "{what}");
    assert!(problem["title"].is_string() && problem["detail"].is_string(), "{what}: {problem}");
    code.to_owned()
}

async fn no_operation_opens_without_the_admin_token(database: TestDatabase) {
    let app = TestApp::start_with(database, &NO_RUNNER).await;
    let runner = app.client.post("/api/runners", &json!({ "name": "one", "labels": [] })).await;
    let registration = runner["registration_token"].as_str().expect("its token");
    let runner = app.register_runner(registration).await;
    let admin = app.client.token();
    let headers = [
        ("wrong token", format!("Bearer {}", "x".repeat(64))),
        ("runner's token", format!("Bearer {runner}")),
        ("token and more", format!("Bearer {admin}x")),
        ("other case", format!("Bearer {}", admin.to_uppercase())),
        ("other scheme", format!("Basic {admin}")),
        ("token alone", admin.to_owned()),
        ("empty", "Bearer ".to_owned()),
    ];
    let mut guarded = 0_u8;
    for operation in operations(&app).await.iter().filter(|operation| !operation.is_public) {
        guarded += 1;
        let path = operation.path_with(NOBODY);
        // An address that shows many wrong tokens is told to wait.
        let client = app.client.from(guarded);
        let request = || client.anonymous(operation.method.clone(), &path);
        let anonymous = send(request()).await;
        assert_eq!(code(&anonymous, 401, &operation.id), "unauthenticated");
        assert_eq!(anonymous.headers["www-authenticate"], r#"Bearer realm="oore""#);
        for (name, header) in &headers {
            let what = format!("{} with {name}", operation.id);
            let answer = send(request().header("authorization", header)).await;
            assert_eq!(code(&answer, 401, &what), "unauthenticated");
        }
        let twice = request().bearer_auth(admin).header("authorization", "Bearer x");
        assert_eq!(code(&send(twice).await, 401, &operation.id), "unauthenticated");
        let in_query = client.anonymous(operation.method.clone(), &path);
        let in_query = send(in_query.query(&[("access_token", admin)])).await;
        assert_eq!(code(&in_query, 401, &operation.id), "unauthenticated");
    }
    assert!(guarded >= 20, "{guarded} operations are guarded");
    app.finish().await;
}

async fn what_is_not_there_is_not_found(database: TestDatabase) {
    let app = TestApp::start_with(database, &NO_RUNNER).await;
    for operation in operations(&app).await {
        if operation.is_public || !operation.path.contains("{id}") {
            continue;
        }
        let request = app.client.request(operation.method.clone(), &operation.path_with(NOBODY));
        let request = if operation.takes_body { request.json(&operation.example) } else { request };
        let answer = send(request).await;
        assert_eq!(code(&answer, 404, &operation.id), "not_found");
        let detail = answer.json()["detail"].as_str().unwrap_or_default().to_owned();
        assert!(detail.starts_with("no ") && detail.ends_with(&format!("`{NOBODY}`")), "{detail}");
    }
    app.finish().await;
}

async fn a_malformed_id_is_named(database: TestDatabase) {
    let app = TestApp::start_with(database, &NO_RUNNER).await;
    let bad =
        ["x", "01arz3ndektsv4rrffq69g5fav", "81ARZ3NDEKTSV4RRFFQ69G5FAV", "%00", "..%2F..", "%FF"];
    for operation in operations(&app).await {
        if operation.is_public || !operation.path.contains("{id}") {
            continue;
        }
        for id in bad {
            let request = app.client.request(operation.method.clone(), &operation.path_with(id));
            let request = if operation.takes_body { request.json(&json!({})) } else { request };
            let what = format!("{} with {id}", operation.id);
            let answer = send(request).await;
            let (status, code) = (answer.status, answer.json()["code"].clone());
            // A path that is no text names nothing at all.
            let is_refused = (status == 400
                && (code == "invalid_parameter" || code == "bad_request"))
                || (status == 404 && code == "unknown_path");
            assert!(is_refused, "{what}: {}", answer.text());
            self::code(&answer, status.as_u16(), &what);
        }
    }
    app.finish().await;
}

async fn other_methods_are_refused_with_those_that_are_taken(database: TestDatabase) {
    let app = TestApp::start_with(database, &NO_RUNNER).await;
    let all = operations(&app).await;
    for operation in &all {
        let taken: Vec<&Method> =
            all.iter().filter(|it| it.path == operation.path).map(|it| &it.method).collect();
        let path = operation.path_with(NOBODY);
        for method in [Method::PATCH, Method::DELETE, Method::PUT, Method::POST, Method::GET] {
            if taken.contains(&&method) {
                continue;
            }
            let what = format!("{method} {path}");
            let answer = send(app.client.request(method, &path)).await;
            assert_eq!(code(&answer, 405, &what), "method_not_allowed");
            let allow = answer.headers["allow"].to_str().expect("text").to_owned();
            for method in &taken {
                assert!(allow.contains(method.as_str()), "{what}: {allow}");
            }
        }
    }
    app.finish().await;
}

async fn bodies_are_read_strictly(database: TestDatabase) {
    let world = World::new(database).await;
    let app = &world.app;
    for operation in operations(app).await {
        if operation.is_public || !operation.takes_body {
            continue;
        }
        let path = operation.path_with(&Named::of(&operation.path).id(&world, &world.own).await);
        let request = || app.client.request(operation.method.clone(), &path);
        let typed =
            |text: &str| request().header("content-type", "application/json").body(text.to_owned());
        let id = &operation.id;
        for body in [r#"{"made_up":1}"#, "[]", r#""x""#, "5"] {
            let answer = send(typed(body)).await;
            assert_eq!(code(&answer, 400, &format!("{id} {body}")), "invalid_body");
            assert!(answer.json()["errors"][0]["message"].is_string(), "{}", answer.text());
        }
        for body in ["{", "{}{}", "\u{0}", "{\"a\":1,}"] {
            let answer = send(typed(body)).await;
            assert_eq!(code(&answer, 400, &format!("{id} {body:?}")), "invalid_body");
        }
        let text = send(request().header("content-type", "text/plain").body("{}")).await;
        assert_eq!(code(&text, 415, id), "unsupported_media_type");
        let large = send(typed(&" ".repeat(1024 * 1024 + 1))).await;
        assert_eq!(code(&large, 413, id), "body_too_large");
    }
    world.finish().await;
}

async fn unknown_paths_and_odd_requests_get_problems(database: TestDatabase) {
    let app = TestApp::start_with(database, &NO_RUNNER).await;
    for path in
        ["/x", "/api", "/api/nothing", "/api/builds/", "/api//builds", "/API/builds", "/docs/x"]
    {
        let answer = send(app.client.request(Method::GET, path)).await;
        assert_eq!(code(&answer, 404, path), "unknown_path");
    }
    let own = app.client.anonymous(Method::GET, "/api/builds").header("x-request-id", "mine\u{7f}");
    let answer = own.send().await;
    // A header that is none never leaves the client; what leaves it is answered.
    if let Ok(answer) = answer {
        assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
    }
    let head = send(app.client.request(Method::HEAD, "/api/health/live")).await;
    assert!(head.headers.contains_key("x-request-id"));
    app.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_has_a_request_id_of_its_own() {
    let app = TestApp::start_with(TestDatabase::sqlite(), &NO_RUNNER).await;
    let mut ids = Vec::new();
    for path in ["/api/health/live", "/api/builds", "/docs", "/openapi.json", "/nothing"] {
        let client: &Client = &app.client;
        let answer = send(client.request(Method::GET, path)).await;
        ids.push(answer.headers["x-request-id"].to_str().expect("text").to_owned());
    }
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count);
    let _: Value = app.client.get("/api/health/ready").await;
    app.finish().await;
}
