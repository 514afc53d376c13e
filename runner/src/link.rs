//! The way from a job to the socket of the connection that stands now.

use protocol::{LogChunk, RunnerFrame};
use tokio::sync::mpsc;
use tokio_tungstenite::tungstenite::Message;

/// Sends frames on one connection. What it holds is bounded by each job's window and by the few
/// control frames of a job.
#[derive(Debug, Clone)]
pub(crate) struct Link(mpsc::UnboundedSender<Message>);

/// The connection is gone.
#[derive(Debug)]
pub(crate) struct Gone;

impl Link {
    /// A link, and what comes out at the socket's end.
    pub(crate) fn new() -> (Self, mpsc::UnboundedReceiver<Message>) {
        let (sender, receiver) = mpsc::unbounded_channel();
        (Self(sender), receiver)
    }

    pub(crate) fn frame(&self, frame: &RunnerFrame) -> Result<(), Gone> {
        match serde_json::to_string(frame) {
            Ok(text) => self.send(Message::text(text)),
            Err(error) => {
                // Frames hold text, numbers and maps with text keys, which is always JSON.
                tracing::error!("a frame can't be written as JSON: {error}");
                Ok(())
            }
        }
    }

    pub(crate) fn chunk(&self, chunk: &LogChunk) -> Result<(), Gone> {
        self.send(Message::binary(chunk.encode()))
    }

    fn send(&self, message: Message) -> Result<(), Gone> {
        self.0.send(message).map_err(|_| Gone)
    }
}
