//! A server of its own: accepts runners, stores logs the way the real one does, and misbehaves when
//! asked.

use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex},
};

use futures_util::{SinkExt as _, StreamExt as _};
use protocol::{
    HeldLease, JobResult, JobSpec, LeaseState, LogChunk, RunnerFrame, ServerFrame, StepReport,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{broadcast, watch},
};
use tokio_tungstenite::tungstenite::{
    Message,
    handshake::server::{ErrorResponse, Request, Response},
    http::StatusCode,
};
use ulid::Ulid;
use url::Url;

use super::PATIENCE;

/// What the server takes.
pub(crate) const TOKEN: &str = "oore_runner_token";

/// What the server has heard, and how it behaves.
#[derive(Default)]
pub(crate) struct State {
    pub(crate) hellos: Vec<Vec<HeldLease>>,
    pub(crate) accepted: Vec<Ulid>,
    pub(crate) refused: HashMap<Ulid, String>,
    pub(crate) steps: Vec<(Ulid, StepReport)>,
    pub(crate) logs: HashMap<Ulid, Vec<u8>>,
    pub(crate) results: HashMap<Ulid, JobResult>,
    /// Chunks that did not begin where the log ended.
    pub(crate) misfits: usize,
    pub(crate) chunks: usize,
    pub(crate) refused_tokens: usize,
    pub(crate) connected: usize,
    pub(crate) behaviour: Behaviour,
}

#[derive(Default, Clone)]
pub(crate) struct Behaviour {
    /// Answer `Hello` with this.
    pub(crate) reject: Option<String>,
    /// Leases that are void in `Welcome`.
    pub(crate) void: HashSet<Ulid>,
    /// Drop the connection, once, when so many chunks have come.
    pub(crate) drop_after_chunks: Option<usize>,
    /// Forget these chunks, counted from 1, as if they had never come.
    pub(crate) lose: HashSet<usize>,
    /// Store results but don't acknowledge them.
    pub(crate) keep_silent_on_results: bool,
}

pub(crate) struct FakeServer {
    url: Url,
    shared: Arc<Shared>,
}

struct Shared {
    state: Mutex<State>,
    changes: watch::Sender<u64>,
    orders: broadcast::Sender<Order>,
}

#[derive(Clone)]
enum Order {
    Say(Box<ServerFrame>),
    Disconnect,
}

impl FakeServer {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let shared = Arc::new(Shared {
            state: Mutex::default(),
            changes: watch::Sender::new(0),
            orders: broadcast::Sender::new(256),
        });
        tokio::spawn({
            let shared = Arc::clone(&shared);
            async move {
                while let Ok((stream, _)) = listener.accept().await {
                    tokio::spawn(serve(stream, Arc::clone(&shared)));
                }
            }
        });
        Self { url: format!("http://{address}/base").parse().expect("a URL"), shared }
    }

    pub(crate) fn url(&self) -> Url {
        self.url.clone()
    }

    pub(crate) fn run(&self, job: JobSpec) {
        self.say(ServerFrame::Run { job: Box::new(job) });
    }

    pub(crate) fn say(&self, frame: ServerFrame) {
        assert!(self.shared.orders.send(Order::Say(Box::new(frame))).is_ok(), "a connection");
    }

    pub(crate) fn disconnect(&self) {
        assert!(self.shared.orders.send(Order::Disconnect).is_ok(), "a connection");
    }

    pub(crate) fn state<T>(&self, look: impl FnOnce(&State) -> T) -> T {
        look(&self.shared.state.lock().expect("no panic"))
    }

    pub(crate) fn behave(&self, change: impl FnOnce(&mut Behaviour)) {
        change(&mut self.shared.state.lock().expect("no panic").behaviour);
    }

    /// Loses what was stored of a job.
    pub(crate) fn forget(&self, lease: Ulid) {
        self.shared.change(|state| {
            state.results.remove(&lease);
            state.logs.remove(&lease);
        });
    }

    pub(crate) fn put_log(&self, lease: Ulid, log: &[u8]) {
        self.shared.change(|state| state.logs.insert(lease, log.to_vec()));
    }

    /// Waits until there is an answer.
    pub(crate) async fn until<T>(&self, look: impl Fn(&State) -> Option<T>) -> T {
        let mut changes = self.shared.changes.subscribe();
        let found = async {
            loop {
                changes.borrow_and_update();
                if let Some(found) = self.state(&look) {
                    return found;
                }
                changes.changed().await.expect("a server");
            }
        };
        tokio::time::timeout(PATIENCE, found).await.expect("what the test waits for")
    }

    /// Waits until a job is accepted, and fails when it is refused.
    pub(crate) async fn until_taken(&self, lease: Ulid) {
        self.until(|state| {
            assert_eq!(state.refused.get(&lease), None, "refused");
            state.accepted.contains(&lease).then_some(())
        })
        .await;
    }

    /// Waits until a job's log holds this.
    pub(crate) async fn until_log_holds(&self, lease: Ulid, text: &str) {
        let needle = text.as_bytes();
        self.until(|state| {
            let log = state.logs.get(&lease)?;
            log.windows(needle.len()).any(|window| window == needle).then_some(())
        })
        .await;
    }
}

impl Shared {
    fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        let changed = change(&mut self.state.lock().expect("no panic"));
        self.changes.send_modify(|count| *count += 1);
        changed
    }
}

async fn serve(stream: TcpStream, shared: Arc<Shared>) {
    #[expect(clippy::result_large_err, reason = "the library's own signature")]
    let check = |request: &Request, response: Response| -> Result<Response, ErrorResponse> {
        assert_eq!(request.uri().path(), format!("/base{}", protocol::PATH));
        let token = request.headers().get("authorization").and_then(|value| value.to_str().ok());
        if token == Some(&format!("Bearer {TOKEN}")) {
            return Ok(response);
        }
        shared.change(|state| state.refused_tokens += 1);
        let mut refusal = ErrorResponse::new(None);
        *refusal.status_mut() = StatusCode::UNAUTHORIZED;
        Err(refusal)
    };
    let Ok(mut socket) = tokio_tungstenite::accept_hdr_async(stream, check).await else { return };
    let mut orders = shared.orders.subscribe();
    shared.change(|state| state.connected += 1);
    loop {
        tokio::select! {
            order = orders.recv() => match order.expect("orders in time") {
                Order::Disconnect => break,
                Order::Say(frame) => {
                    let text = serde_json::to_string(&*frame).expect("JSON");
                    if socket.send(Message::text(text)).await.is_err() { break }
                }
            },
            message = socket.next() => {
                let Some(Ok(message)) = message else { break };
                let answer = match message {
                    Message::Text(text) => {
                        let frame = serde_json::from_str(&text).expect("a frame");
                        shared.change(|state| hear(state, frame))
                    }
                    Message::Binary(bytes) => {
                        let chunk = LogChunk::decode(&bytes).expect("a chunk");
                        match shared.change(|state| store(state, &chunk)) {
                            Stored::Answer(frame) => Some(frame),
                            Stored::Lost => None,
                            Stored::Dropped => break,
                        }
                    }
                    _ => None,
                };
                if let Some(frame) = answer {
                    let text = serde_json::to_string(&frame).expect("JSON");
                    if socket.send(Message::text(text)).await.is_err() { break }
                }
            }
        }
    }
    shared.change(|state| state.connected -= 1);
}

fn hear(state: &mut State, frame: RunnerFrame) -> Option<ServerFrame> {
    match frame {
        RunnerFrame::Hello { held, .. } => Some(welcome(state, &held)),
        RunnerFrame::Accepted { lease } => {
            state.accepted.push(lease);
            None
        }
        RunnerFrame::Refused { lease, reason } => {
            state.refused.insert(lease, reason);
            None
        }
        RunnerFrame::Step { lease, step } => {
            state.steps.push((lease, step));
            None
        }
        RunnerFrame::Finished { lease, result } => {
            let stored = state.logs.get(&lease).map_or(0, |log| log.len() as u64);
            assert_eq!(stored, result.log_bytes, "finished before the log is whole");
            state.results.insert(lease, result);
            let answers = !state.behaviour.keep_silent_on_results;
            answers.then_some(ServerFrame::FinishedAck { lease })
        }
        RunnerFrame::Unknown => panic!("no runner says this"),
    }
}

fn welcome(state: &mut State, held: &[HeldLease]) -> ServerFrame {
    state.hellos.push(held.to_owned());
    if let Some(reason) = &state.behaviour.reject {
        return ServerFrame::Rejected { reason: reason.clone(), is_passing: false };
    }
    let lease_state = |held: &HeldLease| {
        let lease = held.lease;
        if state.behaviour.void.contains(&lease) {
            return LeaseState::Void { lease };
        }
        let log_end = state.logs.get(&lease).map_or(0, |log| log.len() as u64);
        LeaseState::Resume { lease, log_end, cancel: None }
    };
    ServerFrame::Welcome {
        protocol: protocol::VERSION,
        runner: Ulid(1),
        leases: held.iter().map(lease_state).collect(),
    }
}

enum Stored {
    Answer(ServerFrame),
    Lost,
    Dropped,
}

fn store(state: &mut State, chunk: &LogChunk) -> Stored {
    state.chunks += 1;
    if state.behaviour.drop_after_chunks.is_some_and(|limit| state.chunks > limit) {
        state.behaviour.drop_after_chunks = None;
        return Stored::Dropped;
    }
    if state.behaviour.lose.contains(&state.chunks) {
        return Stored::Lost;
    }
    let log = state.logs.entry(chunk.lease).or_default();
    if chunk.offset == log.len() as u64 {
        log.extend_from_slice(&chunk.bytes);
    } else {
        state.misfits += 1;
    }
    Stored::Answer(ServerFrame::LogAck { lease: chunk.lease, end: log.len() as u64 })
}
