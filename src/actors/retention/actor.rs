//! The rounds: one at a time, each a task, so that the actor answers while one is under way.

use std::panic::AssertUnwindSafe;
use std::path::PathBuf;
use std::time::Duration;

use futures_util::FutureExt as _;
use ractor::{Actor, ActorProcessingErr, ActorRef};
use tokio::task::JoinHandle;
use tracing::error;

use super::blocking;
use super::compaction::{self, Damaged};
use super::handle::Retention;
use super::history::{self, History};
use super::sweep::{self, Broom};
use crate::actors::persistence::Persistence;
use crate::archive::{Archive, Claim};
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
    /// Tells which server this is: only one may change an archive.
    pub data_dir: PathBuf,
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
    /// What was told of the archive.
    trouble: Option<String>,
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
            round(&arguments, &mut progress).await;
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

/// Each part of a round by itself: one that panics keeps nobody from the others, nor from the next
/// round.
async fn round(arguments: &RetentionArguments, progress: &mut Progress) {
    if !is_ours(arguments, &mut progress.trouble).await {
        return;
    }
    if arguments.compact_every.is_some() {
        guarded("compaction", compaction::round(arguments, &mut progress.damaged)).await;
    }
    guarded("retention", history::round(arguments, &mut progress.history)).await;
    guarded("sweep", sweep::round(arguments, &mut progress.broom)).await;
}

/// Whether the archive may be changed; what prevents it is told once.
async fn is_ours(arguments: &RetentionArguments, told: &mut Option<String>) -> bool {
    let (archive, data_dir) = (arguments.archive.clone(), arguments.data_dir.clone());
    let trouble = match blocking(move || archive.claim(&data_dir)).await {
        Ok(Claim::Ours) => None,
        Ok(Claim::Anothers(_)) => Some(format!(
            "the logs' directory belongs to another server, and nothing in it is changed: give \
             this one a directory of its own (OORE_LOG_DIR); if it has taken the other's place for \
             good, remove {}",
            arguments.archive.owner_file().display()
        )),
        Err(error) => Some(format!("the logs' directory can't be used (OORE_LOG_DIR): {error}")),
    };
    if let Some(trouble) = trouble.as_ref().filter(|it| told.as_ref() != Some(*it)) {
        error!("{trouble}; until then logs stay in the database, and no history is removed");
    }
    *told = trouble;
    told.is_none()
}

async fn guarded(part: &'static str, work: impl Future<Output = ()>) {
    // What a part left half done it looks at anew, from the database.
    if AssertUnwindSafe(work).catch_unwind().await.is_err() {
        error!(part, "a part of the upkeep panicked; the next round tries again");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_part_that_panics_ends_nothing_else() {
        guarded("test", async { panic!("as the test wants it") }).await;
        let mut is_done = false;
        guarded("test", async { is_done = true }).await;
        assert!(is_done);
    }
}
