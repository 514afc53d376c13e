//! The frames that a server and its runners exchange over one WebSocket.
//!
//! Control frames ([`RunnerFrame`], [`ServerFrame`]) are JSON text, so that a newer side may add
//! fields an older one skips. Output travels as binary [`LogChunk`]s. This crate is pure: it
//! neither opens a socket nor reads a clock.
//!
//! The conversation: `Hello` -> `Welcome`; `Run` -> `Accepted` (the job is on the runner's disk) or
//! `Refused`; `Step` and [`LogChunk`] as the job goes on, each chunk answered by `LogAck`; once
//! everything is acknowledged `Finished` -> `FinishedAck`. After a dropped connection `Hello` names
//! the leases still held, and `Welcome` answers for each where its log goes on, or that it is void.

mod chunk;
mod frame;
mod job;
mod login;

pub use chunk::{ChunkError, LogChunk, MAX_CHUNK_BYTES};
pub use frame::{HeldLease, LeaseState, RunnerFrame, ServerFrame};
pub use job::{
    BuildInfo, Checkout, JobResult, JobSpec, Outcome, Shell, StepReport, StepSpec, StepStatus,
    Submodules,
};
pub use login::{Hidden, Login};

/// The version of the conversation. A server refuses a runner whose version it doesn't speak.
pub const VERSION: u32 = 1;

/// The largest frame that either side takes, in bytes. A job with its context is well below.
pub const MAX_FRAME_BYTES: usize = 16 * 1024 * 1024;

/// The path of the WebSocket below the server's base URL.
pub const PATH: &str = "/api/runners/connect";

/// How long either side waits without any frame before it calls the connection dead. Both send
/// a WebSocket ping every third of it.
pub const IDLE_TIMEOUT_MS: u64 = 15_000;
