//! Group 5: memory and processor of a server that has nothing to do: with an empty database and its
//! own runner, and with 1,000 repositories and 50 connected runners more.
//!
//! The time on a core is counted for 70 s, twice the longest pause between two looks of the server
//! at what it has to see to, and that of the programs that it runs with it. Both servers are looked
//! at in the same 70 s.
//!
//! The look at all repositories is switched off at first, as it is not nothing, and comes every ten
//! minutes if nobody says otherwise. The second server is started once more with it, so that the
//! first look falls into the time that is counted; what it took is told, and what that comes to
//! when it is spread over the ten minutes.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
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
const WINDOW: Duration = Duration::from_secs(70);
/// How often all repositories are looked at if nothing is set (`OORE_RECONCILE_EVERY`).
const LOOKS: (&str, Duration) = ("10m", Duration::from_secs(600));
/// Millions of bytes that the server is to stay below.
const MEMORY_AIM: f64 = 30.0;
/// Hundredths of a core that it is to stay below.
const PROCESSOR_AIM: f64 = 0.5;

/// Measures the group.
pub(crate) async fn measure(programs: &Programs, figures: &mut Figures) -> Result<()> {
    let mut empty = Server::start(programs, &[])?;
    builds::runner_is_online(&mut empty.api()).await?;
    let (full, oldest) = full(programs).await?;
    let mut full = full;
    let mut sockets = runners::connect(&full, "first", RUNNERS).await?;
    sleep(REST).await;
    let runners = empty.runners();
    let of_runners = runners.iter().map(|id| Usage::begin(*id)).collect::<Result<Vec<_>>>()?;
    let (of_empty, of_full) = (Usage::begin(empty.id())?, Usage::begin(full.id())?);
    sleep(WINDOW).await;
    tell(&of_empty, "empty", figures)?;
    for runner in of_runners {
        let resident = process::memory(runner.id)?.resident;
        figures.push(Figure::new(GROUP, "its own runner: resident", resident, Unit::Megabytes));
        figures.push(percent("its own runner: processor", runner.percent()?));
    }
    let what = format!("{REPOSITORIES} repositories, {RUNNERS} runners");
    let idle = tell(&of_full, &what, figures)?;
    ensure!(sockets.try_join_next().is_none(), "a runner that was to stay has gone");
    sockets.abort_all();
    empty.stop()?;
    full.stop()?;
    looks((full, &oldest), (idle, &what), figures).await
}

/// A server with all the repositories, and the one of them that is looked at last.
async fn full(programs: &Programs) -> Result<(Server, String)> {
    let server = Server::start(programs, &[])?;
    let origin = Origin::create(server.root(), "      - run: 'true'\n", 1)?;
    let oldest = server.register("app0", &origin).await?.id;
    for number in 1..REPOSITORIES {
        server.register(&format!("app{number}"), &origin).await?;
    }
    // What registering took of memory is not what having them takes.
    Ok((server.into_directory()?.start()?, oldest))
}

/// The same server with looks at all repositories, of which the first one comes half a minute after
/// the start.
async fn looks(
    (server, oldest): (Server, &str),
    (idle, what): (f64, &str),
    figures: &mut Figures,
) -> Result<()> {
    let mut directory = server.into_directory()?;
    directory.set(&[("OORE_RECONCILE_EVERY", LOOKS.0)]);
    let mut server = directory.start()?;
    let sockets = runners::connect(&server, "second", RUNNERS).await?;
    sleep(REST).await;
    let usage = Usage::begin(server.id())?;
    sleep(WINDOW).await;
    let (path, mut api) = (format!("/api/repositories/{oldest}"), server.api());
    while api.get(&path).await?["last_sync"].is_null() {
        ensure!(usage.start.elapsed() < LOOKS.1, "not all repositories are looked at");
        sleep(Duration::from_secs(1)).await;
    }
    let seconds = usage.seconds()? - idle / 100.0 * usage.start.elapsed().as_secs_f64();
    let seconds = seconds.max(0.0);
    drop(sockets);
    let name = format!("a look at {REPOSITORIES} repositories: time on a core, with git");
    figures.push(Figure::new(GROUP, name, seconds, Unit::Seconds));
    let spread = idle + 100.0 * seconds / LOOKS.1.as_secs_f64();
    let name = format!("{what}: processor, with such a look every {}", LOOKS.0);
    figures.push(percent(name, spread));
    server.stop()
}

/// What a process takes from a moment on.
struct Usage {
    id: u32,
    start: Instant,
    before: Duration,
}

impl Usage {
    fn begin(id: u32) -> Result<Self> {
        Ok(Self { id, start: Instant::now(), before: process::processor_time(id)? })
    }

    /// On a core, its children's time included.
    fn seconds(&self) -> Result<f64> {
        let after = process::processor_time(self.id).context("it has gone meanwhile")?;
        Ok(after.saturating_sub(self.before).as_secs_f64())
    }

    /// The same as hundredths of a core.
    fn percent(&self) -> Result<f64> {
        Ok(100.0 * self.seconds()? / self.start.elapsed().as_secs_f64())
    }
}

fn percent(name: impl Into<String>, value: f64) -> Figure {
    Figure::new(GROUP, name, value, Unit::PercentOfCore)
}

/// Tells what a server takes, and returns the hundredths of a core.
fn tell(usage: &Usage, what: &str, figures: &mut Figures) -> Result<f64> {
    let taken = usage.percent()?;
    let memory = process::memory(usage.id)?;
    let megabytes =
        |name: &str, value| Figure::new(GROUP, format!("{what}: {name}"), value, Unit::Megabytes);
    figures.push(megabytes("resident", memory.resident).aim(Aim::Under(MEMORY_AIM)));
    if let Some(proportional) = process::proportional(usage.id) {
        figures.push(megabytes("proportional set", proportional));
    }
    let figure = percent(format!("{what}: processor"), taken);
    figures.push(figure.aim(Aim::Under(PROCESSOR_AIM)));
    Ok(taken)
}
