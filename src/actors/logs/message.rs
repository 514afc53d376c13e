//! What the log actors are told.

use protocol::{LogChunk, ServerFrame};
use ractor::RpcReplyPort;
use tokio::sync::{OwnedSemaphorePermit, mpsc};

use crate::ids::{LeaseId, RunnerId};

/// A message to the actor that owns the streams.
#[derive(Debug)]
pub enum LogsMessage {
    /// Start the stream of a lease, unless it runs.
    Open {
        /// The lease.
        lease: LeaseId,
        /// Told when it runs.
        reply: RpcReplyPort<()>,
    },
    /// The lease has ended: its stream stops once it has stored what it was given.
    Close {
        /// The lease.
        lease: LeaseId,
    },
}

/// A piece of output on its way to the disk.
#[derive(Debug)]
pub struct Append {
    /// Who sent it.
    pub runner: RunnerId,
    /// The output.
    pub chunk: LogChunk,
    /// Where the acknowledgement goes, in the order of the chunks.
    pub acknowledge: mpsc::UnboundedSender<ServerFrame>,
    /// Gives room for another chunk of the connection when it is dropped.
    pub permit: OwnedSemaphorePermit,
}
