//! Whether webhooks are decided as fast as they come in, at 1,000 a second.
//!
//! The pushes are those of eight repositories over a connection each. Those of a repository follow
//! each other: the next one is sent when the last one is answered, begins at the commit where that
//! one ended, and brings a commit that no other has. What the branch names at the remote is the
//! newest of them.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Result;
use tokio::time::sleep;

use crate::alone;
use crate::api::Api;
use crate::figure::{Aim, Figure, Limit, Unit};
use crate::groups::Figures;
use crate::intake::{GROUP, count, words};
use crate::load::{Delivered, Until, pace};
use crate::origin::Origin;
use crate::programs::Programs;
use crate::pushes::{Outcome, Pushes};
use crate::server::Server;
use crate::statistics::per_second;

/// Deliveries in a second that are to be decided as fast as they come.
const PACE: u32 = 1_000;
/// Those of them that are to be decided in the same second; the last few are still under way.
const AIM: f64 = 990.0;
/// How many repositories those deliveries are about, each over a connection of its own.
const REPOSITORIES: u32 = 8;
/// How long the decisions may take after the last delivery before they are no longer waited for.
const PATIENCE: Duration = Duration::from_secs(10);
/// How often it is asked how many wait.
const ASK_AGAIN: Duration = Duration::from_millis(20);

/// How many commits are needed for pushes of so long.
pub(crate) fn commits(duration: Duration) -> usize {
    let pushes = u64::from(PACE) * duration.as_secs() + u64::from(REPOSITORIES);
    usize::try_from(pushes).unwrap_or(usize::MAX)
}

/// Measures pushes that git decides, and pushes that it need not be asked about.
pub(crate) async fn measure(
    programs: &Programs,
    (directory, origin): (&Path, &Origin),
    (duration, figures): (Duration, &mut Figures),
) -> Result<()> {
    let alone = alone::decisions(GROUP, directory, origin)?;
    let limit = alone.as_limit();
    figures.push(alone);
    for (outcome, limit) in [(Outcome::Skipped, None), (Outcome::Unmatched, Some(&limit))] {
        let mut server = Server::start(programs, &[("OORE_LOCAL_RUNNER", "false")])?;
        let found = Found::look(&server, origin, (outcome, duration)).await?;
        for figure in found.figures(&format!("{PACE}/s{}", words(outcome)), limit) {
            figures.push(figure);
        }
        server.stop()?;
    }
    Ok(())
}

/// What came of the pushes of one kind.
struct Found {
    delivered: Delivered,
    /// How many waited when the last one was acknowledged.
    left: u64,
    /// How many waited at the end, and how long after the last one that was.
    end: (u64, Duration),
}

impl Found {
    async fn look(
        server: &Server,
        origin: &Origin,
        (outcome, duration): (Outcome, Duration),
    ) -> Result<Self> {
        let mut repositories = Vec::new();
        for number in 0..REPOSITORIES {
            repositories.push(server.register(&format!("app{number}"), origin).await?);
        }
        let lanes = (repositories.len(), outcome);
        let pushes = Arc::new(Pushes::in_lanes(origin, &repositories, lanes)?);
        let (paced, until) = ((REPOSITORIES, PACE), Until::Passed(duration));
        let delivered = pace(server.address, &pushes, paced, until).await?;
        let (mut api, start) = (server.api(), Instant::now());
        let left = server.undecided(&mut api).await?;
        let end = wait(server, &mut api, (left, start)).await?;
        Ok(Self { delivered, left, end: (end, start.elapsed()) })
    }

    fn figures(&self, what: &str, limit: Option<&Limit>) -> Vec<Figure> {
        let Self { delivered, left, end } = self;
        let acknowledged = delivered.times.count();
        let decided = per_second(acknowledged.saturating_sub(*left), delivered.took);
        let name = |name: &str| format!("{what}: {name}");
        let mut decided = Figure::new(GROUP, name("decided meanwhile"), decided, Unit::PerSecond)
            .aim(Aim::AtLeast(AIM));
        if let Some(limit) = limit {
            decided = decided.limit(limit);
        }
        let time = |of: &str, percent| {
            let value = delivered.times.percentile_ms(percent);
            Figure::new(GROUP, name(of), value, Unit::Milliseconds)
        };
        vec![
            count(&name("sent"), acknowledged + delivered.refused),
            count(&name("refused for now (503)"), delivered.refused),
            count(&name("due and never sent"), delivered.unsent),
            time("acknowledged, p50", 50.0),
            time("acknowledged, p99", 99.0),
            decided,
            count(&name("undecided when the last one was acknowledged"), *left),
            match end {
                (0, time) => {
                    let name = name("from the last acknowledgement to the last decision");
                    Figure::new(GROUP, name, time.as_secs_f64(), Unit::Seconds)
                }
                (left, _) => {
                    count(&name(&format!("undecided {} s later", PATIENCE.as_secs())), *left)
                }
            },
        ]
    }
}

/// Waits until nothing is undecided or the patience ends; how many are undecided then.
async fn wait(server: &Server, api: &mut Api, (mut left, start): (u64, Instant)) -> Result<u64> {
    while left > 0 && start.elapsed() < PATIENCE {
        sleep(ASK_AGAIN).await;
        left = server.undecided(api).await?;
    }
    Ok(left)
}
