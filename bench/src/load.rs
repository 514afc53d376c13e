//! Deliveries in numbers: as many as the server takes, or so many in a second.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::{Result, ensure};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until};

use crate::pushes::Pushes;
use crate::statistics::{Times, per_second};
use crate::wire::Wire;

/// What is sent before anything is counted: caches fill, and files grow to their usual size.
const WARM_UP: Duration = Duration::from_secs(1);
/// How an acknowledged delivery is answered.
const ACCEPTED: u16 = 202;
/// How a delivery is answered that the server has no room for now.
const LATER: u16 = 503;

/// What came of deliveries.
#[derive(Debug, Clone)]
pub(crate) struct Delivered {
    /// How long each acknowledgement took.
    pub(crate) times: Times,
    /// Those that were to be sent later.
    pub(crate) refused: u64,
    /// Those that were due and not sent, as the ones before them took so long.
    pub(crate) unsent: u64,
    /// For how long it was counted.
    pub(crate) took: Duration,
}

impl Delivered {
    fn nothing() -> Self {
        Self { times: Times::new(), refused: 0, unsent: 0, took: Duration::ZERO }
    }

    /// Acknowledgements in a second.
    pub(crate) fn rate(&self) -> f64 {
        per_second(self.times.count(), self.took)
    }
}

/// Sends over so many connections, on each the next delivery of a lane of its own when the last one
/// is answered, for `duration` and a second before that, which does not count.
pub(crate) async fn saturate(
    address: SocketAddr,
    pushes: &Arc<Pushes>,
    connections: usize,
    duration: Duration,
) -> Result<Delivered> {
    let from = Instant::now() + WARM_UP;
    let mut senders = JoinSet::new();
    for lane in 0..connections {
        let mut sender = Sender::open(address, pushes, lane).await?;
        senders.spawn(async move {
            while Instant::now() < from + duration {
                let start = Instant::now();
                sender.deliver(start, start >= from).await?;
            }
            Ok(sender.delivered)
        });
    }
    collect(senders, duration).await
}

/// When deliveries end.
#[derive(Debug, Clone)]
pub(crate) enum Until {
    /// After this time.
    Passed(Duration),
    /// When this is set.
    Told(Arc<AtomicBool>),
}

impl Until {
    /// Whether a delivery is sent that was due so long after the beginning, and can be sent now.
    /// What is not sent after twice the time is not sent.
    fn lets_send(&self, due: Duration, now: Duration) -> bool {
        match self {
            Self::Passed(time) => due < *time && now < 2 * *time,
            Self::Told(end) => !end.load(Ordering::Relaxed),
        }
    }

    /// How many are never sent, of one every `step`, the next one having been due then.
    fn unsent(&self, due: Duration, step: Duration) -> u64 {
        let Self::Passed(time) = self else { return 0 };
        let left = time.saturating_sub(due).as_nanos().div_ceil(step.as_nanos().max(1));
        u64::try_from(left).unwrap_or(u64::MAX)
    }
}

/// Sends `rate` deliveries a second in all, over connections that have a lane each, however long
/// they take: what has to wait for its connection counts as waiting for the server.
pub(crate) async fn pace(
    address: SocketAddr,
    pushes: &Arc<Pushes>,
    (connections, rate): (u32, u32),
    until: Until,
) -> Result<Delivered> {
    let start = Instant::now();
    let step = Duration::from_secs(1) * connections / rate;
    let mut senders = JoinSet::new();
    for place in 0..connections {
        let mut sender = Sender::open(address, pushes, place.try_into()?).await?;
        let until = until.clone();
        senders.spawn(async move {
            let mut due = step * place / connections;
            while until.lets_send(due, start.elapsed()) {
                sleep_until(start + due).await;
                sender.deliver(start + due, true).await?;
                due += step;
            }
            sender.delivered.unsent = until.unsent(due, step);
            Ok(sender.delivered)
        });
    }
    let mut delivered = collect(senders, Duration::ZERO).await?;
    delivered.took = start.elapsed();
    Ok(delivered)
}

async fn collect(mut senders: JoinSet<Result<Delivered>>, took: Duration) -> Result<Delivered> {
    let mut sum = Delivered { took, ..Delivered::nothing() };
    while let Some(sender) = senders.join_next().await {
        let Delivered { times, refused, unsent, took: _ } = sender??;
        sum.times.add(&times);
        sum.refused += refused;
        sum.unsent += unsent;
    }
    Ok(sum)
}

struct Sender {
    wire: Wire,
    pushes: Arc<Pushes>,
    lane: usize,
    request: Vec<u8>,
    delivered: Delivered,
}

impl Sender {
    async fn open(address: SocketAddr, pushes: &Arc<Pushes>, lane: usize) -> Result<Self> {
        let (wire, pushes) = (Wire::open(address).await?, Arc::clone(pushes));
        Ok(Self { wire, pushes, lane, request: Vec::new(), delivered: Delivered::nothing() })
    }

    async fn deliver(&mut self, start: Instant, counts: bool) -> Result<()> {
        self.pushes.write_next(self.lane, &mut self.request);
        let status = self.wire.send(&self.request).await?;
        ensure!(
            matches!(status, ACCEPTED | LATER),
            "a webhook was answered {}",
            self.wire.answer()
        );
        match status {
            _ if !counts => {}
            LATER => self.delivered.refused += 1,
            _ => self.delivered.times.record(start.elapsed()),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::time::Duration;

    use super::Until;

    #[test]
    fn what_is_due_is_sent_late_but_not_for_ever() {
        let until = Until::Passed(Duration::from_secs(5));
        let of = |due, now| until.lets_send(Duration::from_secs(due), Duration::from_secs(now));
        assert!(of(4, 4) && of(4, 9));
        assert!(!of(5, 5) && !of(4, 10));
    }

    #[test]
    fn what_was_due_and_not_sent_is_counted() {
        let (until, step) = (Until::Passed(Duration::from_secs(5)), Duration::from_secs(1));
        let of = |due| until.unsent(Duration::from_millis(due), step);
        assert_eq!([of(0), of(2500), of(4999), of(5000), of(5500)], [5, 3, 1, 0, 0]);
        let told = Until::Told(Arc::new(AtomicBool::new(true)));
        assert_eq!(told.unsent(Duration::ZERO, step), 0);
    }

    #[test]
    fn deliveries_end_when_somebody_says_so() {
        let end = Arc::new(AtomicBool::new(false));
        let until = Until::Told(Arc::clone(&end));
        assert!(until.lets_send(Duration::from_secs(9), Duration::from_secs(9)));
        end.store(true, Ordering::Relaxed);
        assert!(!until.lets_send(Duration::ZERO, Duration::ZERO));
    }
}
