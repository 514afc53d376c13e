//! Intake: brings stored webhook events to the repositories they belong to, oldest first.

mod actor;
mod handle;

pub use actor::{IntakeActor, IntakeArguments, IntakeMessage};
pub use handle::Intake;
