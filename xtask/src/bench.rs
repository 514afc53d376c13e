//! `cargo xtask bench`: how long the optimised programs take, next to a limit measured in the
//! same run. Nothing is asserted: a time says something only beside its limit and its machine.

mod measure;
mod programs;
mod report;
mod statistics;

use std::fs;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context as _, Result};

use crate::process;
use measure::{Subject, measure};
use programs::Programs;
use report::{Machine, Report, Row};
use statistics::Summary;

/// Where the figures go, below the workspace's root.
const FIGURES: &str = "target/bench.json";
/// How often a program is run that ends by itself.
const RUNS: usize = 40;
/// How often a server is started, which takes longer.
const STARTS: usize = 10;
/// What a command of `oore` may take before a person feels it.
const COMMAND_AIM: Duration = Duration::from_millis(30);
/// What a start of the server is meant to take one day.
const START_AIM: Duration = Duration::from_millis(50);

pub(crate) fn run() -> Result<ExitCode> {
    let programs = programs::build()?;
    let mut rows = compare(&commands(&programs), RUNS)?;
    rows.extend(compare(&servers(&programs), STARTS)?);
    let report = Report { machine: Machine::this()?, rows, sizes: programs.sizes()? };
    print!("{}", report.table());
    let file = process::root().join(FIGURES);
    let directory = file.parent().expect("the figures are in a directory");
    fs::create_dir_all(directory)
        .and_then(|()| fs::write(&file, format!("{:#}\n", report.json())))
        .with_context(|| format!("cannot write {}", file.display()))?;
    println!("\nwrote {FIGURES}");
    Ok(ExitCode::SUCCESS)
}

/// The limit first, which everything else is compared with.
fn commands(programs: &Programs) -> [Subject; 4] {
    let (oore, oored, nothing) = (&programs.oore, &programs.oored, &programs.nothing);
    [
        Subject::command("limit: start and end of `true`", None, nothing, &[]),
        Subject::command("`oore --version`", Some(COMMAND_AIM), oore, &["--version"]),
        Subject::command(
            "`oore build list --help`",
            Some(COMMAND_AIM),
            oore,
            &["build", "list", "--help"],
        ),
        Subject::command("`oored openapi`", None, oored, &["openapi"]),
    ]
}

fn servers(programs: &Programs) -> [Subject; 2] {
    [
        Subject::command("limit: `true`, between the servers", None, &programs.nothing, &[]),
        Subject::server("`oored serve` to its first answer", Some(START_AIM), &programs.oored),
    ]
}

/// Measures the subjects in turn, so that what else the machine does meets all of them alike.
fn compare(subjects: &[Subject], repetitions: usize) -> Result<Vec<Row>> {
    let mut limit = None;
    let mut rows = Vec::new();
    for (subject, times) in subjects.iter().zip(measure(subjects, repetitions)?) {
        let summary = Summary::of(&times).context("nothing was measured")?;
        let limit = *limit.get_or_insert(summary);
        rows.push(Row {
            name: subject.name,
            aim: subject.aim,
            repetitions: times.len(),
            summary,
            ratio: summary.ratio(limit),
        });
    }
    Ok(rows)
}
