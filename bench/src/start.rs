//! Programs that are started: what every command of `oore` takes before it does anything, the time
//! of a server from its start until it is ready, and the sizes of both.
//!
//! All are run in turn, so that what else the machine does meets them alike, and once before
//! anything is counted: the first run reads the program from the disk.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};

use crate::figure::{Aim, Figure, Limit, Unit};
use crate::groups::Figures;
use crate::programs::Programs;
use crate::server::Directory;
use crate::statistics::Times;

const GROUP: &str = "start";
/// How often a program is run that ends by itself.
const RUNS: usize = 40;
/// How often a server is started, which takes longer.
const STARTS: usize = 10;
/// Milliseconds that a command of `oore` may take before a person feels it.
const COMMAND_AIM: f64 = 30.0;
/// Milliseconds that a server may take until it is ready.
const START_AIM: f64 = 50.0;

/// Measures the group.
pub(crate) async fn measure(programs: &Programs, figures: &mut Figures) -> Result<()> {
    let limit = commands(programs, figures)?;
    servers(programs, &limit, figures).await?;
    let sizes = [("oore", programs.oore.as_ref()), ("oored", Some(&programs.oored))];
    for (name, file) in sizes.into_iter().filter_map(|(name, file)| Some((name, file?))) {
        let metadata = fs::metadata(file);
        let size = metadata.with_context(|| format!("cannot examine {}", file.display()))?.len();
        #[expect(clippy::cast_precision_loss, reason = "no program has 2^52 bytes")]
        let megabytes = size as f64 / 1e6;
        figures.push(Figure::new(GROUP, format!("size of `{name}`"), megabytes, Unit::Megabytes));
    }
    Ok(())
}

/// Something that ends by itself.
struct Subject {
    name: &'static str,
    program: PathBuf,
    arguments: &'static [&'static str],
    aim: Option<f64>,
}

fn commands(programs: &Programs, figures: &mut Figures) -> Result<Limit> {
    let aim = Some(COMMAND_AIM);
    let of = |name, program: &Path, arguments, aim| Subject {
        name,
        program: program.to_owned(),
        arguments,
        aim,
    };
    let mut subjects = vec![of("limit: start and end of `true`", Path::new("true"), &[][..], None)];
    if let Some(oore) = &programs.oore {
        subjects.push(of("`oore --version`", oore, &["--version"], aim));
        subjects.push(of("`oore build list --help`", oore, &["build", "list", "--help"], aim));
    }
    subjects.push(of("`oored openapi`", &programs.oored, &["openapi"], None));
    let mut times = vec![Times::new(); subjects.len()];
    for round in 0..=RUNS {
        for (subject, times) in subjects.iter().zip(&mut times) {
            let time = subject.time().with_context(|| subject.name)?;
            if round > 0 {
                times.record(time);
            }
        }
    }
    let limit = Limit { name: "`true`".to_owned(), value: times[0].percentile_ms(50.0) };
    for (subject, times) in subjects.iter().zip(&times) {
        tell(
            figures,
            (subject.name, subject.aim),
            times,
            (!std::ptr::eq(subject, &subjects[0])).then_some(&limit),
        );
    }
    Ok(limit)
}

impl Subject {
    fn time(&self) -> Result<Duration> {
        let mut command = Command::new(&self.program);
        command.args(self.arguments).stdin(Stdio::null());
        command.stdout(Stdio::null()).stderr(Stdio::null());
        for (name, _) in env::vars_os() {
            if name.to_str().is_some_and(|name| name.starts_with("OORE_")) {
                command.env_remove(name);
            }
        }
        let start = Instant::now();
        let status = command.status()?;
        let time = start.elapsed();
        ensure!(status.success(), "it failed ({status})");
        Ok(time)
    }
}

/// Each on an empty data directory: keys and a database are made on the way. No local runner is
/// started.
async fn servers(programs: &Programs, limit: &Limit, figures: &mut Figures) -> Result<()> {
    let mut times = Times::new();
    for round in 0..=STARTS {
        let directory = Directory::new(programs, &[("OORE_LOCAL_RUNNER", "false")])?;
        let start = Instant::now();
        let server = directory.start()?;
        server.until_ready().await?;
        if round > 0 {
            times.record(start.elapsed());
        }
    }
    let name = "`oored serve` until it is ready, empty";
    tell(figures, (name, Some(START_AIM)), &times, Some(limit));
    Ok(())
}

/// The usual time and the worst.
fn tell(
    figures: &mut Figures,
    (name, aim): (&str, Option<f64>),
    times: &Times,
    limit: Option<&Limit>,
) {
    let median = times.percentile_ms(50.0);
    let mut figure = Figure::new(GROUP, name, median, Unit::Milliseconds);
    figure.aim = aim.map(Aim::Under);
    figure.limit = limit.cloned();
    figures.push(figure);
    let worst = times.percentile_ms(100.0);
    figures.push(Figure::new(GROUP, format!("{name}: the worst"), worst, Unit::Milliseconds));
}
