//! `cargo xtask tidy`: the rules of the house that no compiler knows. Each finding says where,
//! which rule, and what to do.

mod files;
mod functions;
mod imports;
mod layers;
mod manifests;
mod references;
mod text;

use std::fmt;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, Result};

use files::SourceFile;

/// One breach of a rule.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Finding {
    path: PathBuf,
    /// Counted from 1.
    line: usize,
    rule: &'static str,
    advice: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}: {}", self.path.display(), self.line, self.rule, self.advice)
    }
}

/// Runs all rules and prints the findings.
pub(crate) fn run() -> Result<ExitCode> {
    Ok(if check()? == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Runs all rules, prints the findings and counts them.
pub(crate) fn check() -> Result<usize> {
    let files = files::list()?;
    let mut findings = manifests::check()?;
    for file in &files {
        let found = check_file(file);
        findings.extend(found.with_context(|| format!("cannot examine {}", file.path.display()))?);
    }
    findings.sort();
    for finding in &findings {
        println!("{finding}");
    }
    println!("tidy: files: {}, findings: {}", files.len(), findings.len());
    Ok(findings.len())
}

fn check_file(file: &SourceFile) -> Result<Vec<Finding>> {
    if file.is_generated {
        return Ok(Vec::new());
    }
    let mut findings = text::check(file);
    if file.is_rust() {
        let tree = syn::parse_file(&file.text)?;
        findings.extend(functions::check(file, &tree)?);
        findings.extend(imports::check(file, &tree));
    }
    Ok(findings)
}
