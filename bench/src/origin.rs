//! A git repository that servers fetch from, on the same disk.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

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
        git(&path, &["add", "."])?;
        git(&path, &["commit", "--quiet", "--message=Begin"])?;
        let mut origin = Self { commits: vec![git(&path, &["rev-parse", "HEAD"])?], path };
        for number in 1..commits {
            origin.commit(&format!("Change {number}"))?;
        }
        Ok(origin)
    }

    /// One more commit of the same files.
    fn commit(&mut self, message: &str) -> Result<()> {
        let parent = self.commits.last().context("there is a first commit")?;
        let tree = format!("{parent}^{{tree}}");
        let commit = git(&self.path, &["commit-tree", &tree, "-p", parent, "-m", message])?;
        git(&self.path, &["update-ref", &format!("refs/heads/{BUILT}"), &commit])?;
        self.commits.push(commit);
        Ok(())
    }

    /// Where servers fetch from.
    pub(crate) fn url(&self) -> String {
        format!("file://{}", self.path.display())
    }
}

fn pipeline(steps: &str) -> String {
    format!(
        "version: 1\nname: Bench\non:\n  push:\n    branches: [{BUILT}]\njobs:\n  work:\n    \
         steps:\n{steps}"
    )
}

/// Runs git, without anybody's configuration, and returns what it prints.
pub(crate) fn git(directory: &Path, arguments: &[&str]) -> Result<String> {
    let mut command = Command::new("git");
    command.current_dir(directory).args(arguments);
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    for role in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{role}_NAME"), "Ada");
        command.env(format!("GIT_{role}_EMAIL"), "ada@example.com");
    }
    let output = command.output().context("git can't be run")?;
    let words = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "git {} failed: {words}", arguments.join(" "));
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
