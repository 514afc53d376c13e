//! What can be measured, which of it is wanted, and where the figures go.

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};

use crate::figure::Figure;
use crate::machine::Machine;
use crate::programs::Programs;
use crate::report::{self, Report};
use crate::{database, first_byte, idle, intake, lists, logs, start, throughput};

/// What is to be measured, and how.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Wanted {
    /// What to measure; everything if nothing is named
    #[arg(value_enum)]
    groups: Vec<Group>,
    #[command(flatten)]
    programs: Programs,
    #[command(flatten)]
    effort: Effort,
    /// Where the figures are written to for programs [default: target/bench.json, or
    /// target/bench-postgres.json with --postgres]
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

/// How much of it.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Effort {
    /// Deliver webhooks over this many connections only, rather than over 1, 16 and 64
    #[arg(long, value_name = "NUMBER")]
    pub(crate) connections: Option<usize>,
    /// How long webhooks are delivered each time
    #[arg(long, value_name = "NUMBER", default_value = "5")]
    seconds: u64,
}

impl Effort {
    /// How long webhooks are delivered each time.
    pub(crate) fn duration(&self) -> Duration {
        Duration::from_secs(self.seconds.max(1))
    }
}

/// Figures that are measured together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Group {
    /// Webhooks: how many are stored and acknowledged in a second, and how fast they are decided
    Intake,
    /// From a webhook to the first byte of its build's first step
    FirstByte,
    /// Builds in a second
    Builds,
    /// A long log, many readers of one, and webhooks meanwhile
    Logs,
    /// Memory and processor of a server that has nothing to do
    Idle,
    /// Lists and single builds with 100,000 builds
    Lists,
    /// Programs: how long they take to start, and how large they are
    Start,
}

const ALL: [Group; 7] = [
    Group::Intake,
    Group::FirstByte,
    Group::Builds,
    Group::Logs,
    Group::Idle,
    Group::Lists,
    Group::Start,
];

/// Those that depend on the database most, and are measured on PostgreSQL if nothing is named.
const STORING: [Group; 3] = [Group::Intake, Group::FirstByte, Group::Builds];

/// The figures as they come.
#[derive(Debug, Default)]
pub(crate) struct Figures(Vec<Figure>);

impl Figures {
    /// Keeps one more, and shows it to whoever waits.
    pub(crate) fn push(&mut self, figure: Figure) {
        eprintln!("  {}", report::line(&figure));
        self.0.push(figure);
    }
}

/// Measures what is wanted, prints the table and writes the JSON.
pub(crate) async fn run(wanted: Wanted) -> Result<()> {
    let Wanted { groups, programs, effort, json } = wanted;
    let programs = programs.checked()?;
    let groups = chosen(groups, &programs)?;
    let database = programs.postgres.as_deref().map_or(Ok("SQLite".to_owned()), database::told)?;
    let machine = Machine::this(programs.scratch("machine-")?.path(), database)?;
    let usual = if programs.postgres.is_some() {
        "target/bench-postgres.json"
    } else {
        "target/bench.json"
    };
    let json = json.unwrap_or_else(|| usual.into());
    let mut figures = Figures::default();
    for group in groups {
        let start = Instant::now();
        eprintln!("{group:?}");
        match group {
            Group::Intake => intake::measure(&programs, &effort, &mut figures).await,
            Group::FirstByte => first_byte::measure(&programs, &mut figures).await,
            Group::Builds => throughput::measure(&programs, &mut figures).await,
            Group::Logs => logs::measure(&programs, &mut figures).await,
            Group::Idle => idle::measure(&programs, &mut figures).await,
            Group::Lists => lists::measure(&programs, &mut figures).await,
            Group::Start => start::measure(&programs, &mut figures).await,
        }
        .with_context(|| format!("{group:?} can't be measured"))?;
        eprintln!("  took {:.0} s", start.elapsed().as_secs_f64());
    }
    let report = Report { machine, figures: figures.0 };
    println!("{}", report.table());
    fs::write(&json, format!("{:#}\n", report.json()))
        .with_context(|| format!("cannot write {}", json.display()))?;
    println!("wrote {}", json.display());
    Ok(())
}

fn chosen(named: Vec<Group>, programs: &Programs) -> Result<Vec<Group>> {
    let is_on_postgres = programs.postgres.is_some();
    ensure!(
        !(is_on_postgres && named.contains(&Group::Lists)),
        "the 100,000 builds of `lists` are copied within SQLite; measure it without --postgres"
    );
    Ok(match (named.is_empty(), is_on_postgres) {
        (true, true) => STORING.to_vec(),
        (true, false) => ALL.to_vec(),
        (false, _) => named,
    })
}
