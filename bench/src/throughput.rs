//! Group 3: builds in a second. 500 pushes of as many commits, each built by one job of one step
//! that does nothing, in two slots of the server's own runner.
//!
//! Measured twice: the whole way, from the first webhook to the end of the last build, where
//! deciding and building share the cores; and from a queue of 500 builds, from the beginning of the
//! first one to the end of the last one. The server has fetched all of the commits by then, so that
//! the limit there is what the runner's commands take.

use anyhow::{Context as _, Result, ensure};
use chrono::{DateTime, Utc};

use crate::alone::{self, SLOTS};
use crate::figure::{Aim, Figure, Unit};
use crate::groups::Figures;
use crate::origin::Origin;
use crate::programs::Programs;
use crate::pushes::{Outcome, Pushes};
use crate::server::Server;
use crate::statistics::per_second;
use crate::wire::Wire;
use crate::{builds, limits};

const GROUP: &str = "builds";
const BUILDS: usize = 500;
/// Builds in a second that we want.
const AIM: f64 = 50.0;
const STEPS: &str = "      - run: 'true'\n";

/// Measures the group.
pub(crate) async fn measure(programs: &Programs, figures: &mut Figures) -> Result<()> {
    let scratch = programs.scratch("builds-")?;
    let origin = Origin::create(scratch.path(), STEPS, BUILDS)?;
    figures.push(alone::spawns(GROUP)?);
    figures.push(limits::rows(programs, GROUP, scratch.path(), (1, 1000))?);
    let [of_all, of_runner] = alone::rates(GROUP, scratch.path(), &origin)?;
    let rate = |name: &str, rate, limit: &Figure| {
        let figure = Figure::new(GROUP, name, rate, Unit::PerSecond);
        figure.aim(Aim::AtLeast(AIM)).limit(&limit.as_limit())
    };
    figures.push(of_all.clone());
    let measured = whole_way(programs, &origin).await?;
    figures.push(rate("first webhook to last build's end", measured, &of_all));
    figures.push(of_runner.clone());
    let measured = from_queue(programs, &origin).await?;
    figures.push(rate("from a queue of 500", measured, &of_runner));
    Ok(())
}

async fn whole_way(programs: &Programs, origin: &Origin) -> Result<f64> {
    let mut server = Server::start(programs, &[("OORE_RUNNER_CAPACITY", &SLOTS.to_string())])?;
    let mut api = server.api();
    builds::runner_is_online(&mut api).await?;
    let start = Utc::now();
    push_all(&server, origin).await?;
    builds::all_ended(&server, &mut api).await?;
    let (_, end) = first_and_last(&builds::spans(&mut api).await?)?;
    server.stop()?;
    rate(start, end)
}

async fn from_queue(programs: &Programs, origin: &Origin) -> Result<f64> {
    let capacity = SLOTS.to_string();
    let server = Server::start(programs, &[("OORE_LOCAL_RUNNER", "false")])?;
    push_all(&server, origin).await?;
    let mut api = server.api();
    builds::all_decided(&server, &mut api).await?;
    let mut directory = server.into_directory()?;
    directory.set(&[("OORE_LOCAL_RUNNER", "true"), ("OORE_RUNNER_CAPACITY", &capacity)]);
    let mut server = directory.start()?;
    let mut api = server.api();
    builds::all_ended(&server, &mut api).await?;
    let (start, end) = first_and_last(&builds::spans(&mut api).await?)?;
    server.stop()?;
    rate(start, end)
}

async fn push_all(server: &Server, origin: &Origin) -> Result<()> {
    let repository = server.register("app", origin).await?;
    let pushes = Pushes::new(origin, &repository, Outcome::Built)?;
    let mut wire = Wire::open(server.address).await?;
    let mut request = Vec::new();
    for _ in 0..BUILDS {
        pushes.write_next(0, &mut request);
        let status = wire.send(&request).await?;
        ensure!(status == 202, "a webhook was answered {}", wire.answer());
    }
    Ok(())
}

fn first_and_last(spans: &[builds::Span]) -> Result<(DateTime<Utc>, DateTime<Utc>)> {
    ensure!(spans.len() == BUILDS, "{} builds came of {BUILDS} pushes", spans.len());
    let first = spans.iter().map(|span| span.started_at).min().context("there is a build")?;
    let last = spans.iter().map(|span| span.finished_at).max().context("there is a build")?;
    Ok((first, last))
}

fn rate(start: DateTime<Utc>, end: DateTime<Utc>) -> Result<f64> {
    Ok(per_second(BUILDS.try_into()?, (end - start).to_std()?))
}
