//! How each operation of the document is called. One that is missing here fails the tests.

use serde_json::{Value, json};

use super::world::{Place, World};
use crate::support::{GitRepository, PASSWORD, Proposal, TestRepository, text};

/// An id that nothing has.
pub(crate) const NOBODY: &str = "01ARZ3NDEKTSV4RRFFQ69G5FAV";

/// A secret's name.
const SECRET: &str = "STORE_PASSWORD";

/// A job that waits for a person before it begins.
const GATED: &str = "
version: 1
on: push
jobs: { release: { approval: { environment: production }, steps: [ { run: 'true' } ] } }
";

/// What is built of pull requests.
const PROPOSED: &str = "
version: 1
on: pull_request
jobs: { test: { steps: [ { run: 'true' } ] } }
";

/// What the first id in an operation's path names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Named {
    /// Nothing: the operation has no path parameter.
    Nothing,
    Repository,
    Build,
    Job,
    Event,
    /// A thing of the instance.
    Runner,
    User,
    Token,
    Session,
}

impl Named {
    /// What `operation` names, by its path.
    pub(crate) fn of(path: &str) -> Self {
        // A secret of the instance is named by its name, and nobody but its admins asks for it.
        if !path.contains('{') || path.starts_with("/api/secrets/") {
            return Self::Nothing;
        }
        let kinds = [
            ("/api/repositories/", Self::Repository),
            ("/api/builds/", Self::Build),
            ("/api/jobs/", Self::Job),
            ("/api/webhooks/events/", Self::Event),
            ("/api/runners/", Self::Runner),
            ("/api/users/", Self::User),
            ("/api/tokens/", Self::Token),
            ("/api/sessions/", Self::Session),
        ];
        let found = kinds.into_iter().find(|(prefix, _)| path.starts_with(prefix));
        found.unwrap_or_else(|| panic!("what does {path} name? Say so in `Named::of`")).1
    }

    /// What it is called in answers.
    pub(crate) fn in_words(self) -> &'static str {
        match self {
            Self::Nothing => "",
            Self::Repository => "repository",
            Self::Build => "build",
            Self::Job => "job",
            Self::Event => "webhook event",
            Self::Runner => "runner",
            Self::User => "user",
            Self::Token => "token",
            Self::Session => "session",
        }
    }

    /// Whether it belongs to a repository.
    pub(crate) fn is_of_a_repository(self) -> bool {
        matches!(self, Self::Repository | Self::Build | Self::Job | Self::Event)
    }

    /// The id of the one at `place`; of a thing of the instance, a new one.
    pub(crate) async fn id(self, world: &World, place: &Place) -> String {
        match self {
            Self::Nothing => SECRET.to_owned(),
            Self::Repository => place.repository.id.clone(),
            Self::Build => place.build.clone(),
            Self::Job => place.job.clone(),
            Self::Event => place.event.clone(),
            Self::Runner => {
                let body = json!({ "name": world.name("runner") });
                text(&world.app.client.post("/api/runners", &body).await, "id")
            }
            Self::User => world.user(None).await,
            Self::Token => {
                let user = world.user(None).await;
                text(&world.token(&user, json!({ "scopes": ["repo:read"] })).await, "id")
            }
            Self::Session => {
                let name = world.name("browser");
                world.app.add_person(&name, None).await;
                world.app.sign_in(&name).await.id
            }
        }
    }
}

/// The path with these ids.
pub(crate) fn filled(path: &str, first: &str, more: &[&str]) -> String {
    let mut ids = std::iter::once(first).chain(more.iter().copied());
    let segments = path.split('/').map(|segment| match segment {
        "{name}" => SECRET,
        id if id.starts_with('{') => ids.next().unwrap_or(NOBODY),
        plain => plain,
    });
    segments.collect::<Vec<_>>().join("/")
}

/// A call that does what the operation is for.
pub(crate) struct Recipe {
    pub(crate) path: String,
    pub(crate) body: Option<Value>,
}

/// How `operation` succeeds for somebody who may do everything.
pub(crate) async fn succeeding(world: &World, operation: &str, path: &str) -> Recipe {
    let place = &world.own;
    let plain = async |body: Option<Value>| Recipe {
        path: filled(path, &Named::of(path).id(world, place).await, &[]),
        body,
    };
    match operation {
        "repo_add" => {
            let (name, url) = (world.name("repo"), place.repository.git.url());
            let owner = json!({ "provider": "github", "owner": "acme", "repo": name });
            plain(Some(with(owner, "clone_url", url))).await
        }
        "repo_update" => plain(Some(json!({ "default_branch": "trunk" }))).await,
        "repo_remove" => {
            let repository = new_repository(world, GATED).await;
            Recipe { path: filled(path, &repository.id, &[]), body: None }
        }
        "build_trigger" => plain(Some(json!({ "branch": "main" }))).await,
        "build_rerun" => {
            let cancel = format!("/api/builds/{}/cancel", place.build);
            world.app.client.post(&cancel, &Value::Null).await;
            plain(None).await
        }
        "runner_add" => plain(Some(json!({ "name": world.name("runner") }))).await,
        "runner_update" => plain(Some(json!({ "labels": ["fast"] }))).await,
        "user_add" => plain(Some(json!({ "name": world.name("user") }))).await,
        "user_update" => plain(Some(json!({ "role": "viewer" }))).await,
        "user_set_password" => plain(Some(json!({ "password": PASSWORD }))).await,
        "build_cancel" | "webhook_replay" | "repo_sync" | "runner_remove" | "user_remove"
        | "token_rotate" | "token_revoke" | "runner_reregister" | "session_revoke" => {
            plain(None).await
        }
        "secret_set" | "secret_remove" | "instance_secret_set" | "instance_secret_remove" => {
            secret(world, operation, path).await
        }
        "build_approve" | "build_reject" | "job_approve" | "job_reject" => {
            waiting(world, operation, path).await
        }
        other => of_others(world, other, path).await,
    }
}

fn with(mut body: Value, field: &str, value: impl Into<Value>) -> Value {
    body[field] = value.into();
    body
}

/// What concerns another user or machine.
async fn of_others(world: &World, operation: &str, path: &str) -> Recipe {
    let repository = &world.own.repository.id;
    match operation {
        "member_set" => {
            let path = filled(path, repository, &[&world.user(None).await]);
            Recipe { path, body: Some(json!({ "role": "developer" })) }
        }
        "member_remove" => {
            let member = world.member("viewer").await;
            Recipe { path: filled(path, repository, &[&member.id]), body: None }
        }
        "token_create" => {
            let body = json!({ "name": "new", "scopes": ["repo:read"] });
            let body = with(body, "user_id", world.user(None).await);
            Recipe { path: path.to_owned(), body: Some(body) }
        }
        "runner_register" => {
            let body = json!({ "name": world.name("runner") });
            let added = world.app.client.post("/api/runners", &body).await;
            let body = json!({ "registration_token": added["registration_token"] });
            Recipe { path: path.to_owned(), body: Some(body) }
        }
        other => panic!("how does {other} succeed? Say so in `succeeding`"),
    }
}

/// A build of a stranger's, or a job at a gate.
async fn waiting(world: &World, operation: &str, path: &str) -> Recipe {
    let id = if operation.starts_with("build") {
        proposed(world).await
    } else {
        let repository = new_repository(world, GATED).await;
        text(&world.app.push_builds(&repository).await["jobs"][0], "id")
    };
    Recipe { path: filled(path, &id, &[]), body: Some(json!({ "comment": "read" })) }
}

/// Of a secret that is there, if it is to be removed.
async fn secret(world: &World, operation: &str, path: &str) -> Recipe {
    let body = json!({ "value": "hush-hush" });
    let path = match operation.starts_with("instance") {
        true => filled(path, SECRET, &[]),
        false => filled(path, &world.own.repository.id, &[]),
    };
    if operation.ends_with("set") {
        return Recipe { path, body: Some(body) };
    }
    let set = world.app.client.answer(reqwest::Method::PUT, &path, Some(&body)).await;
    assert_eq!(set.status, 200, "{}", set.text());
    Recipe { path, body: None }
}

/// A stranger's build, which waits.
async fn proposed(world: &World) -> String {
    let repository = new_repository(world, PROPOSED).await;
    let proposal = Proposal::of_a_stranger().github(&repository);
    let event = world.app.deliver(&proposal).await;
    text(&world.app.build_of(&event).await, "id")
}

async fn new_repository(world: &World, pipeline: &str) -> TestRepository {
    let git = GitRepository::with_pipeline(pipeline);
    world.app.register(&format!("acme/{}", world.name("more")), git).await
}
