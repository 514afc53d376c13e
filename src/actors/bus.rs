//! Facts from the persistence actor to everyone who wants to hear them.

use std::sync::{Arc, PoisonError, RwLock};

use tokio::sync::broadcast;

use crate::domain::fact::Fact;

/// How many facts a slow listener may fall behind before it is told that it missed some. A build
/// of 256 jobs makes about five a job.
const LISTENER_CAPACITY: usize = 4096;

type Subscriber = Box<dyn Fn(&Fact) + Send + Sync>;

/// The way facts take.
#[derive(Clone)]
pub struct Bus {
    subscribers: Arc<RwLock<Vec<Subscriber>>>,
    listeners: broadcast::Sender<Fact>,
}

impl std::fmt::Debug for Bus {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Bus").field("listeners", &self.listeners.receiver_count()).finish()
    }
}

impl Default for Bus {
    fn default() -> Self {
        Self { subscribers: Arc::default(), listeners: broadcast::channel(LISTENER_CAPACITY).0 }
    }
}

impl Bus {
    /// Calls `subscriber` for every fact, in order, on the publisher's task: it must only pass the
    /// fact on to a mailbox. Meant for actors, which live as long as the bus.
    pub fn subscribe(&self, subscriber: impl Fn(&Fact) + Send + Sync + 'static) {
        let mut subscribers = self.subscribers.write().unwrap_or_else(PoisonError::into_inner);
        subscribers.push(Box::new(subscriber));
    }

    /// A stream of facts from now on. Who falls behind gets an error and reads the database.
    #[must_use]
    pub fn listen(&self) -> broadcast::Receiver<Fact> {
        self.listeners.subscribe()
    }

    /// Tells everyone.
    pub fn publish(&self, facts: Vec<Fact>) {
        let subscribers = self.subscribers.read().unwrap_or_else(PoisonError::into_inner);
        for fact in facts {
            for subscriber in subscribers.iter() {
                subscriber(&fact);
            }
            // An error means that nobody listens, which is as good as having told them.
            let _ = self.listeners.send(fact);
        }
    }
}
