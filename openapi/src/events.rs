//! Server-sent events (<https://html.spec.whatwg.org/multipage/server-sent-events.html>).

use bytes::Bytes;
use futures_util::StreamExt as _;
use futures_util::stream::BoxStream;
use reqwest::Response;

use crate::connection::Connection;
use crate::failure::Failure;

/// The longest line that is read. The server's pieces are far smaller; without a limit a wrong
/// server could fill the memory.
const LONGEST_LINE: usize = 16 * 1024 * 1024;

/// One event.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Event {
    /// Its type; empty where it has none.
    pub kind: String,
    /// What it holds, as text.
    pub data: String,
    /// What to send as `Last-Event-ID` to go on behind it.
    pub id: Option<String>,
}

/// A stream of events.
pub struct Events {
    body: BoxStream<'static, reqwest::Result<Bytes>>,
    server: String,
    lines: Lines,
    open: Event,
    has_data: bool,
}

impl std::fmt::Debug for Events {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Events").field("server", &self.server).finish_non_exhaustive()
    }
}

impl Events {
    /// The events of an answer that was asked for over `connection`.
    #[must_use]
    pub fn of(response: Response, connection: &Connection) -> Self {
        Self::new(response, connection.server())
    }

    pub(crate) fn new(response: Response, server: &str) -> Self {
        Self {
            body: response.bytes_stream().boxed(),
            server: server.to_owned(),
            lines: Lines::default(),
            open: Event::default(),
            has_data: false,
        }
    }

    /// The next event; none when the stream has ended.
    ///
    /// # Errors
    /// When the connection breaks, or what comes is no stream of events.
    pub async fn next(&mut self) -> Result<Option<Event>, Failure> {
        loop {
            while let Some(line) = self.lines.next() {
                if let Some(event) = self.take(&line) {
                    return Ok(Some(event));
                }
            }
            match self.body.next().await {
                Some(Ok(bytes)) => self.lines.push(&bytes)?,
                Some(Err(source)) => return Err(Failure::unreachable(&self.server, source)),
                // An event without its empty line is not complete.
                None => return Ok(None),
            }
        }
    }

    /// Takes one line in; the event that it completes.
    fn take(&mut self, line: &[u8]) -> Option<Event> {
        let line = String::from_utf8_lossy(line);
        if line.is_empty() {
            let event = std::mem::take(&mut self.open);
            return std::mem::take(&mut self.has_data).then_some(event);
        }
        let (field, value) = line.split_once(':').unwrap_or((&line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "event" => self.open.kind = value.to_owned(),
            "id" => self.open.id = Some(value.to_owned()),
            "data" => {
                if self.has_data {
                    self.open.data.push('\n');
                }
                self.open.data.push_str(value);
                self.has_data = true;
            }
            // A comment, which keeps the connection alive, or a field that only browsers know.
            _ => {}
        }
        None
    }
}

/// Bytes cut into lines, which end with LF, CR or both.
#[derive(Debug, Default)]
struct Lines {
    buffer: Vec<u8>,
    /// How much of the buffer holds no line end.
    searched: usize,
    /// Whether the last line ended with CR, so that an LF that follows belongs to it.
    ended_with_cr: bool,
}

impl Lines {
    fn push(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        if self.buffer.len() + bytes.len() > LONGEST_LINE {
            let detail = format!("an event is longer than {LONGEST_LINE} bytes");
            return Err(Failure::Unexpected { status: 200, detail });
        }
        self.buffer.extend_from_slice(bytes);
        Ok(())
    }

    fn next(&mut self) -> Option<Vec<u8>> {
        if self.ended_with_cr && !self.buffer.is_empty() {
            self.ended_with_cr = false;
            if self.buffer.first() == Some(&b'\n') {
                self.buffer.drain(..1);
            }
        }
        let ends = |byte: &u8| matches!(byte, b'\n' | b'\r');
        let Some(found) = self.buffer.iter().skip(self.searched).position(ends) else {
            self.searched = self.buffer.len();
            return None;
        };
        let end = self.searched + found;
        self.ended_with_cr = self.buffer.get(end) == Some(&b'\r');
        let mut line: Vec<u8> = self.buffer.drain(..=end).collect();
        line.pop();
        self.searched = 0;
        Some(line)
    }
}

#[cfg(test)]
mod tests {
    use futures_util::stream;

    use super::*;

    async fn read(pieces: &[&'static str]) -> Vec<Event> {
        let pieces: Vec<_> = pieces.iter().map(|piece| Ok(Bytes::from(*piece))).collect();
        let mut events = Events {
            body: stream::iter(pieces).boxed(),
            server: String::new(),
            lines: Lines::default(),
            open: Event::default(),
            has_data: false,
        };
        let mut all = Vec::new();
        while let Some(event) = events.next().await.unwrap() {
            all.push(event);
        }
        all
    }

    fn event(kind: &str, data: &str, id: Option<&str>) -> Event {
        Event { kind: kind.to_owned(), data: data.to_owned(), id: id.map(str::to_owned) }
    }

    #[tokio::test]
    async fn events_are_the_same_however_the_bytes_are_cut() {
        let whole = ": alive\n\nevent: job\nid: 1-5\ndata: {\"a\":\ndata: 1}\n\ndata: x\r\n\r\n";
        let expected = [event("job", "{\"a\":\n1}", Some("1-5")), event("", "x", None)];
        assert_eq!(read(&[whole]).await, expected);
        for cut in 1..whole.len() {
            assert_eq!(read(&[&whole[..cut], &whole[cut..]]).await, expected, "cut at {cut}");
        }
    }

    #[tokio::test]
    async fn an_event_that_is_not_complete_is_not_told() {
        assert_eq!(read(&["data: a\n\ndata: b\n"]).await, [event("", "a", None)]);
    }

    #[test]
    fn a_line_without_end_is_refused_before_it_fills_the_memory() {
        let mut lines = Lines::default();
        assert!(lines.push(&vec![b'x'; LONGEST_LINE]).is_ok());
        assert!(lines.push(b"x").is_err());
    }
}
