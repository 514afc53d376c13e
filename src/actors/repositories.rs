//! Repositories: one actor for each that has something to do decides its events, one after the
//! other.

mod actor;
mod again;
mod commits;
mod decide;
mod delivered;
mod file;
mod handle;
mod handling;
mod heads;
mod meaning;
mod merge;
mod message;
mod queue;
mod repository;
mod settling;
mod sources;
mod sync;
mod test_event;
mod tested;
mod trigger;

pub use actor::{RepositoriesActor, RepositoriesArguments};
pub use handle::{Repositories, TriggerError, TriggerRequest};
pub use meaning::{meaning, told};
pub use message::RepositoriesMessage;
pub use sync::{MissedHead, SyncError, Synced};
pub use tested::{TestError, TestEvent, TestRequest, Tested};
