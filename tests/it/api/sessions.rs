//! Passwords and sessions: signing in and out, what ends a session, who sees and revokes which.

use chrono::TimeDelta;
use oored::clock;
use oored::entities::sessions;
use oored::ids::{SessionId, UserId};
use reqwest::{Method, StatusCode};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};
use serde_json::json;
use tokio::time::timeout;

use crate::support::{Browser, PASSWORD, PATIENCE, TestApp, TestDatabase, on_both_databases};

on_both_databases!(
    a_person_signs_in_acts_and_signs_out,
    a_session_ends_with_its_user_password_and_time,
    sessions_are_seen_and_revoked_by_their_users_and_admins,
    passwords_are_set_by_those_who_may,
);

const NO_RUNNER: [(&str, &str); 1] = [("OORE_LOCAL_RUNNER", "false")];

async fn a_person_signs_in_acts_and_signs_out(database: TestDatabase) {
    let app = TestApp::start_with(database, &NO_RUNNER).await;
    let id = app.add_person("ann", Some("developer")).await;
    assert_eq!(app.client.get(&format!("/api/users/{id}")).await["has_password"], true);
    let ann = app.sign_in("ann").await;
    let session = ann.act(Method::GET, "/api/session", None).await.json();
    assert_eq!(session["csrf_token"], ann.csrf.as_str());
    let me = ann.act(Method::GET, "/api/me", None).await.json();
    assert_eq!(me, session["me"]);
    let expected = json!({
        "kind": "person", "name": "ann", "user_id": id, "session_id": ann.id,
        "scopes": ["admin"], "role": "developer", "repositories": [],
    });
    assert_eq!(me, expected);

    // What the user may do, and no more.
    let token = json!({ "name": "laptop", "scopes": ["build:read"] });
    let made = ann.act(Method::POST, "/api/tokens", Some(&token)).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
    let refused = ann.act(Method::GET, "/api/users", None).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);

    let cookie = ann.browser.cookie(app.client.base_url(), "oore_session").unwrap();
    let end = ann.act(Method::DELETE, "/api/session", None).await;
    assert_eq!(end.status, StatusCode::NO_CONTENT);
    assert_eq!(ann.browser.cookie(app.client.base_url(), "oore_session"), None);
    ann.browser.plant(app.client.base_url(), "oore_session", &cookie);
    assert!(!ann.is_open().await, "a cookie that was kept opens nothing");

    let record = app.client.get("/api/audit?limit=200").await;
    let told: Vec<_> = record["items"].as_array().unwrap().iter().rev().collect();
    let operations: Vec<_> = told.iter().map(|it| it["operation"].as_str().unwrap()).collect();
    let expected =
        ["user_add", "user_set_password", "session_create", "token_create", "session_end"];
    assert_eq!(operations, expected);
    assert_eq!(told[2]["actor"]["name"], "ann");
    assert_eq!(told[2]["address"], "127.0.0.1");
    for secret in [PASSWORD, &cookie, "argon2", &ann.csrf] {
        assert!(!record.to_string().contains(secret), "{secret} is in the record");
    }
    app.finish().await;
}

async fn a_session_ends_with_its_user_password_and_time(database: TestDatabase) {
    let app = TestApp::start_with(database, &NO_RUNNER).await;
    let id = app.add_person("ann", None).await;
    app.add_person("bob", Some("viewer")).await;
    let other = app.sign_in("bob").await;
    let path = format!("/api/users/{id}");

    let ann = app.sign_in("ann").await;
    assert_eq!(app.set_password(&id, PASSWORD).await.status, StatusCode::NO_CONTENT);
    assert!(!ann.is_open().await, "its password was set");

    let ann = app.sign_in("ann").await;
    let off = app.client.answer(Method::PUT, &path, Some(&json!({ "active": false }))).await;
    assert_eq!(off.status, StatusCode::OK);
    assert!(!ann.is_open().await, "its user is not active");
    app.client.answer(Method::PUT, &path, Some(&json!({ "active": true }))).await;
    assert!(!ann.is_open().await, "what ended stays ended");

    let ann = app.sign_in("ann").await;
    move_back(&app, &ann.id, TimeDelta::minutes(8 * 60 + 1), TimeDelta::zero()).await;
    assert!(!ann.is_open().await, "it has rested");
    let ann = app.sign_in("ann").await;
    move_back(&app, &ann.id, TimeDelta::zero(), TimeDelta::days(7)).await;
    assert!(!ann.is_open().await, "it is too old");
    let ann = app.sign_in("ann").await;
    let rows = sessions::Entity::find().all(&app.app().database().reader()).await.unwrap();
    assert_eq!(rows.len(), 2, "sessions that are over are forgotten: {rows:?}");

    // A use within the time keeps it open.
    move_back(&app, &ann.id, TimeDelta::hours(7), TimeDelta::zero()).await;
    assert!(ann.is_open().await);
    timeout(PATIENCE, until_used(&app, &ann.id)).await.expect("the use is noted");

    app.client.answer(Method::DELETE, &path, None).await;
    assert!(!ann.is_open().await, "its user is gone");
    assert!(other.is_open().await, "nobody else's has ended");
    app.finish().await;
}

/// Ends when a session's use is noted. Nobody waits for that write, and it tells no fact: each
/// look comes after another write.
async fn until_used(app: &TestApp, id: &str) {
    let id: SessionId = id.parse().unwrap();
    loop {
        let name = UserId::generate().to_string().to_lowercase();
        app.client.post("/api/users", &json!({ "name": name })).await;
        let row = sessions::Entity::find_by_id(id).one(&app.app().database().reader()).await;
        if clock::now() - row.unwrap().unwrap().last_used_at < TimeDelta::hours(1) {
            return;
        }
    }
}

/// Makes a session as old as it would be after so long without a use, and so long after its begin.
async fn move_back(app: &TestApp, id: &str, rested: TimeDelta, lasted: TimeDelta) {
    let id: SessionId = id.parse().unwrap();
    let db = &app.app().database().reader();
    let row = sessions::Entity::find_by_id(id).one(db).await.unwrap().unwrap();
    let (last_used_at, expires_at) = (row.last_used_at - rested, row.expires_at - lasted);
    let mut changed = row.into_active_model();
    changed.last_used_at = Set(last_used_at);
    changed.expires_at = Set(expires_at);
    let tx = app.app().database().begin().await.unwrap();
    changed.update(&tx).await.unwrap();
    tx.commit().await.unwrap();
}

async fn sessions_are_seen_and_revoked_by_their_users_and_admins(database: TestDatabase) {
    let app = TestApp::start_with(database, &NO_RUNNER).await;
    let ann_id = app.add_person("ann", None).await;
    let bob_id = app.add_person("bob", None).await;
    let (ann, second, bob) =
        (app.sign_in("ann").await, app.sign_in("ann").await, app.sign_in("bob").await);
    let ids = |answer: &serde_json::Value| -> Vec<String> {
        let items = answer["items"].as_array().unwrap().iter();
        items.map(|item| item["id"].as_str().unwrap().to_owned()).collect()
    };
    let own = ann.act(Method::GET, "/api/sessions", None).await.json();
    assert_eq!(ids(&own), [second.id.clone(), ann.id.clone()]);
    assert_eq!(own["items"][0]["user"], "ann");
    assert_eq!(own["items"][0]["method"], "password");
    assert!(!own.to_string().contains("oore_ses_"));
    let other = ann.act(Method::GET, &format!("/api/sessions?user={bob_id}"), None).await;
    assert!(ids(&other.json()).is_empty());
    assert_eq!(ids(&app.client.get("/api/sessions?limit=2").await).len(), 2);
    let of_ann = app.client.get(&format!("/api/sessions?user={ann_id}")).await;
    assert_eq!(ids(&of_ann), ids(&own));

    let strangers = ann.act(Method::DELETE, &format!("/api/sessions/{}", bob.id), None).await;
    assert_eq!(strangers.status, StatusCode::NOT_FOUND);
    assert!(bob.is_open().await);
    let own = ann.act(Method::DELETE, &format!("/api/sessions/{}", second.id), None).await;
    assert_eq!(own.status, StatusCode::NO_CONTENT);
    assert!(!second.is_open().await);
    let path = format!("/api/sessions/{}", bob.id);
    let by_admin = app.client.answer(Method::DELETE, &path, None).await;
    assert_eq!(by_admin.status, StatusCode::NO_CONTENT);
    assert!(!bob.is_open().await);
    let again = app.client.answer(Method::DELETE, &path, None).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND);
    assert!(ann.is_open().await);
    app.finish().await;
}

async fn passwords_are_set_by_those_who_may(database: TestDatabase) {
    let app = TestApp::start_with(database, &NO_RUNNER).await;
    let ann_id = app.add_person("ann-of-the-lake", None).await;
    let bob_id = app.add_person("bob", None).await;
    let service = app.client.post("/api/users", &json!({ "name": "ci", "kind": "service" })).await;
    let service = app.set_password(service["id"].as_str().unwrap(), PASSWORD).await;
    assert_eq!(service.status, StatusCode::UNPROCESSABLE_ENTITY);
    let short = app.set_password(&ann_id, "eleven char").await;
    assert_eq!(short.status, StatusCode::BAD_REQUEST);
    assert!(!short.text().contains("eleven char"), "{}", short.text());
    let name = app.set_password(&ann_id, "Ann-Of-The-Lake").await;
    assert_eq!(name.status, StatusCode::UNPROCESSABLE_ENTITY);

    let ann = app.sign_in("ann-of-the-lake").await;
    let own = format!("/api/users/{ann_id}/password");
    let new = "a quite different sentence";
    for (path, old, expected) in [
        (format!("/api/users/{bob_id}/password"), Some(PASSWORD), 404),
        (own.clone(), None, 422),
        (own.clone(), Some("not the old one"), 422),
        (own.clone(), Some(PASSWORD), 204),
    ] {
        let mut body = json!({ "password": new });
        if let Some(old) = old {
            body["old_password"] = old.into();
        }
        let set = ann.act(Method::PUT, &path, Some(&body)).await;
        assert_eq!(set.status.as_u16(), expected, "{old:?}: {}", set.text());
    }
    assert!(!ann.is_open().await, "all sessions end");
    let browser = Browser::new();
    let base = app.client.base_url();
    let status = browser.sign_in(base, "ann-of-the-lake", PASSWORD).await.status;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    let status = browser.sign_in(base, "ann-of-the-lake", new).await.status;
    assert_eq!(status, StatusCode::CREATED);
    app.finish().await;
}
