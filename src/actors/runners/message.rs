//! What the runner actors are told.

use protocol::{HeldLease, LogChunk, Login, RunnerFrame, ServerFrame};
use ractor::RpcReplyPort;
use tokio::sync::{OwnedSemaphorePermit, mpsc, oneshot};
use ulid::Ulid;

use super::hello::Rejected;
use super::presence::Presence;
use crate::actors::supervision::Address;
use crate::ids::{LeaseId, RunnerId, TokenId};
use crate::providers::NoAccess;

/// A message to the actor that owns the sessions.
#[derive(Debug)]
pub enum RunnersMessage {
    /// Begin with what the database holds; the first message of all.
    Begin,
    /// A runner has connected and said who it is.
    Connect {
        /// What it said.
        hello: Hello,
        /// Where frames for it go.
        outgoing: mpsc::UnboundedSender<ServerFrame>,
        /// Dropped when the session ends.
        ended: oneshot::Sender<()>,
        /// The session, or why there is none.
        reply: RpcReplyPort<Result<Address<SessionMessage>, Rejected>>,
    },
    /// A job was given to a runner.
    Leased {
        /// The runner.
        runner: RunnerId,
        /// The lease.
        lease: LeaseId,
    },
    /// A job is to be ended by its runner.
    Cancel {
        /// The runner.
        runner: RunnerId,
        /// The lease.
        lease: LeaseId,
        /// Why, for people.
        reason: String,
    },
    /// A lease ended without its runner's doing.
    Void {
        /// The runner.
        runner: RunnerId,
        /// The lease.
        lease: LeaseId,
    },
    /// A runner's token opens nothing any more.
    Revoked {
        /// The runner.
        runner: RunnerId,
    },
    /// A runner has been away for as long as it may.
    CheckLost {
        /// The runner.
        runner: RunnerId,
        /// The absence that is meant, and no later one.
        absence: Ulid,
    },
    /// A runner's connection has ended, which could not be noted at once.
    Away {
        /// The runner.
        runner: RunnerId,
    },
    /// Repair what a lost hint left behind, and again after a while.
    Tick,
    /// The server stops: every runner is told.
    Goodbye {
        /// Told when the frames are on their way.
        reply: RpcReplyPort<()>,
    },
}

/// A runner's first words.
#[derive(Debug, Clone)]
pub struct Hello {
    /// Who it is, by its token.
    pub runner: RunnerId,
    /// The token, which may be revoked before the session is there.
    pub token: TokenId,
    /// From where it came, for people.
    pub address: String,
    /// Whether it is still there.
    pub presence: Presence,
    /// Its process.
    pub instance: Ulid,
    /// Its program's version.
    pub version: String,
    /// The version of the conversation that it speaks.
    pub protocol: u32,
    /// Its machine's labels.
    pub labels: Vec<String>,
    /// How many jobs it runs at once.
    pub capacity: u32,
    /// The leases that it holds.
    pub held: Vec<HeldLease>,
}

/// A message to a session.
#[derive(Debug)]
pub enum SessionMessage {
    /// The runner said something.
    Said(RunnerFrame),
    /// The runner sent output.
    Output(LogChunk, OwnedSemaphorePermit),
    /// Send a job.
    Run(LeaseId),
    /// What a job's checkout is to show its server was asked for.
    Equipped(LeaseId, Result<Option<Login>, NoAccess>),
    /// Send a cancel.
    Cancel(LeaseId, String),
    /// Tell the runner to forget a lease.
    Void(LeaseId),
    /// A runner that refused a job may be given jobs again.
    TakeJobsAgain,
    /// Tell the runner what a lost hint may have kept from it.
    CatchUp,
    /// Tell the runner that the server stops.
    Goodbye,
    /// The connection is gone.
    Closed,
}
