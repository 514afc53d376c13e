//! A server in a process of its own, with a git repository to build.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

use hmac::{Hmac, KeyInit as _, Mac as _};
use rustix::process::{Pid, Signal, kill_process};
use sha2::Sha256;
use tempfile::TempDir;

/// A pipeline with a job that succeeds, and one that runs until it is ended.
const PIPELINE: &str = "\
version: 1
name: sample
on:
  push: {}
  manual:
    inputs:
      endless: { type: boolean, default: false }
jobs:
  greet:
    steps:
      - name: Greet
        run: echo hello from the job
  wait:
    needs: [greet]
    if: inputs.endless
    steps:
      - name: Wait
        run: |
          while true; do sleep 1; done
";

/// A running server and everything that it keeps.
pub(crate) struct Server {
    pub(crate) directory: TempDir,
    pub(crate) url: String,
    pub(crate) token: String,
    child: Child,
    /// Kept open, so that the server can go on printing.
    _output: BufReader<ChildStdout>,
}

impl Server {
    pub(crate) fn start() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let repository = directory.path().join("repository");
        make_repository(&repository);
        let mut child = Command::new(env!("CARGO_BIN_EXE_oored"))
            .arg("serve")
            .current_dir(directory.path())
            .env("OORE_DATA_DIR", directory.path().join("data"))
            .env("OORE_LISTEN", "127.0.0.1:0")
            .env("OORE_GIT_PROTOCOLS", "file")
            .env("OORE_RUNNER_CAPACITY", "2")
            .env("OORE_CANCEL_GRACE", "1s")
            .env("OORE_RECONCILE_EVERY", "off")
            .env("OORE_LOG", "warn")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let url = loop {
            let mut line = String::new();
            assert!(
                output.read_line(&mut line).unwrap() > 0,
                "the server ended before it listened"
            );
            if let Some(rest) = line.strip_prefix("Oore is listening on ") {
                break rest.split_whitespace().next().unwrap().to_owned();
            }
        };
        let token = fs::read_to_string(directory.path().join("data/admin-token")).unwrap();
        Self { token: token.trim().to_owned(), directory, url, child, _output: output }
    }

    pub(crate) fn clone_url(&self) -> String {
        format!("file://{}", self.directory.path().join("repository").display())
    }

    /// Delivers a push as GitHub does; the id of the event that came of it.
    pub(crate) fn push(&self, repository: &str, secret: &str) -> String {
        let sha = git(&self.directory.path().join("repository"), &["rev-parse", "HEAD"]);
        let zeros = "0".repeat(40);
        let body = format!(
            r#"{{"ref": "refs/heads/main", "before": "{zeros}", "after": "{sha}",
                "created": false, "deleted": false, "forced": false,
                "head_commit": {{"id": "{sha}", "message": "Begin", "author": {{"name": "Ann"}}}},
                "commits": [], "pusher": {{"name": "ann"}}, "sender": {{"login": "ann"}},
                "repository": {{"full_name": "acme/app", "name": "app", "fork": false,
                    "owner": {{"login": "acme"}}, "default_branch": "main"}}}}"#
        );
        let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
        mac.update(body.as_bytes());
        let signature = hex::encode(mac.finalize().into_bytes());
        let address = self.url.strip_prefix("http://").unwrap();
        let request = format!(
            "POST /api/webhooks/github/{repository} HTTP/1.1\r\nhost: {address}\r\n\
             content-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\
             x-github-event: push\r\nx-github-delivery: 11111111-2222-3333-4444-555555555555\r\n\
             x-hub-signature-256: sha256={signature}\r\n\r\n{body}",
            body.len()
        );
        let mut socket = TcpStream::connect(address).unwrap();
        socket.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        socket.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 202"), "{answer}");
        let (_, body) = answer.split_once("\r\n\r\n").unwrap();
        let start = body.find('{').unwrap();
        let end = body.rfind('}').unwrap();
        let receipt: serde_json::Value = serde_json::from_str(&body[start..=end]).unwrap();
        receipt["id"].as_str().unwrap().to_owned()
    }
}

impl Drop for Server {
    /// Stopped in order, so that its runner ends too.
    fn drop(&mut self) {
        let pid = i32::try_from(self.child.id()).ok().and_then(Pid::from_raw);
        if pid.is_none_or(|pid| kill_process(pid, Signal::TERM).is_err()) {
            eprintln!("the server has ended by itself");
        }
        if let Err(error) = self.child.wait() {
            eprintln!("the server can't be waited for: {error}");
        }
    }
}

fn make_repository(path: &Path) {
    fs::create_dir_all(path).unwrap();
    git(path, &["init", "--quiet", "--initial-branch", "main"]);
    fs::write(path.join("oore.yaml"), PIPELINE).unwrap();
    git(path, &["add", "."]);
    git(path, &["commit", "--quiet", "--message", "Begin"]);
}

fn git(directory: &Path, arguments: &[&str]) -> String {
    let output = Command::new("git")
        .current_dir(directory)
        .args(["-c", "user.name=Ann", "-c", "user.email=ann@example.com"])
        .args(arguments)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        // The same commit has the same id in every run.
        .env("GIT_AUTHOR_DATE", "2026-01-01T00:00:00Z")
        .env("GIT_COMMITTER_DATE", "2026-01-01T00:00:00Z")
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

/// The `oore` beside our `oored`: built with the workspace, or now.
pub(crate) fn oore() -> PathBuf {
    let oored = Path::new(env!("CARGO_BIN_EXE_oored"));
    let oore = oored.with_file_name("oore");
    if !oore.exists() {
        let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        let target = oored.parent().and_then(Path::parent).unwrap();
        cargo.args(["build", "--workspace", "--bin", "oore", "--target-dir"]).arg(target);
        assert!(cargo.status().unwrap().success(), "`oore` can't be built");
    }
    oore
}
