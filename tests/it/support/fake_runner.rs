//! A runner that says whatever a test has it say.

use futures_util::{SinkExt as _, StreamExt as _};
use indexmap::IndexMap;
use protocol::{HeldLease, JobResult, JobSpec, LogChunk, Outcome, RunnerFrame, ServerFrame};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};
use ulid::Ulid;

use super::{PATIENCE, Server};

/// Its connection.
#[derive(Debug)]
pub(crate) struct FakeRunner {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
}

impl FakeRunner {
    /// Opens the socket; the status of the answer where that is refused.
    pub(crate) async fn open(server: &Server, token: &str) -> Result<Self, u16> {
        let url = format!("{}{}", server.client.base_url(), protocol::PATH);
        let mut request = url.replacen("http", "ws", 1).into_client_request().expect("a URL");
        let token = format!("Bearer {token}").parse().expect("a header");
        request.headers_mut().insert("authorization", token);
        match connect_async(request).await {
            Ok((socket, _)) => Ok(Self { socket }),
            Err(Error::Http(answer)) => Err(answer.status().as_u16()),
            Err(error) => panic!("no connection: {error}"),
        }
    }

    /// The same with a hello that names these labels and holds these leases, once it is welcome.
    pub(crate) async fn connect(
        server: &Server,
        token: &str,
        instance: Ulid,
        (labels, held): (&[&str], &[Ulid]),
    ) -> Self {
        let mut runner = Self::open(server, token).await.expect("let in");
        runner.say(&hello(protocol::VERSION, instance, (labels, held))).await;
        let welcome = runner.next().await;
        assert!(matches!(welcome, Some(ServerFrame::Welcome { .. })), "{welcome:?}");
        runner
    }

    /// Says hello as the process `instance`; why that is turned away for now.
    pub(crate) async fn turned_away(server: &Server, token: &str, instance: Ulid) -> String {
        Self::refused(server, token, (protocol::VERSION, instance)).await.0
    }

    /// The same for a version of the protocol; also whether it may come again.
    pub(crate) async fn refused(
        server: &Server,
        token: &str,
        (version, instance): (u32, Ulid),
    ) -> (String, bool) {
        let mut runner = Self::open(server, token).await.expect("let in");
        runner.say(&hello(version, instance, (&[], &[]))).await;
        let answer = runner.next().await;
        let Some(ServerFrame::Rejected { reason, is_passing }) = answer else {
            panic!("{answer:?}");
        };
        assert_eq!(runner.next().await, None, "the connection ends");
        (reason, is_passing)
    }

    /// Says something.
    pub(crate) async fn say(&mut self, frame: &RunnerFrame) {
        let text = serde_json::to_string(frame).expect("JSON");
        self.socket.send(Message::text(text)).await.expect("sent");
    }

    /// Says anything.
    pub(crate) async fn say_text(&mut self, text: &str) {
        self.socket.send(Message::text(text)).await.expect("sent");
    }

    /// What the server says next; none when it has closed the connection.
    pub(crate) async fn next(&mut self) -> Option<ServerFrame> {
        loop {
            match timeout(PATIENCE, self.socket.next()).await.expect("the server says something") {
                Some(Ok(Message::Text(text))) => {
                    return Some(serde_json::from_str(&text).expect("a frame"));
                }
                Some(Ok(Message::Close(_)) | Err(_)) | None => return None,
                Some(Ok(_)) => {}
            }
        }
    }

    /// The next job, taken.
    pub(crate) async fn take_job(&mut self) -> JobSpec {
        loop {
            if let ServerFrame::Run { job } = self.next().await.expect("it goes on") {
                self.say(&RunnerFrame::Accepted { lease: job.lease }).await;
                return *job;
            }
        }
    }

    /// Sends any bytes.
    pub(crate) async fn send(&mut self, bytes: Vec<u8>) {
        self.socket.send(Message::binary(bytes)).await.expect("sent");
    }

    /// Sends output, and tells the answer to it.
    pub(crate) async fn print(&mut self, lease: Ulid, offset: u64, output: &str) -> ServerFrame {
        let bytes = output.as_bytes().to_vec();
        self.send(LogChunk { lease, offset, bytes }.encode()).await;
        self.next().await.expect("an answer")
    }

    /// Says that a job has succeeded, with so much output, and tells the answer to it.
    pub(crate) async fn finish(&mut self, lease: Ulid, log_bytes: u64) -> ServerFrame {
        self.say(&ended(lease, log_bytes)).await;
        self.next().await.expect("an answer")
    }

    /// Reads until the server has closed the connection.
    pub(crate) async fn closed(&mut self) {
        while self.next().await.is_some() {}
    }
}

fn hello(protocol: u32, instance: Ulid, (labels, held): (&[&str], &[Ulid])) -> RunnerFrame {
    let held = held.iter().map(|lease| HeldLease { lease: *lease, log_bytes: 0 });
    RunnerFrame::Hello {
        protocol,
        version: "0.0.0".to_owned(),
        instance,
        labels: labels.iter().map(|label| (*label).to_owned()).collect(),
        capacity: 1,
        held: held.collect(),
    }
}

/// The good end of a job that printed nothing.
pub(crate) fn succeeded(lease: Ulid) -> RunnerFrame {
    ended(lease, 0)
}

fn ended(lease: Ulid, log_bytes: u64) -> RunnerFrame {
    let result = JobResult {
        outcome: Outcome::Succeeded,
        detail: None,
        outputs: IndexMap::new(),
        steps: Vec::new(),
        log_bytes,
        started_at_ms: 1,
        finished_at_ms: 2,
    };
    RunnerFrame::Finished { lease, result }
}
