//! The tree of actors as a stream: told when it has changed, and no more often than a person can
//! follow.

use std::time::Duration;

use futures_util::stream::{self, Stream};
use tokio::time::sleep;

use crate::actors::supervision::{ActorView, Directory};
use crate::api::events::StreamEvent;
use crate::api::views::system::{Actor, ActorTree};

/// The least pause between two events: trees of large servers are long.
const SHORTEST_PAUSE: Duration = Duration::from_millis(500);

/// How often mailboxes are looked at. They are counted without a word to anybody, as there are
/// thousands of messages a second.
const LOOK_EVERY: Duration = Duration::from_secs(1);

impl StreamEvent for ActorTree {}

/// The tree as it is now, and whenever it has changed.
pub(super) fn follow(directory: Directory) -> impl Stream<Item = ActorTree> + Send + 'static {
    stream::unfold((directory, None), |(directory, shown)| async move {
        let now = changed(&directory, shown.as_deref()).await;
        let items = now.iter().cloned().map(Actor::from).collect();
        Some((ActorTree { items }, (directory, Some(now))))
    })
}

/// The tree when it differs from what was shown.
async fn changed(directory: &Directory, shown: Option<&[ActorView]>) -> Vec<ActorView> {
    if shown.is_some() {
        sleep(SHORTEST_PAUSE).await;
    }
    let mut changes = directory.changes();
    loop {
        let now = directory.list();
        if shown != Some(now.as_slice()) {
            return now;
        }
        tokio::select! {
            // The directory outlives this wait, so it never says that it is gone.
            _ = changes.changed() => {}
            () = sleep(LOOK_EVERY) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;

    use futures_util::StreamExt as _;
    use tokio::time::{Instant, timeout};

    use super::*;
    use crate::actors::intake::{Intake, IntakeMessage};
    use crate::actors::supervision::Address;
    use crate::clock;

    fn directory() -> Directory {
        let directory = Directory::default();
        directory.add("intake", Intake::default().address());
        directory
    }

    #[tokio::test(start_paused = true)]
    async fn the_tree_is_told_at_once_and_then_when_it_has_changed() {
        let directory = directory();
        let mut events = pin!(follow(directory.clone()));
        let first = events.next().await.unwrap();
        assert_eq!(first.items[0].name, "intake");
        let minute = Duration::from_secs(60);
        assert!(timeout(minute, events.next()).await.is_err(), "nothing has changed");
        let began = Instant::now();
        directory.failed("intake", clock::now(), "no disk");
        let second = events.next().await.unwrap();
        assert_eq!(second.items[0].restarts, 1);
        assert_eq!(second.items[0].last_failure.as_ref().unwrap().reason, "no disk");
        assert!(began.elapsed() <= SHORTEST_PAUSE + LOOK_EVERY);
    }

    #[tokio::test(start_paused = true)]
    async fn many_changes_are_told_together() {
        let directory = directory();
        let mut events = pin!(follow(directory.clone()));
        events.next().await.unwrap();
        let began = Instant::now();
        for number in 0..100 {
            directory.add(format!("logs/stream:{number}"), &Address::<IntakeMessage>::default());
        }
        assert_eq!(events.next().await.unwrap().items.len(), 101);
        assert!(began.elapsed() >= SHORTEST_PAUSE);
    }
}
