//! How fast a provider is written to: one call at a time for each owner of repositories, and no
//! more than one a second when there are many, as GitHub asks for
//! (<https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api>).

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Mutex, OwnedMutexGuard};
use tokio::time::Instant;

/// How many calls may follow one another without a pause.
const BURST: usize = 10;

/// The time that this many calls take at the least.
const WINDOW: Duration = Duration::from_secs(10);

/// Who was written to when.
#[derive(Debug, Clone, Default)]
pub(super) struct Pace(Arc<Mutex<HashMap<String, Arc<Mutex<Recent>>>>>);

/// When the last calls began.
#[derive(Debug, Default)]
pub(super) struct Recent(VecDeque<Instant>);

impl Pace {
    /// Waits for the turn to call; it lasts as long as what is returned.
    pub(super) async fn turn(&self, owner: &str) -> OwnedMutexGuard<Recent> {
        let recent = Arc::clone(self.0.lock().await.entry(owner.to_owned()).or_default());
        let mut recent = recent.lock_owned().await;
        while recent.0.len() >= BURST {
            if let Some(first) = recent.0.pop_front() {
                tokio::time::sleep_until(first + WINDOW).await;
            }
        }
        recent.0.push_back(Instant::now());
        recent
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
            drop(pace.turn("acme").await);
        }
        assert_eq!(begun.elapsed(), Duration::ZERO);
        for _ in 0..2 * BURST {
            drop(pace.turn("acme").await);
        }
        assert_eq!(begun.elapsed(), 2 * WINDOW);
        let other = Instant::now();
        drop(pace.turn("other").await);
        assert_eq!(other.elapsed(), Duration::ZERO);
    }
}
