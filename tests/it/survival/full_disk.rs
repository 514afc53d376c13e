//! Disks without room, which are small file systems in namespaces of their own.

use std::fs;
use std::process::Stdio;

use reqwest::Method;
use serde_json::json;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio::time::timeout;

use super::signal;
use crate::support::{
    Client, Delivery, GitRepository, PATIENCE, Server, TestApp, TestDatabase, TestRepository,
    job_of, on_both_databases, optional, send, text,
};

on_both_databases!(a_job_whose_output_finds_no_room_says_so);

/// Mounts a small disk on `$DISK`, starts the program in the background, and then fills and empties
/// the disk as it is told.
const SHELL: &str = r#"
mount -t tmpfs -o size=$SIZE tmpfs "$DISK" || exit 1
"$@" & echo "process $!"
while read -r word; do
    case $word in
        fill) cat /dev/zero >"$DISK/filling" 2>/dev/null; echo filled ;;
        empty) rm "$DISK/filling"; echo emptied ;;
    esac
done
wait
"#;

/// A program whose data directory is on a small disk.
struct OnSmallDisk {
    shell: Child,
    words: Option<ChildStdin>,
    lines: Lines<BufReader<ChildStdout>>,
    process: String,
    directory: tempfile::TempDir,
}

impl OnSmallDisk {
    /// None where no namespace can be made.
    async fn start(size: &str, arguments: &[&str], environment: &[(&str, &str)]) -> Option<Self> {
        let probe = ["--user", "--map-root-user", "--mount", "true"];
        let can = Command::new("unshare").args(probe).status().await;
        if !can.is_ok_and(|status| status.success()) {
            optional::missing("`unshare` can make no namespace");
            return None;
        }
        let directory = tempfile::tempdir().expect("a directory");
        let log = fs::File::create(directory.path().join("stderr")).expect("a file");
        let disk = directory.path().join("disk");
        fs::create_dir(&disk).expect("made");
        let mut shell = Command::new("unshare")
            .args(["--user", "--map-root-user", "--mount", "sh", "-c", SHELL, "sh"])
            .arg(env!("CARGO_BIN_EXE_oored"))
            .args(arguments)
            .current_dir(&directory)
            .env("DISK", &disk)
            .env("SIZE", size)
            .envs(environment.iter().copied())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(log)
            .kill_on_drop(true)
            .spawn()
            .expect("started");
        let words = shell.stdin.take();
        let lines = BufReader::new(shell.stdout.take().expect("a pipe")).lines();
        let mut started = Self { shell, words, lines, process: String::new(), directory };
        let named = started.line("process ").await;
        started.process = named;
        Some(started)
    }

    /// The rest of the next line that begins so.
    async fn line(&mut self, beginning: &str) -> String {
        let found = async {
            while let Ok(Some(line)) = self.lines.next_line().await {
                if let Some((_, rest)) = line.split_once(beginning) {
                    return Some(rest.to_owned());
                }
            }
            None
        };
        let found = timeout(PATIENCE, found).await.expect("in time");
        found.unwrap_or_else(|| panic!("no line `{beginning}`: {}", self.log()))
    }

    fn log(&self) -> String {
        fs::read_to_string(self.directory.path().join("stderr")).expect("its log")
    }

    async fn tell(&mut self, word: &str, answer: &str) {
        let words = self.words.as_mut().expect("it listens");
        words.write_all(format!("{word}\n").as_bytes()).await.expect("told");
        self.line(answer).await;
    }

    /// Stops the program by SIGTERM, and fails if it does not end well.
    async fn finish(mut self) {
        signal("-TERM", &self.process);
        // It ends when its program has, and nothing more is to be done.
        self.words = None;
        let ended = timeout(PATIENCE, self.shell.wait()).await.expect("it ends").expect("waited");
        assert!(ended.success(), "{ended}");
    }
}

/// A test that fails must not leave the program behind.
impl Drop for OnSmallDisk {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("{}", self.log());
            signal("-KILL", &self.process);
        }
    }
}

const TOKEN: &str = "0123456789abcdef0123456789abcdef";
const SECRET: &str = "a long secret";
const PIPELINE: &str = "
version: 1
on: { manual: {} }
jobs: { only: { steps: [{ run: 'true' }] } }
";

/// A server whose data directory is on a small disk.
async fn server() -> Option<(OnSmallDisk, Client)> {
    let settings = [
        ("OORE_DATA_DIR", "disk/data"),
        ("OORE_LISTEN", "127.0.0.1:0"),
        ("OORE_LOCAL_RUNNER", "false"),
        ("OORE_GIT_PROTOCOLS", "file"),
        ("OORE_RECONCILE_EVERY", "off"),
        ("OORE_ADMIN_TOKEN", TOKEN),
    ];
    let mut disk = OnSmallDisk::start("8m", &["serve"], &settings).await?;
    let address = disk.line("listening on ").await;
    let address = address.split_whitespace().next().expect("an address").to_owned();
    Some((disk, Client::new(&address, TOKEN)))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_without_room_answers_reads_and_recovers_by_itself() {
    let Some((mut disk, client)) = server().await else { return };
    let git = GitRepository::with_pipeline(PIPELINE);
    let body = json!({
        "provider": "github", "owner": "acme", "repo": "app", "default_branch": "main",
        "clone_url": git.url(), "webhook_secret": SECRET,
    });
    let registered = client.post("/api/repositories", &body).await;
    let repository = TestRepository {
        id: text(&registered, "id"),
        full_name: "acme/app".to_owned(),
        secret: SECRET.to_owned(),
        git,
    };
    // Large enough that what SQLite has made its log ahead of time is soon used up.
    let payload = json!({ "zen": "x".repeat(100_000) });
    let path = format!("/api/webhooks/github/{}", repository.id);
    let sign = || Delivery::github(&path, "ping", &payload, &repository.secret);
    let first = send(sign().request(&client)).await;
    assert_eq!(first.status, 202, "{}", first.text());
    disk.tell("fill", "filled").await;

    let refused = Server::ask_until("there is no room", async || {
        let answer = send(sign().request(&client)).await;
        (answer.status != 202).then_some(answer)
    })
    .await;
    assert_eq!(
        (refused.status.as_u16(), &refused.headers["retry-after"]),
        (503, &"5".parse().expect("a header"))
    );
    Server::ask_until("there is no room for the least either", async || {
        let ready = send(client.request(Method::GET, "/api/health/ready")).await;
        (ready.status == 503).then_some(())
    })
    .await;
    let mut other = body.clone();
    other["repo"] = json!("other");
    let changed = client.answer(Method::POST, "/api/repositories", Some(&other)).await;
    assert_eq!(changed.status, 503, "{}", changed.text());
    let events = client.get("/api/webhooks/events").await;
    let taken = events["items"].as_array().expect("events").len();
    assert!(taken >= 1, "{events:#}");
    assert_eq!(client.get("/api/health/live").await["status"], "ok");

    disk.tell("empty", "emptied").await;
    let late = send(sign().request(&client)).await;
    assert_eq!(late.status, 202, "{}", late.text());
    let events = client.get("/api/webhooks/events").await;
    assert_eq!(events["items"].as_array().expect("events").len(), taken + 1, "{events:#}");
    let actors = client.get("/api/system/actors").await;
    let actors = actors["items"].as_array().expect("actors").clone();
    assert!(actors.iter().all(|actor| actor["restarts"] == 0), "{actors:#?}");
    disk.finish().await;
}

async fn a_job_whose_output_finds_no_room_says_so(database: TestDatabase) {
    let app = TestApp::start_with(database, &[("OORE_LOCAL_RUNNER", "false")]).await;
    let (token, _) = app.add_runner("small", &[]).await;
    let url = app.client.base_url().to_owned();
    let arguments = ["runner", "--server", &url, "--data-dir", "disk/runner"];
    let Some(disk) = OnSmallDisk::start("96m", &arguments, &[("OORE_TOKEN", &token)]).await else {
        return app.finish().await;
    };
    let pipeline = "
version: 1
on: push
jobs: { only: { checkout: none, steps: [{ run: 'head -c 200000000 /dev/zero' }] } }
";
    let repository = app.register("acme/app", GitRepository::with_pipeline(pipeline)).await;
    let build = app.push_finishes(&repository).await;
    let only = job_of(&build, "only");
    assert_eq!(only["status"], "failed", "{build:#}");
    assert!(text(only, "detail").contains("No space left on device"), "{only:#}");
    let log = app.log_bytes(&build, "only").await;
    assert!(log.len() > 50_000_000, "what was printed before is kept: {} bytes", log.len());
    disk.finish().await;
    app.finish().await;
}
