//! The programs that are measured: built optimised and stripped, as people install them.

use std::fs;
use std::path::PathBuf;
use std::process::Stdio;

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

use crate::process;

pub(super) struct Programs {
    pub(super) oore: PathBuf,
    pub(super) oored: PathBuf,
    /// Does nothing, and so takes what any program takes.
    pub(super) nothing: PathBuf,
}

impl Programs {
    /// Name and size in bytes of what we built.
    pub(super) fn sizes(&self) -> Result<[(&'static str, u64); 2]> {
        let size = |file: &PathBuf| {
            let metadata = fs::metadata(file);
            Ok::<_, anyhow::Error>(
                metadata.with_context(|| format!("cannot examine {}", file.display()))?.len(),
            )
        };
        Ok([("oore", size(&self.oore)?), ("oored", size(&self.oored)?)])
    }
}

pub(super) fn build() -> Result<Programs> {
    let mut cargo = process::cargo();
    cargo.args(["build", "--release", "--package", "oore", "--package", "oored", "--bins"]);
    // Cargo alone knows where it puts them; its progress stays visible.
    cargo.arg("--message-format=json-render-diagnostics").stderr(Stdio::inherit());
    let output = cargo.output().context("cannot start cargo")?;
    ensure!(output.status.success(), "the release build failed ({})", output.status);
    let messages = String::from_utf8(output.stdout).context("cargo wrote invalid UTF-8")?;
    let built = |name| {
        executable(&messages, name).with_context(|| format!("cargo told of no program `{name}`"))
    };
    let nothing = process::find("true", &[]).context("`true` is not in the search path")?;
    Ok(Programs { oore: built("oore")?, oored: built("oored")?, nothing })
}

/// Where the program `name` is, by what cargo tells, a JSON object a line.
fn executable(messages: &str, name: &str) -> Option<PathBuf> {
    let messages = messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let mut named = messages.filter(|message| message["target"]["name"] == name);
    named.find_map(|message| Some(PathBuf::from(message["executable"].as_str()?)))
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::executable;

    #[test]
    fn a_program_is_told_from_the_library_of_the_same_name() {
        let messages = r#"{"reason": "compiler-artifact", "target": {"name": "oored"}, "executable": null}
{"reason": "compiler-artifact", "target": {"name": "oored"}, "executable": "/there/oored"}
{"reason": "build-finished", "success": true}"#;
        assert_eq!(executable(messages, "oored"), Some(PathBuf::from("/there/oored")));
        assert_eq!(executable(messages, "oore"), None);
    }
}
