//! Group 1: webhooks. How many signed pushes of 10 kB are stored and acknowledged in a second, and
//! how long one waits for it. Whether they are decided as fast as they come is measured by
//! [`decided`].
//!
//! Each measurement has a server of its own with an empty database. Its repositories are fetched
//! from a git repository on the same disk whose `oore.yaml` builds `main` and `main-*` alone. Each
//! connection pushes to a branch of its own, commit after commit, as they come in real life. Unless
//! it is said otherwise no such branch is built, so that git has to bring the file of each commit
//! before there is a decision; that goes on behind the acknowledgements that are counted, on the
//! same cores. No runner is started: what is to be built waits.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Result;

use crate::figure::{Aim, Figure, Limit, Unit};
use crate::groups::{Effort, Figures};
use crate::load::{Delivered, saturate};
use crate::origin::Origin;
use crate::programs::Programs;
use crate::pushes::{Outcome, Pushes, SIZE};
use crate::server::Server;
use crate::{decided, limits};

pub(crate) const GROUP: &str = "intake";
/// The numbers of connections that are measured, each with the rows that one commit can hold then.
const CONNECTIONS: [usize; 3] = [1, 16, 64];
/// Acknowledgements in a second that we want at 64 connections.
const RATE_AIM: f64 = 9_000.0;
/// Milliseconds that 99 of a hundred acknowledgements are to take at most, at 64 connections.
const P99_AIM: f64 = 25.0;
/// How many commits a branch has, at least, before it goes back to the first one: more in all than
/// the server keeps in memory.
const COMMITS: usize = 80;
const STEPS: &str = "      - run: 'true'\n";

/// Measures the group.
pub(crate) async fn measure(
    programs: &Programs,
    effort: &Effort,
    figures: &mut Figures,
) -> Result<()> {
    let scratch = programs.scratch("intake-")?;
    let counts = effort.connections.map_or_else(|| CONNECTIONS.to_vec(), |only| vec![only]);
    let duration = effort.duration();
    let most = counts.iter().max().map_or(0, |connections| connections * COMMITS);
    let commits = most.max(decided::commits(duration));
    let origin = Origin::create(scratch.path(), STEPS, commits)?;
    figures.push(limits::fdatasync(GROUP, scratch.path())?);
    figures.push(limits::hmac(GROUP, SIZE)?);
    for connections in counts {
        let limit = limits::rows(programs, GROUP, scratch.path(), (connections, SIZE))?;
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
    decided::measure(programs, (scratch.path(), &origin), (duration, figures)).await
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
        let repository = [server.register("app", origin).await?];
        let lanes = (self.connections, self.outcome);
        let pushes = Arc::new(Pushes::in_lanes(origin, &repository, lanes)?);
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
        if delivered.refused > 0 {
            figures.push(count(&format!("{what}: refused for now (503)"), delivered.refused));
        }
        figures
    }
}

/// What comes of the pushes, behind the name of a figure.
pub(crate) fn words(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Skipped => ", `[skip ci]`",
        Outcome::Unmatched => "",
        Outcome::Built => ", a build each",
    }
}

/// How many there were of something.
pub(crate) fn count(name: &str, count: u64) -> Figure {
    let count = u32::try_from(count).unwrap_or(u32::MAX);
    Figure::new(GROUP, name, count.into(), Unit::Count)
}
