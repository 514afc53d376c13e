//! The rounds: one at a time, each a task, so that the actor answers while one is under way.

use std::time::Duration;

use ractor::{Actor, ActorProcessingErr, ActorRef};
use tokio::task::JoinHandle;

use super::compaction::{self, Damaged};
use super::handle::Retention;
use super::history::{self, History};
use super::sweep::{self, Broom};
use crate::actors::persistence::Persistence;
use crate::archive::Archive;
use crate::domain::retention::Rules;
use crate::store::Reader;

/// The pause between two rounds in which nothing is compacted.
const PAUSE: Duration = Duration::from_secs(30);

/// Looks after what is kept.
#[derive(Debug)]
pub struct RetentionActor;

/// What it is told.
#[derive(Debug)]
pub enum RetentionMessage {
    /// It is time for a round.
    Begin,
    /// The round has ended, and left this for the next one.
    Ended(Progress),
}

/// What it works with.
#[derive(Debug, Clone)]
pub struct RetentionArguments {
    /// Where it reads.
    pub reader: Reader,
    /// Where it writes.
    pub persistence: Persistence,
    /// Where the logs of ended attempts go.
    pub archive: Archive,
    /// The pause between two looks for logs to compact; none: they stay where they are.
    pub compact_every: Option<Duration>,
    /// What is kept.
    pub rules: Rules,
    /// Its own handle.
    pub handle: Retention,
}

impl RetentionArguments {
    fn pause(&self) -> Duration {
        self.compact_every.unwrap_or(PAUSE)
    }
}

/// What goes from one round to the next.
#[derive(Debug, Default)]
pub struct Progress {
    pub(super) damaged: Damaged,
    pub(super) history: History,
    pub(super) broom: Broom,
}

/// The round that is under way.
#[derive(Debug)]
pub struct RetentionState {
    arguments: RetentionArguments,
    progress: Progress,
    round: Option<JoinHandle<()>>,
}

impl Actor for RetentionActor {
    type Msg = RetentionMessage;
    type State = RetentionState;
    type Arguments = RetentionArguments;

    async fn pre_start(
        &self,
        myself: ActorRef<RetentionMessage>,
        arguments: RetentionArguments,
    ) -> Result<RetentionState, ActorProcessingErr> {
        myself.send_after(arguments.pause(), || RetentionMessage::Begin);
        Ok(RetentionState { arguments, progress: Progress::default(), round: None })
    }

    async fn handle(
        &self,
        myself: ActorRef<RetentionMessage>,
        message: RetentionMessage,
        state: &mut RetentionState,
    ) -> Result<(), ActorProcessingErr> {
        state.arguments.handle.address.taken();
        match message {
            RetentionMessage::Begin => state.begin(myself),
            RetentionMessage::Ended(progress) => {
                (state.round, state.progress) = (None, progress);
                myself.send_after(state.arguments.pause(), || RetentionMessage::Begin);
            }
        }
        Ok(())
    }

    async fn post_stop(
        &self,
        _: ActorRef<RetentionMessage>,
        state: &mut RetentionState,
    ) -> Result<(), ActorProcessingErr> {
        state.end();
        Ok(())
    }
}

impl Drop for RetentionState {
    /// The next incarnation begins a round of its own.
    fn drop(&mut self) {
        self.end();
    }
}

impl RetentionState {
    fn begin(&mut self, myself: ActorRef<RetentionMessage>) {
        self.end();
        let (arguments, mut progress) =
            (self.arguments.clone(), std::mem::take(&mut self.progress));
        self.round = Some(tokio::spawn(async move {
            if arguments.compact_every.is_some() {
                compaction::round(&arguments, &mut progress.damaged).await;
            }
            history::round(&arguments, &mut progress.history).await;
            sweep::round(&arguments, &mut progress.broom).await;
            // An actor that has ended has ended its round as well.
            let _ = myself.cast(RetentionMessage::Ended(progress));
        }));
    }

    fn end(&mut self) {
        if let Some(round) = self.round.take() {
            round.abort();
        }
    }
}
