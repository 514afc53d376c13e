//! One runner's socket: frames between the wire and the runner's session actor.

mod backlog;

use std::sync::Arc;
use std::time::Duration;

use backlog::Backlog;
use futures_util::stream::SplitSink;
use futures_util::{SinkExt, Stream, StreamExt};
use poem::web::websocket::{Message, WebSocketStream};
use protocol::{LogChunk, RunnerFrame, ServerFrame};
use tokio::sync::{Semaphore, mpsc};
use tokio::time::{MissedTickBehavior, interval, timeout};
use tracing::{debug, info};

use super::Caller;
use crate::actors::runners::{Connection, Hello, Presence, Rejected, Runners, SessionMessage};
use crate::actors::supervision::Address;

/// Silence after which the connection is dead.
const IDLE: Duration = Duration::from_millis(protocol::IDLE_TIMEOUT_MS);

/// How many chunks of output may wait to be stored: a few megabytes. The runner is not read from
/// until one is.
const CHUNKS: usize = 16;

/// How long a last word may take.
const FAREWELL: Duration = Duration::from_secs(5);

type Outgoing = SplitSink<WebSocketStream, Message>;

/// What a runner sends.
trait Messages: Stream<Item = std::io::Result<Message>> + Send + Unpin {}

impl<S: Stream<Item = std::io::Result<Message>> + Send + Unpin> Messages for S {}

/// Why a conversation ended.
#[derive(Debug, thiserror::Error)]
enum End {
    #[error("the runner closed the connection")]
    Closed,
    #[error("nothing was heard for {} s", IDLE.as_secs())]
    Silent,
    #[error("the connection broke: {0}")]
    Broken(#[from] std::io::Error),
    #[error("the runner sent what is no frame: {0}")]
    Frame(#[from] serde_json::Error),
    #[error("the runner sent what is no output: {0}")]
    Chunk(#[from] protocol::ChunkError),
    #[error("the runner did not begin with a hello")]
    NoHello,
    #[error("the server ended the session")]
    SessionEnded,
    #[error(transparent)]
    TurnedAway(#[from] Rejected),
}

/// Carries the conversation with a runner from its hello to its end.
pub(super) async fn serve(runners: Runners, caller: Caller, socket: WebSocketStream) {
    let runner = caller.runner;
    let (mut outgoing, incoming) = socket.split();
    let presence = Presence::default();
    let heard = presence.clone();
    let incoming = incoming.inspect(move |_| heard.heard());
    let end = talk(&runners, (caller, presence.clone()), incoming, &mut outgoing).await;
    let end = end.unwrap_or_else(|end| end);
    presence.ended();
    info!(runner.id = %runner, "the connection to a runner ended: {end}");
    // Whoever is gone does not hear the goodbye either.
    let _ = timeout(FAREWELL, outgoing.close()).await;
}

async fn talk(
    runners: &Runners,
    caller: (Caller, Presence),
    mut incoming: impl Messages,
    outgoing: &mut Outgoing,
) -> Result<End, End> {
    let hello = hello(&mut incoming, caller).await?;
    match runners.connect(hello).await {
        Ok(connection) => Ok(converse(connection, incoming, outgoing).await),
        Err(rejected) => {
            turn_away(outgoing, &rejected).await;
            Err(End::TurnedAway(rejected))
        }
    }
}

async fn hello(
    incoming: &mut impl Messages,
    (caller, presence): (Caller, Presence),
) -> Result<Hello, End> {
    loop {
        let Some(Heard::Frame { frame, .. }) = hear(incoming).await? else { continue };
        let RunnerFrame::Hello { protocol, version, instance, labels, capacity, held } = *frame
        else {
            return Err(End::NoHello);
        };
        let Caller { runner, token, address } = caller;
        return Ok(Hello {
            runner,
            token,
            address,
            presence,
            instance,
            version,
            protocol,
            labels,
            capacity,
            held,
        });
    }
}

/// A runner that is told a reason gives up or takes its time; one that only loses the connection
/// comes back soon.
async fn turn_away(outgoing: &mut Outgoing, rejected: &Rejected) {
    match rejected {
        Rejected::Busy => {}
        Rejected::OlderRunner(_)
        | Rejected::NewerRunner(_)
        | Rejected::NoCapacity
        | Rejected::Double { .. } => {
            let (reason, is_passing) = (rejected.to_string(), rejected.is_passing());
            let frame = ServerFrame::Rejected { reason, is_passing };
            let _ = timeout(FAREWELL, send(outgoing, &frame)).await;
        }
    }
}

async fn converse(connection: Connection, incoming: impl Messages, outgoing: &mut Outgoing) -> End {
    let Connection { session, outgoing: mut frames, ended } = connection;
    let end = tokio::select! {
        end = listen(incoming, &session) => end,
        end = speak(&mut frames, outgoing) => end,
        // Ends when the session drops its side: nothing is ever sent.
        _ = ended => End::SessionEnded,
    };
    if matches!(end, End::SessionEnded) {
        // What the session said last is still on its way.
        while let Ok(frame) = frames.try_recv() {
            if !matches!(timeout(FAREWELL, send(outgoing, &frame)).await, Ok(Ok(()))) {
                break;
            }
        }
    }
    session.cast(SessionMessage::Closed);
    end
}

/// Passes on what the runner says, until it says nothing more.
async fn listen(mut incoming: impl Messages, session: &Address<SessionMessage>) -> End {
    let room = Arc::new(Semaphore::new(CHUNKS));
    let mut backlog = Backlog::new(session);
    loop {
        backlog.settle().await;
        match hear(&mut incoming).await {
            Ok(Some(Heard::Frame { frame, bytes })) => {
                backlog.grew_by(bytes);
                session.cast(SessionMessage::Said(*frame));
            }
            Ok(Some(Heard::Output(chunk))) => match Arc::clone(&room).acquire_owned().await {
                Ok(permit) => session.cast(SessionMessage::Output(chunk, permit)),
                Err(_) => return End::SessionEnded,
            },
            Ok(None) => {}
            Err(end) => return end,
        }
    }
}

/// Sends what the session says, and pings so that neither side takes the other for dead.
async fn speak(frames: &mut mpsc::UnboundedReceiver<ServerFrame>, outgoing: &mut Outgoing) -> End {
    let mut ping = interval(IDLE / 3);
    ping.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        let sent = tokio::select! {
            frame = frames.recv() => match frame {
                Some(frame) => send(outgoing, &frame).await,
                None => return End::SessionEnded,
            },
            _ = ping.tick() => outgoing.send(Message::Ping(Vec::new())).await.map_err(End::from),
        };
        if let Err(end) = sent {
            return end;
        }
    }
}

async fn send(outgoing: &mut Outgoing, frame: &ServerFrame) -> Result<(), End> {
    let text = serde_json::to_string(frame)?;
    Ok(outgoing.send(Message::Text(text)).await?)
}

/// Something that a runner said.
enum Heard {
    Frame {
        frame: Box<RunnerFrame>,
        /// As it came.
        bytes: usize,
    },
    Output(LogChunk),
}

/// The next message; none for one that only shows that the runner lives.
async fn hear(incoming: &mut impl Messages) -> Result<Option<Heard>, End> {
    let message = timeout(IDLE, incoming.next()).await.map_err(|_| End::Silent)?;
    match message.ok_or(End::Closed)?? {
        Message::Text(text) => {
            Ok(Some(Heard::Frame { frame: serde_json::from_str(&text)?, bytes: text.len() }))
        }
        Message::Binary(bytes) => Ok(Some(Heard::Output(LogChunk::decode(&bytes)?))),
        Message::Ping(_) | Message::Pong(_) => Ok(None),
        Message::Close(reason) => {
            debug!(?reason, "the runner says goodbye");
            Err(End::Closed)
        }
    }
}

#[cfg(test)]
mod tests;
