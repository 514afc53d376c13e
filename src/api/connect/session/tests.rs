//! A runner that talks faster than its session listens.

use std::pin::pin;
use std::sync::atomic::{AtomicUsize, Ordering};

use futures_util::stream;
use ractor::{Actor, ActorProcessingErr, ActorRef};
use tokio::time::timeout;
use ulid::Ulid;

use super::*;

/// Takes a message when there is a permit for it.
struct Slow {
    address: Address<SessionMessage>,
    permits: Arc<Semaphore>,
    taken: Arc<AtomicUsize>,
}

impl Actor for Slow {
    type Msg = SessionMessage;
    type State = ();
    type Arguments = ();

    async fn pre_start(&self, _: ActorRef<Self::Msg>, (): ()) -> Result<(), ActorProcessingErr> {
        Ok(())
    }

    async fn handle(
        &self,
        _: ActorRef<Self::Msg>,
        _: Self::Msg,
        (): &mut (),
    ) -> Result<(), ActorProcessingErr> {
        self.address.taken();
        self.taken.fetch_add(1, Ordering::Relaxed);
        self.permits.acquire().await?.forget();
        Ok(())
    }
}

/// How many of `count` frames are read while the session works on the first, and how many the
/// session has in the end.
async fn read_and_taken(count: usize, reason: &str) -> (usize, usize) {
    let address = Address::default();
    let permits = Arc::new(Semaphore::new(0));
    let taken = Arc::new(AtomicUsize::new(0));
    let slow =
        Slow { address: address.clone(), permits: Arc::clone(&permits), taken: Arc::clone(&taken) };
    let (actor, session) = Actor::spawn(None, slow, ()).await.unwrap();
    address.set(actor.clone());
    let refused = RunnerFrame::Refused { lease: Ulid::nil(), reason: reason.to_owned() };
    let text = serde_json::to_string(&refused).unwrap();
    let mut read = 0;
    let mut frames = stream::iter(0..count).map(|_| {
        read += 1;
        Ok(Message::Text(text.clone()))
    });
    let mut listening = Box::pin(listen(&mut frames, &address));
    // Time stands still as long as anybody has something to do.
    let stuck = timeout(Duration::from_secs(5), &mut listening).await;
    assert!(stuck.is_err(), "{stuck:?}");
    drop(listening);
    let read_while_stuck = count - frames.size_hint().0;
    permits.add_permits(count);
    let end = pin!(listen(&mut frames, &address)).await;
    assert!(matches!(end, End::Closed), "{end}");
    actor.drain().unwrap();
    session.await.unwrap();
    assert_eq!(read, count);
    (read_while_stuck, taken.load(Ordering::Relaxed))
}

#[tokio::test(start_paused = true)]
async fn a_runner_is_not_read_from_while_its_session_is_behind() {
    // One is being worked on, 65 wait.
    assert_eq!(read_and_taken(200, "no room").await, (66, 200));
}

#[tokio::test(start_paused = true)]
async fn a_large_frame_is_taken_before_another_is_read() {
    assert_eq!(read_and_taken(10, &"x".repeat(300 * 1024)).await, (2, 10));
}
