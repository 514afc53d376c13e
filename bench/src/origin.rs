//! A git repository that servers fetch from, on the same disk.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, ensure};

/// The branch whose pushes are built.
pub(crate) const BUILT: &str = "main";

/// A repository with a pipeline and some commits.
#[derive(Debug)]
pub(crate) struct Origin {
    path: PathBuf,
    /// The ids of its commits, oldest first.
    pub(crate) commits: Vec<String>,
}

impl Origin {
    /// Makes one in `directory` whose `oore.yaml` runs `steps` (YAML, a list) for pushes to
    /// [`BUILT`], with so many commits.
    pub(crate) fn create(directory: &Path, steps: &str, commits: usize) -> Result<Self> {
        let path = directory.join("origin");
        fs::create_dir_all(&path)?;
        git(&path, &["init", "--quiet", &format!("--initial-branch={BUILT}")])?;
        fs::write(path.join("oore.yaml"), pipeline(steps))?;
        // As forges have it: the server asks for commits without their files.
        git(&path, &["config", "uploadpack.allowFilter", "true"])?;
        git(&path, &["add", "."])?;
        git(&path, &["commit", "--quiet", "--message=Begin"])?;
        import(&path, commits.saturating_sub(1))?;
        let listed = git(&path, &["rev-list", "--reverse", BUILT])?;
        Ok(Self { commits: listed.lines().map(str::to_owned).collect(), path })
    }

    /// Where servers fetch from.
    pub(crate) fn url(&self) -> String {
        format!("file://{}", self.path.display())
    }
}

/// More commits of the same files
/// (<https://git-scm.com/docs/git-fast-import#_input_format>).
fn import(path: &Path, count: usize) -> Result<()> {
    let mut child = command(path, &["fast-import", "--quiet"]).stdin(Stdio::piped()).spawn()?;
    let mut input = child.stdin.take().context("its input is ours")?;
    for number in 1..=count {
        let message = format!("Change {number}");
        let length = message.len();
        let from = if number == 1 { format!("from refs/heads/{BUILT}^0\n") } else { String::new() };
        write!(
            input,
            "commit refs/heads/{BUILT}\ncommitter Ada <ada@example.com> {} +0000\n\
             data {length}\n{message}\n{from}\n",
            1_767_323_045 + number
        )?;
    }
    drop(input);
    let status = child.wait()?;
    ensure!(status.success(), "git fast-import failed ({status})");
    Ok(())
}

fn pipeline(steps: &str) -> String {
    format!(
        "version: 1\nname: Bench\non:\n  push:\n    branches: [{BUILT}]\njobs:\n  work:\n    \
         steps:\n{steps}"
    )
}

/// Runs git, without anybody's configuration, and returns what it prints.
pub(crate) fn git(directory: &Path, arguments: &[&str]) -> Result<String> {
    let output = command(directory, arguments).output().context("git can't be run")?;
    let words = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "git {} failed: {words}", arguments.join(" "));
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
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
