//! A program whose data directory is on a small disk of its own, which a test fills and empties.

use std::fs;
use std::path::PathBuf;
use std::process::Stdio;

use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio::time::timeout;

use super::{PATIENCE, optional, wait_until_gone};

/// Mounts a small disk on `$DISK`, and then starts the program, fills and empties the disk as it is
/// told.
const SHELL: &str = r#"
mount -t tmpfs -o size=$SIZE tmpfs "$DISK" || exit 1
while read -r word; do
    case $word in
        start) "$@" & echo "process $!" ;;
        ended) wait $!; echo "ended $?" ;;
        fill) cat /dev/zero >"$DISK/filling" 2>/dev/null; echo filled ;;
        empty) rm "$DISK/filling"; echo emptied ;;
        remove*) rm "$DISK/${word#remove:}"; echo removed ;;
    esac
done
wait
"#;

/// `oored` on a small disk.
#[derive(Debug)]
pub(crate) struct OnSmallDisk {
    shell: Child,
    words: Option<ChildStdin>,
    lines: Lines<BufReader<ChildStdout>>,
    process: String,
    directory: tempfile::TempDir,
}

impl OnSmallDisk {
    /// Starts one; none where no namespace can be made.
    pub(crate) async fn start(
        size: &str,
        arguments: &[&str],
        environment: &[(&str, &str)],
    ) -> Option<Self> {
        let mut disk = Self::prepare(size, arguments, environment).await?;
        disk.run().await;
        Some(disk)
    }

    /// The same before its first start. A server has its data directory on the disk.
    pub(crate) async fn prepare(
        size: &str,
        arguments: &[&str],
        environment: &[(&str, &str)],
    ) -> Option<Self> {
        let probe = ["--user", "--map-root-user", "--mount", "true"];
        let can = Command::new("unshare").args(probe).status().await;
        if !can.is_ok_and(|status| status.success()) {
            optional::missing("`unshare` can make no namespace");
            return None;
        }
        let directory = tempfile::Builder::new().prefix("oore-test-disk-").tempdir();
        let directory = directory.expect("a directory");
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
            .env("OORE_DATA_DIR", disk.join("data"))
            .envs(environment.iter().copied())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(log)
            .kill_on_drop(true)
            .spawn()
            .expect("started");
        let words = shell.stdin.take();
        let lines = BufReader::new(shell.stdout.take().expect("a pipe")).lines();
        Some(Self { shell, words, lines, process: String::new(), directory })
    }

    /// Starts the program.
    pub(crate) async fn run(&mut self) {
        self.process = self.tell("start", "process ").await;
    }

    /// The rest of the next line that begins so.
    pub(crate) async fn line(&mut self, beginning: &str) -> String {
        let found = async {
            while let Ok(Some(line)) = self.lines.next_line().await {
                if let Some((_, rest)) = line.split_once(beginning) {
                    return Some(rest.to_owned());
                }
            }
            None
        };
        let found = timeout(PATIENCE, found).await;
        let found = found.unwrap_or_else(|_| panic!("no line `{beginning}`: {}", self.log()));
        found.unwrap_or_else(|| panic!("no line `{beginning}`: {}", self.log()))
    }

    /// Everything that the program has logged.
    pub(crate) fn log(&self) -> String {
        fs::read_to_string(self.directory.path().join("stderr")).expect("its log")
    }

    /// Leaves no room on the disk.
    pub(crate) async fn fill(&mut self) {
        self.tell("fill", "filled").await;
    }

    /// Gives the room back.
    pub(crate) async fn empty(&mut self) {
        self.tell("empty", "emptied").await;
    }

    /// Removes a file of the disk.
    pub(crate) async fn remove(&mut self, file: &str) {
        self.tell(&format!("remove:{file}"), "removed").await;
    }

    /// The exit code of the program, which is to end.
    pub(crate) async fn ended(&mut self) -> String {
        let code = self.tell("ended", "ended ").await;
        // A local runner ends when it is told that its server stops, or finds that it is gone.
        let runner = self.data().join("runner");
        let left = wait_until_gone(runner.to_str().expect("UTF-8"), PATIENCE).await;
        assert!(left.is_empty(), "processes are left: {left:#?}");
        code
    }

    /// Sends the program a signal.
    pub(crate) fn signal(&self, name: &str) {
        let status = std::process::Command::new("kill").args([name, &self.process]).status();
        assert!(status.expect("kill runs").success(), "kill {name} {}", self.process);
    }

    /// Stops the program by SIGTERM, and fails if it does not end well.
    pub(crate) async fn finish(mut self) {
        self.signal("-TERM");
        // It ends when its program has, and nothing more is to be done.
        self.words = None;
        let ended = timeout(PATIENCE, self.shell.wait()).await.expect("it ends").expect("waited");
        assert!(ended.success(), "{ended}");
    }

    fn data(&self) -> PathBuf {
        self.directory.path().join("disk/data")
    }

    async fn tell(&mut self, word: &str, answer: &str) -> String {
        let words = self.words.as_mut().expect("it listens");
        words.write_all(format!("{word}\n").as_bytes()).await.expect("told");
        self.line(answer).await
    }
}

/// A test that fails must not leave the program behind.
impl Drop for OnSmallDisk {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("{}", self.log());
            // It may have ended, or never begun.
            let _ = std::process::Command::new("kill").args(["-KILL", &self.process]).status();
            for runner in super::local_runners(&self.data()) {
                let _ = std::process::Command::new("kill").args(["-KILL", &runner]).status();
            }
        }
    }
}
