//! Group 2: from a webhook to the first byte that the first step of its build writes, on a server
//! that has nothing else to do. Each push brings a new commit of a git repository on the same disk.
//!
//! The step writes its byte into a pipe that is read here, and the time is taken here from before
//! the webhook is sent to when the byte arrives. On the way there are the acknowledgement, the
//! server's git (fetch, cat-file), the decision, the lease, the runner's git (init,
//! fetch, checkout) and the step's shell. The same commands are run alone as the limit; what is
//! left over is Oore's own part. The hops between are told by the times that the server keeps.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use chrono::{DateTime, Utc};
use rustix::fs::{CWD, FileType, Mode, mknodat};
use serde_json::Value;
use tokio::io::AsyncReadExt as _;
use tokio::net::unix::pipe;
use tokio::time::{Instant, sleep, timeout};

use crate::alone::Place;
use crate::api::Api;
use crate::builds;
use crate::figure::{Aim, Figure, Unit};
use crate::groups::Figures;
use crate::origin::Origin;
use crate::programs::Programs;
use crate::pushes::{Outcome, Pushes};
use crate::server::{Directory, Server};
use crate::statistics::{Times, median};
use crate::wire::Wire;

const GROUP: &str = "first-byte";
const BUILDS: usize = 100;
/// Builds before the first that counts: caches fill.
const WARM_UP: usize = 5;
/// Milliseconds from the webhook to the byte that we want, in the middle.
const AIM: f64 = 40.0;
/// Those of them that are Oore's own.
const OWN_AIM: f64 = 10.0;
/// How long one build may take.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long the runner may tidy up after a build before the next one.
const REST: Duration = Duration::from_millis(50);

/// Measures the group.
pub(crate) async fn measure(programs: &Programs, figures: &mut Figures) -> Result<()> {
    let directory = Directory::new(programs, &[("OORE_RUNNER_CAPACITY", "2")])?;
    let pipe = directory.root().join("first-byte");
    mknodat(CWD, &pipe, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0)?;
    let steps = format!("      - run: printf . > '{}'\n", pipe.display());
    let origin = Origin::create(directory.root(), &steps, WARM_UP + BUILDS)?;
    let mut place = Place::new(&directory.root().join("alone"), &origin)?;
    let mut server = directory.start()?;
    let mut run = Run::new(&server, &origin, &pipe).await?;
    let (mut times, mut alone, mut hops) = (Times::new(), Times::new(), Vec::new());
    for round in 0..WARM_UP + BUILDS {
        let way = run.build().await?;
        if round >= WARM_UP {
            times.record(way.whole);
            hops.push(way.hops);
        }
        sleep(REST).await;
        // In turn, so that what else the machine does meets both alike.
        let start = Instant::now();
        place.build(&origin, &origin.commits[round])?;
        alone.record(start.elapsed());
    }
    let name = "limit: the same commands of git and sh alone, p50";
    let limit = Figure::new(GROUP, name, alone.percentile_ms(50.0), Unit::Milliseconds);
    let whole = times.percentile_ms(50.0);
    let figure = |name: &str, value| Figure::new(GROUP, name, value, Unit::Milliseconds);
    let p50 = figure("webhook to first byte: p50", whole).aim(Aim::Under(AIM));
    let own = (whole - limit.value).max(0.0);
    figures.push(limit.clone());
    figures.push(p50.limit(&limit.as_limit()));
    figures.push(figure("webhook to first byte: p95", times.percentile_ms(95.0)));
    figures.push(figure("Oore's own part: p50 without the limit", own).aim(Aim::Under(OWN_AIM)));
    for (place, name) in HOPS.iter().enumerate() {
        let of_hop: Vec<f64> = hops.iter().map(|hops| hops[place]).collect();
        let median = median(&of_hop).context("there is a build")?;
        figures.push(figure(&format!("p50 of the hop: {name}"), median));
    }
    server.stop()
}

/// The hops of the way in milliseconds, one behind the other.
const HOPS: [&str; 5] = [
    "sent to stored",
    "stored to leased, with the server's git",
    "leased to the checkout's beginning",
    "checkout, with the runner's git",
    "checkout's end to first byte",
];

/// How long one build took.
struct Way {
    whole: Duration,
    hops: [f64; HOPS.len()],
}

struct Run {
    wire: Wire,
    api: Api,
    pushes: Arc<Pushes>,
    pipe: pipe::Receiver,
}

impl Run {
    async fn new(server: &Server, origin: &Origin, pipe: &Path) -> Result<Self> {
        let repository = server.register("app", origin).await?;
        let pushes = Arc::new(Pushes::new(origin, &repository, Outcome::Built)?);
        let mut api = server.api();
        builds::runner_is_online(&mut api).await?;
        // Open for writing too: so it does not end when a step does.
        let pipe = pipe::OpenOptions::new().read_write(true).open_receiver(pipe)?;
        Ok(Self { wire: Wire::open(server.address).await?, api, pushes, pipe })
    }

    async fn build(&mut self) -> Result<Way> {
        let mut request = Vec::new();
        self.pushes.write_next(0, &mut request);
        let (sent_at, start) = (Utc::now(), Instant::now());
        let status = self.wire.send(&request).await?;
        ensure!(status == 202, "a webhook was answered {}", self.wire.answer());
        let read = timeout(PATIENCE, self.pipe.read_u8()).await;
        let (whole, read_at) = (start.elapsed(), Utc::now());
        let answer: Value = serde_json::from_slice(self.wire.body())?;
        let event = builds::text(&answer, "id")?;
        if read.is_err() {
            let event = self.api.get(&format!("/api/webhooks/events/{event}")).await?;
            anyhow::bail!("no step writes; the event: {event}");
        }
        read.context("the pipe is open")??;
        let (event, build) = builds::finished(&mut self.api, event).await?;
        Ok(Way { whole, hops: hops((sent_at, read_at), &event, &build)? })
    }
}

fn hops(
    (sent_at, read_at): (DateTime<Utc>, DateTime<Utc>),
    event: &Value,
    build: &Value,
) -> Result<[f64; HOPS.len()]> {
    let job = &build["jobs"][0];
    let checkout = &job["steps"][0];
    let moments = [
        sent_at,
        builds::moment(event, "received_at")?,
        builds::moment(&job["attempts"][0], "leased_at")?,
        builds::moment(checkout, "started_at")?,
        builds::moment(checkout, "finished_at")?,
        read_at,
    ];
    let mut hops = [0.0; HOPS.len()];
    for (hop, ends) in hops.iter_mut().zip(moments.windows(2)) {
        let microseconds = (ends[1] - ends[0]).num_microseconds().context("a hop is short")?;
        #[expect(clippy::cast_precision_loss, reason = "a hop takes no days")]
        let milliseconds = microseconds as f64 / 1000.0;
        *hop = milliseconds;
    }
    Ok(hops)
}
