//! Tokens: what they allow, how long, and who makes and ends them.

use oored::entities::tokens;
use reqwest::Method;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};

use super::world::{Caller, World};
use crate::support::{Client, Server, TestDatabase, on_both_databases, text};

on_both_databases!(
    a_token_allows_what_its_scopes_say_and_no_more,
    a_token_for_one_repository_sees_nothing_else,
    a_token_ends_when_it_expires_is_revoked_or_replaced,
    a_token_gives_on_no_more_than_it_has,
    a_user_sees_and_ends_only_their_own_tokens,
    a_token_is_shown_once_and_kept_as_a_hash,
    the_use_of_a_token_is_noted,
    who_guesses_tokens_is_told_to_wait_and_nobody_else,
);

async fn status(client: &Client, method: Method, path: &str) -> u16 {
    client.answer(method, path, None).await.status.as_u16()
}

async fn a_token_allows_what_its_scopes_say_and_no_more(database: TestDatabase) {
    let world = World::new(database).await;
    let admin = world.user(Some("admin")).await;
    let reader = world.token(&admin, json!({ "scopes": ["repo:read"] })).await;
    let reader = world.client(&text(&reader, "token"));
    let repository = format!("/api/repositories/{}", world.own.repository.id);
    assert_eq!(status(&reader, Method::GET, &repository).await, 200);
    let refused = reader.answer(Method::DELETE, &repository, None).await;
    assert_eq!(refused.status, 403);
    let header = refused.headers["www-authenticate"].to_str().unwrap();
    assert!(header.contains(r#"error="insufficient_scope", scope="repo:write""#), "{header}");
    // What a scope does not open is refused before it is looked for.
    for id in [&world.own.build, super::recipes::NOBODY] {
        assert_eq!(status(&reader, Method::GET, &format!("/api/builds/{id}")).await, 403);
    }
    let me = reader.get("/api/me").await;
    assert_eq!((&me["scopes"], &me["role"]), (&json!(["repo:read"]), &json!("admin")));
    world.finish().await;
}

async fn a_token_for_one_repository_sees_nothing_else(database: TestDatabase) {
    let world = World::new(database).await;
    let admin = world.user(Some("admin")).await;
    let only = json!({ "scopes": ["admin"], "repositories": [world.own.repository.id] });
    let token = world.token(&admin, only).await;
    let limited = world.client(&text(&token, "token"));
    let list = |path: &'static str| {
        let limited = limited.clone();
        async move { limited.get(path).await["items"].as_array().unwrap().clone() }
    };
    let repositories = list("/api/repositories").await;
    let ids: Vec<_> = repositories.iter().map(|it| text(it, "id")).collect();
    assert_eq!(ids, std::slice::from_ref(&world.own.repository.id));
    for build in list("/api/builds").await {
        assert_eq!(build["repository_id"], world.own.repository.id);
    }
    for event in list("/api/webhooks/events").await {
        assert_eq!(event["repository_id"], world.own.repository.id);
    }
    let other = format!("/api/builds/{}", world.other.build);
    assert_eq!(status(&limited, Method::GET, &other).await, 404);
    for path in ["/api/users", "/api/runners", "/api/system/info", "/metrics"] {
        assert_eq!(status(&limited, Method::GET, path).await, 403, "{path}");
    }
    let body = json!({ "name": "wide", "scopes": ["admin"] });
    let wider = limited.answer(Method::POST, "/api/tokens", Some(&body)).await;
    assert_eq!(wider.status, 422, "{}", wider.text());
    world.finish().await;
}

async fn a_token_ends_when_it_expires_is_revoked_or_replaced(database: TestDatabase) {
    let world = World::new(database).await;
    let user = world.user(Some("viewer")).await;
    let make = async || {
        let token = world.token(&user, json!({ "scopes": ["admin"] })).await;
        (text(&token, "id"), world.client(&text(&token, "token")))
    };
    let (id, replaced) = make().await;
    let path = format!("/api/tokens/{id}/rotate");
    let end = world.app.client.get("/api/tokens").await["items"][0]["expires_at"].clone();
    let longer = replaced.post(&path, &json!({ "expires_in_days": 3650 })).await;
    assert_eq!(&text(&longer, "expires_at")[..19], &end.as_str().unwrap()[..19], "no longer");
    let replaced = world.client(&text(&longer, "token"));
    let new = replaced.post(&path, &json!({ "expires_in_days": 1 })).await;
    assert_eq!(status(&replaced, Method::GET, "/api/me").await, 401);
    let new_client = world.client(&text(&new, "token"));
    assert_eq!(status(&new_client, Method::GET, "/api/me").await, 200);

    let (id, revoked) = make().await;
    assert_eq!(status(&revoked, Method::DELETE, &format!("/api/tokens/{id}")).await, 204);
    assert_eq!(status(&revoked, Method::GET, "/api/me").await, 401);

    let (id, expired) = make().await;
    let past = oored::clock::now() - chrono::TimeDelta::seconds(1);
    let database = world.app.app().database();
    let tx = database.begin().await.unwrap();
    tokens::Entity::update_many()
        .col_expr(tokens::Column::ExpiresAt, Expr::value(past))
        .filter(tokens::Column::Id.eq(id.parse::<oored::ids::TokenId>().unwrap()))
        .exec(&tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(status(&expired, Method::GET, "/api/me").await, 401);

    let (_, inactive) = make().await;
    let body = json!({ "active": false });
    let path = format!("/api/users/{user}");
    assert_eq!(world.app.client.answer(Method::PUT, &path, Some(&body)).await.status, 200);
    assert_eq!(status(&inactive, Method::GET, "/api/me").await, 401);
    world.finish().await;
}

async fn a_token_gives_on_no_more_than_it_has(database: TestDatabase) {
    let world = World::new(database).await;
    let user = world.user(Some("viewer")).await;
    let narrow = world.token(&user, json!({ "scopes": ["repo:read", "build:read"] })).await;
    let narrow_client = world.client(&text(&narrow, "token"));
    let body = json!({ "name": "more", "scopes": ["repo:read"] });
    let refused = narrow_client.answer(Method::POST, "/api/tokens", Some(&body)).await;
    assert_eq!(refused.status, 403, "a token makes no tokens");
    let path = format!("/api/tokens/{}/rotate", text(&narrow, "id"));
    assert_eq!(status(&narrow_client, Method::POST, &path).await, 403, "nor lives longer");
    let path = format!("/api/tokens/{}", text(&narrow, "id"));
    assert_eq!(status(&narrow_client, Method::DELETE, &path).await, 204, "but it can end itself");

    let whole = world.token(&user, json!({ "scopes": ["admin"] })).await;
    let whole = world.client(&text(&whole, "token"));
    let other = world.user(None).await;
    let for_other = json!({ "name": "x", "scopes": ["repo:read"], "user_id": other });
    let refused = whole.answer(Method::POST, "/api/tokens", Some(&for_other)).await;
    assert_eq!((refused.status.as_u16(), &refused.json()["code"]), (422, &json!("unprocessable")));
    world.finish().await;
}

async fn a_user_sees_and_ends_only_their_own_tokens(database: TestDatabase) {
    let world = World::new(database).await;
    let ann = world.caller(Some("maintainer")).await;
    let ben = world.caller(Some("maintainer")).await;
    let tokens = async |caller: &Caller, query: &str| {
        let list = caller.client.get(&format!("/api/tokens{query}")).await;
        list["items"].as_array().unwrap().clone()
    };
    let own = tokens(&ann, "").await;
    let owners: Vec<_> = own.iter().map(|it| text(it, "user_id")).collect();
    assert_eq!(owners, std::slice::from_ref(&ann.id));
    assert_eq!(tokens(&ann, &format!("?user={}", ben.id)).await, [Value::Null; 0]);
    let bens = format!("/api/tokens/{}", text(&tokens(&ben, "").await[0], "id"));
    assert_eq!(status(&ann.client, Method::DELETE, &bens).await, 404);
    assert_eq!(status(&ann.client, Method::POST, &format!("{bens}/rotate")).await, 404);
    let all = world.app.client.get("/api/tokens").await;
    assert_eq!(all["items"].as_array().unwrap().len(), 2);
    assert_eq!(status(&world.app.client, Method::DELETE, &bens).await, 204);
    world.finish().await;
}

async fn a_token_is_shown_once_and_kept_as_a_hash(database: TestDatabase) {
    let world = World::new(database).await;
    let person = world.user(None).await;
    let made = world.token(&person, json!({ "scopes": ["repo:read"] })).await;
    let shown = text(&made, "token");
    assert!(shown.starts_with("oore_pat_"), "{shown}");
    let body = json!({ "name": "robot", "kind": "service", "role": "developer" });
    let service = text(&world.app.client.post("/api/users", &body).await, "id");
    let token = world.token(&service, json!({ "scopes": ["build:run"] })).await;
    assert!(text(&token, "token").starts_with("oore_svc_"));
    let listed = world.app.client.get("/api/tokens").await.to_string();
    assert!(!listed.contains(&shown), "{listed}");
    let rows = tokens::Entity::find().all(&world.app.app().database().reader()).await.unwrap();
    assert!(rows.iter().all(|row| !format!("{row:?}").contains(&shown[9..])), "{rows:?}");
    world.finish().await;
}

async fn the_use_of_a_token_is_noted(database: TestDatabase) {
    let world = World::new(database).await;
    let caller = world.caller(None).await;
    let path = format!("/api/tokens?user={}", caller.id);
    assert_eq!(world.app.client.get(&path).await["items"][0]["last_used_at"], Value::Null);
    caller.client.get("/api/me").await;
    // It is written behind the caller's back, and no fact tells of it.
    let is_noted = async || {
        let list = world.app.client.get(&path).await;
        list["items"][0]["last_used_at"].is_string().then_some(())
    };
    Server::ask_until("the use noted", is_noted).await;
    world.finish().await;
}

async fn who_guesses_tokens_is_told_to_wait_and_nobody_else(database: TestDatabase) {
    let world = World::new(database).await;
    let user = world.user(Some("viewer")).await;
    let token = world.token(&user, json!({ "scopes": ["repo:read"] })).await;
    let guesser = world.client("oore_pat_guess").from(7);
    let mut answers = Vec::new();
    for _ in 0..80 {
        answers.push(guesser.answer(Method::GET, "/api/repositories", None).await);
    }
    assert_eq!(answers[0].status, 401);
    let refused = answers.last().unwrap();
    assert_eq!(
        (refused.status.as_u16(), &refused.json()["code"]),
        (429, &json!("too_many_requests"))
    );
    assert!(refused.headers["retry-after"].to_str().unwrap().parse::<u32>().unwrap() >= 1);
    let neighbour = world.client(&text(&token, "token")).from(7);
    assert_eq!(status(&neighbour, Method::GET, "/api/repositories").await, 200);
    world.finish().await;
}
