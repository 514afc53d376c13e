//! One round, from an empty directory to the end of all processes.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use reqwest::StatusCode;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::time::Instant;

use super::api::Api;
use super::checks;
use super::findings::{Finding, Findings, Kind};
use super::keeper::{Keeper, Service, kill_runners};
use super::plan::Round;
use super::pushes::Push;
use crate::support::wait_until_gone;
use crate::support::{Forge, GitRepository, PATIENCE, TestDatabase, TestRepository};

/// The repository's name at the forge.
const NAME: &str = "acme/app";
/// What its deliveries are signed with.
const SECRET: &str = "a-secret-of-the-webhook";

/// What came of a round.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) round: Round,
    /// How often each point ended a process.
    pub(crate) hits: BTreeMap<String, usize>,
    pub(crate) findings: Vec<Finding>,
    pub(crate) took: Duration,
    /// Where everything is kept when something is wrong.
    pub(crate) kept: Option<PathBuf>,
}

/// Everything around the server of a round.
pub(crate) struct World {
    pub(crate) api: Api,
    pub(crate) forge: Forge,
    pub(crate) service: Service,
    pub(crate) round: Round,
    pub(crate) pushes: Vec<Push>,
    /// The builds, as they were when all had come to rest.
    pub(crate) builds: Vec<Value>,
}

/// Plays a round with `program`, and checks what came of it.
pub(crate) async fn run(program: &Path, database: TestDatabase, round: Round) -> Outcome {
    let begun = Instant::now();
    let directory = tempfile::Builder::new().prefix("oore-crash-").tempdir();
    let directory = directory.expect("a directory");
    let forge = Forge::start().await;
    let service = service(program, directory.path(), &database, &round);
    let mut findings = Findings::default();
    let played = play(&service, forge, round.clone(), &mut findings).await;
    if let Err(error) = played {
        findings
            .add(Kind::Stuck, format!("{error:#}; the server said last: {}", service.last_word()));
    }
    let mut hits = BTreeMap::new();
    for name in service.hits() {
        *hits.entry(name).or_default() += 1;
    }
    kill_runners(directory.path());
    let kept = put_away(directory, database, &findings).await;
    Outcome { round, hits, findings: findings.0, took: begun.elapsed(), kept }
}

/// What is wrong is kept for people to look at.
async fn put_away(
    directory: TempDir,
    database: TestDatabase,
    findings: &Findings,
) -> Option<PathBuf> {
    if findings.0.is_empty() {
        database.drop().await;
        return None;
    }
    Some(directory.keep())
}

fn service(program: &Path, directory: &Path, database: &TestDatabase, round: &Round) -> Service {
    let mut service = Service {
        program: program.to_owned(),
        directory: directory.to_owned(),
        settings: Vec::new(),
        ends: round.ends,
    };
    let path = |path: PathBuf| path.to_str().expect("UTF-8").to_owned();
    let settings = [
        ("OORE_LISTEN", "127.0.0.1:0".to_owned()),
        ("OORE_GIT_PROTOCOLS", "file".to_owned()),
        ("OORE_ALLOWED_NETWORKS", "127.0.0.0/8".to_owned()),
        // A busy machine must not look like a runner that stays away.
        ("OORE_RUNNER_LOST_AFTER", "20s".to_owned()),
        ("OORE_RUNNER_CAPACITY", "2".to_owned()),
        // What no webhook told must not mend what a crash broke.
        ("OORE_RECONCILE_EVERY", "off".to_owned()),
        // What is compacted is read like everything else at the end of the round.
        ("OORE_COMPACT_LOGS_EVERY", "200ms".to_owned()),
        ("OORE_RUNNER_INHERIT_ENV", "FAILPOINTS,FAILPOINTS_LOG".to_owned()),
        ("OORE_DATA_DIR", path(directory.join("data"))),
        ("FAILPOINTS", round.failpoints()),
        ("FAILPOINTS_LOG", path(service.hit_log())),
    ];
    let settings = settings.into_iter().chain(database.url().map(|url| ("OORE_DATABASE_URL", url)));
    service.settings = settings.map(|(name, value)| (name.to_owned(), value)).collect();
    service
}

async fn play(
    service: &Service,
    forge: Forge,
    round: Round,
    findings: &mut Findings,
) -> Result<()> {
    let keeper = Keeper::start(service.clone());
    let token_file = service.directory.join("data/admin-token");
    let api = Api::new(keeper.address(), token_file, Instant::now() + PATIENCE)?;
    let (service, builds) = (service.clone(), Vec::new());
    let repository = register(&api, &forge).await?;
    let count = round.pushes;
    let mut world = World { api, forge, service, round, pushes: Vec::new(), builds };
    for number in 1..=count {
        let mut push = Push::make(&repository, number);
        world.api.deadline = Instant::now() + PATIENCE;
        push.event = Some(world.api.deliver(&push.delivery).await?);
        world.pushes.push(push);
    }
    if let Err(error) = rest(&mut world).await {
        findings.add(Kind::Stuck, format!("{error:#}"));
    }
    world.api.deadline = Instant::now() + PATIENCE;
    checks::all(&world, findings).await?;
    stop(keeper, &world.service, findings).await
}

/// Registers the repository; a try whose answer was lost may have done it.
async fn register(api: &Api, forge: &Forge) -> Result<TestRepository> {
    let git = GitRepository::new();
    let (owner, repo) = NAME.split_once('/').expect("a name with its owner");
    let body = json!({
        "provider": "github", "owner": owner, "repo": repo, "default_branch": "main",
        "clone_url": git.url(), "webhook_secret": SECRET,
        "api_url": forge.url(), "access_token": "a-token-of-ours",
    });
    let id = loop {
        let answer = api.post("/api/repositories", &body).await?;
        match answer.status {
            StatusCode::CREATED => break answer.json()["id"].clone(),
            StatusCode::CONFLICT => {
                let list = api.get("/api/repositories").await?;
                break list["items"][0]["id"].clone();
            }
            status if status.is_server_error() => api.rest().await?,
            status => bail!("the repository is not registered: {status} {}", answer.text()),
        }
    };
    let id = id.as_str().context("a repository has an id")?.to_owned();
    Ok(TestRepository { id, full_name: NAME.to_owned(), secret: SECRET.to_owned(), git })
}

/// Waits until nothing is to be done any more: events decided, builds ended, the forge told, logs
/// compacted, and the runner's disk empty.
async fn rest(world: &mut World) -> Result<()> {
    let mut api = world.api.clone();
    for push in &world.pushes {
        // On a busy machine a round may take long; what counts is that it goes on.
        api.deadline = Instant::now() + PATIENCE;
        let event = push.event.as_deref().context("it was acknowledged")?;
        let path = format!("/api/webhooks/events/{event}");
        let decided = until(&api, &path, |event| event["status"] != "received").await?;
        for build in decided["builds"].as_array().into_iter().flatten() {
            let id = build["id"].as_str().context("a build has an id")?;
            let path = format!("/api/builds/{id}");
            let build = until(&api, &path, |build| {
                let reports = build["status_reports"].as_array();
                let mut reports = reports.into_iter().flatten();
                !build["finished_at"].is_null() && reports.all(|it| it["is_delivered"] == true)
            });
            world.builds.push(build.await?);
        }
    }
    for directory in ["jobs", "work"] {
        let directory = world.service.directory.join("data/runner").join(directory);
        while !entries(&directory).is_empty() {
            let left = || format!("the runner does not tidy up {:?}", entries(&directory));
            api.rest().await.with_context(left)?;
        }
    }
    while compacted(&world.service.directory) < LOGS * world.builds.len() {
        api.rest().await.context("the logs are not compacted")?;
    }
    Ok(())
}

/// How many logs each build has at least: one for each of its jobs.
const LOGS: usize = 2;

/// How many logs are files of their own, each in a directory of its first letters.
fn compacted(directory: &Path) -> usize {
    let shards = entries(&directory.join("data/logs"));
    let logs = shards.iter().filter(|shard| shard.is_dir()).flat_map(|shard| entries(shard));
    logs.filter(|log| log.extension().is_some_and(|ending| ending == "zst")).count()
}

async fn until(api: &Api, path: &str, is_wanted: impl Fn(&Value) -> bool) -> Result<Value> {
    loop {
        let shown = api.get(path).await?;
        if is_wanted(&shown) {
            return Ok(shown);
        }
        api.rest().await.with_context(|| format!("{path} stays {}", shown["status"]))?;
    }
}

/// Stops everything in order; nothing may be left of it.
async fn stop(keeper: Keeper, service: &Service, findings: &mut Findings) -> Result<()> {
    keeper.stop().await?;
    let marker = service.directory.to_str().context("UTF-8")?;
    let patience = Duration::from_secs(20);
    let left = wait_until_gone(marker, patience).await;
    findings.hold(left.is_empty(), Kind::Wrong, || format!("processes are left: {left:#?}"));
    for directory in ["jobs", "work"] {
        let left = entries(&service.directory.join("data/runner").join(directory));
        findings.hold(left.is_empty(), Kind::Wrong, || format!("files are left: {left:?}"));
    }
    Ok(())
}

fn entries(directory: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(directory).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).collect()
}
