//! The demo's git repository.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, ensure};
use serde_json::{Value, json};

use crate::crypto::token::random_secret;
use secrecy::ExposeSecret;

const PIPELINE: &str = include_str!("oore.yaml");

/// A repository with one commit on `main`.
#[derive(Debug)]
pub(super) struct DemoRepository {
    pub(super) path: PathBuf,
    pub(super) commit: String,
    /// Words that stand in the commit and nowhere else.
    pub(super) marker: String,
}

/// Makes it.
pub(super) fn create(path: &Path) -> anyhow::Result<DemoRepository> {
    let marker = format!("demo-{}", &random_secret().expose_secret()[..12]);
    std::fs::create_dir_all(path)?;
    std::fs::write(path.join("oore.yaml"), PIPELINE)?;
    std::fs::write(path.join("lint.sh"), format!("echo 'nothing to complain about, {marker}'\n"))?;
    git(path, &["init", "--quiet", "--initial-branch=main"])?;
    git(path, &["add", "."])?;
    git(path, &["commit", "--quiet", "--message=Show what Oore does"])?;
    let commit = git(path, &["rev-parse", "HEAD"])?;
    Ok(DemoRepository { path: path.to_owned(), commit, marker })
}

impl DemoRepository {
    pub(super) fn url(&self) -> String {
        format!("file://{}", self.path.display())
    }

    /// The push as GitHub describes it
    /// (<https://docs.github.com/en/webhooks/webhook-events-and-payloads#push>).
    pub(super) fn push(&self) -> Value {
        let author = json!({ "name": "Ada", "email": "ada@example.com", "username": "ada" });
        let commit = json!({
            "id": self.commit, "message": "Show what Oore does", "author": author,
            "added": ["oore.yaml", "lint.sh"], "removed": [], "modified": [],
        });
        json!({
            "ref": "refs/heads/main",
            "before": "0".repeat(40),
            "after": self.commit,
            "created": true, "deleted": false, "forced": false,
            "repository": { "id": 1, "name": "app", "full_name": "acme/app", "default_branch": "main" },
            "pusher": { "name": "ada" },
            "sender": { "login": "ada" },
            "commits": [commit], "head_commit": commit,
        })
    }
}

fn git(directory: &Path, arguments: &[&str]) -> anyhow::Result<String> {
    let output = Command::new("git")
        .current_dir(directory)
        .args(arguments)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_AUTHOR_NAME", "Ada")
        .env("GIT_AUTHOR_EMAIL", "ada@example.com")
        .env("GIT_COMMITTER_NAME", "Ada")
        .env("GIT_COMMITTER_EMAIL", "ada@example.com")
        .output()
        .context("git can't be run; the demo needs it")?;
    let words = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "git {} failed: {words}", arguments.join(" "));
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
