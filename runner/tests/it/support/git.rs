//! Git repositories to check out from.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
};

use protocol::{Checkout, Submodules};
use tempfile::TempDir;

/// A repository with a working tree.
pub(crate) struct Repository {
    pub(crate) directory: TempDir,
}

impl Repository {
    pub(crate) fn new() -> Self {
        let repository = Self { directory: tempfile::tempdir().expect("a directory") };
        repository.git(&["init", "--quiet", "--initial-branch=main"]);
        repository
    }

    /// Commits a file, and tells the commit's id.
    pub(crate) fn commit(&self, file: &str, content: &str) -> String {
        std::fs::write(self.path().join(file), content).expect("written");
        self.git(&["add", "--", file]);
        self.git(&["commit", "--quiet", "--message", file]);
        self.git(&["rev-parse", "HEAD"])
    }

    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        let output = Command::new("git")
            .args(["-c", "user.name=Test", "-c", "user.email=test@example.com"])
            .args(["-c", "commit.gpgsign=false", "-c", "protocol.file.allow=always"])
            .args(arguments)
            .current_dir(self.path())
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .output()
            .expect("git");
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "git {arguments:?}: {errors}");
        String::from_utf8(output.stdout).expect("text").trim().to_owned()
    }

    pub(crate) fn path(&self) -> &Path {
        self.directory.path()
    }

    pub(crate) fn url(&self) -> String {
        format!("file://{}", self.path().display())
    }

    /// How to check a commit of `main` out.
    pub(crate) fn checkout(&self, commit: &str) -> Checkout {
        Checkout {
            login: None,
            url: self.url(),
            commit: commit.to_owned(),
            reference: "refs/heads/main".to_owned(),
            depth: 1,
            submodules: Submodules::None,
            lfs: false,
            protocols: vec!["file".to_owned()],
        }
    }
}

/// Serves a repository over HTTP in the first version of git's protocol, in which a server gives
/// out nothing but the tips of its refs. Tells the repository's URL.
pub(crate) fn old_http_server(repository: &Path) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}/repository", listener.local_addr().expect("an address"));
    let repository = repository.to_owned();
    // Ends with the test's process.
    thread::spawn(move || {
        for stream in listener.incoming() {
            answer(stream.expect("a connection"), repository.clone());
        }
    });
    url
}

fn answer(mut stream: TcpStream, repository: PathBuf) {
    let mut reader = BufReader::new(stream.try_clone().expect("a socket"));
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        reader.read_until(b'\n', &mut head).expect("a line");
    }
    let head = String::from_utf8(head).expect("text").to_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    let mut body = vec![0; length.map_or(0, |length| length.parse().expect("a number"))];
    reader.read_exact(&mut body).expect("the body");

    let asks_for_refs = head.starts_with("get ");
    let (kind, mut content): (_, &[u8]) = if asks_for_refs {
        ("advertisement", b"001e# service=git-upload-pack\n0000")
    } else {
        ("result", b"")
    };
    let mut command = Command::new("git");
    command.args(["upload-pack", "--stateless-rpc"]);
    if asks_for_refs {
        command.arg("--advertise-refs");
    }
    let mut child = command
        .arg(repository)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("git");
    child.stdin.take().expect("piped").write_all(&body).expect("written");
    let output = child.wait_with_output().expect("git").stdout;
    let answer = format!(
        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {}\r\n\
         Content-Type: application/x-git-upload-pack-{kind}\r\n\r\n",
        content.len() + output.len(),
    );
    stream.write_all(answer.as_bytes()).expect("written");
    std::io::copy(&mut content, &mut stream).expect("written");
    stream.write_all(&output).expect("written");
}
