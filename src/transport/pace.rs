//! What a connection is at, so that one that leads nowhere can be ended: a caller that sends its
//! request drop by drop, one that is idle, and one that takes nothing of its answer.

use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::sync::Notify;
use tokio::time::{Instant, Sleep, sleep_until};

use super::admission::Place;
use crate::config::TimeLimits;

/// What a connection is at.
#[derive(Debug)]
pub(super) struct Pulse {
    state: Mutex<State>,
    changed: Notify,
    times: TimeLimits,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// The head of a request has begun to arrive; a new connection has it to send, too.
    Head { since: Instant },
    /// This many requests are being answered.
    Busy { requests: u32 },
    /// Nothing happens.
    Idle { since: Instant },
}

/// A request that is being answered, until its answer has been taken.
#[derive(Debug)]
pub(super) struct Answering(Arc<Pulse>);

impl Pulse {
    pub(super) fn new(times: TimeLimits) -> Self {
        let state = Mutex::new(State::Head { since: Instant::now() });
        Self { state, changed: Notify::new(), times }
    }

    /// A request's head has arrived.
    pub(super) fn begin(self: &Arc<Self>) -> Answering {
        self.change(|state| match state {
            State::Busy { requests } => State::Busy { requests: requests + 1 },
            State::Head { .. } | State::Idle { .. } => State::Busy { requests: 1 },
        });
        Answering(Arc::clone(self))
    }

    /// Bytes have arrived.
    fn heard(&self) {
        self.change(|state| match state {
            State::Idle { .. } => State::Head { since: Instant::now() },
            State::Head { .. } | State::Busy { .. } => state,
        });
    }

    fn ended(&self) {
        self.change(|state| match state {
            State::Busy { requests } if requests > 1 => State::Busy { requests: requests - 1 },
            State::Busy { .. } | State::Head { .. } | State::Idle { .. } => {
                State::Idle { since: Instant::now() }
            }
        });
    }

    /// Waits until no head of a request is awaited.
    pub(super) async fn after_head(&self) {
        loop {
            let changed = self.changed.notified();
            if !matches!(*self.state(), State::Head { .. }) {
                return;
            }
            changed.await;
        }
    }

    /// Waits until the caller has taken too long.
    pub(super) async fn overdue(&self) {
        loop {
            let changed = self.changed.notified();
            let deadline = self.state().deadline(self.times);
            let Some(deadline) = deadline else {
                changed.await;
                continue;
            };
            tokio::select! {
                () = changed => {}
                () = sleep_until(deadline) => {
                    if self.state().deadline(self.times) == Some(deadline) {
                        return;
                    }
                }
            }
        }
    }

    fn change(&self, next: impl FnOnce(State) -> State) {
        let mut state = self.state();
        let new = next(*state);
        if new != *state {
            *state = new;
            self.changed.notify_waiters();
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn deadline(self, times: TimeLimits) -> Option<Instant> {
        match self {
            Self::Head { since } => Some(since + times.head),
            Self::Busy { .. } => None,
            Self::Idle { since } => Some(since + times.idle),
        }
    }
}

impl Drop for Answering {
    fn drop(&mut self) {
        self.0.ended();
    }
}

/// A connection's stream with its pulse. It keeps the connection's place, also when it becomes a
/// WebSocket.
#[derive(Debug)]
pub(super) struct Paced<S> {
    inner: S,
    pulse: Option<Arc<Pulse>>,
    patience: Duration,
    stalled: Option<Pin<Box<Sleep>>>,
    _place: Place,
}

impl<S> Paced<S> {
    /// A stream that gives up a peer which takes nothing for `patience`.
    pub(super) fn new(inner: S, place: Place, patience: Duration) -> Self {
        Self { inner, pulse: None, patience, stalled: None, _place: place }
    }

    /// Has `pulse` told of every byte that arrives.
    pub(super) fn with_pulse(self, pulse: Arc<Pulse>) -> Self {
        Self { pulse: Some(pulse), ..self }
    }

    /// Counts the time that the peer takes nothing.
    fn taken<T>(
        &mut self,
        cx: &mut Context<'_>,
        written: Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        if written.is_ready() {
            self.stalled = None;
            return written;
        }
        let patience = self.patience;
        let stalled = self.stalled.get_or_insert_with(|| Box::pin(tokio::time::sleep(patience)));
        ready!(stalled.as_mut().poll(cx));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Paced<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let result = ready!(Pin::new(&mut self.inner).poll_read(cx, buffer));
        if buffer.filled().len() > before
            && let Some(pulse) = &self.pulse
        {
            pulse.heard();
        }
        Poll::Ready(result)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Paced<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.inner).poll_write(cx, bytes);
        self.taken(cx, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        pieces: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.inner).poll_write_vectored(cx, pieces);
        self.taken(cx, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let flushed = Pin::new(&mut self.inner).poll_flush(cx);
        self.taken(cx, flushed)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let shut = Pin::new(&mut self.inner).poll_shutdown(cx);
        self.taken(cx, shut)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: Duration = Duration::from_secs(10);
    const IDLE: Duration = Duration::from_secs(75);

    fn pulse() -> Arc<Pulse> {
        let other = Duration::from_secs(1);
        Arc::new(Pulse::new(TimeLimits { head: HEAD, body: other, request: other, idle: IDLE }))
    }

    /// When the caller is given up, from now.
    async fn given_up_after(pulse: &Pulse) -> Duration {
        let before = Instant::now();
        pulse.overdue().await;
        before.elapsed()
    }

    #[tokio::test(start_paused = true)]
    async fn a_head_that_comes_drop_by_drop_gains_no_time() {
        let pulse = pulse();
        tokio::time::advance(Duration::from_secs(8)).await;
        pulse.heard();
        assert_eq!(given_up_after(&pulse).await, Duration::from_secs(2));
    }

    #[tokio::test(start_paused = true)]
    async fn between_requests_there_is_more_time_until_the_first_byte() {
        let pulse = pulse();
        drop(pulse.begin());
        assert_eq!(given_up_after(&pulse).await, IDLE);
        drop(pulse.begin());
        pulse.heard();
        assert_eq!(given_up_after(&pulse).await, HEAD);
    }

    #[tokio::test(start_paused = true)]
    async fn an_answer_that_is_being_taken_has_no_end() {
        let pulse = pulse();
        let (first, second) = (pulse.begin(), pulse.begin());
        pulse.heard();
        let week = Duration::from_secs(7 * 24 * 60 * 60);
        assert!(tokio::time::timeout(week, pulse.overdue()).await.is_err());
        drop(first);
        assert!(tokio::time::timeout(week, pulse.overdue()).await.is_err());
        drop(second);
        assert_eq!(given_up_after(&pulse).await, IDLE);
    }

    #[tokio::test(start_paused = true)]
    async fn a_reader_that_takes_nothing_is_given_up() {
        use tokio::io::{AsyncWriteExt as _, duplex};
        let limits = crate::config::ConnectionLimits {
            all: std::num::NonZeroU32::MIN,
            per_address: std::num::NonZeroU32::MIN,
        };
        let admission = super::super::admission::Admission::new(limits, Vec::new());
        let room = admission.room().await;
        let place = admission.admit(room, [127, 0, 0, 1].into()).unwrap();
        let (near, _far) = duplex(4);
        let mut stream = Paced::new(near, place, IDLE);
        let before = Instant::now();
        let error = stream.write_all(b"more than fits").await.unwrap_err();
        assert_eq!((error.kind(), before.elapsed()), (io::ErrorKind::TimedOut, IDLE));
    }
}
