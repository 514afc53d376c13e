//! A git repository that servers fetch from, on the same disk.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, ensure};

/// The branch whose pushes are built, and the beginning of the names of others that are.
pub(crate) const BUILT: &str = "main";
/// The pipeline file.
const FILE: &str = "oore.yaml";

/// A repository with a pipeline and some commits.
#[derive(Debug)]
pub(crate) struct Origin {
    path: PathBuf,
    /// The ids of its commits, oldest first.
    pub(crate) commits: Vec<String>,
    /// The blob of the pipeline file, which is the same in each of them.
    pub(crate) blob: String,
}

impl Origin {
    /// Makes one in `directory` whose `oore.yaml` runs `steps` (YAML, a list) for pushes to
    /// [`BUILT`], with so many commits.
    pub(crate) fn create(directory: &Path, steps: &str, commits: usize) -> Result<Self> {
        let path = directory.join("origin");
        fs::create_dir_all(&path)?;
        git(&path, &["init", "--quiet", &format!("--initial-branch={BUILT}")])?;
        fs::write(path.join(FILE), pipeline(steps))?;
        // As forges have it: the server asks for commits without their files.
        git(&path, &["config", "uploadpack.allowFilter", "true"])?;
        git(&path, &["add", "."])?;
        git(&path, &["commit", "--quiet", "--message=Begin"])?;
        import(&path, commits.saturating_sub(1))?;
        let listed = git(&path, &["rev-list", "--reverse", BUILT])?;
        let blob = git(&path, &["rev-parse", &format!("{BUILT}:{FILE}")])?;
        Ok(Self { commits: listed.lines().map(str::to_owned).collect(), path, blob })
    }

    /// Where servers fetch from.
    pub(crate) fn url(&self) -> String {
        format!("file://{}", self.path.display())
    }

    /// Lets each branch stand at its commit.
    pub(crate) fn point<'a>(
        &self,
        branches: impl Iterator<Item = (&'a str, &'a str)>,
    ) -> Result<()> {
        let lines = branches.map(|(name, commit)| format!("update refs/heads/{name} {commit}\n"));
        feed(&self.path, &["update-ref", "--stdin"], &lines.collect::<String>())
    }
}

/// More commits of the same files
/// (<https://git-scm.com/docs/git-fast-import#_input_format>).
fn import(path: &Path, count: usize) -> Result<()> {
    let commit = |number: usize| {
        let message = format!("Change {number}");
        let from = if number == 1 { format!("from refs/heads/{BUILT}^0\n") } else { String::new() };
        format!(
            "commit refs/heads/{BUILT}\ncommitter Ada <ada@example.com> {} +0000\n\
             data {}\n{message}\n{from}\n",
            1_767_323_045 + number,
            message.len()
        )
    };
    feed(path, &["fast-import", "--quiet"], &(1..=count).map(commit).collect::<String>())
}

/// `main` and `main-1`, say, are built.
fn pipeline(steps: &str) -> String {
    format!(
        "version: 1\nname: Bench\non:\n  push:\n    branches: [\"{BUILT}\", \"{BUILT}-*\"]\njobs:\n  \
         work:\n    steps:\n{steps}"
    )
}

/// Runs git, without anybody's configuration, and returns what it prints.
pub(crate) fn git(directory: &Path, arguments: &[&str]) -> Result<String> {
    let output = command(directory, arguments).output().context("git can't be run")?;
    let words = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "git {} failed: {words}", arguments.join(" "));
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn feed(directory: &Path, arguments: &[&str], text: &str) -> Result<()> {
    let mut child = command(directory, arguments).stdin(Stdio::piped()).spawn()?;
    let mut input = child.stdin.take().context("its input is ours")?;
    input.write_all(text.as_bytes())?;
    drop(input);
    let status = child.wait()?;
    ensure!(status.success(), "git {} failed ({status})", arguments.join(" "));
    Ok(())
}

/// Git, without anybody's configuration.
pub(crate) fn command(directory: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("git");
    command.current_dir(directory).args(arguments).stdin(Stdio::null());
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    for role in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{role}_NAME"), "Ada");
        command.env(format!("GIT_{role}_EMAIL"), "ada@example.com");
    }
    command
}
