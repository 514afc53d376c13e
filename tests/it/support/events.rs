//! Server-sent events as a client reads them
//! (<https://html.spec.whatwg.org/multipage/server-sent-events.html>).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use futures_util::StreamExt as _;
use futures_util::stream::BoxStream;
use serde_json::Value;
use tokio::time::timeout;

use super::PATIENCE;

/// An open stream.
pub(crate) struct Events {
    body: BoxStream<'static, reqwest::Result<bytes::Bytes>>,
    buffer: Vec<u8>,
}

/// One event.
#[derive(Debug, Clone)]
pub(crate) struct ServerSentEvent {
    /// What is sent back as `Last-Event-ID` to go on behind it.
    pub(crate) id: Option<String>,
    /// `message` where it has none.
    pub(crate) kind: String,
    /// Its data.
    pub(crate) data: Value,
}

impl ServerSentEvent {
    /// The output that an event of a log carries.
    pub(crate) fn output(&self) -> Vec<u8> {
        match (self.data["text"].as_str(), self.data["base64"].as_str()) {
            (Some(text), _) => text.as_bytes().to_vec(),
            (None, Some(encoded)) => STANDARD.decode(encoded).expect("base64"),
            (None, None) => Vec::new(),
        }
    }
}

impl Events {
    pub(super) fn of(response: reqwest::Response) -> Self {
        Self { body: response.bytes_stream().boxed(), buffer: Vec::new() }
    }

    /// The next event; none at the end of the stream or of the connection.
    pub(crate) async fn next(&mut self) -> Option<ServerSentEvent> {
        timeout(PATIENCE, self.read()).await.expect("the stream goes on or ends")
    }

    /// All events up to the end.
    pub(crate) async fn rest(mut self) -> Vec<ServerSentEvent> {
        let mut events = Vec::new();
        while let Some(event) = self.next().await {
            events.push(event);
        }
        events
    }

    async fn read(&mut self) -> Option<ServerSentEvent> {
        let mut searched = 0;
        loop {
            if let Some(end) = find_end(&self.buffer, searched) {
                let block: Vec<u8> = self.buffer.drain(..end).collect();
                searched = 0;
                if let Some(event) = parse(&String::from_utf8_lossy(&block)) {
                    return Some(event);
                }
                continue;
            }
            searched = self.buffer.len().saturating_sub(1);
            self.buffer.extend_from_slice(&self.body.next().await?.ok()?);
        }
    }
}

/// The length of the first block with its empty line.
fn find_end(buffer: &[u8], from: usize) -> Option<usize> {
    let found = buffer.get(from..)?.windows(2).position(|pair| pair == b"\n\n")?;
    Some(from + found + 2)
}

/// None for a comment, which keeps the connection alive.
fn parse(block: &str) -> Option<ServerSentEvent> {
    let field = |name: &str| {
        let mut lines = block.lines().filter_map(|line| line.split_once(':'));
        lines.find(|(key, _)| *key == name).map(|(_, value)| value.trim().to_owned())
    };
    let data = field("data")?;
    Some(ServerSentEvent {
        id: field("id"),
        kind: field("event").unwrap_or_else(|| "message".to_owned()),
        data: serde_json::from_str(&data).expect("the data of an event is JSON"),
    })
}
