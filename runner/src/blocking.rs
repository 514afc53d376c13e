//! Work on files, away from the threads that serve sockets.

use std::io;

/// Does it on a thread that may wait. A panic in there becomes an error.
pub(crate) async fn run<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> io::Result<T> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|error| Err(io::Error::other(error)))
}
