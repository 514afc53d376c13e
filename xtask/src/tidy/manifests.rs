//! The rules of `layers` between the crates of the workspace, read from their manifests.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use super::Finding;
use super::layers;
use crate::process;

pub(super) fn check() -> Result<Vec<Finding>> {
    let root = read(Path::new("Cargo.toml"))?;
    let members = root.get("workspace").and_then(|workspace| workspace.get("members"));
    let members = members.and_then(toml::Value::as_array).context("the workspace has members")?;
    let paths = members.iter().filter_map(|member| Some(Path::new(member.as_str()?)));
    let mut findings = Vec::new();
    for path in paths.map(|member| member.join("Cargo.toml")).chain([PathBuf::from("Cargo.toml")]) {
        let advice = breaches(&read(&path)?);
        findings.extend(advice.into_iter().map(|advice| Finding {
            path: path.clone(),
            line: 1,
            rule: "crates",
            advice,
        }));
    }
    Ok(findings)
}

fn read(path: &Path) -> Result<toml::Table> {
    let text = std::fs::read_to_string(process::root().join(path))?;
    text.parse().with_context(|| path.display().to_string())
}

/// What a manifest depends on and may not; dependencies of tests are free.
fn breaches(manifest: &toml::Table) -> Vec<String> {
    let name = manifest.get("package").and_then(|package| package.get("name")?.as_str());
    let Some(name) = name else { return Vec::new() };
    let Some(layer) = layers::CRATES.iter().find(|layer| layer.name == name) else {
        return vec![format!("crate `{name}` has no line in xtask/src/tidy/layers.rs; add one")];
    };
    let dependencies = manifest.get("dependencies").and_then(toml::Value::as_table);
    dependencies
        .into_iter()
        .flat_map(toml::Table::keys)
        .filter(|dependency| layers::CRATES.iter().any(|other| other.name == *dependency))
        .filter(|dependency| !layer.may_import.contains(&dependency.as_str()))
        .map(|dependency| format!("`{name}` may not depend on `{dependency}`"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_that_reaches_upwards_is_found() {
        let manifest = "[package]\nname = 'pipeline'\n[dependencies]\nserde = '1'\n\
                        protocol.workspace = true\n[dev-dependencies]\nrunner.workspace = true\n";
        let found = breaches(&manifest.parse().unwrap());
        assert_eq!(found, ["`pipeline` may not depend on `protocol`"]);
    }
}
