//! A server that was started with another encryption key than that of its secrets.

use reqwest::Method;

use crate::support::{Answer, GitRepository, TestApp, TestDatabase, on_both_databases, text};

on_both_databases!(a_delivery_whose_secret_can_not_be_opened_comes_again);

const NO_RUNNER: (&str, &str) = ("OORE_LOCAL_RUNNER", "false");
const PIPELINE: &str = "
version: 1
on: { manual: {} }
jobs: { only: { steps: [{ run: 'true' }] } }
";

/// The status, and when to come back.
fn told(answer: &Answer) -> (u16, Option<String>) {
    let retry = answer.headers.get("retry-after");
    (answer.status.as_u16(), retry.map(|it| it.to_str().expect("text").to_owned()))
}

async fn a_delivery_whose_secret_can_not_be_opened_comes_again(database: TestDatabase) {
    let (right, wrong) = ("1".repeat(64), "2".repeat(64));
    let (right, wrong) = (right.as_str(), wrong.as_str());
    let key = |key| ("OORE_ENCRYPTION_KEY", key);
    let app = TestApp::start_with(database, &[NO_RUNNER, key(right)]).await;
    let repository = app.register("acme/app", GitRepository::with_pipeline(PIPELINE)).await;
    let delivery = repository.github_push().signed(&repository);
    let mut forged = delivery.clone();
    forged.body.push(b' ');
    let mut unregistered = delivery.clone();
    unregistered.path = "/api/webhooks/github/01ARZ3NDEKTSV4RRFFQ69G5FAV".to_owned();

    let app = app.restart_with(&[key(wrong)]).await;
    let later = (503, Some("300".to_owned()));
    // Whatever it is, and for whom: nobody learns which repositories are registered.
    for one in [&unregistered, &delivery, &forged, &unregistered] {
        assert_eq!(told(&app.send(one).await), later, "{}", one.path);
    }
    let other = app.register("acme/other", GitRepository::with_pipeline(PIPELINE)).await;
    let event = app.push(&other).await;
    assert_eq!(event["status"], "ignored", "what can be verified is taken: {event:#}");

    // Back to the first key: what the second one sealed can't be opened now.
    let app = app.restart_with(&[key(right)]).await;
    let event = app.deliver(&delivery).await;
    assert_eq!(event["status"], "ignored", "{event:#}");
    assert_eq!(told(&app.send(&forged).await), later);
    let path = format!("/api/repositories/{}", other.id);
    assert_eq!(app.client.answer(Method::DELETE, &path, None).await.status, 204);
    let app = app.restart().await;
    for one in [&forged, &unregistered] {
        assert_eq!(told(&app.send(one).await), (401, None), "{}", one.path);
    }
    assert_eq!(text(&app.client.get("/api/health/ready").await, "status"), "ok");
    app.finish().await;
}
