//! Each operation, called by each role on its own thing, on another's, and on one that is not there.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use super::recipes::{NOBODY, Named, filled};
use super::world::{Caller, World};
use crate::support::{Client, TestDatabase, on_both_databases};

on_both_databases!(every_operation_answers_every_role_as_it_declares);

/// The roles, the weakest first.
const ROLES: [&str; 4] = ["viewer", "developer", "maintainer", "admin"];

/// An operation as the document has it.
struct Operation<'a> {
    id: &'a str,
    method: Method,
    path: &'a str,
    role: usize,
    /// Whether it shows what the caller may see, and refuses nobody.
    is_list: bool,
    has_body: bool,
}

/// Somebody who calls: with a role for the instance, or in the own repository, or with none.
struct Somebody {
    caller: Caller,
    instance: Option<usize>,
    own: Option<usize>,
}

/// Operations that show what the caller may see: nobody is refused, and `pages` are told apart
/// below.
const LISTS: [&str; 7] = [
    "repo_list",
    "build_list",
    "webhook_list",
    "audit_list",
    "token_list",
    "session_list",
    "pipeline_lint",
];

/// What a user does with their own tokens and sessions follows from whose they are: see `tokens`,
/// and `sessions` in `tests/it/api`.
const OWN: [&str; 4] = ["token_create", "token_rotate", "session_revoke", "user_set_password"];

/// What needs no right: health, any token that is shown, and the exchange of a registration token.
const OPEN: [&str; 5] =
    ["health_live", "health_ready", "me_show", "token_revoke", "runner_register"];

/// Where a thing is, as a caller sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Own,
    Other,
    Missing,
}

async fn every_operation_answers_every_role_as_it_declares(database: TestDatabase) {
    let world = World::new(database).await;
    let document = world.app.client.get("/openapi.json").await;
    let everybody = everybody(&world).await;
    let mut count = 0;
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, declared) in item.as_object().unwrap() {
            let Some(operation) = operation(path, method, declared) else { continue };
            count += 1;
            check_strangers(&world, &operation).await;
            for somebody in &everybody {
                check(&world, &operation, somebody).await;
            }
        }
    }
    assert!(count >= 35, "only {count} operations need a right");
    world.finish().await;
}

/// The operation, if it asks for a right; those that are public, or that any token opens, say so
/// in the document, and there is a list of them here.
fn operation<'a>(path: &'a str, method: &str, declared: &'a Value) -> Option<Operation<'a>> {
    let id = declared["operationId"].as_str().unwrap();
    let Some(role) = declared["x-role"].as_str() else {
        let is_elsewhere = declared["x-webhook"] == true || declared["x-browser"] == true;
        let is_known = is_elsewhere || OPEN.contains(&id);
        assert!(is_known, "{id} asks for no right: is that meant?");
        return None;
    };
    if OWN.contains(&id) {
        return None;
    }
    Some(Operation {
        id,
        method: method.to_uppercase().parse().unwrap(),
        path,
        role: ROLES.iter().position(|known| *known == role).unwrap(),
        is_list: LISTS.contains(&id),
        has_body: declared["requestBody"].is_object(),
    })
}

async fn everybody(world: &World) -> Vec<Somebody> {
    let nobody = world.caller(None).await;
    let mut all = vec![Somebody { caller: nobody, instance: None, own: None }];
    for (index, role) in ROLES.iter().enumerate() {
        let caller = world.caller(Some(role)).await;
        all.push(Somebody { caller, instance: Some(index), own: Some(index) });
        let caller = world.member(role).await;
        all.push(Somebody { caller, instance: None, own: Some(index) });
    }
    all
}

/// Nobody at all, and those whose token is none of the API's.
async fn check_strangers(world: &World, operation: &Operation<'_>) {
    let path = filled(operation.path, NOBODY, &[]);
    let anonymous = world.app.client.anonymous(operation.method.clone(), &path).send().await;
    assert_eq!(anonymous.unwrap().status(), 401, "{} without a token", operation.id);
    let stranger = world.client("oore_pat_x");
    let status = status(&stranger, operation, &path).await.0;
    assert_eq!(status, 401, "{} with a wrong token", operation.id);
}

async fn check(world: &World, operation: &Operation<'_>, somebody: &Somebody) {
    let named = Named::of(operation.path);
    for place in [Place::Own, Place::Other, Place::Missing] {
        let id = match place {
            Place::Own => named.id(world, &world.own).await,
            Place::Other => named.id(world, &world.other).await,
            Place::Missing => NOBODY.to_owned(),
        };
        let path = filled(operation.path, &id, &[]);
        let (status, detail) = status(&somebody.caller.client, operation, &path).await;
        let is_hidden = status == 404 && detail == format!("no {} `{id}`", named.in_words());
        let seen = match status.as_u16() {
            403 => "refused",
            404 if is_hidden => "hidden",
            _ => "let in",
        };
        let expected = expected(operation, somebody, (named, place));
        assert_eq!(
            seen, expected,
            "{} by instance {:?}, own {:?}, on {place:?}: {status} {detail}",
            operation.id, somebody.instance, somebody.own
        );
        if named == Named::Nothing {
            return;
        }
    }
}

/// What somebody is to see of an operation.
fn expected(
    operation: &Operation<'_>,
    somebody: &Somebody,
    (named, place): (Named, Place),
) -> &'static str {
    if operation.is_list {
        return "let in";
    }
    if named == Named::Nothing {
        return if somebody.instance >= Some(operation.role) { "let in" } else { "refused" };
    }
    let role = match place {
        Place::Missing if named.is_of_a_repository() => None,
        Place::Own if named.is_of_a_repository() => somebody.own,
        Place::Own | Place::Other | Place::Missing => somebody.instance,
    };
    match role {
        None => "hidden",
        Some(role) if role >= operation.role && place == Place::Missing => "hidden",
        Some(role) if role >= operation.role => "let in",
        Some(_) => "refused",
    }
}

/// The status and the detail of a call that changes nothing if it can be helped: what stands
/// before the handler decides, and the body is one that no operation takes.
async fn status(client: &Client, operation: &Operation<'_>, path: &str) -> (StatusCode, String) {
    let mut request = client.request(operation.method.clone(), path);
    if operation.has_body {
        request = request.json(&json!({ "no_field_of_this_name": 1 }));
    }
    let response = request.send().await.unwrap();
    let status = response.status();
    if status.is_success() {
        // It may be a stream without an end.
        return (status, String::new());
    }
    let problem: Value = serde_json::from_slice(&response.bytes().await.unwrap()).unwrap();
    (status, problem["detail"].as_str().unwrap().to_owned())
}
