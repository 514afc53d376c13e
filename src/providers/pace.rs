//! How fast a provider is written to: one call at a time for each owner of repositories, and no
//! more than one a second when there are many, as GitHub asks for
//! (<https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api>).

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Mutex, OwnedMutexGuard};
use tokio::time::Instant;

use super::client::NoAccess;

/// How many calls may follow one another without a pause.
const BURST: usize = 10;

/// The time that this many calls take at the least.
const WINDOW: Duration = Duration::from_secs(10);

/// Who was written to when.
#[derive(Debug, Clone, Default)]
pub(super) struct Pace(Arc<Mutex<HashMap<String, Arc<Mutex<Recent>>>>>);

/// When the last calls began, and until when the provider wants to be left alone.
#[derive(Debug, Default)]
pub(super) struct Recent {
    calls: VecDeque<Instant>,
    not_before: Option<Instant>,
}

impl Recent {
    /// Refuses all calls for this long: a limit counts for all of an owner's repositories.
    pub(super) fn leave_alone_for(&mut self, wait: Duration) {
        self.not_before = Some(Instant::now() + wait);
    }
}

impl Pace {
    /// Waits for the turn to call; it lasts as long as what is returned.
    ///
    /// # Errors
    /// When the provider wants to be left alone now.
    pub(super) async fn turn(&self, owner: &str) -> Result<OwnedMutexGuard<Recent>, NoAccess> {
        let recent = Arc::clone(self.0.lock().await.entry(owner.to_owned()).or_default());
        let mut recent = recent.lock_owned().await;
        if let Some(wait) =
            recent.not_before.and_then(|it| it.checked_duration_since(Instant::now()))
            && !wait.is_zero()
        {
            let reason = "the provider wants to be left alone for a while".to_owned();
            return Err(NoAccess::Later { reason, wait: Some(wait) });
        }
        while recent.calls.len() >= BURST {
            if let Some(first) = recent.calls.pop_front() {
                tokio::time::sleep_until(first + WINDOW).await;
            }
        }
        recent.calls.push_back(Instant::now());
        Ok(recent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_few_calls_go_at_once_and_many_one_a_second() {
        let pace = Pace::default();
        let begun = Instant::now();
        for _ in 0..BURST {
            drop(pace.turn("acme").await.unwrap());
        }
        assert_eq!(begun.elapsed(), Duration::ZERO);
        for _ in 0..2 * BURST {
            drop(pace.turn("acme").await.unwrap());
        }
        assert_eq!(begun.elapsed(), 2 * WINDOW);
        let other = Instant::now();
        drop(pace.turn("other").await.unwrap());
        assert_eq!(other.elapsed(), Duration::ZERO);
    }

    #[tokio::test(start_paused = true)]
    async fn a_limit_counts_for_all_of_an_owner_until_it_is_over() {
        let pace = Pace::default();
        pace.turn("acme").await.unwrap().leave_alone_for(WINDOW);
        let Err(NoAccess::Later { wait, .. }) = pace.turn("acme").await else { panic!("a limit") };
        assert_eq!(wait, Some(WINDOW));
        assert!(pace.turn("other").await.is_ok());
        tokio::time::advance(WINDOW).await;
        assert!(pace.turn("acme").await.is_ok());
    }
}
