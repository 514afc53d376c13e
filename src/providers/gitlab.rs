//! GitLab.

mod events;
mod status;
mod summary;
mod verify;

pub use events::parse;
pub(super) use status::{has_the_state_already, status_call};
pub(super) use summary::{action, summary};
pub use verify::{Secrets, signing_key, verify};
