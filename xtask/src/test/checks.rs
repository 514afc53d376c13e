//! The checks as a list: to add one is to add a line.

use crate::clients;
use crate::compatibility;
use crate::generate;
use crate::process;
use crate::spec;
use crate::test::report::Outcome;
use crate::tidy;

/// One check, as the table names it.
pub(super) struct Check {
    pub(super) name: &'static str,
    work: Work,
}

enum Work {
    /// A cargo command with its additional environment.
    Cargo {
        arguments: &'static [&'static str],
        environment: &'static [(&'static str, &'static str)],
    },
    /// A cargo command of a program that may be missing, with the way to install it.
    Optional { program: &'static str, arguments: &'static [&'static str], install: &'static str },
    /// The rules of the house.
    Tidy,
    /// The clients that programs of others make.
    Clients,
    /// The document against that of the last release.
    Compatibility,
    /// A file that is made by a program: the first difference if it is not up to date.
    Made { check: fn() -> anyhow::Result<Option<String>>, by: &'static str },
}

const fn cargo(name: &'static str, arguments: &'static [&'static str]) -> Check {
    Check { name, work: Work::Cargo { arguments, environment: &[] } }
}

/// All checks, the quick ones first.
pub(super) const CHECKS: &[Check] = &[
    cargo("format", &["fmt", "--all", "--check"]),
    Check { name: "tidy", work: Work::Tidy },
    cargo("lints", &["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"]),
    Check { name: "document", work: Work::Made { check: spec::check, by: "cargo xtask spec" } },
    Check {
        name: "generated code",
        work: Work::Made { check: generate::check, by: "cargo xtask generate" },
    },
    Check { name: "generated clients", work: Work::Clients },
    Check { name: "compatibility", work: Work::Compatibility },
    Check {
        name: "documentation",
        work: Work::Cargo {
            arguments: &["doc", "--workspace", "--no-deps", "--quiet"],
            environment: &[("RUSTDOCFLAGS", "-D warnings")],
        },
    },
    // Not `advisories`: what is published tomorrow must not fail today's commit.
    Check {
        name: "licences and sources",
        work: Work::Optional {
            program: "cargo-deny",
            arguments: &["deny", "--log-level", "error", "check", "bans", "licenses", "sources"],
            install: "cargo install --locked cargo-deny",
        },
    },
    Check {
        name: "unused dependencies",
        work: Work::Optional {
            program: "cargo-machete",
            arguments: &["machete"],
            install: "cargo install --locked cargo-machete",
        },
    },
];

impl Check {
    pub(super) fn run(&self) -> Vec<Outcome> {
        vec![match self.work {
            Work::Clients => return clients(),
            Work::Cargo { arguments, environment } => {
                let mut command = process::cargo();
                Outcome::of(command.args(arguments).envs(environment.iter().copied()))
            }
            Work::Optional { program, arguments, install } => {
                match process::find(program, &process::cargo_programs()) {
                    Some(_) => Outcome::of(process::cargo().args(arguments)),
                    None => Outcome::Missing(format!("{program} not found: {install}")),
                }
            }
            Work::Compatibility => match compatibility::check() {
                Ok(breaks) if breaks.is_empty() => Outcome::Passed,
                Ok(breaks) => Outcome::Failed(breaks.join("\n")),
                Err(error) => Outcome::Failed(format!("{error:#}")),
            },
            Work::Made { check, by } => match check() {
                Ok(None) => Outcome::Passed,
                Ok(Some(difference)) => Outcome::Failed(format!("{difference}; run `{by}`")),
                Err(error) => Outcome::Failed(format!("{error:#}")),
            },
            Work::Tidy => match tidy::check() {
                Ok(0) => Outcome::Passed,
                Ok(count) => Outcome::Failed(format!("findings: {count}")),
                Err(error) => Outcome::Failed(format!("{error:#}")),
            },
        }]
    }
}

fn clients() -> Vec<Outcome> {
    let outcome = |outcome| match outcome {
        clients::Outcome::UpToDate => Outcome::Passed,
        clients::Outcome::Missing(what) => Outcome::Missing(what),
        clients::Outcome::Different(difference) => {
            Outcome::Failed(format!("{difference}; run `cargo xtask clients`"))
        }
    };
    match clients::check() {
        Ok(outcomes) => outcomes.into_iter().map(outcome).collect(),
        Err(error) => vec![Outcome::Failed(format!("{error:#}"))],
    }
}
