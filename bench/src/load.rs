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
    /// For how long it was counted.
    pub(crate) took: Duration,
}

impl Delivered {
    /// Acknowledgements in a second.
    pub(crate) fn rate(&self) -> f64 {
        per_second(self.times.count(), self.took)
    }
}

/// Sends over so many connections, on each the next delivery when the last one is answered, for
/// `duration` and a second before that, which does not count.
pub(crate) async fn saturate(
    address: SocketAddr,
    pushes: &Arc<Pushes>,
    connections: usize,
    duration: Duration,
) -> Result<Delivered> {
    let from = Instant::now() + WARM_UP;
    let mut senders = JoinSet::new();
    for _ in 0..connections {
        let mut sender = Sender::open(address, pushes).await?;
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
}

/// Sends `rate` deliveries a second in all, however long they take: what has to wait for its
/// connection counts as waiting for the server.
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
        let mut sender = Sender::open(address, pushes).await?;
        let until = until.clone();
        senders.spawn(async move {
            let mut due = step * place / connections;
            while until.lets_send(due, start.elapsed()) {
                sleep_until(start + due).await;
                sender.deliver(start + due, true).await?;
                due += step;
            }
            Ok(sender.delivered)
        });
    }
    let mut delivered = collect(senders, Duration::ZERO).await?;
    delivered.took = start.elapsed();
    Ok(delivered)
}

async fn collect(mut senders: JoinSet<Result<Delivered>>, took: Duration) -> Result<Delivered> {
    let mut sum = Delivered { times: Times::new(), refused: 0, took };
    while let Some(sender) = senders.join_next().await {
        let Delivered { times, refused, .. } = sender??;
        sum.times.add(&times);
        sum.refused += refused;
    }
    Ok(sum)
}

struct Sender {
    wire: Wire,
    pushes: Arc<Pushes>,
    request: Vec<u8>,
    delivered: Delivered,
}

impl Sender {
    async fn open(address: SocketAddr, pushes: &Arc<Pushes>) -> Result<Self> {
        let delivered = Delivered { times: Times::new(), refused: 0, took: Duration::ZERO };
        let wire = Wire::open(address).await?;
        Ok(Self { wire, pushes: Arc::clone(pushes), request: Vec::new(), delivered })
    }

    async fn deliver(&mut self, start: Instant, counts: bool) -> Result<()> {
        self.pushes.write_next(&mut self.request);
        let status = self.wire.send(&self.request).await?;
        if status == LATER {
            self.delivered.refused += 1;
            return Ok(());
        }
        ensure!(status == ACCEPTED, "a webhook was answered {}", self.wire.answer());
        if counts {
            self.delivered.times.record(start.elapsed());
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
    fn deliveries_end_when_somebody_says_so() {
        let end = Arc::new(AtomicBool::new(false));
        let until = Until::Told(Arc::clone(&end));
        assert!(until.lets_send(Duration::from_secs(9), Duration::from_secs(9)));
        end.store(true, Ordering::Relaxed);
        assert!(!until.lets_send(Duration::ZERO, Duration::ZERO));
    }
}
