//! The root of the tree: starts the actors from the bottom up, restarts those that fail, and gives
//! up when one fails too often.

use std::collections::HashMap;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use ractor::{Actor, ActorCell, ActorId, ActorProcessingErr, ActorRef, SpawnErr, SupervisionEvent};
use tokio::sync::watch;
use tracing::{error, warn};

use super::intake::{IntakeActor, IntakeArguments};
use super::logs::{LogsActor, LogsArguments};
use super::persistence::{Lane, PersistenceActor, PersistenceArguments};
use super::reconcile::{ReconcileActor, ReconcileArguments};
use super::reporter::{ReporterActor, ReporterArguments};
use super::repositories::{RepositoriesActor, RepositoriesArguments};
use super::retention::{RetentionActor, RetentionArguments};
use super::runners::{RunnersActor, RunnersArguments};
use super::scheduler::{SchedulerActor, SchedulerArguments};
use super::supervision::{Address, BudgetExhausted, Directory, RestartBudget};
use crate::clock;

/// How long a child may take to work off its mailbox when the server stops.
const STOP_PATIENCE: Duration = Duration::from_secs(5);

/// How long a child that is to be restarted waits for those below it to be there.
const FOR_THOSE_BELOW: Duration = Duration::from_millis(50);

/// The supervisor of all.
#[derive(Debug)]
pub struct RootActor;

/// What the root is told.
#[derive(Debug)]
pub enum RootMessage {
    /// Start a child again.
    Restart(&'static str),
    /// End: from the top down, each after what waits in its mailbox.
    Stop,
}

/// What every child begins with, again at each restart.
#[derive(Debug, Clone)]
pub struct RootArguments {
    /// For the writer of the database.
    pub persistence: PersistenceArguments,
    /// For the logs.
    pub logs: LogsArguments,
    /// For the runners.
    pub runners: RunnersArguments,
    /// For the scheduler.
    pub scheduler: SchedulerArguments,
    /// For the repositories.
    pub repositories: RepositoriesArguments,
    /// For the intake.
    pub intake: IntakeArguments,
    /// For the looks at repositories.
    pub reconcile: ReconcileArguments,
    /// For the reporter.
    pub reporter: ReporterArguments,
    /// For the upkeep.
    pub retention: RetentionArguments,
    /// Where the tree is shown.
    pub directory: Directory,
    /// Told when a budget is exhausted: the process is to end.
    pub fatal: Arc<watch::Sender<Option<BudgetExhausted>>>,
}

/// The children that live, and what they have left of their budgets.
#[derive(Debug)]
pub struct RootState {
    arguments: RootArguments,
    living: HashMap<ActorId, &'static str>,
    budgets: HashMap<&'static str, RestartBudget>,
    address: Address<RootMessage>,
}

/// The writer that is there only if the database takes writes side by side.
const DELIVERIES: &str = "deliveries";

type Spawning<'a> = Pin<Box<dyn Future<Output = Result<ActorCell, SpawnErr>> + Send + 'a>>;

/// A child of the root.
struct Child {
    name: &'static str,
    start: for<'a> fn(&'a RootArguments, ActorCell) -> Spawning<'a>,
}

/// From the bottom up: each calls only those before it.
const CHILDREN: [Child; 10] = [
    Child { name: "persistence", start: start_persistence },
    Child { name: DELIVERIES, start: start_deliveries },
    Child { name: "logs", start: start_logs },
    Child { name: "runners", start: start_runners },
    Child { name: "scheduler", start: start_scheduler },
    Child { name: "repositories", start: start_repositories },
    Child { name: "intake", start: start_intake },
    Child { name: "reconcile", start: start_reconcile },
    Child { name: "reporter", start: start_reporter },
    Child { name: "retention", start: start_retention },
];

impl Actor for RootActor {
    type Msg = RootMessage;
    type State = RootState;
    type Arguments = RootArguments;

    async fn pre_start(
        &self,
        myself: ActorRef<RootMessage>,
        arguments: RootArguments,
    ) -> Result<RootState, ActorProcessingErr> {
        show(&arguments);
        let address = Address::default();
        address.set(myself.clone());
        let (living, budgets) = (HashMap::new(), HashMap::new());
        let mut state = RootState { arguments, living, budgets, address };
        for child in state.arguments.children() {
            state.start(&myself, child).await?;
        }
        Ok(state)
    }

    async fn handle(
        &self,
        myself: ActorRef<RootMessage>,
        message: RootMessage,
        state: &mut RootState,
    ) -> Result<(), ActorProcessingErr> {
        match message {
            RootMessage::Restart(name) => state.restart(&myself, name).await,
            RootMessage::Stop => {
                state.stop_children().await;
                myself.stop(None);
            }
        }
        Ok(())
    }

    async fn handle_supervisor_evt(
        &self,
        _: ActorRef<RootMessage>,
        event: SupervisionEvent,
        state: &mut RootState,
    ) -> Result<(), ActorProcessingErr> {
        match event {
            SupervisionEvent::ActorFailed(actor, error) => match error.downcast() {
                // A child of this child has failed too often: a fresh parent would only begin to
                // count anew.
                Ok(exhausted) => state.give_up(*exhausted),
                Err(error) => state.ended(actor.get_id(), &error.to_string()),
            },
            SupervisionEvent::ActorTerminated(actor, _, reason) => {
                state.ended(actor.get_id(), reason.as_deref().unwrap_or("it stopped"));
            }
            SupervisionEvent::ActorStarted(_) | SupervisionEvent::ProcessGroupChanged(_) => {}
        }
        Ok(())
    }
}

impl RootArguments {
    fn children(&self) -> Vec<&'static Child> {
        let is_one = |child: &&Child| {
            child.name != DELIVERIES || self.persistence.database.takes_writes_side_by_side()
        };
        CHILDREN.iter().filter(is_one).collect()
    }
}

impl RootState {
    async fn start(
        &mut self,
        myself: &ActorRef<RootMessage>,
        child: &Child,
    ) -> Result<(), ActorProcessingErr> {
        let actor = (child.start)(&self.arguments, myself.get_cell()).await?;
        self.living.insert(actor.get_id(), child.name);
        Ok(())
    }

    async fn restart(&mut self, myself: &ActorRef<RootMessage>, name: &'static str) {
        let children = self.arguments.children();
        let Some(place) = children.iter().position(|child| child.name == name) else { return };
        let (below, child) = (&children[..place], children[place]);
        // A child may call those below it while it starts, and nobody but this actor starts them.
        if below.iter().any(|child| !self.is_living(child.name)) {
            self.address.cast_after(FOR_THOSE_BELOW, RootMessage::Restart(name));
            return;
        }
        if let Err(error) = self.start(myself, child).await {
            self.failed(name, &error.to_string());
        }
    }

    fn is_living(&self, name: &str) -> bool {
        self.living.values().any(|living| *living == name)
    }

    async fn stop_children(&mut self) {
        self.living.clear();
        for child in CHILDREN.iter().rev() {
            let Some(actor) = self.arguments.directory.cell(child.name) else { continue };
            if actor.drain_and_wait(Some(STOP_PATIENCE)).await.is_err() {
                warn!(actor.name = child.name, "an actor did not stop in time");
            }
        }
    }

    fn ended(&mut self, actor: ActorId, why: &str) {
        if let Some(name) = self.living.remove(&actor) {
            self.failed(name, why);
        }
    }

    fn failed(&mut self, name: &'static str, why: &str) {
        let now = clock::now();
        self.arguments.directory.failed(name, now, why);
        match self.budgets.entry(name).or_default().spend(name, why, now) {
            Ok(pause) => {
                warn!(actor.name = name, error = why, "an actor failed and is restarted");
                self.address.cast_after(pause, RootMessage::Restart(name));
            }
            Err(exhausted) => self.give_up(exhausted),
        }
    }

    fn give_up(&self, exhausted: BudgetExhausted) {
        error!(actor.name = exhausted.name, "{exhausted}");
        self.arguments.fatal.send_replace(Some(exhausted));
    }
}

fn show(arguments: &RootArguments) {
    let RootArguments {
        persistence,
        logs,
        runners,
        scheduler,
        repositories,
        intake,
        reconcile,
        reporter,
        retention,
        directory,
        fatal: _,
    } = arguments;
    directory.add("persistence", persistence.handle.address(Lane::General));
    if persistence.database.takes_writes_side_by_side() {
        directory.add(DELIVERIES, persistence.handle.address(Lane::Deliveries));
    }
    directory.add("logs", logs.handle.address());
    directory.add("runners", runners.handle.address());
    directory.add("scheduler", scheduler.handle.address());
    directory.add("repositories", repositories.handle.address());
    directory.add("intake", intake.handle.address());
    directory.add("reconcile", reconcile.handle.address());
    directory.add("reporter", reporter.handle.address());
    directory.add("retention", retention.handle.address());
}

fn start_persistence(arguments: &RootArguments, root: ActorCell) -> Spawning<'_> {
    Box::pin(start_writer(&arguments.persistence, Lane::General, root))
}

fn start_deliveries(arguments: &RootArguments, root: ActorCell) -> Spawning<'_> {
    Box::pin(start_writer(&arguments.persistence, Lane::Deliveries, root))
}

async fn start_writer(
    arguments: &PersistenceArguments,
    lane: Lane,
    root: ActorCell,
) -> Result<ActorCell, SpawnErr> {
    let own = PersistenceArguments { lane, ..arguments.clone() };
    let (actor, _) = PersistenceActor::spawn_linked(None, PersistenceActor, own, root).await?;
    let cell = actor.get_cell();
    arguments.handle.address(lane).set(actor);
    Ok(cell)
}

macro_rules! start {
    ($function:ident, $actor:ident, $field:ident) => {
        fn $function(arguments: &RootArguments, root: ActorCell) -> Spawning<'_> {
            Box::pin(async move {
                let own = arguments.$field.clone();
                let (actor, _) = $actor::spawn_linked(None, $actor, own, root).await?;
                let cell = actor.get_cell();
                arguments.$field.handle.address().set(actor);
                Ok(cell)
            })
        }
    };
}

start!(start_logs, LogsActor, logs);
start!(start_runners, RunnersActor, runners);
start!(start_scheduler, SchedulerActor, scheduler);
start!(start_repositories, RepositoriesActor, repositories);
start!(start_intake, IntakeActor, intake);
start!(start_reconcile, ReconcileActor, reconcile);
start!(start_reporter, ReporterActor, reporter);
start!(start_retention, RetentionActor, retention);
