//! Owns the sessions, brings facts to them, and notices who stays away.

mod away;

use std::collections::HashMap;
use std::time::Duration;

use away::Trouble;
use protocol::ServerFrame;
use ractor::{Actor, ActorId, ActorProcessingErr, ActorRef, SupervisionEvent};
use tokio::sync::{mpsc, oneshot};
use tokio::time::Instant;
use tracing::{info, warn};
use ulid::Ulid;

use super::handle::Runners;
use super::hello::{Rejected, check};
use super::message::{Hello, RunnersMessage, SessionMessage};
use super::outbound::JobSettings;
use super::presence::{Process, TurnedAway};
use super::session::{SessionActor, SessionArguments, SessionContext};
use super::watch::Watch;
use crate::actors::logs::Logs;
use crate::actors::persistence::Persistence;
use crate::actors::supervision::{Address, Directory};
use crate::clock;
use crate::ids::{LeaseId, RunnerId};
use crate::providers::ProviderClient;
use crate::store::runners::{NobodyConnected, NoteConflict};
use crate::store::secrets::Vault;
use crate::store::{self, Reader};

/// How often it looks although nobody woke it: what a lost hint costs at most.
const SLOW_TICK: Duration = Duration::from_secs(30);

/// The pause after the database could not be read or written for now.
const RETRY: Duration = Duration::from_secs(5);

/// The parent of the runner sessions.
#[derive(Debug)]
pub struct RunnersActor;

/// What the runner actors work with.
#[derive(Debug, Clone)]
pub struct RunnersArguments {
    /// Where they read.
    pub reader: Reader,
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
    /// Follows the leases of earlier servers.
    pub since: LeaseId,
}

/// The sessions that run, and who is away.
#[derive(Debug)]
pub struct RunnersState {
    arguments: RunnersArguments,
    sessions: HashMap<RunnerId, Session>,
    absences: HashMap<RunnerId, Ulid>,
    turned_away: TurnedAway,
    watch: Watch,
    /// Nobody is let in before it is noted that nobody is connected.
    has_begun: bool,
    /// Nothing is tried before that: each try may wait for a lock.
    troubled_until: Option<Instant>,
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
        Ok(RunnersState {
            arguments,
            sessions: HashMap::new(),
            absences: HashMap::new(),
            turned_away: TurnedAway::default(),
            watch: Watch::default(),
            has_begun: false,
            troubled_until: None,
        })
    }

    async fn handle(
        &self,
        myself: ActorRef<RunnersMessage>,
        message: RunnersMessage,
        state: &mut RunnersState,
    ) -> Result<(), ActorProcessingErr> {
        state.arguments.handle.address.taken();
        match message {
            RunnersMessage::Begin => {
                let begun = state.begin().await;
                state.or_again(begun, RunnersMessage::Begin)?;
            }
            // Whoever asked has given up, and asks again.
            RunnersMessage::Connect { reply, .. } if reply.is_closed() => {}
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
            RunnersMessage::Away { runner } => state.note_away(runner).await?,
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
                state.note_failure(session.get_id(), &error.to_string());
                state.left(session.get_id()).await?;
            }
            SupervisionEvent::ActorTerminated(session, _, reason) => {
                // One that ends by itself gives none.
                if let Some(why) = reason {
                    state.note_failure(session.get_id(), &why);
                }
                state.left(session.get_id()).await?;
            }
            SupervisionEvent::ActorStarted(_) | SupervisionEvent::ProcessGroupChanged(_) => {}
        }
        Ok(())
    }
}

impl RunnersState {
    /// Whoever holds a job gets the time to come back, as after any other interruption.
    async fn begin(&mut self) -> Result<(), Trouble> {
        self.arguments.persistence.run(NobodyConnected).await?;
        for runner in store::runners::all(&self.arguments.reader).await? {
            self.begin_absence(runner.id);
        }
        self.has_begun = true;
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
        let runner = hello.runner;
        let connected = self.let_in(myself, hello, outgoing, ended).await;
        let rejected = connected.as_ref().err();
        self.arguments.handle.refusals.note(runner, rejected, clock::now());
        connected
    }

    async fn let_in(
        &mut self,
        myself: &ActorRef<RunnersMessage>,
        hello: Hello,
        outgoing: mpsc::UnboundedSender<ServerFrame>,
        ended: oneshot::Sender<()>,
    ) -> Result<Address<SessionMessage>, Rejected> {
        check(&hello)?;
        let runner = hello.runner;
        let (instance, presence) = (hello.instance, hello.presence.clone());
        let process = Process { instance, address: hello.address.clone(), presence };
        if let Some(session) = self.sessions.get(&runner)
            && session.process.keeps_out(instance)
        {
            let present = session.process.clone();
            self.turn_away(runner, &present, &process).await;
            return Err(Rejected::Double { runner, present: present.address });
        }
        if !self.has_begun || self.is_troubled() {
            // It is there, whatever the server can't do for now.
            self.begin_absence(runner);
            return Err(Rejected::Busy);
        }
        if let Some(earlier) = self.sessions.remove(&runner) {
            info!(runner.id = %runner, "a new connection takes the place of the earlier one");
            self.arguments.directory.remove(&name(runner));
            earlier.address.cast(SessionMessage::Closed);
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

    /// Two machines with one token: that is told, once it is clear that neither has died.
    async fn turn_away(&mut self, runner: RunnerId, present: &Process, other: &Process) {
        let addresses = [present.address.clone(), other.address.clone()];
        if !self.turned_away.note(runner, present) {
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
            watch: self.watch.clone(),
            patience: arguments.lost_after,
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
        self.watch.forget(lease);
        self.tell(runner, SessionMessage::Void(lease));
    }

    fn say_goodbye(&self) {
        for session in self.sessions.values() {
            session.address.cast(SessionMessage::Goodbye);
        }
    }

    fn note_failure(&self, actor: ActorId, why: &str) {
        let failed = self.sessions.iter().find(|(_, session)| session.actor == actor);
        if let Some((runner, _)) = failed {
            self.arguments.directory.failed(&name(*runner), clock::now(), why);
        }
    }

    async fn left(&mut self, actor: ActorId) -> Result<(), ActorProcessingErr> {
        let runner = self.sessions.iter().find(|(_, session)| session.actor == actor);
        let Some(runner) = runner.map(|(runner, _)| *runner) else { return Ok(()) };
        self.sessions.remove(&runner);
        self.arguments.directory.remove(&name(runner));
        info!(runner.id = %runner, "runner disconnected");
        self.begin_absence(runner);
        self.note_away(runner).await
    }
}

fn name(runner: RunnerId) -> String {
    format!("runners/session:{runner}")
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
