//! Group 1: webhooks. How many signed pushes of 10 kB are stored and acknowledged in a second, how
//! long one waits for it, and whether they are decided as fast as they come.
//!
//! Each measurement has a server of its own with an empty database. Its repositories are fetched
//! from a git repository on the same disk whose `oore.yaml` builds `main` alone. Unless it is said
//! otherwise the pushes are to another branch, so that git has to bring the file of each commit
//! before there is a decision; that goes on behind the acknowledgements that are counted, on the
//! same cores. No runner is started: what is to be built waits.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Result;
use tokio::time::sleep;

use crate::figure::{Aim, Figure, Limit, Unit};
use crate::groups::{Effort, Figures};
use crate::load::{Delivered, Until, pace, saturate};
use crate::origin::Origin;
use crate::programs::Programs;
use crate::pushes::{Outcome, Pushes, SIZE};
use crate::server::Server;
use crate::statistics::per_second;
use crate::{alone, limits};

const GROUP: &str = "intake";
/// The numbers of connections that are measured, each with the rows that one commit can hold then.
const CONNECTIONS: [usize; 3] = [1, 16, 64];
/// Acknowledgements in a second that we want at 64 connections.
const RATE_AIM: f64 = 9_000.0;
/// Milliseconds that 99 of a hundred acknowledgements are to take at most, at 64 connections.
const P99_AIM: f64 = 25.0;
/// Deliveries in a second that are to be decided as fast as they come.
const PACE: u32 = 1_000;
/// Those of them that are to be decided in the same second; the last few are still under way.
const DECIDED_AIM: f64 = 990.0;
const PACED_CONNECTIONS: u32 = 16;
/// How many repositories those deliveries are about.
const PACED_REPOSITORIES: usize = 8;
/// How long the decisions may take after the last delivery before they are no longer waited for.
const PATIENCE: Duration = Duration::from_secs(10);
/// How often it is asked how many wait.
const ASK_AGAIN: Duration = Duration::from_millis(100);
/// How many commits the pushes are about, in turn.
const COMMITS: usize = 200;
const STEPS: &str = "      - run: 'true'\n";

/// Measures the group.
pub(crate) async fn measure(
    programs: &Programs,
    effort: &Effort,
    figures: &mut Figures,
) -> Result<()> {
    let scratch = programs.scratch("intake-")?;
    let origin = Origin::create(scratch.path(), STEPS, COMMITS)?;
    figures.push(limits::fdatasync(GROUP, scratch.path())?);
    figures.push(limits::hmac(GROUP, SIZE)?);
    let counts = effort.connections.map_or_else(|| CONNECTIONS.to_vec(), |only| vec![only]);
    let duration = effort.duration();
    for connections in counts {
        let limit = limits::sqlite(GROUP, scratch.path(), (connections, SIZE))?;
        let case = Case { connections, outcome: Outcome::Unmatched, limit: limit.as_limit() };
        figures.push(limit);
        case.measure(programs, &origin, (duration, figures)).await?;
        if connections == 64 {
            for outcome in [Outcome::Skipped, Outcome::Built] {
                let case = Case { outcome, ..case.clone() };
                case.measure(programs, &origin, (duration, figures)).await?;
            }
        }
    }
    let fetches = alone::fetches(GROUP, scratch.path(), &origin)?;
    let limit = fetches.as_limit();
    figures.push(fetches);
    for (outcome, limit) in [(Outcome::Skipped, None), (Outcome::Unmatched, Some(&limit))] {
        decide(programs, &origin, (outcome, limit), (duration, figures)).await?;
    }
    Ok(())
}

#[derive(Clone)]
struct Case {
    connections: usize,
    outcome: Outcome,
    limit: Limit,
}

impl Case {
    async fn measure(
        &self,
        programs: &Programs,
        origin: &Origin,
        (duration, figures): (Duration, &mut Figures),
    ) -> Result<()> {
        let mut server = Server::start(programs, &[("OORE_LOCAL_RUNNER", "false")])?;
        let repository = server.register("app", origin).await?;
        let pushes = Arc::new(Pushes::new(origin, &[repository], self.outcome));
        let delivered = saturate(server.address, &pushes, self.connections, duration).await?;
        for figure in self.figures(&delivered) {
            figures.push(figure);
        }
        server.stop()
    }

    fn figures(&self, delivered: &Delivered) -> Vec<Figure> {
        let what = match self.connections {
            1 => format!("1 connection{}", words(self.outcome)),
            several => format!("{several} connections{}", words(self.outcome)),
        };
        let has_aim = self.connections == 64 && self.outcome == Outcome::Unmatched;
        let with = |figure: Figure, aim| if has_aim { figure.aim(aim) } else { figure };
        let name = format!("{what}: acknowledged");
        let rate = Figure::new(GROUP, name, delivered.rate(), Unit::PerSecond).limit(&self.limit);
        let time = |name: &str, percent| {
            let value = delivered.times.percentile_ms(percent);
            Figure::new(GROUP, format!("{what}: {name}"), value, Unit::Milliseconds)
        };
        let mut figures = vec![
            with(rate, Aim::AtLeast(RATE_AIM)),
            time("p50", 50.0),
            with(time("p99", 99.0), Aim::Under(P99_AIM)),
            time("p99.9", 99.9),
        ];
        figures.extend(refused(&what, delivered));
        figures
    }
}

fn words(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Skipped => ", `[skip ci]`",
        Outcome::Unmatched => "",
        Outcome::Built => ", a build each",
    }
}

fn refused(what: &str, delivered: &Delivered) -> Option<Figure> {
    let name = format!("{what}: to be sent later (503)");
    let refused = u32::try_from(delivered.refused).unwrap_or(u32::MAX);
    (refused > 0).then(|| Figure::new(GROUP, name, refused.into(), Unit::Count))
}

/// Sends [`PACE`] deliveries a second, and looks how far the decisions lag behind.
async fn decide(
    programs: &Programs,
    origin: &Origin,
    (outcome, limit): (Outcome, Option<&Limit>),
    (duration, figures): (Duration, &mut Figures),
) -> Result<()> {
    let mut server = Server::start(programs, &[("OORE_LOCAL_RUNNER", "false")])?;
    let mut repositories = Vec::new();
    for number in 0..PACED_REPOSITORIES {
        repositories.push(server.register(&format!("app{number}"), origin).await?);
    }
    let pushes = Arc::new(Pushes::new(origin, &repositories, outcome));
    let start = Instant::now();
    let paced = (PACED_CONNECTIONS, PACE);
    let delivered = pace(server.address, &pushes, paced, Until::Passed(duration)).await?;
    let end = Instant::now();
    let mut api = server.api();
    let at_the_end = server.undecided(&mut api).await?;
    let mut left = at_the_end;
    while left > 0 && end.elapsed() < PATIENCE {
        sleep(ASK_AGAIN).await;
        left = server.undecided(&mut api).await?;
    }
    let what = format!("{PACE}/s{}", words(outcome));
    let decided = delivered.times.count().saturating_sub(at_the_end);
    let rate = per_second(decided, end - start);
    let name = format!("{what}: decided meanwhile");
    let mut figure = Figure::new(GROUP, name, rate, Unit::PerSecond);
    figure = figure.aim(Aim::AtLeast(DECIDED_AIM));
    if let Some(limit) = limit {
        figure = figure.limit(limit);
    }
    figures.push(figure);
    let p99 = delivered.times.percentile_ms(99.0);
    figures.push(Figure::new(GROUP, format!("{what}: acknowledged, p99"), p99, Unit::Milliseconds));
    let count = |name: &str, count: u64| {
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        Figure::new(GROUP, format!("{what}: {name}"), count.into(), Unit::Count)
    };
    figures.push(count("undecided when the last one was acknowledged", at_the_end));
    if left > 0 {
        let name = format!("undecided {} s later", PATIENCE.as_secs());
        figures.push(count(&name, left));
    } else {
        let name = format!("{what}: from the last acknowledgement to the last decision");
        figures.push(Figure::new(GROUP, name, end.elapsed().as_secs_f64(), Unit::Seconds));
    }
    server.stop()
}
