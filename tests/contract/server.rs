//! A server in a process of its own, with its local runner and a git repository that it can build.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

/// How long the runner of a server that has ended may take to end too.
const PATIENCE: Duration = Duration::from_secs(20);

/// A job that ends at once, after some lines of output.
const QUICK: &str = "version: 1
on: manual
jobs:
  hello:
    runs_on: [linux]
    steps:
      - run: printf 'one\\ntwo\\n'
";

/// A job whose output comes in several pieces, which end within letters of two and three bytes.
const UMLAUTS: &str = "version: 1
on: manual
jobs:
  hello:
    runs_on: [linux]
    steps:
      - run: printf x; yes 'ä€' | head -n 150000 | tr -d '\\n'
";

/// A job that no runner takes, so that a build of it waits until it is canceled.
const WAITING: &str = "version: 1
on: manual
jobs:
  patient:
    runs_on: [nowhere]
    steps:
      - run: 'true'
";

/// A job that waits for a person before it would wait for a runner.
const GATED: &str = "version: 1
on: manual
jobs:
  gate:
    runs_on: [nowhere]
    approval: { environment: production }
    steps:
      - run: 'true'
";

/// What is built of a merge request.
const PROPOSED: &str = "version: 1
on: pull_request
jobs:
  proposed:
    runs_on: [nowhere]
    steps:
      - run: 'true'
";

/// The branches of the repository, and their pipelines.
const BRANCHES: [(&str, &str); 5] = [
    ("main", QUICK),
    ("umlauts", UMLAUTS),
    ("waiting", WAITING),
    ("gated", GATED),
    ("proposed", PROPOSED),
];

/// A running server; dropping it ends it and its runner.
pub(crate) struct Server {
    pub(crate) url: String,
    pub(crate) token: String,
    process: Child,
    directory: TempDir,
    http: reqwest::Client,
}

impl Server {
    /// Starts one and waits until it listens.
    pub(crate) fn start() -> Self {
        let directory = tempfile::Builder::new().prefix("oore-contract-").tempdir();
        let directory = directory.expect("a directory");
        make_repository(&directory.path().join("app"));
        let data = directory.path().join("data");
        let mut process = Command::new(env!("CARGO_BIN_EXE_oored"))
            .arg("serve")
            .current_dir(directory.path())
            .env_clear()
            .envs(["PATH", "HOME"].map(|name| (name, std::env::var_os(name).unwrap_or_default())))
            .env("OORE_DATA_DIR", &data)
            .env("OORE_LISTEN", "127.0.0.1:0")
            .env("OORE_GIT_PROTOCOLS", "file")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(File::create(directory.path().join("stderr")).expect("a file"))
            .spawn()
            .expect("started");
        let url = listening_address(&mut process);
        let token = fs::read_to_string(data.join("admin-token")).expect("the admin token");
        let token = token.trim().to_owned();
        let said = || fs::read_to_string(directory.path().join("stderr")).unwrap_or_default();
        let url = url.unwrap_or_else(|| panic!("the server does not listen: {}", said()));
        Self { url, token, process, directory, http: reqwest::Client::new() }
    }

    /// A directory for files of the test.
    pub(crate) fn scratch(&self) -> &Path {
        self.directory.path()
    }

    /// The URL of a git repository: builds of `main` end at once, those of `umlauts` print a lot,
    /// those of `waiting` end only when they are canceled, those of `gated` wait for a person, and
    /// `proposed` can be built of merge requests alone.
    pub(crate) fn clone_url(&self) -> String {
        format!("file://{}", self.directory.path().join("app").display())
    }

    /// The newest commit of a branch of that repository.
    pub(crate) fn head(&self, branch: &str) -> String {
        let directory = self.directory.path().join("app");
        let mut git = Command::new("git");
        let output = git.current_dir(directory).args(["rev-parse", branch]).output();
        String::from_utf8(output.expect("git runs").stdout).expect("text").trim().to_owned()
    }

    /// What is at a path, read by the administrator.
    pub(crate) async fn get(&self, path: &str) -> Value {
        serde_json::from_str(&self.read_to_end(path).await).expect("JSON")
    }

    /// A request by the administrator that must succeed; its answer.
    pub(crate) async fn post(&self, path: &str, body: &Value) -> Value {
        let request = self.http.post(format!("{}{path}", self.url)).json(body);
        let response = request.bearer_auth(&self.token).send().await.expect("answered");
        let (status, text) = (response.status(), response.text().await.expect("a text"));
        assert!(status.is_success(), "{path}: {status} {text}");
        serde_json::from_str(&text).expect("JSON")
    }

    /// A request without a token that must succeed; its answer.
    pub(crate) async fn post_by_anybody(&self, path: &str, body: &Value) -> Value {
        let request = self.http.post(format!("{}{path}", self.url)).json(body);
        let answer = request.send().await.expect("answered");
        assert!(answer.status().is_success(), "{path}: {}", answer.status());
        answer.json().await.expect("JSON")
    }

    /// The same server, called from the address `127.0.1.number`.
    pub(crate) fn seen_from(&self, number: u8) -> Seen<'_> {
        let address = std::net::Ipv4Addr::new(127, 0, 1, number);
        let http = reqwest::Client::builder().no_proxy().local_address(Some(address.into()));
        Seen { server: self, http: http.build().expect("a client") }
    }

    /// Reads a stream of the server to its end.
    pub(crate) async fn read_to_end(&self, path: &str) -> String {
        let request = self.http.get(format!("{}{path}", self.url)).bearer_auth(&self.token);
        request.send().await.expect("answered").text().await.expect("a text")
    }
}

/// A server as it is seen from one address.
pub(crate) struct Seen<'a> {
    server: &'a Server,
    http: reqwest::Client,
}

impl Seen<'_> {
    /// A request without body, with this token or none; the status of its answer.
    pub(crate) async fn status(&self, method: &str, path: &str, token: Option<&str>) -> u16 {
        let method = method.to_uppercase().parse().expect("a method");
        let mut request = self.http.request(method, format!("{}{path}", self.server.url));
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        request.send().await.expect("answered").status().as_u16()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let said = fs::read_to_string(self.directory.path().join("stderr"));
            eprintln!("the server said:\n{}", said.unwrap_or_default());
        }
        terminate(self.process.id());
        if let Err(error) = self.process.wait() {
            eprintln!("cannot wait for the server: {error}");
        }
        // The local runner outlives its server by design.
        let deadline = Instant::now() + PATIENCE;
        let mut told = Vec::new();
        loop {
            let left = runners(self.directory.path());
            for id in left.iter().copied().filter(|id| !told.contains(id)) {
                terminate(id);
            }
            told.clone_from(&left);
            if left.is_empty() || Instant::now() > deadline {
                break;
            }
            // Nothing tells that a process of others has ended.
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

/// What a server that listens says first.
fn listening_address(process: &mut Child) -> Option<String> {
    let mut lines = BufReader::new(process.stdout.take().expect("piped")).lines();
    let line = lines.find_map(|line| Some(line.ok()?.split_once("listening on ")?.1.to_owned()));
    // The rest of its words must not block or end it.
    std::thread::spawn(move || lines.for_each(drop));
    Some(line?.split_whitespace().next()?.to_owned())
}

fn terminate(id: u32) {
    let id = id.to_string();
    let status = Command::new("kill").args(["-TERM", &id]).stderr(Stdio::null()).status();
    if let Err(error) = status {
        eprintln!("cannot end process {id}: {error}");
    }
}

/// The runners whose command lines name this directory.
fn runners(directory: &Path) -> Vec<u32> {
    let marker = directory.to_str().expect("UTF-8");
    let processes = fs::read_dir("/proc").into_iter().flatten().flatten();
    let ids = processes.filter_map(|process| process.file_name().to_str()?.parse::<u32>().ok());
    ids.filter(|id| {
        let command = fs::read(PathBuf::from(format!("/proc/{id}/cmdline"))).unwrap_or_default();
        let command = String::from_utf8_lossy(&command);
        command.contains(marker) && command.contains("\0runner\0")
    })
    .collect()
}

fn make_repository(directory: &Path) {
    fs::create_dir_all(directory).expect("made");
    git(directory, &["init", "--quiet", "--initial-branch=main"]);
    for (branch, pipeline) in BRANCHES {
        git(directory, &["checkout", "--quiet", "-B", branch]);
        fs::write(directory.join("oore.yaml"), pipeline).expect("written");
        git(directory, &["add", "oore.yaml"]);
        git(directory, &["commit", "--quiet", "--message", branch]);
    }
    git(directory, &["checkout", "--quiet", "main"]);
}

fn git(directory: &Path, arguments: &[&str]) {
    let status = Command::new("git")
        .current_dir(directory)
        .args(arguments)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .envs([("GIT_AUTHOR_NAME", "Ada"), ("GIT_AUTHOR_EMAIL", "ada@example.com")])
        .envs([("GIT_COMMITTER_NAME", "Ada"), ("GIT_COMMITTER_EMAIL", "ada@example.com")])
        .status();
    assert!(status.expect("git runs").success(), "git {}", arguments.join(" "));
}
