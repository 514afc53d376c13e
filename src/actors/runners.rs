//! Runners: one session actor a connection sends jobs and takes what comes of them.

mod actor;
mod equip;
mod handle;
mod hello;
mod message;
mod outbound;
mod presence;
mod refusals;
mod reports;
mod secrets;
mod session;
mod watch;

pub use actor::{RunnersActor, RunnersArguments};
pub use handle::{Connection, Runners};
pub use hello::Rejected;
pub use message::{Hello, RunnersMessage, SessionMessage};
pub use presence::Presence;
pub use refusals::Refusal;
