//! A runner with a good token and bad manners: it says what it likes.

use futures_util::{SinkExt as _, StreamExt as _};
use indexmap::IndexMap;
use protocol::{JobResult, JobSpec, LogChunk, Outcome, RunnerFrame, ServerFrame};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};
use ulid::Ulid;

use crate::support::{PATIENCE, Server};

/// Its connection.
#[derive(Debug)]
pub(super) struct RogueRunner {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
}

impl RogueRunner {
    /// Registers a runner and connects as it.
    pub(super) async fn connect(server: &Server, name: &str) -> Self {
        let (token, _) = server.add_runner(name, &["linux"]).await;
        let url = server.client.base_url().replacen("http", "ws", 1) + protocol::PATH;
        let mut request = url.into_client_request().expect("a URL");
        let bearer = format!("Bearer {token}").parse().expect("a header");
        request.headers_mut().insert("authorization", bearer);
        let (socket, _) = connect_async(request).await.expect("connected");
        let mut runner = Self { socket };
        let hello = RunnerFrame::Hello {
            protocol: protocol::VERSION,
            version: "0".to_owned(),
            instance: Ulid::generate(),
            labels: vec!["linux".to_owned()],
            capacity: 1,
            held: Vec::new(),
        };
        runner.say(&hello).await;
        let welcome = runner.hear().await.expect("an answer");
        assert!(matches!(welcome, ServerFrame::Welcome { .. }), "{welcome:?}");
        runner
    }

    /// Takes the job that it is given.
    pub(super) async fn job(&mut self) -> JobSpec {
        loop {
            if let ServerFrame::Run { job } = self.hear().await.expect("a job") {
                self.say(&RunnerFrame::Accepted { lease: job.lease }).await;
                return *job;
            }
        }
    }

    /// Sends output, and tells the answer to it.
    pub(super) async fn print(&mut self, lease: Ulid, offset: u64, output: &str) -> ServerFrame {
        let bytes = output.as_bytes().to_vec();
        self.send(LogChunk { lease, offset, bytes }.encode()).await;
        self.hear().await.expect("an answer")
    }

    /// Says that a job has succeeded, with so much output.
    pub(super) async fn finish(&mut self, lease: Ulid, log_bytes: u64) -> ServerFrame {
        let result = JobResult {
            outcome: Outcome::Succeeded,
            detail: None,
            outputs: IndexMap::new(),
            steps: Vec::new(),
            log_bytes,
            started_at_ms: 1,
            finished_at_ms: 2,
        };
        self.say(&RunnerFrame::Finished { lease, result }).await;
        self.hear().await.expect("an answer")
    }

    /// Sends any bytes.
    pub(super) async fn send(&mut self, bytes: Vec<u8>) {
        self.socket.send(Message::binary(bytes)).await.expect("sent");
    }

    async fn say(&mut self, frame: &RunnerFrame) {
        let text = serde_json::to_string(frame).expect("JSON");
        self.socket.send(Message::text(text)).await.expect("sent");
    }

    /// What the server says next; none when it has had enough.
    pub(super) async fn hear(&mut self) -> Option<ServerFrame> {
        loop {
            let message = timeout(PATIENCE, self.socket.next()).await.expect("in time");
            match message {
                Some(Ok(Message::Text(text))) => {
                    return Some(serde_json::from_str(&text).expect("a frame"));
                }
                Some(Ok(Message::Close(_)) | Err(_)) | None => return None,
                Some(Ok(_)) => {}
            }
        }
    }
}
