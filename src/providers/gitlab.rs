//! GitLab.

mod events;
mod summary;
mod verify;

pub use events::parse;
pub(super) use summary::{action, summary};
pub use verify::{Secrets, signing_key, verify};
