//! How each operation of the document is called. One that is missing here fails the tests.

use serde_json::{Value, json};

use super::world::{Place, World};
use crate::support::{GitRepository, text};

/// An id that nothing has.
pub(crate) const NOBODY: &str = "01ARZ3NDEKTSV4RRFFQ69G5FAV";

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
}

impl Named {
    /// What `operation` names, by its path.
    pub(crate) fn of(path: &str) -> Self {
        if !path.contains('{') {
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
        }
    }

    /// Whether it belongs to a repository.
    pub(crate) fn is_of_a_repository(self) -> bool {
        matches!(self, Self::Repository | Self::Build | Self::Job | Self::Event)
    }

    /// The id of the one at `place`; of a thing of the instance, a new one.
    pub(crate) async fn id(self, world: &World, place: &Place) -> String {
        match self {
            Self::Nothing => String::new(),
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
        }
    }
}

/// The path with these ids.
pub(crate) fn filled(path: &str, first: &str, more: &[&str]) -> String {
    let mut ids = std::iter::once(first).chain(more.iter().copied());
    let segments = path.split('/').map(|segment| match segment.starts_with('{') {
        true => ids.next().unwrap_or(NOBODY),
        false => segment,
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
            let url = place.repository.git.url();
            let name = world.name("repo");
            let body = json!({
                "provider": "github", "owner": "acme", "repo": name, "clone_url": url,
            });
            plain(Some(body)).await
        }
        "repo_update" => plain(Some(json!({ "default_branch": "trunk" }))).await,
        "repo_remove" => {
            let git = GitRepository::new();
            let repository = world.app.register(&format!("acme/{}", world.name("gone")), git).await;
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
        "member_set" => {
            let user = world.user(None).await;
            let path = filled(path, &place.repository.id, &[&user]);
            Recipe { path, body: Some(json!({ "role": "developer" })) }
        }
        "member_remove" => {
            let member = world.member("viewer").await;
            Recipe { path: filled(path, &place.repository.id, &[&member.id]), body: None }
        }
        "token_create" => {
            let user = world.user(None).await;
            let body = json!({ "name": "new", "user_id": user, "scopes": ["repo:read"] });
            plain(Some(body)).await
        }
        "build_cancel" | "webhook_replay" | "repo_sync" | "runner_remove" | "user_remove"
        | "token_rotate" | "token_revoke" => plain(None).await,
        other => panic!("how does {other} succeed? Say so in `succeeding`"),
    }
}
