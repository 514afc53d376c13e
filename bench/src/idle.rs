//! Group 5: memory and processor of a server that has nothing to do: with an empty database and its
//! own runner, and with 1,000 repositories and 50 connected runners more.
//!
//! The regular look at all repositories is switched off, as it is not nothing; its cost is that of
//! one `git ls-remote` for each repository every `OORE_RECONCILE_EVERY`.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use tokio::time::sleep;

use crate::builds;
use crate::figure::{Aim, Figure, Unit};
use crate::groups::Figures;
use crate::origin::Origin;
use crate::process;
use crate::programs::Programs;
use crate::runners;
use crate::server::Server;

const GROUP: &str = "idle";
const REPOSITORIES: usize = 1_000;
const RUNNERS: usize = 50;
/// How long a server may rest before it is looked at.
const REST: Duration = Duration::from_secs(3);
/// How long its time on a core is counted.
const DURATION: Duration = Duration::from_secs(20);
/// Millions of bytes that the server is to stay below.
const MEMORY_AIM: f64 = 30.0;
/// Hundredths of a core that it is to stay below.
const PROCESSOR_AIM: f64 = 0.5;

/// Measures the group.
pub(crate) async fn measure(programs: &Programs, figures: &mut Figures) -> Result<()> {
    let mut server = Server::start(programs, &[])?;
    builds::runner_is_online(&mut server.api()).await?;
    look(&server, "empty", figures).await?;
    for id in server.runners() {
        let resident = process::memory(id)?.resident;
        figures.push(Figure::new(GROUP, "its own runner: resident", resident, Unit::Megabytes));
    }
    let origin = Origin::create(server.root(), "      - run: 'true'\n", 1)?;
    for number in 0..REPOSITORIES {
        server.register(&format!("app{number}"), &origin).await?;
    }
    // What registering took of memory is not what having them takes.
    server.stop()?;
    let mut server = server.into_directory()?.start()?;
    let mut sockets = runners::connect(&server, RUNNERS).await?;
    let what = format!("{REPOSITORIES} repositories, {RUNNERS} runners");
    look(&server, &what, figures).await?;
    ensure!(sockets.try_join_next().is_none(), "a runner that was to stay has gone");
    sockets.abort_all();
    server.stop()
}

async fn look(server: &Server, what: &str, figures: &mut Figures) -> Result<()> {
    sleep(REST).await;
    let (start, before) = (Instant::now(), process::processor_time(server.id())?);
    sleep(DURATION).await;
    let taken = process::processor_time(server.id())?.saturating_sub(before);
    let percent = 100.0 * taken.as_secs_f64() / start.elapsed().as_secs_f64();
    let memory = process::memory(server.id())?;
    let megabytes =
        |name: &str, value| Figure::new(GROUP, format!("{what}: {name}"), value, Unit::Megabytes);
    figures.push(megabytes("resident", memory.resident).aim(Aim::Under(MEMORY_AIM)));
    if let Some(proportional) = process::proportional(server.id()) {
        figures.push(megabytes("proportional set", proportional));
    }
    let name = format!("{what}: processor");
    let figure = Figure::new(GROUP, name, percent, Unit::PercentOfCore);
    figures.push(figure.aim(Aim::Under(PROCESSOR_AIM)));
    Ok(())
}
