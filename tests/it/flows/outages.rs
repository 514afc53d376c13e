//! A provider that can't be told for a long time. The hour passes by putting forward what waits for
//! it: no test waits, and every pause counts as long as it was set.

use std::time::Duration;

use chrono::{TimeDelta, Utc};
use oored::clock;
use oored::domain::fact::Fact;
use oored::entities::status_reports::{Column, Entity};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};

use crate::support::{Forge, GitRepository, TestApp, TestDatabase, on_both_databases, text};

on_both_databases!(
    after_an_hour_and_restarts_exactly_the_latest_state_stands_there,
    what_waits_to_be_told_can_be_seen_from_outside,
);

const LOCAL: [(&str, &str); 1] = [("OORE_ALLOWED_NETWORKS", "127.0.0.0/8")];

const PIPELINE: &str = "
version: 1
on: { push: {}, manual: {} }
jobs: { only: { checkout: none, steps: [{ run: echo done }] } }
";

/// How often it was tried in vain, once that is more often than `before`, and how long the next try
/// was put off.
async fn put_off(app: &TestApp, build: &str, before: u64) -> (u64, Duration) {
    let tries = |build: &Value| build["status_reports"][0]["attempts"].as_u64().unwrap_or(0);
    let build = app.build_until(build, |build| tries(build) > before).await;
    let next = text(&build["status_reports"][0], "next_try_at");
    let next = next.parse::<clock::Timestamp>().expect("a moment");
    let pause = (next - Utc::now()).max(TimeDelta::zero()).to_std().expect("a pause");
    (tries(&build), pause)
}

/// Makes what is due later due now.
async fn let_time_pass(app: &TestApp) {
    let tx = app.app().database().begin().await.expect("a transaction");
    let due = Entity::update_many()
        .col_expr(Column::NextTryAt, Expr::value(clock::now()))
        .filter(Column::NextTryAt.is_not_null());
    due.exec(&tx).await.expect("updated");
    tx.commit().await.expect("committed");
    app.app().bus().publish(vec![Fact::ReportDue]);
}

async fn after_an_hour_and_restarts_exactly_the_latest_state_stands_there(database: TestDatabase) {
    let (mut app, forge) = (TestApp::start_with(database, &LOCAL).await, Forge::start().await);
    let git = GitRepository::with_pipeline(PIPELINE);
    let more = json!({ "api_url": forge.url(), "access_token": "a-token-of-ours" });
    let repository = app.register_with("github", "acme/app", git, more).await;
    forge.go_down();
    let path = format!("/api/repositories/{}/trigger", repository.id);
    let mut newest = text(&app.client.post(&path, &json!({})).await, "id");
    app.finished(&newest).await;
    let (mut elapsed, mut tries, mut rounds) = (Duration::ZERO, 0, 0);
    while elapsed < Duration::from_secs(60 * 60) {
        let pause;
        (tries, pause) = put_off(&app, &newest, tries).await;
        elapsed += pause;
        rounds += 1;
        if rounds % 4 == 0 {
            app = app.restart().await;
        }
        if rounds == 6 {
            // The same commit is built anew: the earlier build's states are overtaken.
            newest = text(&app.client.post(&path, &json!({})).await, "id");
            app.finished(&newest).await;
            tries = 0;
        }
        let_time_pass(&app).await;
    }
    assert!(rounds > 8, "the pauses were long: {rounds} tries in {elapsed:?}");
    assert!(forge.taken().is_empty(), "it was down");
    forge.come_back();
    let_time_pass(&app).await;
    forge.until_told("oore/manual: success").await;
    let is_told = |build: &Value| build["status_reports"][0]["is_delivered"] == true;
    app.build_until(&newest, is_told).await;
    let taken = forge.taken();
    assert_eq!(taken.len(), 1, "the latest state alone: {taken:#?}");
    let link = taken[0].body["target_url"].as_str().expect("a link");
    assert!(link.ends_with(&newest), "{link}");
    app.finish().await;
}

async fn what_waits_to_be_told_can_be_seen_from_outside(database: TestDatabase) {
    let (app, forge) = (TestApp::start_with(database, &LOCAL).await, Forge::start().await);
    let git = GitRepository::with_pipeline(PIPELINE);
    let more = json!({ "api_url": forge.url(), "access_token": "a-token-of-ours" });
    let repository = app.register_with("github", "acme/app", git, more).await;
    let waiting = async |count: u32| {
        let line = format!("oore_status_reports_waiting {count}");
        let bytes = app.client.bytes("/metrics").await;
        let text = String::from_utf8(bytes).expect("a text");
        text.lines().any(|shown| shown == line).then_some(text)
    };
    assert!(waiting(0).await.is_some());
    forge.go_down();
    let build = app.push_finishes(&repository).await;
    put_off(&app, &text(&build, "id"), 0).await;
    let shown = waiting(1).await.expect("one waits");
    let lag = shown.lines().find_map(|line| line.strip_prefix("oore_status_reports_lag_seconds "));
    assert!(lag.and_then(|lag| lag.parse::<f64>().ok()) > Some(0.0), "{shown}");
    forge.come_back();
    let_time_pass(&app).await;
    app.until("nothing waits", async || waiting(0).await).await;
    app.finish().await;
}
