//! The files that the rules hold for: what git tracks or would add.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context as _, Result};

use super::Finding;
use crate::process;

/// The kinds of files that people write as code.
const CODE: &[&str] = &["rs", "js", "mjs", "ts", "py", "sh", "css"];

/// A file with what the rules need to know of it.
pub(super) struct SourceFile {
    /// Relative to the workspace's root.
    pub(super) path: PathBuf,
    pub(super) text: String,
    /// Marked `linguist-generated` in `.gitattributes`.
    pub(super) is_generated: bool,
}

impl SourceFile {
    pub(super) fn is_rust(&self) -> bool {
        self.path.extension().is_some_and(|extension| extension == "rs")
    }

    /// Whether it holds tests alone: such files may unwrap, and import what they test against.
    pub(super) fn is_test(&self) -> bool {
        let stem = self.path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        stem == "tests"
            || stem.ends_with("_tests")
            || self.path.components().any(|part| part.as_os_str() == "tests")
    }

    pub(super) fn finding(
        &self,
        line: usize,
        rule: &'static str,
        advice: impl Into<String>,
    ) -> Finding {
        Finding { path: self.path.clone(), line, rule, advice: advice.into() }
    }
}

/// All files of code.
pub(super) fn list() -> Result<Vec<SourceFile>> {
    let mut git = process::command("git");
    git.args(["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate"]);
    let names = process::output(&mut git)?;
    let is_code = |path: &&str| {
        Path::new(path).extension().is_some_and(|e| CODE.iter().any(|code| e == *code))
    };
    let paths: Vec<&str> = names.split_terminator('\0').filter(is_code).collect();
    let generated = generated(&paths)?;
    let mut files = Vec::new();
    for path in paths {
        let full = process::root().join(path);
        // Deleted, and not committed yet; or a link that leads nowhere.
        if !full.is_file() {
            continue;
        }
        let text = std::fs::read_to_string(&full).with_context(|| path.to_owned())?;
        let is_generated = generated.iter().any(|generated| generated == path);
        files.push(SourceFile { path: path.into(), text, is_generated });
    }
    Ok(files)
}

/// Those of `paths` that `.gitattributes` marks.
fn generated(paths: &[&str]) -> Result<Vec<String>> {
    let mut git = process::command("git")
        .args(["check-attr", "-z", "--stdin", "linguist-generated"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("cannot start git")?;
    let mut input = git.stdin.take().context("its input is piped")?;
    let names: String = paths.iter().map(|path| format!("{path}\0")).collect();
    let writer = std::thread::spawn(move || input.write_all(names.as_bytes()));
    let output = git.wait_with_output()?;
    writer.join().expect("writing doesn't panic").context("git check-attr ended early")?;
    let text = String::from_utf8(output.stdout)?;
    let fields: Vec<&str> = text.split_terminator('\0').collect();
    let marked = fields.chunks_exact(3).filter(|fields| matches!(fields[2], "set" | "true"));
    Ok(marked.map(|fields| fields[0].to_owned()).collect())
}
