//! The mixture: each kind of it goes on by itself until all are to end.

use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use anyhow::{Result, ensure};
use bytes::Bytes;
use http_body_util::BodyExt as _;
use hyper::Method;
use serde_json::{Value, json};
use tokio::task::JoinSet;
use tokio::time::sleep;

use crate::api::Api;
use crate::load::{Until, pace};
use crate::origin::Origin;
use crate::pushes::{Outcome, Pushes};
use crate::server::Server;
use crate::wire::Wire;

/// Pushes in a second that are not built.
const OTHERS: u32 = 5;
/// How many read logs at a time.
const READERS: usize = 3;
/// Nothing more is to be built while so many jobs wait.
const QUEUE: f64 = 10.0;

/// How much of each there was.
#[derive(Debug, Default)]
pub(super) struct Counts {
    pushed: AtomicU64,
    others: AtomicU64,
    canceled: AtomicU64,
    rerun: AtomicU64,
    read: AtomicU64,
    read_bytes: AtomicU64,
}

impl Counts {
    /// Pushes of commits that are built.
    pub(super) fn pushed(&self) -> u64 {
        self.pushed.load(Ordering::Relaxed)
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of = |count: &AtomicU64| count.load(Ordering::Relaxed);
        let Self { pushed, others, canceled, rerun, read, read_bytes } = self;
        write!(
            f,
            "{} pushes that are built, {} that are not, {} builds canceled, {} repeated, {} logs \
             followed ({} MB)",
            of(pushed),
            of(others),
            of(canceled),
            of(rerun),
            of(read),
            of(read_bytes) / 1_000_000
        )
    }
}

/// The load, until it is stopped.
pub(super) struct Load {
    pub(super) counts: Arc<Counts>,
    end: Arc<AtomicBool>,
    kinds: JoinSet<Result<()>>,
}

/// What each kind works with.
#[derive(Clone)]
struct Shared {
    address: SocketAddr,
    token: String,
    counts: Arc<Counts>,
    end: Arc<AtomicBool>,
}

/// Begins, with builds of `quick` and, to be cancelled, of `slow`.
pub(super) async fn start(server: &Server, (quick, slow): (&Origin, &Origin)) -> Result<Load> {
    let (counts, end) = (Arc::new(Counts::default()), Arc::new(AtomicBool::new(false)));
    let shared = Shared {
        address: server.address,
        token: server.token.clone(),
        counts: Arc::clone(&counts),
        end: Arc::clone(&end),
    };
    let app = server.register("app", quick).await?;
    let other = server.register("other", quick).await?;
    let long = server.register("long", slow).await?;
    let mut kinds = JoinSet::new();
    kinds.spawn(shared.clone().push(Pushes::new(quick, &app, Outcome::Built)?));
    kinds.spawn(shared.clone().others(Pushes::new(quick, &other, Outcome::Unmatched)?));
    kinds.spawn(shared.clone().cancel(Pushes::new(slow, &long, Outcome::Built)?, long.id.clone()));
    kinds.spawn(shared.clone().rerun(app.id.clone()));
    for _ in 0..READERS {
        kinds.spawn(shared.clone().read(app.id.clone()));
    }
    Ok(Load { counts, end, kinds })
}

impl Load {
    /// Ends it; fails if one of its kinds did before.
    pub(super) async fn stop(mut self) -> Result<Arc<Counts>> {
        self.end.store(true, Ordering::Relaxed);
        while let Some(kind) = self.kinds.join_next().await {
            kind??;
        }
        Ok(self.counts)
    }
}

impl Shared {
    fn goes_on(&self) -> bool {
        !self.end.load(Ordering::Relaxed)
    }

    fn api(&self) -> Api {
        Api::new(self.address, &self.token)
    }

    fn count(&self, of: impl Fn(&Counts) -> &AtomicU64, more: u64) {
        of(&self.counts).fetch_add(more, Ordering::Relaxed);
    }

    async fn push(self, pushes: Pushes) -> Result<()> {
        let mut api = self.api();
        while self.goes_on() {
            if jobs_waiting(&mut api).await? < QUEUE {
                self.deliver(&pushes).await?;
                self.count(|counts| &counts.pushed, 1);
            }
            sleep(Duration::from_millis(700)).await;
        }
        Ok(())
    }

    async fn deliver(&self, pushes: &Pushes) -> Result<()> {
        let (mut wire, mut request) = (Wire::open(self.address).await?, Vec::new());
        pushes.write_next(0, &mut request);
        let status = wire.send(&request).await?;
        ensure!(status == 202, "a webhook was answered {}", wire.answer());
        Ok(())
    }

    async fn others(self, pushes: Pushes) -> Result<()> {
        let until = Until::Told(Arc::clone(&self.end));
        let delivered = pace(self.address, &Arc::new(pushes), (1, OTHERS), until).await?;
        self.count(|counts| &counts.others, delivered.times.count());
        Ok(())
    }

    async fn cancel(self, pushes: Pushes, repository: String) -> Result<()> {
        let mut api = self.api();
        while self.goes_on() {
            self.deliver(&pushes).await?;
            sleep(Duration::from_secs(2)).await;
            for status in ["running", "queued"] {
                for build in list(&mut api, &repository, status).await? {
                    let path = format!("/api/builds/{build}/cancel");
                    // It may have ended meanwhile.
                    if api.post(&path, &json!({})).await.is_ok() {
                        self.count(|counts| &counts.canceled, 1);
                    }
                }
            }
            sleep(Duration::from_secs(2)).await;
        }
        Ok(())
    }

    async fn rerun(self, repository: String) -> Result<()> {
        let mut api = self.api();
        while self.goes_on() {
            sleep(Duration::from_secs(3)).await;
            if let Some(build) = list(&mut api, &repository, "succeeded").await?.first() {
                api.post(&format!("/api/builds/{build}/rerun"), &json!({})).await?;
                self.count(|counts| &counts.rerun, 1);
            }
        }
        Ok(())
    }

    async fn read(self, repository: String) -> Result<()> {
        let mut api = self.api();
        while self.goes_on() {
            for build in list(&mut api, &repository, "running").await?.iter().take(1) {
                let build = api.get(&format!("/api/builds/{build}")).await?;
                let Some(job) = build["jobs"][0]["id"].as_str() else { continue };
                let path = format!("/api/jobs/{job}/log/events");
                // Its connection has to last as long as the answer.
                let mut follower = self.api();
                let mut body = follower.ask(Method::GET, &path, Bytes::new()).await?.into_body();
                while let Some(frame) = body.frame().await {
                    let bytes = frame?.data_ref().map_or(0, Bytes::len);
                    self.count(|counts| &counts.read_bytes, bytes.try_into()?);
                }
                self.count(|counts| &counts.read, 1);
            }
            sleep(Duration::from_millis(200)).await;
        }
        Ok(())
    }
}

async fn list(api: &mut Api, repository: &str, status: &str) -> Result<Vec<String>> {
    let list = api.get(&format!("/api/builds?repo={repository}&status={status}&limit=20")).await?;
    let items = list["items"].as_array().into_iter().flatten();
    Ok(items.filter_map(|build: &Value| Some(build["id"].as_str()?.to_owned())).collect())
}

async fn jobs_waiting(api: &mut Api) -> Result<f64> {
    let figures = api.bytes("/metrics").await?;
    let figures = String::from_utf8_lossy(&figures);
    let value = figures.lines().find_map(|line| line.strip_prefix("oore_jobs_waiting "));
    Ok(value.and_then(|value| value.trim().parse().ok()).unwrap_or(0.0))
}
