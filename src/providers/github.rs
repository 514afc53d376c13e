//! GitHub and GitHub Enterprise Server.

mod events;
mod status;
mod summary;
mod verify;

pub use events::parse;
pub(super) use events::{push, requested};
pub(super) use status::status_call;
pub(super) use summary::summary;
pub use verify::verify;
