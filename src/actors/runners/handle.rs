//! How others reach runners.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use protocol::ServerFrame;
use tokio::sync::{mpsc, oneshot};
use tokio::time::Instant;

use super::hello::Rejected;
use super::message::{Hello, RunnersMessage, SessionMessage};
use super::refusals::{Refusal, Refusals};
use crate::actors::bus::Bus;
use crate::actors::supervision::{Address, CallError};
use crate::domain::fact::Fact;
use crate::ids::RunnerId;

/// How long the start of a session may take: a few reads and one write.
const PATIENCE: Duration = Duration::from_secs(30);

/// The way to the runners.
#[derive(Debug, Clone, Default)]
pub struct Runners {
    pub(super) address: Address<RunnersMessage>,
    /// Since when runners can reach the server.
    opened: Arc<OnceLock<Instant>>,
    pub(super) refusals: Refusals,
}

/// A connected runner, for the socket that carries its frames.
#[derive(Debug)]
pub struct Connection {
    /// Where the runner's frames go.
    pub session: Address<SessionMessage>,
    /// Frames for the runner.
    pub outgoing: mpsc::UnboundedReceiver<ServerFrame>,
    /// Ends when the session does; the socket is to be closed then.
    pub ended: oneshot::Receiver<()>,
}

impl Runners {
    /// Begins the session of a runner that has said hello.
    ///
    /// # Errors
    /// [`Rejected`] when the runner can't be worked with; the server's own trouble counts as such
    /// and is tried again by the runner.
    pub async fn connect(&self, hello: Hello) -> Result<Connection, Rejected> {
        let (sender, outgoing) = mpsc::unbounded_channel();
        let (guard, ended) = oneshot::channel();
        let message =
            |reply| RunnersMessage::Connect { hello, outgoing: sender, ended: guard, reply };
        let session = self.address.call(message, PATIENCE).await.map_err(|_| Rejected::Busy)??;
        Ok(Connection { session, outgoing, ended })
    }

    /// The server can be reached from now on.
    pub fn open(&self) {
        self.opened.get_or_init(Instant::now);
    }

    /// For how long runners could reach the server; nothing when they can't yet.
    pub(super) fn reachable_for(&self) -> Option<Duration> {
        self.opened.get().map(Instant::elapsed)
    }

    /// Tells every runner that the server stops.
    ///
    /// # Errors
    /// [`CallError`] when the actor is down, and every session with it.
    pub async fn say_goodbye(&self) -> Result<(), CallError> {
        self.address.call(|reply| RunnersMessage::Goodbye { reply }, PATIENCE).await
    }

    /// Why a runner was not let in the last time, if it was not.
    #[must_use]
    pub fn refusal(&self, runner: RunnerId) -> Option<Refusal> {
        self.refusals.of(runner)
    }

    /// Where the actor is reached.
    #[must_use]
    pub fn address(&self) -> &Address<RunnersMessage> {
        &self.address
    }

    /// Has the facts that concern runners brought to the actor.
    pub fn listen(&self, bus: &Bus) {
        let address = self.address.clone();
        bus.subscribe(move |fact| {
            if let Some(message) = concern(fact) {
                address.cast(message);
            }
        });
    }
}

fn concern(fact: &Fact) -> Option<RunnersMessage> {
    match fact.clone() {
        Fact::JobLeased { runner, lease } => Some(RunnersMessage::Leased { runner, lease }),
        Fact::JobCanceling { runner, lease, reason } => {
            Some(RunnersMessage::Cancel { runner, lease, reason })
        }
        Fact::LeaseVoid { runner, lease } => Some(RunnersMessage::Void { runner, lease }),
        Fact::RunnerRevoked { runner } => Some(RunnersMessage::Revoked { runner }),
        Fact::EventWaits { .. }
        | Fact::EventSettled { .. }
        | Fact::RepositoryChanged { .. }
        | Fact::DecidingInterrupted
        | Fact::BuildChanged { .. }
        | Fact::JobChanged { .. }
        | Fact::StepChanged { .. }
        | Fact::ReportDue
        | Fact::ReportTold
        | Fact::RunnerChanged { .. } => None,
    }
}
