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

/// The attempts that failed since the last success.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Attempts {
    patience: Patience,
    failed: u32,
}

impl Attempts {
    pub(crate) fn new(patience: Patience) -> Self {
        Self { patience, failed: 0 }
    }

    /// The stream is there.
    pub(crate) fn succeeded(&mut self) {
        self.failed = 0;
    }

    /// Waits before the next attempt.
    ///
    /// # Errors
    /// With `failure` itself when it won't pass, or patience is at its end.
    pub(crate) async fn failed(&mut self, failure: Failure) -> Result<(), Failure> {
        self.failed += 1;
        if !failure.may_pass() || self.failed > self.patience.attempts {
            return Err(failure);
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
    use super::*;

    fn unavailable() -> Failure {
        Failure::Unexpected { status: 503, detail: String::new() }
    }

    #[tokio::test(start_paused = true)]
    async fn pauses_grow_up_to_the_longest_and_end_after_two_minutes() {
        let start = tokio::time::Instant::now();
        let mut attempts = Attempts::new(Patience::default());
        while attempts.failed(unavailable()).await.is_ok() {}
        let waited = start.elapsed();
        assert!(
            waited > Duration::from_secs(110) && waited < Duration::from_secs(130),
            "{waited:?}"
        );
    }

    #[tokio::test]
    async fn what_will_not_pass_is_not_waited_for() {
        let mut attempts = Attempts::new(Patience::default());
        let failure = Failure::Unexpected { status: 404, detail: String::new() };
        assert!(attempts.failed(failure).await.is_err());
    }

    #[tokio::test(start_paused = true)]
    async fn a_success_renews_the_patience() {
        let mut attempts = Attempts::new(Patience { attempts: 1, ..Patience::default() });
        assert!(attempts.failed(unavailable()).await.is_ok());
        attempts.succeeded();
        assert!(attempts.failed(unavailable()).await.is_ok());
        assert!(attempts.failed(unavailable()).await.is_err());
    }
}
