//! `cargo xtask fuzz`: what strangers send, made up by libFuzzer from the seeds in `fuzz/seeds`.
//! Not part of the suite: it takes a minute for each target, and is never done.

use std::fs;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Result, bail, ensure};

use crate::process;

/// What is tried, as `fuzz/Cargo.toml` names it.
const TARGETS: [&str; 4] = ["webhook", "pipeline", "mask", "protocol"];

/// An input that takes longer is as bad as one that panics.
const SLOWEST_SECONDS: u32 = 10;

/// Longer than any seed: else libFuzzer makes up nothing that is longer than the longest of them.
const LONGEST_BYTES: usize = 32 * 1024;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// One of webhook, pipeline, mask and protocol [default: all, one after the other]
    target: Option<String>,
    /// How long each is tried
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    seconds: u32,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let Arguments { target, seconds } = arguments;
    let targets = match target {
        None => TARGETS.to_vec(),
        Some(target) => vec![known(target)?],
    };
    if process::find("cargo-fuzz", &process::cargo_programs()).is_none() {
        bail!(
            "cargo-fuzz is not here: `cargo install --locked cargo-fuzz` installs it; it needs a \
             C++ compiler too, such as `apt-get install g++`"
        );
    }
    let mut found = Vec::new();
    for target in targets {
        let started = Instant::now();
        if !holds(target, *seconds)? {
            found.push(target);
        }
        println!("{target}: {} s", started.elapsed().as_secs());
    }
    ensure!(
        found.is_empty(),
        "inputs that break {} are in fuzz/artifacts, and stand above with the command that shows them",
        found.join(", ")
    );
    println!("no input was found that breaks anything");
    Ok(ExitCode::SUCCESS)
}

fn known(target: &str) -> Result<&'static str> {
    let found = TARGETS.into_iter().find(|known| *known == target);
    found.ok_or_else(|| {
        anyhow::anyhow!("there is no target `{target}`; there are {}", TARGETS.join(", "))
    })
}

/// Tries a target. What is found to be of use is kept in `fuzz/corpus`, for the next time.
///
/// The compiler's flags that cargo-fuzz needs are not stable, and are let in on a stable one.
/// Without the address sanitizer: there is no unsafe code to search, and it would take most of
/// the time.
fn holds(target: &str, seconds: u32) -> Result<bool> {
    let corpus = process::root().join("fuzz/corpus").join(target);
    fs::create_dir_all(&corpus)?;
    let seeds = process::root().join("fuzz/seeds").join(target);
    let mut cargo = process::cargo();
    cargo
        .args(["fuzz", "run", "--sanitizer", "none", target])
        .args([corpus, seeds])
        .arg("--")
        .arg(format!("-max_total_time={seconds}"))
        .arg(format!("-timeout={SLOWEST_SECONDS}"))
        .arg(format!("-max_len={LONGEST_BYTES}"))
        .arg("-print_final_stats=1")
        .env("RUSTC_BOOTSTRAP", "1");
    Ok(cargo.status()?.success())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_target_is_declared_and_has_seeds() {
        let manifest = fs::read_to_string(process::root().join("fuzz/Cargo.toml")).unwrap();
        let manifest: toml::Table = manifest.parse().unwrap();
        let declared = manifest["bin"].as_array().unwrap();
        let declared: Vec<_> = declared.iter().map(|bin| bin["name"].as_str().unwrap()).collect();
        assert_eq!(declared, TARGETS);
        for target in TARGETS {
            let seeds = process::root().join("fuzz/seeds").join(target);
            assert!(fs::read_dir(&seeds).unwrap().count() > 5, "{}", seeds.display());
        }
    }

    #[test]
    fn a_target_that_is_not_there_is_named_with_those_that_are() {
        let error = known("webhooks").unwrap_err().to_string();
        assert_eq!(
            error,
            "there is no target `webhooks`; there are webhook, pipeline, mask, protocol"
        );
    }
}
