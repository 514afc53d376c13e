//! Owns the sessions, brings facts to them, and notices who stays away.

use std::collections::HashMap;
use std::time::Duration;

use protocol::ServerFrame;
use ractor::{Actor, ActorId, ActorProcessingErr, ActorRef, SupervisionEvent};
use sea_orm::DatabaseConnection;
use tokio::sync::{mpsc, oneshot};
use tracing::{info, warn};
use ulid::Ulid;

use super::clones::{Clones, Process};
use super::handle::Runners;
use super::hello::Rejected;
use super::message::{Hello, RunnersMessage, SessionMessage};
use super::outbound::JobSettings;
use super::session::{SessionActor, SessionArguments, SessionContext};
use crate::actors::logs::Logs;
use crate::actors::persistence::{Persistence, PersistenceError};
use crate::actors::supervision::{Address, Directory};
use crate::clock::{self, Timestamp};
use crate::ids::{LeaseId, RunnerId};
use crate::providers::ProviderClient;
use crate::store;
use crate::store::jobs::LoseAttempts;
use crate::store::runners::{NobodyConnected, NoteConflict, RunnerLeft};
use crate::store::secrets::Vault;

/// How often it looks although nobody woke it: what a lost hint costs at most.
const SLOW_TICK: Duration = Duration::from_secs(30);

/// The parent of the runner sessions.
#[derive(Debug)]
pub struct RunnersActor;

/// What the runner actors work with.
#[derive(Debug, Clone)]
pub struct RunnersArguments {
    /// Where they read.
    pub reader: DatabaseConnection,
    /// Where they write.
    pub persistence: Persistence,
    /// Where output goes.
    pub logs: Logs,
    /// Who knows what checkouts are to show the servers they fetch from.
    pub providers: ProviderClient,
    /// What opens the secrets of jobs.
    pub vault: Vault,
    /// Its own handle.
    pub handle: Runners,
    /// Where sessions are shown.
    pub directory: Directory,
    /// The server's address for people, without a slash at its end.
    pub base_url: String,
    /// Protocols that git may speak.
    pub git_protocols: Vec<String>,
    /// Between SIGTERM and SIGKILL.
    pub cancel_grace: Duration,
    /// How many bytes a job may print.
    pub log_limit_bytes: u64,
    /// How long a runner may be away before its jobs are called lost.
    pub lost_after: Duration,
    /// When this server began.
    pub since: Timestamp,
}

/// The sessions that run, and who is away.
#[derive(Debug)]
pub struct RunnersState {
    arguments: RunnersArguments,
    sessions: HashMap<RunnerId, Session>,
    absences: HashMap<RunnerId, Ulid>,
    clones: Clones,
}

#[derive(Debug)]
struct Session {
    actor: ActorId,
    address: Address<SessionMessage>,
    process: Process,
}

impl Actor for RunnersActor {
    type Msg = RunnersMessage;
    type State = RunnersState;
    type Arguments = RunnersArguments;

    /// What there is to do first needs the database, which may be about to be restarted itself:
    /// it is done as the first message, for which nobody waits.
    async fn pre_start(
        &self,
        myself: ActorRef<RunnersMessage>,
        arguments: RunnersArguments,
    ) -> Result<RunnersState, ActorProcessingErr> {
        arguments.directory.remove_children("runners");
        myself.cast(RunnersMessage::Begin)?;
        let (sessions, absences) = (HashMap::new(), HashMap::new());
        Ok(RunnersState { arguments, sessions, absences, clones: Clones::default() })
    }

    async fn handle(
        &self,
        myself: ActorRef<RunnersMessage>,
        message: RunnersMessage,
        state: &mut RunnersState,
    ) -> Result<(), ActorProcessingErr> {
        state.arguments.handle.address.taken();
        match message {
            RunnersMessage::Begin => state.begin().await?,
            RunnersMessage::Connect { hello, outgoing, ended, reply } => {
                let session = state.connect(&myself, hello, outgoing, ended).await;
                // The socket may be gone; the session finds out by itself.
                let _ = reply.send(session);
            }
            RunnersMessage::Leased { runner, lease } => {
                state.tell(runner, SessionMessage::Run(lease));
            }
            RunnersMessage::Cancel { runner, lease, reason } => {
                state.tell(runner, SessionMessage::Cancel(lease, reason));
            }
            RunnersMessage::Void { runner, lease } => state.void(runner, lease),
            RunnersMessage::Revoked { runner } => {
                info!(runner.id = %runner, "a runner's token is revoked, its connection ends");
                state.tell(runner, SessionMessage::Closed);
            }
            RunnersMessage::CheckLost { runner, absence } => {
                state.check_lost(runner, absence).await?;
            }
            RunnersMessage::Tick => state.tick().await?,
            RunnersMessage::Goodbye { reply } => {
                state.say_goodbye();
                let _ = reply.send(());
            }
        }
        Ok(())
    }

    async fn handle_supervisor_evt(
        &self,
        _: ActorRef<RunnersMessage>,
        event: SupervisionEvent,
        state: &mut RunnersState,
    ) -> Result<(), ActorProcessingErr> {
        match event {
            SupervisionEvent::ActorFailed(session, error) => {
                warn!(%error, "a runner's session failed; the runner connects again");
                state.left(session.get_id()).await?;
            }
            SupervisionEvent::ActorTerminated(session, _, _) => {
                state.left(session.get_id()).await?;
            }
            SupervisionEvent::ActorStarted(_) | SupervisionEvent::ProcessGroupChanged(_) => {}
        }
        Ok(())
    }
}

impl RunnersState {
    /// Whoever holds a job gets the time to come back, as after any other interruption.
    async fn begin(&mut self) -> Result<(), ActorProcessingErr> {
        self.arguments.persistence.run(NobodyConnected).await?;
        for runner in store::runners::all(&self.arguments.reader).await? {
            self.begin_absence(runner.id);
        }
        self.arguments.handle.address.cast_after(SLOW_TICK, RunnersMessage::Tick);
        Ok(())
    }

    async fn connect(
        &mut self,
        myself: &ActorRef<RunnersMessage>,
        hello: Hello,
        outgoing: mpsc::UnboundedSender<ServerFrame>,
        ended: oneshot::Sender<()>,
    ) -> Result<Address<SessionMessage>, Rejected> {
        check(&hello)?;
        let runner = hello.runner;
        let process = Process { instance: hello.instance, address: hello.address.clone() };
        if let Some(earlier) = self.sessions.remove(&runner) {
            info!(runner.id = %runner, "a new connection takes the place of the earlier one");
            self.arguments.directory.remove(&name(runner));
            earlier.address.cast(SessionMessage::Closed);
            self.displaced(runner, &earlier.process, &process).await;
        }
        let address = Address::default();
        let context = self.session_context();
        let own = address.clone();
        let arguments = SessionArguments { hello, outgoing, ended, context, address: own };
        let spawned = SessionActor::spawn_linked(None, SessionActor, arguments, myself.get_cell());
        let (actor, _) = match spawned.await {
            Ok(spawned) => spawned,
            Err(error) => {
                warn!(runner.id = %runner, %error, "a runner's session did not start");
                self.begin_absence(runner);
                return Err(Rejected::Busy);
            }
        };
        let session = Session { actor: actor.get_id(), address: address.clone(), process };
        address.set(actor);
        self.arguments.directory.add(name(runner), &address);
        self.absences.remove(&runner);
        self.sessions.insert(runner, session);
        Ok(address)
    }

    /// Two machines with one token push each other out again and again: that is told.
    async fn displaced(&mut self, runner: RunnerId, earlier: &Process, now: &Process) {
        let addresses = [earlier.address.clone(), now.address.clone()];
        if !self.clones.displaced(runner, earlier.instance, now.instance) {
            return;
        }
        warn!(
            runner.id = %runner,
            runner.addresses = addresses.join(", "),
            "two processes use the token of one runner; if a machine was copied, register the \
             runner again with `oore runner reregister {runner} --revoke`"
        );
        let write = NoteConflict { id: runner, addresses: addresses.to_vec(), at: clock::now() };
        if let Err(error) = self.arguments.persistence.run(write).await {
            warn!(%error, "that two processes use one token is not noted");
        }
    }

    fn session_context(&self) -> SessionContext {
        let arguments = &self.arguments;
        SessionContext {
            reader: arguments.reader.clone(),
            persistence: arguments.persistence.clone(),
            logs: arguments.logs.clone(),
            providers: arguments.providers.clone(),
            vault: arguments.vault.clone(),
            since: arguments.since,
            settings: JobSettings {
                base_url: arguments.base_url.clone(),
                git_protocols: arguments.git_protocols.clone(),
                cancel_grace_ms: millis(arguments.cancel_grace),
                log_limit_bytes: arguments.log_limit_bytes,
            },
        }
    }

    fn tell(&self, runner: RunnerId, message: SessionMessage) {
        if let Some(session) = self.sessions.get(&runner) {
            session.address.cast(message);
        }
    }

    /// Without a session there is nobody to tell, but readers of the log may wait.
    fn void(&self, runner: RunnerId, lease: LeaseId) {
        self.arguments.logs.close(lease);
        self.tell(runner, SessionMessage::Void(lease));
    }

    fn say_goodbye(&self) {
        for session in self.sessions.values() {
            session.address.cast(SessionMessage::Goodbye);
        }
    }

    async fn left(&mut self, actor: ActorId) -> Result<(), PersistenceError> {
        let runner = self.sessions.iter().find(|(_, session)| session.actor == actor);
        let Some(runner) = runner.map(|(runner, _)| *runner) else { return Ok(()) };
        self.sessions.remove(&runner);
        self.arguments.directory.remove(&name(runner));
        info!(runner.id = %runner, "runner disconnected");
        self.begin_absence(runner);
        self.arguments.persistence.run(RunnerLeft { id: runner, at: clock::now() }).await
    }

    /// Whoever holds a job without being connected or awaited is awaited from now on.
    async fn tick(&mut self) -> Result<(), ActorProcessingErr> {
        self.arguments.handle.address.cast_after(SLOW_TICK, RunnersMessage::Tick);
        for session in self.sessions.values() {
            session.address.cast(SessionMessage::CatchUp);
        }
        for runner in store::runners::all(&self.arguments.reader).await? {
            let is_known =
                self.sessions.contains_key(&runner.id) || self.absences.contains_key(&runner.id);
            if !is_known
                && !store::jobs::held_by(&self.arguments.reader, runner.id).await?.is_empty()
            {
                self.begin_absence(runner.id);
            }
        }
        Ok(())
    }

    fn begin_absence(&mut self, runner: RunnerId) {
        let absence = Ulid::generate();
        self.absences.insert(runner, absence);
        let message = RunnersMessage::CheckLost { runner, absence };
        self.arguments.handle.address.cast_after(self.arguments.lost_after, message);
    }

    async fn check_lost(
        &mut self,
        runner: RunnerId,
        absence: Ulid,
    ) -> Result<(), ActorProcessingErr> {
        if self.absences.get(&runner) != Some(&absence) {
            return Ok(());
        }
        if !had_its_time(self.arguments.handle.reachable_for(), self.arguments.lost_after) {
            self.begin_absence(runner);
            return Ok(());
        }
        self.absences.remove(&runner);
        let held = store::jobs::held_by(&self.arguments.reader, runner).await?;
        if held.is_empty() {
            return Ok(());
        }
        let leases: Vec<_> = held.iter().map(|attempt| attempt.id).collect();
        let seconds = self.arguments.lost_after.as_secs_f64();
        warn!(runner.id = %runner, jobs = leases.len(), "a runner stays away, its jobs are lost");
        let reason = format!("the runner was away for more than {seconds} s");
        let write = LoseAttempts { runner, leases, reason, at: clock::now() };
        Ok(self.arguments.persistence.run(write).await?)
    }
}

/// Whether a runner had the time to come back. The server's own start, which may be slow, doesn't
/// count: nobody could come.
fn had_its_time(reachable_for: Option<Duration>, lost_after: Duration) -> bool {
    reachable_for.is_some_and(|reachable_for| reachable_for >= lost_after)
}

fn check(hello: &Hello) -> Result<(), Rejected> {
    if hello.protocol != protocol::VERSION {
        return Err(Rejected::Version(hello.protocol));
    }
    if hello.capacity == 0 { Err(Rejected::NoCapacity) } else { Ok(()) }
}

fn name(runner: RunnerId) -> String {
    format!("runners/session:{runner}")
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
#[test]
fn no_runner_is_away_from_a_server_that_can_not_be_reached() {
    let (second, minute) = (Duration::from_secs(1), Duration::from_secs(60));
    assert!(!had_its_time(None, second));
    assert!(!had_its_time(Some(second), minute));
    assert!(had_its_time(Some(minute), minute));
}
