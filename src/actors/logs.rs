//! Logs of running jobs: one stream actor a lease appends what comes and wakes who reads.

mod actor;
mod handle;
mod message;
mod stream;

pub use actor::{LogsActor, LogsArguments};
pub use handle::Logs;
pub use message::{Append, LogsMessage};
