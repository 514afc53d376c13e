//! Owns the repositories' actors: started by their first event, let go when they are idle.

use std::collections::HashMap;

use ractor::{Actor, ActorId, ActorProcessingErr, ActorRef, SupervisionEvent};
use tracing::{error, warn};

use super::commits::Commits;
use super::handle::{Repositories, TriggerError};
use super::message::{RepositoriesMessage, RepositoryMessage};
use super::repository::{RepositoryActor, RepositoryArguments, RepositoryContext};
use super::sources::{Awaited, Sources};
use super::sync::SyncError;
use super::tested::TestError;
use crate::actors::bus::Bus;
use crate::actors::persistence::Persistence;
use crate::actors::supervision::{Address, Directory, RestartBudget};
use crate::clock;
use crate::domain::fact::Fact;
use crate::git::GitCache;
use crate::ids::RepositoryId;
use crate::providers::ProviderClient;
use crate::store::{self, Reader};
use crate::trace::Traces;

/// The parent of the repositories' actors.
#[derive(Debug)]
pub struct RepositoriesActor;

/// What the repositories' actors work with.
#[derive(Debug, Clone)]
pub struct RepositoriesArguments {
    /// Where they read.
    pub reader: Reader,
    /// Where they write.
    pub persistence: Persistence,
    /// Where commits are fetched to.
    pub git: GitCache,
    /// Who knows what git is to show the servers it fetches from.
    pub providers: ProviderClient,
    /// Its own handle.
    pub handle: Repositories,
    /// Where the actors are shown.
    pub directory: Directory,
    /// Where it tells that an actor failed with its events unhandled.
    pub bus: Bus,
    /// Where decisions are timed.
    pub traces: Traces,
}

/// The repositories that have something to do.
#[derive(Debug)]
pub struct RepositoriesState {
    arguments: RepositoriesArguments,
    active: HashMap<RepositoryId, Active>,
    commits: Commits,
    budget: RestartBudget,
}

#[derive(Debug)]
struct Active {
    address: Address<RepositoryMessage>,
    sent: u64,
}

impl Active {
    fn send(&mut self, message: RepositoryMessage) {
        self.sent += 1;
        self.address.cast(message);
    }
}

impl Actor for RepositoriesActor {
    type Msg = RepositoriesMessage;
    type State = RepositoriesState;
    type Arguments = RepositoriesArguments;

    async fn pre_start(
        &self,
        _: ActorRef<RepositoriesMessage>,
        arguments: RepositoriesArguments,
    ) -> Result<RepositoriesState, ActorProcessingErr> {
        arguments.directory.remove_children("repositories");
        arguments.bus.publish(vec![Fact::DecidingInterrupted]);
        Ok(RepositoriesState {
            arguments,
            active: HashMap::new(),
            commits: Commits::default(),
            budget: RestartBudget::default(),
        })
    }

    async fn handle(
        &self,
        myself: ActorRef<RepositoriesMessage>,
        message: RepositoriesMessage,
        state: &mut RepositoriesState,
    ) -> Result<(), ActorProcessingErr> {
        state.arguments.handle.address.taken();
        match message {
            RepositoriesMessage::Handle { repository, event } => {
                if let Some(actor) = state.actor(&myself, repository).await {
                    actor.send(RepositoryMessage::Handle(event));
                }
            }
            RepositoriesMessage::Trigger { request, reply } => {
                match state.actor(&myself, request.repository).await {
                    Some(actor) => actor.send(RepositoryMessage::Trigger(request, reply)),
                    // Who asked may have gone.
                    None => drop(reply.send(Err(TriggerError::Unavailable))),
                }
            }
            RepositoriesMessage::TestEvent { request, reply } => {
                match state.actor(&myself, request.repository).await {
                    Some(actor) => actor.send(RepositoryMessage::TestEvent(request, reply)),
                    // Who asked may have gone.
                    None => drop(reply.send(Err(TestError::Unavailable))),
                }
            }
            RepositoriesMessage::Sync { repository, reply } => {
                match state.actor(&myself, repository).await {
                    Some(actor) => actor.send(RepositoryMessage::Sync(reply)),
                    // Who asked may have gone.
                    None => drop(reply.send(Err(SyncError::Unavailable))),
                }
            }
            RepositoriesMessage::Changed { repository } => state.tidy_up(repository).await,
            RepositoriesMessage::Idle { repository, taken } => state.let_go(repository, taken),
        }
        Ok(())
    }

    async fn handle_supervisor_evt(
        &self,
        _: ActorRef<RepositoriesMessage>,
        event: SupervisionEvent,
        state: &mut RepositoriesState,
    ) -> Result<(), ActorProcessingErr> {
        match event {
            SupervisionEvent::ActorFailed(actor, error) => {
                state.failed(actor.get_id(), &error.to_string())
            }
            SupervisionEvent::ActorTerminated(actor, _, Some(reason)) => {
                state.failed(actor.get_id(), &reason)
            }
            SupervisionEvent::ActorTerminated(_, _, None)
            | SupervisionEvent::ActorStarted(_)
            | SupervisionEvent::ProcessGroupChanged(_) => Ok(()),
        }
    }
}

impl RepositoriesState {
    async fn actor(
        &mut self,
        myself: &ActorRef<RepositoriesMessage>,
        id: RepositoryId,
    ) -> Option<&mut Active> {
        if !self.active.contains_key(&id) {
            let address = Address::default();
            let arguments =
                RepositoryArguments { id, context: self.context(), address: address.clone() };
            let spawned =
                RepositoryActor::spawn_linked(None, RepositoryActor, arguments, myself.get_cell());
            match spawned.await {
                Ok((actor, _)) => address.set(actor),
                Err(error) => {
                    error!(repository.id = %id, %error, "a repository's actor did not start");
                    return None;
                }
            }
            self.arguments.directory.add(name(id), &address);
            self.active.insert(id, Active { address, sent: 0 });
        }
        self.active.get_mut(&id)
    }

    fn context(&self) -> RepositoryContext {
        RepositoryContext {
            reader: self.arguments.reader.clone(),
            persistence: self.arguments.persistence.clone(),
            sources: Sources {
                git: self.arguments.git.clone(),
                providers: self.arguments.providers.clone(),
                commits: self.commits.clone(),
                awaited: Awaited::default(),
            },
            parent: self.arguments.handle.clone(),
            traces: self.arguments.traces.clone(),
        }
    }

    /// What was fetched of a repository that is registered no longer is deleted.
    async fn tidy_up(&self, id: RepositoryId) {
        let found = store::repositories::find(&self.arguments.reader, id).await;
        if matches!(found, Ok(None))
            && let Err(error) = self.arguments.git.forget(id).await
        {
            warn!(repository.id = %id, %error, "a removed repository's cache is left behind");
        }
    }

    /// An actor that says it is idle may have been sent something since: only one that has worked
    /// off all it was sent is let go, so that no two of a repository are ever at work.
    fn let_go(&mut self, id: RepositoryId, taken: u64) {
        let is_idle = self.active.get(&id).is_some_and(|active| active.sent == taken);
        if is_idle && let Some(cell) = self.active.remove(&id).and_then(|it| it.address.cell()) {
            self.arguments.directory.remove(&name(id));
            cell.stop(None);
        }
    }

    /// Its events are still unhandled: the intake brings them again.
    fn failed(&mut self, actor: ActorId, why: &str) -> Result<(), ActorProcessingErr> {
        let is_this =
            |active: &Active| active.address.cell().is_some_and(|cell| cell.get_id() == actor);
        let failed = self.active.iter().find(|(_, active)| is_this(active)).map(|(id, _)| *id);
        let Some(id) = failed else { return Ok(()) };
        self.active.remove(&id);
        self.arguments.directory.failed(&name(id), clock::now(), why);
        self.arguments.directory.remove(&name(id));
        warn!(repository.id = %id, error = why, "a repository's actor failed");
        let pause = self.budget.spend("repositories/repository", why, clock::now())?;
        let bus = self.arguments.bus.clone();
        tokio::spawn(async move {
            tokio::time::sleep(pause).await;
            bus.publish(vec![Fact::DecidingInterrupted]);
        });
        Ok(())
    }
}

fn name(id: RepositoryId) -> String {
    format!("repositories/repository:{id}")
}
