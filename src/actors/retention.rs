//! Upkeep: moves the logs of ended attempts from the database into the archive, removes what the
//! operator does not want to keep, and sweeps up what belongs to nobody. Everything happens in small pieces, so that no webhook waits for it.

mod actor;
mod compaction;
mod handle;
mod history;
mod sweep;

pub use actor::{RetentionActor, RetentionArguments, RetentionMessage};
pub use handle::Retention;
