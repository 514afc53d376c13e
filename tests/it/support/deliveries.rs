//! What forges send, signed as they sign it.

use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use oored::crypto::signature::Signature;
use oored::ids::WebhookEventId;
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use super::client::Client;
use super::{TestRepository, optional};

/// A delivery, ready to be sent as often as one likes.
#[derive(Debug, Clone)]
pub(crate) struct Delivery {
    pub(crate) path: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Delivery {
    /// GitHub's, to `path`, signed with `secret`.
    pub(crate) fn github(path: &str, event: &str, payload: &Value, secret: &str) -> Self {
        let body = serde_json::to_vec(payload).expect("JSON");
        let signature = Signature::sign(secret.as_bytes(), &[&body]).to_hex();
        let id = WebhookEventId::generate().to_string();
        Self { path: path.to_owned(), headers: Vec::new(), body }
            .with("content-type", "application/json")
            .with("user-agent", "GitHub-Hookshot/044aadd")
            .with("x-github-event", event)
            .with("x-github-delivery", &id)
            .with("x-hub-signature-256", &format!("sha256={signature}"))
    }

    /// Gitea's, to `path`, signed with `secret`. It sends GitHub's headers beside its own.
    pub(crate) fn gitea(path: &str, event: &str, payload: &Value, secret: &str) -> Self {
        let github = Self::github(path, event, payload, secret);
        let signature = Signature::sign(secret.as_bytes(), &[&github.body]).to_hex();
        github
            .with("user-agent", "Go-http-client/1.1")
            .with("x-gitea-event", event)
            .with("x-gitea-delivery", &WebhookEventId::generate().to_string())
            .with("x-gitea-signature", &signature)
    }

    /// Bitbucket's, to `path`, signed with `secret`.
    pub(crate) fn bitbucket(path: &str, event: &str, payload: &Value, secret: &str) -> Self {
        let body = serde_json::to_vec(payload).expect("JSON");
        let signature = Signature::sign(secret.as_bytes(), &[&body]).to_hex();
        Self { path: path.to_owned(), headers: Vec::new(), body }
            .with("content-type", "application/json")
            .with("user-agent", "Bitbucket-Webhooks/2.0")
            .with("x-event-key", event)
            .with("x-request-uuid", &WebhookEventId::generate().to_string())
            .with("x-attempt-number", "1")
            .with("x-hub-signature", &format!("sha256={signature}"))
    }

    /// That of a git repository's own hook, to `path`, signed with `secret`.
    pub(crate) fn hook(path: &str, payload: &Value, secret: &str) -> Self {
        let body = serde_json::to_vec(payload).expect("JSON");
        let signature = Signature::sign(secret.as_bytes(), &[&body]).to_hex();
        Self { path: path.to_owned(), headers: Vec::new(), body }
            .with("content-type", "application/json")
            .with("x-oore-event", "push")
            .with("x-oore-delivery", &WebhookEventId::generate().to_string())
            .with("x-oore-signature", &format!("sha256={signature}"))
    }

    /// GitLab's, to `path`, with the secret token.
    pub(crate) fn gitlab(path: &str, event: &str, payload: &Value, token: &str) -> Self {
        Self::gitlab_unsigned(path, event, payload).with("x-gitlab-token", token)
    }

    /// GitLab's, to `path`, signed with the signing token (`whsec_..`).
    pub(crate) fn gitlab_signed(path: &str, event: &str, payload: &Value, token: &str) -> Self {
        let delivery = Self::gitlab_unsigned(path, event, payload);
        let key = STANDARD.decode(token.trim_start_matches("whsec_")).expect("base64");
        let id = WebhookEventId::generate().to_string();
        let time = chrono::Utc::now().timestamp().to_string();
        let parts = [id.as_bytes(), b".", time.as_bytes(), b".", &delivery.body];
        let signature = Signature::sign(&key, &parts).to_base64();
        delivery
            .with("webhook-id", &id)
            .with("webhook-timestamp", &time)
            .with("webhook-signature", &format!("v1,{signature}"))
    }

    fn gitlab_unsigned(path: &str, event: &str, payload: &Value) -> Self {
        let body = serde_json::to_vec(payload).expect("JSON");
        let id = WebhookEventId::generate().to_string();
        Self { path: path.to_owned(), headers: Vec::new(), body }
            .with("content-type", "application/json")
            .with("user-agent", "GitLab/19.0.0")
            .with("x-gitlab-event", event)
            .with("x-gitlab-event-uuid", &id)
            .with("idempotency-key", &id)
    }

    /// With a header set, in the place of one of that name.
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.retain(|(set, _)| set != name);
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Without a header.
    pub(crate) fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(set, _)| set != name);
        self
    }

    /// The request that brings it.
    pub(crate) fn request(&self, client: &Client) -> RequestBuilder {
        let request = client.anonymous(Method::POST, &self.path).body(self.body.clone());
        self.headers.iter().fold(request, |request, (name, value)| request.header(name, value))
    }
}

/// A push in the words of GitHub.
#[derive(Debug, Clone)]
pub(crate) struct GithubPush {
    pub(crate) full_name: String,
    pub(crate) git_ref: String,
    pub(crate) before: String,
    pub(crate) after: String,
    /// Of the newest commit.
    pub(crate) message: String,
}

impl GithubPush {
    /// GitHub's own example of a push, about this one.
    pub(crate) fn payload(&self) -> Value {
        let mut payload = example_push();
        let (owner, name) = self.full_name.rsplit_once('/').expect("a name with its owner");
        let null = "0".repeat(40);
        let deleted = self.after == null;
        let mut commit = payload["head_commit"].take();
        commit["id"] = json!(self.after);
        commit["message"] = json!(self.message);
        payload["ref"] = json!(self.git_ref);
        payload["before"] = json!(self.before);
        payload["after"] = json!(self.after);
        payload["created"] = json!(self.before == null);
        payload["deleted"] = json!(deleted);
        payload["commits"] = if deleted { json!([]) } else { json!([commit]) };
        payload["head_commit"] = if deleted { Value::Null } else { commit };
        let repository = &mut payload["repository"];
        repository["name"] = json!(name);
        repository["full_name"] = json!(self.full_name);
        repository["owner"]["login"] = json!(owner);
        repository["owner"]["name"] = json!(owner);
        payload
    }

    /// Signed with the repository's secret, to the repository's own endpoint.
    pub(crate) fn signed(&self, repository: &TestRepository) -> Delivery {
        let path = format!("/api/webhooks/github/{}", repository.id);
        Delivery::github(&path, "push", &self.payload(), &repository.secret)
    }
}

/// A push to a branch as GitHub's example shows it, else with the members that count.
fn example_push() -> Value {
    let examples = octokit_examples().unwrap_or_default();
    let pushes = examples.into_iter().find(|(event, _)| event == "push").map(|(_, all)| all);
    let is_plain = |push: &Value| {
        push["deleted"] == false && push["ref"].as_str().is_some_and(|it| it.contains("/heads/"))
    };
    let found = pushes.into_iter().flatten().find(is_plain);
    found.unwrap_or_else(|| {
        let author = json!({ "name": "Codertocat", "email": "cat@example.com" });
        json!({
            "forced": false, "head_commit": { "author": author },
            "repository": { "id": 186_853_002, "default_branch": "main", "owner": {} },
            "pusher": { "name": "Codertocat" }, "sender": { "login": "Codertocat" },
        })
    })
}

/// The payloads of github.com in `@octokit/webhooks-examples`, by event; none, with a word about
/// it, where the package isn't there.
pub(crate) fn octokit_examples() -> Option<Vec<(String, Vec<Value>)>> {
    let package = optional::node_package("@octokit/webhooks-examples")?;
    let text = fs::read(package.join("api.github.com/index.json")).expect("the index");
    let index: Vec<Value> = serde_json::from_slice(&text).expect("JSON");
    let entry = |mut entry: Value| {
        let examples = entry["examples"].take();
        let examples = examples.as_array().expect("examples").clone();
        (entry["name"].as_str().expect("a name").to_owned(), examples)
    };
    Some(index.into_iter().map(entry).collect())
}

/// The payloads below a folder of `tests/fixtures`, by path.
pub(crate) fn fixtures(folder: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(folder);
    let mut files = Vec::new();
    collect(&root, &mut files);
    files.sort();
    assert!(!files.is_empty(), "payloads below {}", root.display());
    files
}

fn collect(directory: &Path, files: &mut Vec<(PathBuf, Vec<u8>)>) {
    for entry in fs::read_dir(directory).expect("a directory").flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "json") {
            let content = fs::read(&path).expect("readable");
            files.push((path, content));
        }
    }
}
