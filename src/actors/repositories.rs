//! Repositories: one actor for each that has something to do decides its events, one after the
//! other.

mod actor;
mod decide;
mod file;
mod handle;
mod heads;
mod meaning;
mod message;
mod repository;
mod settling;
mod sources;
mod sync;
mod trigger;

pub use actor::{RepositoriesActor, RepositoriesArguments};
pub use handle::{Repositories, TriggerError, TriggerRequest};
pub use meaning::meaning;
pub use message::RepositoriesMessage;
pub use sync::{MissedHead, SyncError, Synced};
