//! An actor's address: the same before and after a restart.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use ractor::rpc::CallResult;
use ractor::{ActorCell, ActorRef, ActorStatus, Message, RpcReplyPort};
use tokio::sync::watch;

/// How long a call waits for an actor that is being restarted: longer than the longest pause of a
/// restart budget.
const RESTART_PATIENCE: Duration = Duration::from_secs(15);

/// Where messages for an actor go, whichever incarnation of it lives.
#[derive(Debug)]
pub struct Address<M: Message> {
    current: Arc<watch::Sender<Option<ActorRef<M>>>>,
    waiting: Arc<AtomicI64>,
}

impl<M: Message> Clone for Address<M> {
    fn clone(&self) -> Self {
        Self { current: Arc::clone(&self.current), waiting: Arc::clone(&self.waiting) }
    }
}

impl<M: Message> Default for Address<M> {
    fn default() -> Self {
        Self { current: Arc::new(watch::Sender::new(None)), waiting: Arc::default() }
    }
}

/// A call that got no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CallError {
    /// The actor is not running, or ended before it answered. Whether it acted is unknown.
    #[error("the actor is not running")]
    Gone,
    /// The actor did not answer in time. Whether it acted is unknown.
    #[error("the actor did not answer in time")]
    TimedOut,
}

impl<M: Message> Address<M> {
    /// Makes `actor` the one that gets the messages from now on, with an empty mailbox.
    pub fn set(&self, actor: ActorRef<M>) {
        self.waiting.store(0, Ordering::Relaxed);
        self.current.send_replace(Some(actor));
    }

    /// Whether an incarnation lives that takes messages.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.cell().is_some_and(|cell| cell.get_status() == ActorStatus::Running)
    }

    /// The newest incarnation, which may have ended.
    #[must_use]
    pub fn cell(&self) -> Option<ActorCell> {
        self.current.borrow().as_ref().map(ActorRef::get_cell)
    }

    /// Sends a hint. When the actor is down the hint is lost, which is harmless: it reads the
    /// database when it comes back.
    pub fn cast(&self, message: M) {
        let current = self.current.borrow();
        if let Some(actor) = current.as_ref() {
            self.waiting.fetch_add(1, Ordering::Relaxed);
            if actor.cast(message).is_err() {
                self.waiting.fetch_sub(1, Ordering::Relaxed);
            }
        }
    }

    /// Sends a hint after a pause.
    pub fn cast_after(&self, pause: Duration, message: M) {
        let address = self.clone();
        tokio::spawn(async move {
            tokio::time::sleep(pause).await;
            address.cast(message);
        });
    }

    /// Asks and waits for the answer.
    ///
    /// # Errors
    /// [`CallError`] when there is none.
    pub async fn call<T: Send + 'static>(
        &self,
        message: impl FnOnce(RpcReplyPort<T>) -> M,
        patience: Duration,
    ) -> Result<T, CallError> {
        let actor = self.current.borrow().clone().ok_or(CallError::Gone)?;
        self.waiting.fetch_add(1, Ordering::Relaxed);
        match actor.call(message, Some(patience)).await {
            Ok(CallResult::Success(answer)) => Ok(answer),
            Ok(CallResult::Timeout) => Err(CallError::TimedOut),
            Ok(CallResult::SenderError) => Err(CallError::Gone),
            Err(_) => {
                self.waiting.fetch_sub(1, Ordering::Relaxed);
                Err(CallError::Gone)
            }
        }
    }

    /// Waits until another incarnation than `failed` lives.
    ///
    /// # Errors
    /// [`CallError::Gone`] when none comes.
    pub async fn restarted(&self, failed: Option<ActorCell>) -> Result<(), CallError> {
        let mut current = self.current.subscribe();
        let failed = failed.map(|cell| cell.get_id());
        let is_new = current
            .wait_for(|actor| actor.as_ref().is_some_and(|actor| Some(actor.get_id()) != failed));
        match tokio::time::timeout(RESTART_PATIENCE, is_new).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(_)) | Err(_) => Err(CallError::Gone),
        }
    }

    /// To be called by the actor for each message it takes from its mailbox. One that it sent to
    /// itself directly was not counted and takes nothing off.
    pub fn taken(&self) {
        let one_less = |waiting: i64| Some((waiting - 1).max(0));
        // The closure always has an answer.
        let _ = self.waiting.fetch_update(Ordering::Relaxed, Ordering::Relaxed, one_less);
    }

    /// How many messages wait in the mailbox.
    #[must_use]
    pub fn depth(&self) -> u64 {
        self.waiting.load(Ordering::Relaxed).try_into().unwrap_or_default()
    }
}
