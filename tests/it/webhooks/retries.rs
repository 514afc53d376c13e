//! Events whose commit can't be fetched: tried again, failed in the end, and taken up anew by a
//! redelivery.

use std::fs;
use std::path::{Path, PathBuf};

use oored::entities::webhook_events;
use reqwest::Method;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::sending::{PIPELINE, WITH_APP, stored};
use crate::support::{GitRepository, TestApp, TestDatabase, on_both_databases, text};

on_both_databases!(
    a_redelivery_after_failure_tries_again,
    an_event_waits_while_its_repository_is_away,
);

/// A remote that is moved out of the way.
struct Away {
    from: PathBuf,
    to: PathBuf,
}

impl Away {
    fn new(scratch: &Path) -> Self {
        let (from, to) = (scratch.join("remote.git"), scratch.join("away.git"));
        fs::rename(&from, &to).expect("moved");
        Self { from, to }
    }

    fn back(self) {
        fs::rename(self.to, self.from).expect("moved back");
    }
}

/// The tries that lie minutes apart are over.
async fn all_tries_but_one_are_spent(app: &TestApp, id: &str) {
    let tx = app.app().database().begin().await.expect("a transaction");
    webhook_events::Entity::update_many()
        .col_expr(webhook_events::Column::Attempts, Expr::value(4))
        .filter(webhook_events::Column::Id.eq(id))
        .exec(&tx)
        .await
        .expect("updated");
    tx.commit().await.expect("committed");
}

async fn a_redelivery_after_failure_tries_again(database: TestDatabase) {
    let app = TestApp::start_with(database, &WITH_APP).await;
    let repository = app.register("acme/app", GitRepository::with_pipeline(PIPELINE)).await;
    let delivery = repository.github_push().signed(&repository);
    let away = Away::new(repository.git.scratch());
    let id = stored(&app.send(&delivery).await);
    app.tried_once(&id).await;
    all_tries_but_one_are_spent(&app, &id).await;
    let failed = app.decided(&id).await;
    assert_eq!((&failed["status"], &failed["builds"]), (&json!("failed"), &json!([])));
    assert_eq!(failed["decision"]["outcome"], "failed");
    assert!(failed["error"].is_string(), "{failed:#}");

    away.back();
    let again = app.send(&delivery).await;
    assert_eq!(again.json(), json!({ "id": id, "status": "received", "duplicate": true }));
    let handled = app.decided(&id).await;
    assert_eq!(handled["status"], "handled", "{handled:#}");
    assert_eq!(handled["error"], json!(null));
    let first = &handled["decision"]["trace"][0];
    assert_eq!(first["rule"], "decided_again", "{handled:#}");
    assert!(text(first, "detail").contains("delivered again"), "{first:#}");
    let build = app.build_of(&handled).await;
    assert_eq!(build["number"], 1);
    app.cancel(&text(&build, "id")).await;
    app.finish().await;
}

async fn an_event_waits_while_its_repository_is_away(database: TestDatabase) {
    let app = TestApp::start_with(database, &WITH_APP).await;
    let repository = app.register("acme/app", GitRepository::with_pipeline(PIPELINE)).await;
    let away = Away::new(repository.git.scratch());
    let id = stored(&app.send(&repository.github_push().signed(&repository)).await);
    let waiting = app.tried_once(&id).await;
    assert_eq!(waiting["status"], "received");
    assert!(waiting["error"].is_string(), "why it waits is told: {waiting:#}");
    let replay =
        app.client.answer(Method::POST, &format!("/api/webhooks/events/{id}/replay"), None).await;
    assert_eq!(replay.status, 409, "{}", replay.text());
    away.back();
    let handled = app.decided(&id).await;
    assert_eq!(handled["status"], "handled");
    app.cancel(&text(&app.build_of(&handled).await, "id")).await;
    app.finish().await;
}
