//! A server with two repositories that have a build each, and users to look at them.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Client, GitRepository, TestApp, TestDatabase, TestRepository, text};

/// A build by hand is possible, and a push makes a build.
const PIPELINE: &str = "
version: 1
on: { push: {}, manual: {} }
jobs:
  test: { steps: [ { run: 'true' } ] }
";

/// The jobs stay queued: there is nobody to run them.
const NO_RUNNER: (&str, &str) = ("OORE_LOCAL_RUNNER", "false");

/// A server to look at.
pub(crate) struct World {
    pub(crate) app: TestApp,
    pub(crate) own: Place,
    pub(crate) other: Place,
    made: std::sync::atomic::AtomicUsize,
}

/// A repository and what belongs to it.
pub(crate) struct Place {
    pub(crate) repository: TestRepository,
    pub(crate) event: String,
    pub(crate) build: String,
    pub(crate) job: String,
}

/// Somebody with a token.
pub(crate) struct Caller {
    pub(crate) id: String,
    pub(crate) client: Client,
}

impl World {
    pub(crate) async fn new(database: TestDatabase) -> Self {
        let app = TestApp::start_with(database, &[NO_RUNNER]).await;
        let own = Place::new(&app, "acme/own").await;
        let other = Place::new(&app, "acme/other").await;
        Self { app, own, other, made: Default::default() }
    }

    /// A name that nothing has yet.
    pub(crate) fn name(&self, kind: &str) -> String {
        let number = self.made.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        format!("{kind}-{number}")
    }

    /// A user with this role for the instance; its id.
    pub(crate) async fn user(&self, role: Option<&str>) -> String {
        let mut body = json!({ "name": self.name("user") });
        if let Some(role) = role {
            body["role"] = json!(role);
        }
        text(&self.app.client.post("/api/users", &body).await, "id")
    }

    /// A user with this role for the instance, and a token that allows all that they may do.
    pub(crate) async fn caller(&self, role: Option<&str>) -> Caller {
        let id = self.user(role).await;
        let token = self.token(&id, json!({ "scopes": ["admin"] })).await;
        Caller { client: self.client(&text(&token, "token")), id }
    }

    /// A user with this role in the own repository alone.
    pub(crate) async fn member(&self, role: &str) -> Caller {
        let caller = self.caller(None).await;
        let path = format!("/api/repositories/{}/members/{}", self.own.repository.id, caller.id);
        let set = self.app.client.answer(Method::PUT, &path, Some(&json!({ "role": role }))).await;
        assert_eq!(set.status, 200, "{}", set.text());
        caller
    }

    /// A token of a user, with what `more` says of it.
    pub(crate) async fn token(&self, user: &str, more: Value) -> Value {
        let mut body = json!({ "name": self.name("token"), "user_id": user });
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        self.app.client.post("/api/tokens", &body).await
    }

    /// Somebody who shows this token.
    pub(crate) fn client(&self, token: &str) -> Client {
        Client::new(self.app.client.base_url(), token)
    }

    /// Ends what is queued, and the server.
    pub(crate) async fn finish(self) {
        let builds = self.app.client.get("/api/builds?status=queued&limit=200").await;
        for build in builds["items"].as_array().unwrap() {
            let path = format!("/api/builds/{}/cancel", text(build, "id"));
            self.app.client.post(&path, &Value::Null).await;
        }
        self.app.finish().await;
    }
}

impl Place {
    async fn new(app: &TestApp, name: &str) -> Self {
        let git = GitRepository::with_pipeline(PIPELINE);
        let repository = app.register(name, git).await;
        let event = app.push(&repository).await;
        let build = app.build_of(&event).await;
        let job = text(&build["jobs"][0], "id");
        Self { repository, event: text(&event, "id"), build: text(&build, "id"), job }
    }
}
