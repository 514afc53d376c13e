//! A step on disk: its script, the files it may write to, and where it starts.

use std::{
    borrow::Cow,
    fs::{File, Metadata, OpenOptions},
    io::{self, Read as _, Write as _},
    os::unix::fs::{MetadataExt as _, OpenOptionsExt as _, fchown},
    path::{Component, Path, PathBuf},
};

use protocol::{Shell, StepSpec};
use rustix::{
    fs::{Mode, OFlags},
    io::Errno,
};

use crate::{
    environment::{self, Variables},
    files::{FileError, MAX_FILE_BYTES},
    user::User,
};

/// The files of one step, outside the workspace.
pub(super) struct StepFiles {
    pub(super) script: PathBuf,
    pub(super) output: PathBuf,
    pub(super) env: PathBuf,
    pub(super) path: PathBuf,
    pub(super) summary: PathBuf,
}

impl StepFiles {
    pub(super) fn new(control: &Path, step: &StepSpec) -> Self {
        let StepSpec { index, shell, .. } = step;
        let extension = match shell {
            Shell::Bash | Shell::Sh => "sh",
            Shell::Pwsh => "ps1",
            Shell::Python => "py",
        };
        let file = |name: &str| control.join(format!("{index}-{name}"));
        Self {
            script: file(&format!("script.{extension}")),
            output: file("output"),
            env: file("env"),
            path: file("path"),
            summary: file("summary"),
        }
    }

    /// Makes them, for the user that the step runs as.
    pub(super) fn create(&self, step: &StepSpec, user: Option<&User>) -> io::Result<()> {
        let Self { script: place, output, env, path, summary } = self;
        let script = script(step.shell, &step.run);
        let files = [(place, &*script), (output, ""), (env, ""), (path, ""), (summary, "")];
        for (place, content) in files {
            let mut options = OpenOptions::new();
            let mut file = options.create_new(true).write(true).mode(0o600).open(place)?;
            file.write_all(content.as_bytes())?;
            if let Some(user) = user {
                fchown(&file, Some(user.uid()), Some(user.gid()))?;
            }
        }
        Ok(())
    }

    pub(super) fn variables(&self) -> Variables {
        let Self { script: _, output, env, path, summary } = self;
        Variables::from([
            environment::place("OORE_OUTPUT", output),
            environment::place("OORE_ENV", env),
            environment::place("OORE_PATH", path),
            environment::place("OORE_SUMMARY", summary),
        ])
    }
}

/// Reads one of a step's files, which is refused when it is too large.
pub(super) fn read(path: &Path, user: Option<&User>) -> Result<Vec<u8>, FileError> {
    let bytes = read_start(path, user)?;
    if bytes.len() > MAX_FILE_BYTES { Err(FileError::TooLarge) } else { Ok(bytes) }
}

/// Reads one of a step's files, and of one that is too large a byte more than it may have, so that
/// it shows. The step may have put anything in its place, so links are not followed, and a pipe is
/// not waited for; a file that is gone counts as empty. A file of another user than the step's is
/// one that the runner may read and the step may not.
pub(crate) fn read_start(path: &Path, user: Option<&User>) -> Result<Vec<u8>, FileError> {
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let file = match rustix::fs::open(path, flags, Mode::empty()) {
        Err(Errno::NOENT) => return Ok(Vec::new()),
        Err(_) => return Err(FileError::NotAFile),
        Ok(file) => File::from(file),
    };
    let is_the_steps = |metadata: Metadata| {
        metadata.is_file() && user.is_none_or(|user| user.uid() == metadata.uid())
    };
    if !file.metadata().is_ok_and(is_the_steps) {
        return Err(FileError::NotAFile);
    }
    let mut bytes = Vec::new();
    match file.take(MAX_FILE_BYTES as u64 + 1).read_to_end(&mut bytes) {
        Err(_) => Err(FileError::NotAFile),
        Ok(_) => Ok(bytes),
    }
}

/// What stands in the script's file. PowerShell goes on after an error and ends with 0 whatever the
/// last program's exit code was, unless it is told otherwise
/// (<https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_pwsh>).
fn script(shell: Shell, run: &str) -> Cow<'_, str> {
    match shell {
        Shell::Bash | Shell::Sh | Shell::Python => Cow::Borrowed(run),
        Shell::Pwsh => Cow::Owned(format!(
            "$ErrorActionPreference = 'Stop'\n{run}\n\
             if (Test-Path -LiteralPath variable:\\LASTEXITCODE) {{ exit $LASTEXITCODE }}\n"
        )),
    }
}

/// The program that runs a script, and the arguments before the script's file.
pub(super) fn shell(shell: Shell) -> (String, Vec<String>) {
    let (program, arguments): (_, &[&str]) = match shell {
        Shell::Bash => ("bash", &["--noprofile", "--norc", "-eo", "pipefail"]),
        Shell::Sh => ("sh", &["-e"]),
        Shell::Pwsh => ("pwsh", &["-NoProfile", "-NonInteractive", "-File"]),
        Shell::Python => ("python3", &[]),
    };
    (program.to_owned(), arguments.iter().map(|argument| (*argument).to_owned()).collect())
}

/// Where a step begins; the error is for people.
pub(super) fn directory(source: &Path, relative: Option<&str>) -> Result<PathBuf, String> {
    let Some(relative) = relative else { return Ok(source.to_owned()) };
    let inside = Path::new(relative)
        .components()
        .all(|component| matches!(component, Component::Normal(_) | Component::CurDir));
    if !inside {
        return Err(format!("the working directory `{relative}` is not inside the workspace"));
    }
    let directory = source.join(relative);
    if !directory.is_dir() {
        return Err(format!("the working directory `{relative}` is not in the workspace"));
    }
    // A link of the repository may lead anywhere.
    let leads_inside = |source: PathBuf| {
        directory.canonicalize().is_ok_and(|directory| directory.starts_with(source))
    };
    if !source.canonicalize().is_ok_and(leads_inside) {
        return Err(format!("the working directory `{relative}` leads out of the workspace"));
    }
    Ok(directory)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powershell_is_told_to_fail_as_other_shells_do() {
        assert_eq!(
            script(Shell::Pwsh, "flutter test"),
            "$ErrorActionPreference = 'Stop'\nflutter test\n\
             if (Test-Path -LiteralPath variable:\\LASTEXITCODE) { exit $LASTEXITCODE }\n"
        );
        assert_eq!(script(Shell::Bash, "flutter test"), "flutter test");
    }

    #[test]
    fn a_working_directory_does_not_lead_out_by_a_link() {
        let top = tempfile::tempdir().expect("a directory");
        let source = top.path().join("source");
        std::fs::create_dir_all(source.join("app")).expect("made");
        std::os::unix::fs::symlink("app", source.join("inside")).expect("linked");
        std::os::unix::fs::symlink("..", source.join("out")).expect("linked");
        for good in ["app", "./app", "inside"] {
            assert!(directory(&source, Some(good)).is_ok(), "{good}");
        }
        for bad in ["out", "app/..", "/tmp", "none"] {
            assert!(directory(&source, Some(bad)).is_err(), "{bad}");
        }
    }
}
