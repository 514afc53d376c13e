//! Users and their roles.

use reqwest::Method;
use serde_json::{Value, json};

use super::recipes::NOBODY;
use super::world::World;
use crate::support::{TestDatabase, on_both_databases, text};

on_both_databases!(
    a_user_from_the_beginning_to_the_end,
    the_last_admin_stays,
    a_role_in_a_repository_is_given_replaced_and_taken,
    lists_show_what_a_member_may_see,
    what_is_no_user_is_refused,
    a_maintainer_of_one_repository_leaves_it_where_it_is,
);

async fn a_user_from_the_beginning_to_the_end(database: TestDatabase) {
    let world = World::new(database).await;
    let body = json!({ "name": "ann", "email": "ann@example.com", "role": "viewer" });
    let added = world.app.client.post("/api/users", &body).await;
    assert_eq!((&added["kind"], &added["active"]), (&json!("person"), &json!(true)));
    let path = format!("/api/users/{}", text(&added, "id"));
    assert_eq!(world.app.client.get(&path).await, added);
    let taken = world.app.client.answer(Method::POST, "/api/users", Some(&body)).await;
    assert_eq!((taken.status.as_u16(), &taken.json()["code"]), (409, &json!("already_exists")));
    let body = json!({ "role": null, "email": null });
    let changed = world.app.client.answer(Method::PUT, &path, Some(&body)).await.json();
    assert_eq!((&changed["role"], &changed["email"]), (&Value::Null, &Value::Null), "{changed}");
    let same = world.app.client.answer(Method::PUT, &path, Some(&json!({}))).await.json();
    assert_eq!(same["name"], "ann");
    assert_eq!(world.app.client.answer(Method::DELETE, &path, None).await.status, 204);
    assert_eq!(world.app.client.answer(Method::GET, &path, None).await.status, 404);
    world.finish().await;
}

async fn the_last_admin_stays(database: TestDatabase) {
    let world = World::new(database).await;
    let first = format!("/api/users/{}", world.user(Some("admin")).await);
    for body in
        [json!({ "role": "maintainer" }), json!({ "role": null }), json!({ "active": false })]
    {
        let refused = world.app.client.answer(Method::PUT, &first, Some(&body)).await;
        assert_eq!(refused.status, 409, "{body}: {}", refused.text());
    }
    assert_eq!(world.app.client.answer(Method::DELETE, &first, None).await.status, 409);
    world.user(Some("admin")).await;
    let body = json!({ "role": "viewer" });
    assert_eq!(world.app.client.answer(Method::PUT, &first, Some(&body)).await.status, 200);
    assert_eq!(world.app.client.answer(Method::DELETE, &first, None).await.status, 204);
    world.finish().await;
}

async fn a_role_in_a_repository_is_given_replaced_and_taken(database: TestDatabase) {
    let world = World::new(database).await;
    let user = world.user(None).await;
    let members = format!("/api/repositories/{}/members", world.own.repository.id);
    let path = format!("{members}/{user}");
    for role in ["viewer", "admin"] {
        let body = json!({ "role": role });
        let set = world.app.client.answer(Method::PUT, &path, Some(&body)).await;
        assert_eq!((set.status.as_u16(), &set.json()["role"]), (200, &json!(role)));
        let listed = world.app.client.get(&members).await;
        assert_eq!(listed["items"], json!([set.json()]));
    }
    for (path, what) in [(format!("{members}/{NOBODY}"), "user"), (path.clone(), "")] {
        let answer = world.app.client.answer(Method::DELETE, &path, None).await;
        let expected = if what.is_empty() { 204 } else { 404 };
        assert_eq!(answer.status, expected, "{}", answer.text());
    }
    let again = world.app.client.answer(Method::DELETE, &path, None).await;
    assert_eq!(again.json()["detail"], format!("no member `{user}`"));
    world.finish().await;
}

async fn lists_show_what_a_member_may_see(database: TestDatabase) {
    let world = World::new(database).await;
    let unknown = json!({ "repository": { "full_name": "who/knows" } });
    let delivery = crate::support::Delivery::github(
        &format!("/api/webhooks/github/{}", world.own.repository.id),
        "push",
        &unknown,
        &world.own.repository.secret,
    );
    world.app.send(&delivery).await;
    let member = world.member("viewer").await;
    let nobody = world.caller(None).await;
    for path in ["/api/repositories", "/api/builds", "/api/webhooks/events"] {
        let all = world.app.client.get(path).await["items"].as_array().unwrap().len();
        let seen = member.client.get(path).await["items"].as_array().unwrap().clone();
        assert!(!seen.is_empty() && seen.len() < all, "{path}: {} of {all}", seen.len());
        let own = &world.own.repository.id;
        assert!(
            seen.iter().all(|it| it["repository_id"] == **own || it["id"] == **own),
            "{path}: {seen:?}"
        );
        assert_eq!(nobody.client.get(path).await["items"], json!([]), "{path}");
    }
    let filtered = format!("/api/builds?repo={}", world.other.repository.id);
    assert_eq!(member.client.get(&filtered).await["items"], json!([]));
    world.finish().await;
}

async fn what_is_no_user_is_refused(database: TestDatabase) {
    let world = World::new(database).await;
    for (body, status) in [
        (json!({}), 400),
        (json!({ "name": "" }), 400),
        (json!({ "name": "Ann" }), 422),
        (json!({ "name": "a b" }), 422),
        (json!({ "name": "ann", "email": "nowhere" }), 422),
        (json!({ "name": "ann", "role": "owner" }), 400),
        (json!({ "name": "ann", "kind": "robot" }), 400),
    ] {
        let refused = world.app.client.answer(Method::POST, "/api/users", Some(&body)).await;
        assert_eq!(refused.status, status, "{body}: {}", refused.text());
    }
    for (body, status) in [
        (json!({ "name": "x", "scopes": [] }), 400),
        (json!({ "name": "x", "scopes": ["root"] }), 400),
        (json!({ "name": "x", "scopes": ["admin"], "expires_in_days": 0 }), 400),
        (json!({ "name": "x", "scopes": ["admin"] }), 422),
        (json!({ "name": "x", "scopes": ["admin"], "user_id": NOBODY }), 422),
    ] {
        let refused = world.app.client.answer(Method::POST, "/api/tokens", Some(&body)).await;
        assert_eq!(refused.status, status, "{body}: {}", refused.text());
    }
    world.finish().await;
}

async fn a_maintainer_of_one_repository_leaves_it_where_it_is(database: TestDatabase) {
    let world = World::new(database).await;
    let maintainer = world.member("maintainer").await;
    let path = format!("/api/repositories/{}", world.own.repository.id);
    let body = json!({ "default_branch": "trunk", "repo": "own" });
    let changed = maintainer.client.answer(Method::PUT, &path, Some(&body)).await;
    assert_eq!(changed.status, 200, "{}", changed.text());
    let url = world.other.repository.git.url();
    // The name of a repository that they may not see is not told either.
    for body in [json!({ "clone_url": url }), json!({ "repo": "other" }), json!({ "repo": "new" })]
    {
        let refused = maintainer.client.answer(Method::PUT, &path, Some(&body)).await;
        assert_eq!(refused.status, 403, "{body}: {}", refused.text());
        assert!(!refused.text().contains(&world.other.repository.id));
    }
    world.finish().await;
}
