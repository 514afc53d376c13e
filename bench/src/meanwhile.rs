//! Webhooks that come in while something else is measured.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::Result;
use tokio::task::JoinHandle;

use crate::figure::{Aim, Figure, Unit};
use crate::load::{Delivered, Until, pace};
use crate::logs::GROUP;
use crate::origin::Origin;
use crate::pushes::{Outcome, Pushes};
use crate::server::Server;

/// Milliseconds that 99 of a hundred webhooks are to take at most.
const AIM: f64 = 10.0;
/// Of fewer, the worst but one in a hundred is just the worst.
const FEW: u64 = 100;

/// Webhooks of a repository of their own, for which nothing is built.
#[derive(Debug)]
pub(crate) struct Webhooks {
    server: SocketAddr,
    pushes: Arc<Pushes>,
}

/// Those that come now.
#[derive(Debug)]
pub(crate) struct Coming {
    rate: u32,
    end: Arc<AtomicBool>,
    sender: JoinHandle<Result<Delivered>>,
}

impl Webhooks {
    /// None is sent yet.
    pub(crate) async fn prepare(server: &Server, origin: &Origin) -> Result<Self> {
        let other = server.register("other", origin).await?;
        let pushes = Arc::new(Pushes::new(origin, &other, Outcome::Skipped)?);
        Ok(Self { server: server.address, pushes })
    }

    /// So many a second, until they are ended.
    pub(crate) fn come(&self, rate: u32) -> Coming {
        let end = Arc::new(AtomicBool::new(false));
        self.send(rate, Until::Told(Arc::clone(&end)), end)
    }

    /// So many a second, and so many in all.
    pub(crate) fn come_to(&self, rate: u32, count: u32) -> Coming {
        let until = Until::Passed(Duration::from_secs(1) * count / rate);
        self.send(rate, until, Arc::default())
    }

    fn send(&self, rate: u32, until: Until, end: Arc<AtomicBool>) -> Coming {
        let (address, pushes) = (self.server, Arc::clone(&self.pushes));
        let sender = tokio::spawn(async move { pace(address, &pushes, (1, rate), until).await });
        Coming { rate, end, sender }
    }
}

impl Coming {
    /// Whether all of them were sent.
    pub(crate) fn is_over(&self) -> bool {
        self.sender.is_finished()
    }

    /// Their worst but one in a hundred, or the worst of a few.
    pub(crate) async fn end(self, meanwhile: &str) -> Result<Figure> {
        self.end.store(true, Ordering::Relaxed);
        Ok(told(&self.sender.await??, self.rate, meanwhile))
    }
}

fn told(Delivered { times, .. }: &Delivered, rate: u32, meanwhile: &str) -> Figure {
    let count = times.count();
    let name = format!("{count} webhooks, {rate}/s, during {meanwhile}");
    if count < FEW {
        let worst = times.percentile_ms(100.0);
        return Figure::new(GROUP, format!("{name}: the worst"), worst, Unit::Milliseconds);
    }
    let p99 = times.percentile_ms(99.0);
    Figure::new(GROUP, format!("{name}: p99"), p99, Unit::Milliseconds).aim(Aim::Under(AIM))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::told;
    use crate::load::Delivered;
    use crate::statistics::Times;

    #[test]
    fn of_a_few_nothing_but_the_worst_is_told() {
        let of = |count| {
            let mut times = Times::new();
            for ms in 1..=count {
                times.record(Duration::from_millis(ms));
            }
            let took = Duration::from_secs(10);
            told(&Delivered { times, refused: 0, unsent: 0, took }, 10, "it")
        };
        let few = of(99);
        assert_eq!(few.name, "99 webhooks, 10/s, during it: the worst");
        assert!(few.aim.is_none() && few.value >= 99.0);
        let many = of(200);
        assert_eq!(many.name, "200 webhooks, 10/s, during it: p99");
        assert!(many.aim.is_some() && many.value < 199.0);
    }
}
