//! GitHub and GitHub Enterprise Server.

mod events;
mod summary;
mod verify;

pub use events::parse;
pub(super) use summary::summary;
pub use verify::verify;
