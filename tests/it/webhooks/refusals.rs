//! What is refused, and that a refusal tells nothing: neither what was wrong with a signature, nor
//! whether a repository is registered.

use std::fmt::Write as _;

use oored::crypto::signature::Signature;
use reqwest::Method;
use serde_json::{Value, json};

use super::sending::{APP_PATH, APP_SECRET, WITH_APP, github_bytes, problem, stored, with_body};
use crate::support::{
    Answer, Delivery, GitRepository, Server, TestApp, TestDatabase, TestRepository,
    on_both_databases,
};

on_both_databases!(
    every_bad_signature_gets_the_same_answer,
    bodies_that_no_provider_sends_are_refused,
    a_form_is_verified_as_it_was_sent,
    a_delivery_for_another_provider_is_told_where_to_go,
    without_an_app_its_endpoint_refuses_everything,
    either_secret_of_a_rotation_verifies,
);

const TOO_LARGE: usize = 26 * 1024 * 1024;

async fn github(app: &Server) -> TestRepository {
    app.register("acme/app", GitRepository::new()).await
}

fn push(repository: &TestRepository) -> Delivery {
    let payload = json!({ "ref": "refs/heads/main", "repository": { "full_name": "acme/app" } });
    let path = format!("/api/webhooks/github/{}", repository.id);
    Delivery::github(&path, "push", &payload, &repository.secret)
}

async fn nothing_is_stored(app: &Server) {
    let events = app.client.get("/api/webhooks/events").await;
    assert_eq!(events["items"], json!([]));
}

/// The delivery with each mistake that a signature can have.
fn badly_signed(
    good: &Delivery,
    repository: &TestRepository,
    other: &TestRepository,
    gitlab: &TestRepository,
) -> Vec<(&'static str, Delivery)> {
    let header = "x-hub-signature-256";
    let signature = |secret: &str| {
        format!("sha256={}", Signature::sign(secret.as_bytes(), &[&good.body]).to_hex())
    };
    let mut altered = good.clone();
    altered.body.push(b' ');
    let mut doubled = good.clone();
    doubled.headers.push((header.to_owned(), signature(&repository.secret)));
    let at = |path: &str| Delivery { path: path.to_owned(), ..good.clone() };
    vec![
        ("missing", good.clone().without(header)),
        ("empty", good.clone().with(header, "")),
        ("empty digest", good.clone().with(header, "sha256=")),
        (
            "sha1 alone",
            good.clone()
                .without(header)
                .with("x-hub-signature", "sha1=757107ea0eb2509fc211221cce984b8a37570b6d"),
        ),
        (
            "sha1 in its place",
            good.clone().with(header, "sha1=757107ea0eb2509fc211221cce984b8a37570b6d"),
        ),
        ("cut", good.clone().with(header, &signature(&repository.secret)[..40])),
        ("no hex", good.clone().with(header, &format!("sha256={}", "z".repeat(64)))),
        ("of no secret", good.clone().with(header, &signature(""))),
        ("of another repository", good.clone().with(header, &signature(&other.secret))),
        ("of the App", good.clone().with(header, &signature(APP_SECRET))),
        ("doubled", doubled),
        ("altered body", altered),
        ("empty body", Delivery { body: Vec::new(), ..good.clone() }),
        ("unknown repository", at("/api/webhooks/github/01ARZ3NDEKTSV4RRFFQ69G5FAV")),
        ("repository of GitLab", at(&format!("/api/webhooks/github/{}", gitlab.id))),
        ("other repository's URL", at(&format!("/api/webhooks/github/{}", other.id))),
        ("the App's URL", at(APP_PATH)),
    ]
}

async fn every_bad_signature_gets_the_same_answer(database: TestDatabase) {
    let app = TestApp::start_with(database, &WITH_APP).await;
    let repository = github(&app).await;
    let other = app.register("acme/other", GitRepository::new()).await;
    let token = json!({ "webhook_secret": "a-token-of-some-length" });
    let gitlab = app.register_with("gitlab", "acme/app", GitRepository::new(), token).await;
    let good = push(&repository);
    for (name, delivery) in &badly_signed(&good, &repository, &other, &gitlab) {
        let answer = app.send(delivery).await;
        assert_eq!(answer.status, 401, "{name}");
        assert_eq!(answer.headers["www-authenticate"], r#"Signature realm="oore webhooks""#);
        assert_eq!(
            problem(&answer),
            json!({
                "type": "urn:oore:problem:invalid_signature",
                "title": "Signature missing or wrong",
                "status": 401,
                "code": "invalid_signature",
                "detail": "signature missing or wrong",
            }),
            "{name}"
        );
    }
    nothing_is_stored(&app).await;
    app.deliver(&good).await;
    app.finish().await;
}

/// Sends a body piece by piece, without telling its length first.
async fn chunked(app: &Server, delivery: &Delivery, size: usize) -> Answer {
    let piece = bytes::Bytes::from(vec![b' '; 1024 * 1024]);
    let pieces = (0..size / piece.len()).map(move |_| Ok::<_, std::io::Error>(piece.clone()));
    let body = reqwest::Body::wrap_stream(futures_util::stream::iter(pieces));
    let request = app.client.anonymous(Method::POST, &delivery.path).body(body);
    let request =
        delivery.headers.iter().fold(request, |request, (name, value)| request.header(name, value));
    let response = request.send().await.expect("the server answers");
    let (status, headers) = (response.status(), response.headers().clone());
    Answer { status, headers, body: response.bytes().await.unwrap().to_vec() }
}

async fn bodies_that_no_provider_sends_are_refused(database: TestDatabase) {
    let app = TestApp::start_with(database, &WITH_APP).await;
    let repository = github(&app).await;
    let good = push(&repository);
    let secret = &repository.secret;
    let large = with_body(good.clone(), &vec![b' '; TOO_LARGE], secret);
    let form = good.clone().with("content-type", "application/x-www-form-urlencoded");
    let cases = [
        ("gzip", good.clone().with("content-encoding", "gzip")),
        ("two encodings", good.clone().with("content-encoding", "br, gzip")),
        ("text", good.clone().with("content-type", "text/plain")),
        ("multipart", good.clone().with("content-type", "multipart/form-data; boundary=x")),
        ("26 MB", large.clone()),
        ("26 MB, not signed", large.clone().without("x-hub-signature-256")),
        ("no JSON", with_body(good.clone(), b"{", secret)),
        ("a list", with_body(good.clone(), b"[]", secret)),
        ("deeply nested", with_body(good.clone(), "[".repeat(100_000).as_bytes(), secret)),
        ("no UTF-8", with_body(good.clone(), b"{\"a\":\"\xff\"}", secret)),
        ("empty", with_body(good.clone(), b"", secret)),
        ("form without payload", with_body(form.clone(), b"other=1", secret)),
        ("form with two payloads", with_body(form.clone(), b"payload={}&payload={}", secret)),
        ("form with bad payload", with_body(form, b"payload=%7B", secret)),
        ("no event", good.clone().without("x-github-event")),
        ("no delivery id", good.clone().without("x-github-delivery")),
        ("long delivery id", good.clone().with("x-github-delivery", &"a".repeat(200))),
        ("empty delivery id", good.clone().with("x-github-delivery", "")),
    ];
    let mut told = String::new();
    for (name, delivery) in &cases {
        let answer = app.send(delivery).await;
        let problem = problem(&answer);
        let (code, detail) = (&problem["code"], &problem["detail"]);
        writeln!(told, "{name}: {} {code} {detail}", answer.status.as_u16()).unwrap();
    }
    let answer = chunked(&app, &large, TOO_LARGE).await;
    writeln!(told, "26 MB in chunks: {} {}", answer.status.as_u16(), problem(&answer)["detail"])
        .unwrap();
    insta::assert_snapshot!("refused_bodies", told);
    nothing_is_stored(&app).await;
    app.finish().await;
}

async fn a_form_is_verified_as_it_was_sent(database: TestDatabase) {
    let app = TestApp::start_with(database, &WITH_APP).await;
    let repository = github(&app).await;
    let payload = r#"{"zen":"a b&c=d+e%","repository":{"full_name":"acme/app"}}"#;
    let form: String = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("payload", payload)
        .finish();
    let path = format!("/api/webhooks/github/{}", repository.id);
    let delivery = github_bytes(&path, "ping", form.as_bytes(), &repository.secret)
        .with("content-type", "application/x-www-form-urlencoded; charset=utf-8");
    let event = app.deliver(&delivery).await;
    assert_eq!(event["summary"]["repository"], "acme/app");
    assert_eq!(event["size_bytes"], form.len());
    let id = event["id"].as_str().unwrap();
    let kept = app.client.bytes(&format!("/api/webhooks/events/{id}/payload")).await;
    assert_eq!(kept, form.as_bytes());
    // A signature of the JSON in the form is none of the form.
    let wrong = with_body(delivery.clone(), payload.as_bytes(), &repository.secret);
    let wrong = Delivery { body: form.into_bytes(), ..wrong };
    assert_eq!(app.send(&wrong).await.status, 401);
    app.finish().await;
}

async fn a_delivery_for_another_provider_is_told_where_to_go(database: TestDatabase) {
    let app = TestApp::start_with(database, &WITH_APP).await;
    let repository = github(&app).await;
    let token = json!({ "webhook_secret": "a-token-of-some-length" });
    let gitlab = app.register_with("gitlab", "acme/app", GitRepository::new(), token).await;
    let at_github = format!("/api/webhooks/github/{}", repository.id);
    let at_gitlab = format!("/api/webhooks/gitlab/{}", gitlab.id);
    let to = |path: &str, headers: &[(&str, &str)]| {
        let plain = Delivery { path: path.to_owned(), headers: Vec::new(), body: b"{}".to_vec() };
        let plain = plain.with("content-type", "application/json");
        headers.iter().fold(plain, |delivery, (name, value)| delivery.with(name, value))
    };
    let from_gitlab = [("x-gitlab-event", "Push Hook"), ("x-gitlab-token", "x")];
    let from_gitea =
        [("x-gitea-event", "push"), ("x-github-event", "push"), ("x-hub-signature-256", "sha256=")];
    let mut told = String::new();
    for (name, delivery) in [
        ("GitLab's to the App", to(APP_PATH, &from_gitlab)),
        ("GitLab's to GitHub's", to(&at_github, &from_gitlab)),
        ("Gitea's to GitHub's", to(&at_github, &from_gitea)),
        ("Forgejo's to GitHub's", to(&at_github, &[("x-forgejo-event", "push")])),
        ("GitHub's to GitLab's", to(&at_gitlab, &[("x-github-event", "push")])),
        ("Bitbucket's to GitLab's", to(&at_gitlab, &[("x-event-key", "repo:push")])),
        ("a hook's to GitHub's", to(&at_github, &[("x-oore-event", "push")])),
    ] {
        let answer = app.send(&delivery).await;
        let problem: Value = problem(&answer);
        writeln!(told, "{name}: {} {}", answer.status.as_u16(), problem["detail"]).unwrap();
    }
    insta::assert_snapshot!("wrong_providers", told);
    nothing_is_stored(&app).await;
    app.finish().await;
}

async fn without_an_app_its_endpoint_refuses_everything(database: TestDatabase) {
    let app = TestApp::start_with(database, &[("OORE_LOCAL_RUNNER", "false")]).await;
    for secret in ["", APP_SECRET] {
        let delivery = Delivery::github(APP_PATH, "push", &json!({}), secret);
        assert_eq!(app.send(&delivery).await.status, 401);
    }
    app.finish().await;
}

async fn either_secret_of_a_rotation_verifies(database: TestDatabase) {
    let settings =
        [WITH_APP[0], WITH_APP[1], ("OORE_GITHUB_WEBHOOK_SECRET_PREVIOUS", "the old one")];
    let app = TestApp::start_with(database, &settings).await;
    for secret in [APP_SECRET, "the old one"] {
        let delivery = Delivery::github(APP_PATH, "ping", &json!({}), secret);
        app.decided(&stored(&app.send(&delivery).await)).await;
    }
    app.finish().await;
}
