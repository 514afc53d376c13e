//! GitHub as others have built it: `emulate`, with its state, its Apps and its signed deliveries,
//! and `prism` before it, which refuses what GitHub's own description does not allow.

use std::net::TcpListener;
use std::path::Path;
use std::process::Stdio;

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};
use tokio::time::timeout;

use super::optional::{node_package, rsa_key};
use super::{GitRepository, PATIENCE};

/// What deliveries are signed with.
pub(crate) const SECRET: &str = "the secret of the App's webhook";

/// The App's id.
pub(crate) const APP: &str = "12345";

/// A person's token there.
const TOKEN: &str = "adas-token";

/// GitHub, and the judge before it.
#[derive(Debug)]
pub(crate) struct Emulate {
    port: u16,
    judge_port: u16,
    key: String,
    /// Keeps the ports from others until the programs take them.
    held: Vec<TcpListener>,
    directory: TempDir,
    processes: Vec<Child>,
}

impl Emulate {
    /// Its ports and the App's key, before it runs: the server must know them, and it the server.
    /// None where the packages are not there.
    pub(crate) fn prepare() -> Option<Self> {
        node_package("emulate")?;
        node_package("@stoplight/prism-cli")?;
        let held: Vec<_> =
            (0..2).map(|_| TcpListener::bind("127.0.0.1:0").expect("a port")).collect();
        let port = |index: usize| held[index].local_addr().expect("an address").port();
        let [port, judge_port] = [port(0), port(1)];
        let key = rsa_key()?;
        let directory = tempfile::tempdir().expect("a directory");
        Some(Self { port, judge_port, key, held, directory, processes: Vec::new() })
    }

    /// Where its API is, behind the judge.
    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.judge_port)
    }

    /// The App's private key.
    pub(crate) fn key(&self) -> &str {
        &self.key
    }

    /// Starts it with the repository `acme/app`, and an App that sends its deliveries to `webhook`.
    pub(crate) async fn start(&mut self, webhook: &str) {
        let seed = json!({
            "tokens": { TOKEN: { "login": "ada", "scopes": ["repo", "user"] } },
            "github": {
                "users": [{ "login": "ada", "name": "Ada" }],
                "orgs": [{ "login": "acme", "members": [{ "login": "ada", "role": "admin" }] }],
                "repos": [{ "owner": "acme", "name": "app", "auto_init": true }],
                "apps": [{
                    "app_id": 12345, "slug": "oore", "name": "Oore", "private_key": self.key,
                    "permissions": {
                        "contents": "read", "checks": "write", "metadata": "read",
                        "pull_requests": "read",
                    },
                    "events": ["push", "pull_request", "check_run"],
                    "webhook_url": webhook, "webhook_secret": SECRET,
                    "installations": [{
                        "installation_id": 100, "account": "acme", "repository_selection": "all",
                    }],
                }],
            },
        });
        let file = self.directory.path().join("seed.json");
        std::fs::write(&file, seed.to_string()).expect("written");
        let program = node_package("emulate").expect("it is there").join("dist/index.js");
        let port = self.port.to_string();
        self.held.clear();
        let mut emulate = node(&program);
        emulate.args(["start", "--service", "github", "--port", &port, "--seed"]).arg(file);
        self.processes.push(started(emulate, "github").await);
        let judge = node_package("@stoplight/prism-cli").expect("it is there");
        let mut prism = node(&judge.join("dist/index.js"));
        let description =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/github-api.json");
        prism.arg("proxy").arg(description).arg(format!("http://127.0.0.1:{port}"));
        prism.args(["--errors", "--port", &self.judge_port.to_string()]);
        self.processes.push(started(prism, "listening").await);
    }

    /// Pushes the newest commit of `git` to `branch`, object by object: the commit has the same id
    /// there, and its delivery comes as GitHub would send it.
    pub(crate) async fn push(&self, git: &GitRepository, branch: &str) {
        for commit in git.git(&["rev-list", "--reverse", "HEAD"]).lines() {
            let mut tree = Vec::new();
            for line in git.git(&["ls-tree", commit]).lines() {
                let (facts, path) = line.split_once('\t').expect("a tree's line");
                let facts: Vec<_> = facts.split(' ').collect();
                let content = git.git_exact(&["cat-file", "blob", facts[2]]);
                let blob = self.post("git/blobs", json!({ "content": content })).await;
                assert_eq!(blob["sha"], facts[2]);
                let [mode, sha] = [facts[0], facts[2]];
                tree.push(json!({ "path": path, "mode": mode, "type": "blob", "sha": sha }));
            }
            let tree = self.post("git/trees", json!({ "tree": tree })).await;
            let field =
                |format: &str| git.git(&["log", "-1", &format!("--format={format}"), commit]);
            let parents: Vec<_> = field("%P").split_whitespace().map(str::to_owned).collect();
            let person =
                json!({ "name": field("%an"), "email": field("%ae"), "date": field("%aI") });
            let made = json!({
                "message": field("%B"), "tree": tree["sha"], "parents": parents,
                "author": person, "committer": person,
            });
            assert_eq!(self.post("git/commits", made).await["sha"], commit);
        }
        let moved = json!({ "sha": git.head(), "force": true });
        self.ask(Method::PATCH, &format!("git/refs/heads/{branch}"), Some(moved)).await;
    }

    /// The check runs of a commit, oldest first.
    pub(crate) async fn check_runs(&self, commit: &str) -> Vec<Value> {
        let path = format!("commits/{commit}/check-runs?filter=all");
        let answer = self.ask(Method::GET, &path, None).await;
        let mut runs = answer["check_runs"].as_array().expect("a list").clone();
        runs.sort_by_key(|run| run["id"].as_u64());
        runs
    }

    /// Presses "re-run" at a check run.
    pub(crate) async fn rerequest(&self, run: &Value) {
        self.post(&format!("check-runs/{}/rerequest", run["id"]), json!({})).await;
    }

    /// What the tokens may do that the App was given, as GitHub noted it.
    pub(crate) async fn tokens(&self) -> Value {
        let url = format!("http://127.0.0.1:{}/_emulate/installation-tokens", self.port);
        reqwest::get(url).await.expect("an answer").json().await.expect("JSON")
    }

    async fn post(&self, path: &str, body: Value) -> Value {
        self.ask(Method::POST, path, Some(body)).await
    }

    /// In a person's name, and not through the judge.
    async fn ask(&self, method: Method, path: &str, body: Option<Value>) -> Value {
        let url = format!("http://127.0.0.1:{}/repos/acme/app/{path}", self.port);
        let request = reqwest::Client::new().request(method, &url).bearer_auth(TOKEN);
        let request = match body {
            Some(body) => request.json(&body),
            None => request,
        };
        let answer = request.send().await.expect("an answer");
        let status = answer.status();
        let text = answer.text().await.expect("a text");
        assert!(status.is_success(), "{url}: {status} {text}");
        if status == StatusCode::NO_CONTENT || text.is_empty() {
            return Value::Null;
        }
        serde_json::from_str(&text).expect("JSON")
    }
}

fn node(program: &Path) -> Command {
    let mut command = Command::new("node");
    command.arg(program).stdout(Stdio::piped()).stderr(Stdio::inherit()).kill_on_drop(true);
    command
}

/// Starts a program and waits until it says `word`.
async fn started(mut command: Command, word: &str) -> Child {
    let mut child = command.spawn().expect("node runs");
    let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
    let said = async {
        while let Some(line) = lines.next_line().await.expect("its output") {
            if line.contains(word) && line.contains("http") {
                return true;
            }
        }
        false
    };
    assert!(timeout(PATIENCE, said).await.expect("in time"), "{command:?} ended");
    // What it says further is read, so that it never waits for a reader.
    tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
    child
}
