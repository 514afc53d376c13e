//! Wires the actors: who gets which handles.

use std::sync::Arc;

use ractor::{Actor, ActorRef};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::actors::bus::Bus;
use crate::actors::intake::{Intake, IntakeArguments};
use crate::actors::logs::{Logs, LogsArguments};
use crate::actors::persistence::{Lane, Persistence, PersistenceArguments};
use crate::actors::reconcile::{Reconcile, ReconcileArguments};
use crate::actors::reporter::{Reporter, ReporterArguments};
use crate::actors::repositories::{Repositories, RepositoriesArguments};
use crate::actors::retention::{Retention, RetentionArguments};
use crate::actors::root::{RootActor, RootArguments, RootMessage};
use crate::actors::runners::{Runners, RunnersArguments};
use crate::actors::scheduler::{Scheduler, SchedulerArguments};
use crate::actors::supervision::{BudgetExhausted, Directory};
use crate::addresses::AllowedAddresses;
use crate::archive::Archive;
use crate::config::Config;
use crate::git::GitCache;
use crate::ids::LeaseId;
use crate::metrics::{FactCounter, Metrics};
use crate::providers::ProviderClient;
use crate::store::Database;
use crate::store::secrets::Vault;
use crate::trace::Traces;

/// The handles of all actors.
#[derive(Debug, Clone, Default)]
pub(super) struct Handles {
    pub(super) persistence: Persistence,
    pub(super) logs: Logs,
    pub(super) runners: Runners,
    pub(super) scheduler: Scheduler,
    pub(super) repositories: Repositories,
    pub(super) intake: Intake,
    pub(super) reconcile: Reconcile,
    pub(super) reporter: Reporter,
    pub(super) retention: Retention,
    pub(super) bus: Bus,
    pub(super) directory: Directory,
    /// Where everybody counts.
    pub(super) metrics: Arc<Metrics>,
    /// Where the way of a push is told.
    pub(super) traces: Traces,
    /// Becomes true when the server stops.
    pub(super) stopping: watch::Sender<bool>,
}

/// What works with the server's keys on behalf of the actors.
#[derive(Debug)]
pub(super) struct WithKeys {
    pub(super) providers: ProviderClient,
    pub(super) vault: Vault,
}

/// The running tree.
#[derive(Debug)]
pub(super) struct Tree {
    pub(super) root: ActorRef<RootMessage>,
    pub(super) ended: JoinHandle<()>,
    pub(super) fatal: watch::Receiver<Option<BudgetExhausted>>,
}

/// Starts all actors.
pub(super) async fn start(
    config: &Config,
    base_url: &str,
    database: &Database,
    handles: &Handles,
    with_keys: WithKeys,
) -> anyhow::Result<Tree> {
    let (fatal, seen) = watch::channel(None);
    handles.runners.listen(&handles.bus);
    handles.scheduler.listen(&handles.bus);
    handles.repositories.listen(&handles.bus);
    handles.intake.listen(&handles.bus);
    handles.reporter.listen(&handles.bus);
    let counter = FactCounter::new(Arc::clone(&handles.metrics));
    handles.bus.subscribe(move |fact| counter.hear(fact));
    let traces = handles.traces.clone();
    handles.bus.subscribe(move |fact| traces.hear(fact));
    let fatal = Arc::new(fatal);
    let parts = Parts { base_url, database, handles, with_keys, fatal };
    let arguments = arguments(config, parts);
    let (root, ended) = RootActor::spawn(None, RootActor, arguments).await?;
    Ok(Tree { root, ended, fatal: seen })
}

/// What the actors are made of, beside the configuration.
struct Parts<'a> {
    base_url: &'a str,
    database: &'a Database,
    handles: &'a Handles,
    with_keys: WithKeys,
    fatal: Arc<watch::Sender<Option<BudgetExhausted>>>,
}

fn arguments(config: &Config, parts: Parts<'_>) -> RootArguments {
    let runners = runners(config, &parts);
    let (reporter, retention) = (reporter(config, &parts), retention(config, &parts));
    let Parts { base_url: _, database, handles, with_keys, fatal } = parts;
    let WithKeys { providers, vault: _ } = with_keys;
    let reader = database.bounded_reader();
    let persistence = handles.persistence.clone();
    let allowed = AllowedAddresses::new(&config.providers.allowed_networks);
    let git = GitCache::new(&config.data_dir, config.git.allow_protocol(), allowed);
    RootArguments {
        persistence: PersistenceArguments {
            database: database.clone(),
            bus: handles.bus.clone(),
            lane: Lane::General,
            handle: persistence.clone(),
            metrics: Arc::clone(&handles.metrics),
        },
        logs: LogsArguments {
            persistence: persistence.clone(),
            handle: handles.logs.clone(),
            directory: handles.directory.clone(),
            metrics: Arc::clone(&handles.metrics),
        },
        runners,
        scheduler: SchedulerArguments {
            reader: reader.clone(),
            persistence: persistence.clone(),
            handle: handles.scheduler.clone(),
            stopping: handles.stopping.subscribe(),
        },
        repositories: RepositoriesArguments {
            reader: reader.clone(),
            persistence: persistence.clone(),
            git,
            providers: providers.clone(),
            handle: handles.repositories.clone(),
            directory: handles.directory.clone(),
            bus: handles.bus.clone(),
            traces: handles.traces.clone(),
        },
        intake: IntakeArguments {
            reader: reader.clone(),
            persistence,
            repositories: handles.repositories.clone(),
            github_api_url: config.providers.github_api_url.clone(),
            handle: handles.intake.clone(),
        },
        reconcile: ReconcileArguments {
            reader,
            repositories: handles.repositories.clone(),
            providers,
            every: config.git.reconcile_every,
            handle: handles.reconcile.clone(),
        },
        reporter,
        retention,
        directory: handles.directory.clone(),
        fatal,
    }
}

fn runners(config: &Config, parts: &Parts<'_>) -> RunnersArguments {
    let Parts { base_url, database, handles, with_keys, .. } = parts;
    RunnersArguments {
        reader: database.bounded_reader(),
        persistence: handles.persistence.clone(),
        logs: handles.logs.clone(),
        providers: with_keys.providers.clone(),
        vault: with_keys.vault.clone(),
        handle: handles.runners.clone(),
        directory: handles.directory.clone(),
        base_url: (*base_url).to_owned(),
        git_protocols: config.git.protocols.iter().map(|it| it.name().to_owned()).collect(),
        cancel_grace: config.jobs.cancel_grace,
        log_limit_bytes: config.jobs.log_limit_bytes,
        lost_after: config.runner.lost_after,
        since: LeaseId::generate(),
    }
}

fn reporter(config: &Config, parts: &Parts<'_>) -> ReporterArguments {
    let Parts { base_url, database, handles, with_keys, .. } = parts;
    ReporterArguments {
        reader: database.bounded_reader(),
        archive: Archive::new(&config.logs.directory),
        persistence: handles.persistence.clone(),
        providers: with_keys.providers.clone(),
        base_url: (*base_url).to_owned(),
        handle: handles.reporter.clone(),
        metrics: Arc::clone(&handles.metrics),
        traces: handles.traces.clone(),
    }
}

fn retention(config: &Config, parts: &Parts<'_>) -> RetentionArguments {
    RetentionArguments {
        reader: parts.database.bounded_reader(),
        persistence: parts.handles.persistence.clone(),
        archive: Archive::new(&config.logs.directory),
        data_dir: config.data_dir.clone(),
        compact_every: config.logs.compact_every,
        rules: config.retention,
        handle: parts.handles.retention.clone(),
    }
}
