//! `cargo xtask release`: keeps the document of this version, which later ones are held against.

use std::fs;
use std::process::ExitCode;

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

use crate::compatibility::{self, RELEASED};
use crate::process;
use crate::spec::{self, DOCUMENT};

pub(crate) fn run() -> Result<ExitCode> {
    let text = spec::read(DOCUMENT)?;
    let document: Value = serde_json::from_str(&text).context("the document is not JSON")?;
    let version = document["info"]["version"].as_str().context("the document has no version")?;
    let breaks = compatibility::check()?;
    ensure!(breaks.is_empty(), "promises of the last release are broken:\n{}", breaks.join("\n"));
    let path = format!("{RELEASED}/{version}.json");
    let kept = spec::read(&path)?;
    ensure!(
        kept.is_empty() || kept == text,
        "{version} has been released with another document; raise the version in Cargo.toml"
    );
    let file = process::root().join(&path);
    fs::create_dir_all(process::root().join(RELEASED))?;
    fs::write(&file, text).with_context(|| format!("cannot write {}", file.display()))?;
    println!("wrote {path}");
    Ok(ExitCode::SUCCESS)
}
