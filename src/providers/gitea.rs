//! Gitea, and its relatives Forgejo and Gogs, whose payloads are much like GitHub's.

mod events;
mod status;
mod summary;
mod verify;

pub use events::parse;
pub(super) use status::status_call;
pub(super) use summary::summary;
pub use verify::verify;
