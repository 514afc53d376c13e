//! Upkeep: moves the logs of ended attempts from the database into the archive, removes what the
//! operator does not want to keep, and sweeps up what belongs to nobody. Everything happens in small
//! pieces, so that no webhook waits for it.

mod actor;
mod compaction;
mod handle;
mod history;
mod sweep;

pub use actor::{RetentionActor, RetentionArguments, RetentionMessage};
pub use handle::Retention;

use std::io;

/// Work on files, which may hang where the archive is on another machine: it keeps a thread for
/// itself.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> io::Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(io::Error::other)?
}
