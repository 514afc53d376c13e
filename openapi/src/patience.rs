//! How long a stream is sought again after its connection broke.

use std::time::Duration;

use crate::failure::Failure;

/// How long a stream is sought again after its connection broke.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// The pause before the first attempt; each further one is twice as long.
    pub first_pause: Duration,
    /// The longest pause.
    pub longest_pause: Duration,
    /// How many attempts may fail one after the other.
    pub attempts: u32,
}

impl Default for Patience {
    /// Two minutes: a server that is restarted or updated is back by then.
    fn default() -> Self {
        Self {
            first_pause: Duration::from_millis(100),
            longest_pause: Duration::from_secs(5),
            attempts: 28,
        }
    }
}

/// What is told of a lost connection.
type Listener = Box<dyn Fn(&Failure) + Send + Sync>;

/// The attempts that failed since the last success.
pub(crate) struct Attempts {
    patience: Patience,
    /// A server that never answered may not be there at all: that is no reason to wait.
    has_opened: bool,
    failed: u32,
    when_lost: Option<Listener>,
}

impl std::fmt::Debug for Attempts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { patience, has_opened, failed, when_lost: _ } = self;
        f.debug_struct("Attempts")
            .field("patience", patience)
            .field("has_opened", has_opened)
            .field("failed", failed)
            .finish_non_exhaustive()
    }
}

impl Attempts {
    pub(crate) fn new(patience: Patience) -> Self {
        Self { patience, has_opened: false, failed: 0, when_lost: None }
    }

    /// Calls `tell` once for each connection that is lost.
    pub(crate) fn when_lost(mut self, tell: impl Fn(&Failure) + Send + Sync + 'static) -> Self {
        self.when_lost = Some(Box::new(tell));
        self
    }

    /// The server has answered with a stream.
    pub(crate) fn opened(&mut self) {
        self.has_opened = true;
    }

    /// Something has come.
    pub(crate) fn succeeded(&mut self) {
        self.failed = 0;
    }

    /// Waits before the next attempt.
    ///
    /// # Errors
    /// With `failure` itself when it won't pass, there was no stream yet, or patience is at its end.
    pub(crate) async fn failed(&mut self, failure: Failure) -> Result<(), Failure> {
        self.failed += 1;
        if !self.has_opened || !failure.may_pass() || self.failed > self.patience.attempts {
            return Err(failure);
        }
        if let (1, Some(tell)) = (self.failed, &self.when_lost) {
            tell(&failure);
        }
        self.pause().await;
        Ok(())
    }

    /// Waits after a stream that ended before its time.
    pub(crate) async fn ended_early(&mut self) -> Result<(), Failure> {
        let detail = "the stream ends before the end, again and again".to_owned();
        let failure = Failure::Unexpected { status: 503, detail };
        self.failed(failure).await
    }

    async fn pause(&self) {
        let doubled = 2_u32.saturating_pow(self.failed.saturating_sub(1));
        let pause = self.patience.first_pause.saturating_mul(doubled);
        tokio::time::sleep(pause.min(self.patience.longest_pause)).await;
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    fn unavailable() -> Failure {
        Failure::Unexpected { status: 503, detail: String::new() }
    }

    fn opened(patience: Patience) -> Attempts {
        let mut attempts = Attempts::new(patience);
        attempts.opened();
        attempts
    }

    #[tokio::test(start_paused = true)]
    async fn pauses_grow_up_to_the_longest_and_end_after_two_minutes() {
        let start = tokio::time::Instant::now();
        let mut attempts = opened(Patience::default());
        while attempts.failed(unavailable()).await.is_ok() {}
        let waited = start.elapsed();
        assert!(
            waited > Duration::from_secs(110) && waited < Duration::from_secs(130),
            "{waited:?}"
        );
    }

    #[tokio::test]
    async fn what_will_not_pass_is_not_waited_for() {
        let mut attempts = opened(Patience::default());
        let failure = Failure::Unexpected { status: 404, detail: String::new() };
        assert!(attempts.failed(failure).await.is_err());
    }

    #[tokio::test(start_paused = true)]
    async fn a_success_renews_the_patience() {
        let mut attempts = opened(Patience { attempts: 1, ..Patience::default() });
        assert!(attempts.failed(unavailable()).await.is_ok());
        attempts.succeeded();
        assert!(attempts.failed(unavailable()).await.is_ok());
        assert!(attempts.failed(unavailable()).await.is_err());
    }

    #[tokio::test]
    async fn a_server_that_never_answered_is_not_waited_for() {
        let mut attempts = Attempts::new(Patience::default());
        assert!(attempts.failed(unavailable()).await.is_err());
    }

    #[tokio::test(start_paused = true)]
    async fn a_lost_connection_is_told_once_until_there_is_another() {
        let told = Arc::new(AtomicU32::new(0));
        let counted = Arc::clone(&told);
        let mut attempts = opened(Patience::default()).when_lost(move |_| {
            counted.fetch_add(1, Ordering::Relaxed);
        });
        for _ in 0..3 {
            attempts.failed(unavailable()).await.unwrap();
        }
        assert_eq!(told.load(Ordering::Relaxed), 1);
        attempts.succeeded();
        attempts.failed(unavailable()).await.unwrap();
        assert_eq!(told.load(Ordering::Relaxed), 2);
    }
}
