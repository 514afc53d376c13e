//! A real git repository: a working tree, and the bare remote that it is pushed to.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

use super::Gate;

/// A repository with a remote that serves single commits without their files, as forges do.
#[derive(Debug)]
pub(crate) struct GitRepository {
    directory: TempDir,
}

impl GitRepository {
    /// An empty repository on the branch `main`.
    pub(crate) fn new() -> Self {
        let directory = tempfile::Builder::new().prefix("oore-test-git-").tempdir();
        let repository = Self { directory: directory.expect("a directory") };
        let (work, remote) = (repository.work(), repository.remote());
        fs::create_dir(&work).expect("made");
        git(repository.directory.path(), &["init", "--quiet", "--bare", &path_text(&remote)]);
        git(&remote, &["config", "uploadpack.allowFilter", "true"]);
        git(&remote, &["config", "uploadpack.allowAnySHA1InWant", "true"]);
        git(&remote, &["symbolic-ref", "HEAD", "refs/heads/main"]);
        git(&work, &["init", "--quiet", "--initial-branch=main"]);
        git(&work, &["remote", "add", "origin", &path_text(&remote)]);
        repository
    }

    /// A repository whose first commit holds this pipeline.
    pub(crate) fn with_pipeline(pipeline: &str) -> Self {
        let repository = Self::new();
        repository.commit("First", &[("oore.yaml", pipeline)]);
        repository
    }

    /// The clone URL.
    pub(crate) fn url(&self) -> String {
        format!("file://{}", self.remote().display())
    }

    /// A directory beside the repository that goes with it.
    pub(crate) fn scratch(&self) -> &Path {
        self.directory.path()
    }

    /// A word that stands for this repository alone.
    pub(crate) fn word(&self) -> &str {
        self.scratch().file_name().and_then(|name| name.to_str()).expect("UTF-8")
    }

    /// Writes files, commits them and pushes the current branch; the commit's id.
    pub(crate) fn commit(&self, message: &str, files: &[(&str, &str)]) -> String {
        self.write(files);
        self.git(&["add", "--all"]);
        self.commit_index(message)
    }

    /// The same with what was put into the index beside these files.
    pub(crate) fn commit_indexed(&self, message: &str, files: &[(&str, &str)]) -> String {
        self.write(files);
        for (path, _) in files {
            self.git(&["add", "--", path]);
        }
        self.commit_index(message)
    }

    fn write(&self, files: &[(&str, &str)]) {
        for (path, content) in files {
            let path = self.work().join(path);
            fs::create_dir_all(path.parent().expect("below the root")).expect("made");
            fs::write(path, content).expect("written");
        }
    }

    fn commit_index(&self, message: &str) -> String {
        self.git(&["commit", "--quiet", "--allow-empty", "--message", message]);
        self.git(&["push", "--quiet", "--force", "origin", "HEAD"]);
        self.head()
    }

    /// Makes everyone who asks the remote for something wait at a gate: its `HEAD` is a pipe.
    pub(crate) fn hold(&self) -> Gate {
        fs::remove_file(self.remote().join("HEAD")).expect("removed");
        Gate::new(&self.remote(), "HEAD")
    }

    /// The end of [`Self::hold`]. Who stands at the gate is turned away.
    pub(crate) fn let_go(&self, gate: Gate) {
        let head = self.remote().join("HEAD");
        fs::remove_file(&head).expect("removed");
        fs::write(&head, "ref: refs/heads/main\n").expect("written");
        drop(gate);
    }

    /// Deletes a branch at the remote, and what only it held.
    pub(crate) fn forget_branch(&self, branch: &str) {
        self.git(&["push", "--quiet", "origin", "--delete", branch]);
        git(&self.remote(), &["prune", "--expire=now"]);
    }

    /// Begins a branch at the current commit, or goes back to it.
    pub(crate) fn switch(&self, branch: &str) {
        let exists = !self.git(&["branch", "--list", branch]).is_empty();
        let create: &[&str] = if exists { &[] } else { &["--create"] };
        self.git(&[&["switch", "--quiet"], create, &[branch]].concat());
    }

    /// Tags the current commit, with an object of its own, and pushes the tag.
    pub(crate) fn tag(&self, name: &str) {
        self.git(&["tag", "--annotate", "--message", name, name]);
        self.git(&["push", "--quiet", "origin", name]);
    }

    /// The current commit.
    pub(crate) fn head(&self) -> String {
        self.git(&["rev-parse", "HEAD"])
    }

    /// The commit before the current one, if there is one.
    pub(crate) fn parent(&self) -> Option<String> {
        let parents = self.git(&["log", "-1", "--format=%P"]);
        parents.split_whitespace().next().map(str::to_owned)
    }

    /// The current branch.
    pub(crate) fn branch(&self) -> String {
        self.git(&["branch", "--show-current"])
    }

    /// The message of the current commit.
    pub(crate) fn message(&self) -> String {
        self.git(&["log", "-1", "--format=%B"])
    }

    /// Runs git in the working tree; what it prints.
    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        git(&self.work(), arguments)
    }

    /// The same with every blank and line end.
    pub(crate) fn git_exact(&self, arguments: &[&str]) -> String {
        exact(&self.work(), arguments)
    }

    /// Runs git in the working tree; what it and the other side say beside that.
    pub(crate) fn said(&self, arguments: &[&str]) -> String {
        let output = run(&self.work(), arguments);
        String::from_utf8_lossy(&output.stderr).into_owned()
    }

    /// Sets a value in the remote's configuration.
    pub(crate) fn configure_remote(&self, name: &str, value: &str) {
        git(&self.remote(), &["config", name, value]);
    }

    /// The bare repository that is pushed to.
    pub(crate) fn remote(&self) -> PathBuf {
        self.directory.path().join("remote.git")
    }

    fn work(&self) -> PathBuf {
        self.directory.path().join("work")
    }
}

fn path_text(path: &Path) -> String {
    path.to_str().expect("UTF-8").to_owned()
}

fn git(directory: &Path, arguments: &[&str]) -> String {
    exact(directory, arguments).trim().to_owned()
}

fn exact(directory: &Path, arguments: &[&str]) -> String {
    String::from_utf8_lossy(&run(directory, arguments).stdout).into_owned()
}

fn run(directory: &Path, arguments: &[&str]) -> Output {
    let output = Command::new("git")
        .current_dir(directory)
        .args(arguments)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .envs([("GIT_AUTHOR_NAME", "Ada"), ("GIT_AUTHOR_EMAIL", "ada@example.com")])
        .envs([("GIT_COMMITTER_NAME", "Ada"), ("GIT_COMMITTER_EMAIL", "ada@example.com")])
        .output()
        .expect("git runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "git {}: {said}", arguments.join(" "));
    output
}
