//! What is asked of any running server, in this process or in another.

use std::time::Duration;

use oored::actors::bus::Bus;
use oored::domain::fact::Fact;
use reqwest::Method;
use serde_json::{Value, json};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{Instant, timeout};

use super::client::{Answer, Client, send};
use super::deliveries::Delivery;
use super::repository::TestRepository;
use super::{GitRepository, PATIENCE};

/// A server in another process has no bus that can be heard here: it is asked this often.
const ASK_AGAIN: Duration = Duration::from_millis(50);

/// Not everything that can be seen is told by a fact: without one it is looked after this long.
const LOOK_ANYWAY: Duration = Duration::from_secs(1);

/// A server and how it is reached.
#[derive(Debug)]
pub(crate) struct Server {
    pub(crate) client: Client,
    bus: Option<Bus>,
}

/// When it is worth to look again.
enum Hints {
    Facts(Receiver<Fact>),
    Ticks(tokio::time::Interval),
}

impl Server {
    pub(crate) fn new(client: Client, bus: Option<Bus>) -> Self {
        Self { client, bus }
    }

    /// Looks after every fact until there is something to see.
    pub(crate) async fn until<T>(&self, what: &str, look: impl AsyncFn() -> Option<T>) -> T {
        match &self.bus {
            Some(bus) => Self::look_until(Hints::Facts(bus.listen()), what, look).await,
            None => Self::ask_until(what, look).await,
        }
    }

    /// Looks again and again until there is something to see that no fact tells of.
    pub(crate) async fn ask_until<T>(what: &str, look: impl AsyncFn() -> Option<T>) -> T {
        let ticks = Hints::Ticks(tokio::time::interval(ASK_AGAIN));
        Self::look_until(ticks, what, look).await
    }

    async fn look_until<T>(mut hints: Hints, what: &str, look: impl AsyncFn() -> Option<T>) -> T {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(seen) = look().await {
                return seen;
            }
            let _ = timeout(LOOK_ANYWAY, hints.next()).await;
            assert!(Instant::now() < deadline, "waited {} s in vain: {what}", PATIENCE.as_secs());
        }
    }

    /// Asks for `path` until the answer is as `is_wanted` says.
    pub(crate) async fn get_until(&self, path: &str, is_wanted: impl Fn(&Value) -> bool) -> Value {
        let what = format!("{path} as wanted");
        self.until(&what, async || Some(self.client.get(path).await).filter(|it| is_wanted(it)))
            .await
    }

    /// Registers a GitHub repository of this name, cloned from `git`.
    pub(crate) async fn register(&self, full_name: &str, git: GitRepository) -> TestRepository {
        self.register_with("github", full_name, git, json!({})).await
    }

    /// Registers a repository with more members in the body.
    pub(crate) async fn register_with(
        &self,
        provider: &str,
        full_name: &str,
        git: GitRepository,
        more: Value,
    ) -> TestRepository {
        let (owner, repo) = full_name.rsplit_once('/').expect("a name with its owner");
        let mut body = json!({
            "provider": provider, "owner": owner, "repo": repo, "default_branch": "main",
            "clone_url": git.url(),
        });
        if let (Value::Object(body), Value::Object(more)) = (&mut body, more.clone()) {
            body.extend(more);
        }
        let registered = self.client.post("/api/repositories", &body).await;
        let given = more["webhook_secret"].as_str();
        let made = registered["webhook_secret"].as_str();
        TestRepository {
            id: text(&registered, "id"),
            full_name: full_name.to_owned(),
            secret: given.or(made).unwrap_or_default().to_owned(),
            git,
        }
    }

    /// Sends a delivery; its answer, whatever the status.
    pub(crate) async fn send(&self, delivery: &Delivery) -> Answer {
        send(delivery.request(&self.client)).await
    }

    /// Sends a delivery that must be taken, and waits until its event is decided.
    pub(crate) async fn deliver(&self, delivery: &Delivery) -> Value {
        let answer = self.send(delivery).await;
        assert_eq!(answer.status, 202, "{}", answer.text());
        self.decided(&text(&answer.json(), "id")).await
    }

    /// Delivers GitHub's push of the repository's newest commit on its current branch; the decided
    /// event.
    pub(crate) async fn push(&self, repository: &TestRepository) -> Value {
        self.deliver(&repository.github_push().signed(repository)).await
    }

    /// The same for a push that a build must come of; the build as it is now.
    pub(crate) async fn push_builds(&self, repository: &TestRepository) -> Value {
        let event = self.push(repository).await;
        self.build_of(&event).await
    }

    /// The same, and waits until the build has ended.
    pub(crate) async fn push_finishes(&self, repository: &TestRepository) -> Value {
        let build = self.push_builds(repository).await;
        self.finished(&text(&build, "id")).await
    }

    /// The one build that came of an event.
    pub(crate) async fn build_of(&self, event: &Value) -> Value {
        let builds = event["builds"].as_array().map(Vec::as_slice).unwrap_or_default();
        assert_eq!(builds.len(), 1, "one build comes of {event:#}");
        self.build(&text(&builds[0], "id")).await
    }

    /// An event, once it is decided.
    pub(crate) async fn decided(&self, id: &str) -> Value {
        let path = format!("/api/webhooks/events/{id}");
        self.get_until(&path, |event| event["status"] != "received").await
    }

    /// An event after the first try. No fact tells of a try that came to nothing, so it is asked
    /// for.
    pub(crate) async fn tried_once(&self, id: &str) -> Value {
        let path = format!("/api/webhooks/events/{id}");
        let asked = async {
            let mut ticks = tokio::time::interval(Duration::from_millis(20));
            loop {
                ticks.tick().await;
                let event = self.client.get(&path).await;
                if event["attempts"].as_i64() >= Some(1) {
                    return event;
                }
            }
        };
        timeout(PATIENCE, asked).await.expect("the event is tried in vain")
    }

    /// A build.
    pub(crate) async fn build(&self, id: &str) -> Value {
        self.client.get(&format!("/api/builds/{id}")).await
    }

    /// A build with its jobs, once it has ended.
    pub(crate) async fn finished(&self, id: &str) -> Value {
        self.build_until(id, |build| !build["finished_at"].is_null()).await
    }

    /// A build, once it is as wanted.
    pub(crate) async fn build_until(&self, id: &str, is_wanted: impl Fn(&Value) -> bool) -> Value {
        self.get_until(&format!("/api/builds/{id}"), is_wanted).await
    }

    /// Asks for a build to be canceled.
    pub(crate) async fn cancel(&self, build: &str) -> Value {
        self.client.post(&format!("/api/builds/{build}/cancel"), &json!({})).await
    }

    /// The whole log of the job with this key, byte for byte.
    pub(crate) async fn log_bytes(&self, build: &Value, key: &str) -> Vec<u8> {
        let id = text(job_of(build, key), "id");
        self.client.bytes(&format!("/api/jobs/{id}/log")).await
    }

    /// The same as text.
    pub(crate) async fn log(&self, build: &Value, key: &str) -> String {
        String::from_utf8_lossy(&self.log_bytes(build, key).await).into_owned()
    }

    /// Waits until the log of a job is exactly this.
    pub(crate) async fn wait_for_log(&self, build: &str, key: &str, log: &str) {
        let build = self.build(build).await;
        let path = format!("/api/jobs/{}/log/events", text(job_of(&build, key), "id"));
        let mut events = self.client.events(&path, None).await;
        let mut seen = Vec::new();
        while seen != log.as_bytes() {
            let event = events.next().await.expect("the log goes on");
            assert_ne!(event.kind, "end", "the log ended as {:?}", String::from_utf8_lossy(&seen));
            seen.extend(event.output());
        }
    }

    /// A new remote runner's token, and its id.
    pub(crate) async fn add_runner(&self, name: &str, labels: &[&str]) -> (String, String) {
        let body = json!({ "name": name, "labels": labels });
        let answer = self.client.answer(Method::POST, "/api/runners", Some(&body)).await;
        assert!(answer.status.is_success(), "{} {}", answer.status, answer.text());
        let added = answer.json();
        (self.register_runner(&text(&added, "registration_token")).await, text(&added, "id"))
    }

    /// The token for which a registration token is exchanged.
    pub(crate) async fn register_runner(&self, registration: &str) -> String {
        let body = json!({ "registration_token": registration });
        text(&self.client.post("/api/runners/register", &body).await, "token")
    }
}

impl Hints {
    /// Whoever missed facts looks again, too.
    async fn next(&mut self) {
        match self {
            Self::Facts(facts) => {
                let fact = facts.recv().await;
                assert!(!matches!(fact, Err(RecvError::Closed)), "the server is gone");
                // One look answers for all that has come meanwhile.
                while facts.try_recv().is_ok() {}
            }
            Self::Ticks(ticks) => {
                ticks.tick().await;
            }
        }
    }
}

/// The job with this key of a build.
pub(crate) fn job_of<'a>(build: &'a Value, key: &str) -> &'a Value {
    let jobs = build["jobs"].as_array().map(Vec::as_slice).unwrap_or_default();
    let job = jobs.iter().find(|job| job["key"] == key);
    job.unwrap_or_else(|| panic!("a job `{key}` in {build:#}"))
}

/// A member that is a text.
pub(crate) fn text(value: &Value, member: &str) -> String {
    let text = value[member].as_str();
    text.unwrap_or_else(|| panic!("`{member}` in {value:#}")).to_owned()
}
