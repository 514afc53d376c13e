//! Ready jobs and free runners become leases.

mod actor;
mod handle;

pub use actor::{SchedulerActor, SchedulerArguments, SchedulerMessage};
pub use handle::Scheduler;
