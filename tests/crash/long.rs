//! `cargo xtask crash`: the crash matrix in its long form. Each point ends its process, and then
//! server and runner together; then come random sequences, which the printed seed brings back.

mod harness;
#[expect(dead_code, reason = "it holds words for all kinds of tests")]
mod support;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, ValueEnum};
use failpoint::{POINTS, Point};

use harness::{Ends, Random, Report, Round};
use support::TestDatabase;

/// End the server, the runner or both at each point at which their state crosses a boundary, and
/// check that nothing is lost, doubled or stuck.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask crash")]
struct Arguments {
    /// The `oored` program, built with its fail points
    #[arg(long, hide = true)]
    program: PathBuf,
    /// On which database
    #[arg(long, value_enum, default_value_t = Databases::Both)]
    database: Databases,
    /// Only these points [default: all]
    #[arg(long, value_name = "NAME", num_args = 1..)]
    points: Vec<String>,
    /// What the random rounds are made of [default: another one each time]
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// How many random rounds on each database
    #[arg(long, value_name = "N", default_value_t = 10)]
    rounds: u32,
    /// End server and runner together in every round
    #[arg(long)]
    both: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Databases {
    Sqlite,
    Postgres,
    Both,
}

impl Databases {
    fn names(self) -> &'static [&'static str] {
        match self {
            Self::Sqlite => &["sqlite"],
            Self::Postgres => &["postgres"],
            Self::Both => &["sqlite", "postgres"],
        }
    }
}

#[tokio::main]
async fn main() -> anyhow::Result<ExitCode> {
    let arguments = Arguments::parse();
    harness::check_points_are_there();
    let points = points(&arguments.points)?;
    let seed = arguments.seed.unwrap_or_else(rand::random);
    println!("seed {seed}");
    let (mut report, mut wrong) = (Report::default(), Vec::new());
    for name in arguments.database.names() {
        matrix(&arguments, name, &points, &mut report, &mut wrong).await?;
        let mut random = Random::new(seed);
        for number in 1..=arguments.rounds {
            let round = random.round(&points, arguments.both.then_some(Ends::Both));
            println!("{name}, random round {number}: {}", round.failpoints());
            let outcome = harness::run(&arguments.program, database(name).await?, round).await;
            tell(report.add_random(name, &outcome), &mut wrong);
        }
    }
    println!("\n{}", report.table());
    if report.is_good() {
        return Ok(ExitCode::SUCCESS);
    }
    println!("\n{}\nagain with `--seed {seed}`", wrong.join("\n"));
    Ok(ExitCode::FAILURE)
}

/// Each point by itself.
async fn matrix(
    arguments: &Arguments,
    name: &str,
    points: &[&'static Point],
    report: &mut Report,
    wrong: &mut Vec<String>,
) -> anyhow::Result<()> {
    let kinds: &[Ends] = if arguments.both { &[Ends::Both] } else { &[Ends::Own, Ends::Both] };
    for ends in kinds {
        for point in points {
            let round = Round::of(point, *ends);
            println!("{name}, {}: {ends:?}", point.name);
            let outcome = harness::run(&arguments.program, database(name).await?, round).await;
            tell(report.add_point(name, &outcome), wrong);
        }
    }
    Ok(())
}

fn tell(found: Vec<String>, wrong: &mut Vec<String>) {
    for line in &found {
        println!("{line}");
    }
    wrong.extend(found);
}

async fn database(name: &str) -> anyhow::Result<TestDatabase> {
    if name == "sqlite" {
        return Ok(TestDatabase::sqlite());
    }
    let made = TestDatabase::postgres().await;
    made.ok_or_else(|| anyhow::anyhow!("there is no PostgreSQL; `--database sqlite` needs none"))
}

/// The points with these names; all without any.
fn points(names: &[String]) -> anyhow::Result<Vec<&'static Point>> {
    if names.is_empty() {
        return Ok(POINTS.iter().collect());
    }
    let find = |name: &String| {
        let found = POINTS.iter().find(|point| point.name == name);
        found.ok_or_else(|| {
            let all: Vec<_> = POINTS.iter().map(|point| point.name).collect();
            anyhow::anyhow!("there is no point `{name}`; there are: {}", all.join(", "))
        })
    };
    names.iter().map(find).collect()
}
