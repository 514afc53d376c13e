//! The schedule: one round over all repositories at a time, a few of them at once.

use std::time::Duration;

use futures_util::StreamExt;
use futures_util::stream;
use ractor::{Actor, ActorProcessingErr, ActorRef};
use sea_orm::DbErr;
use tokio::task::JoinHandle;
use tracing::{debug, error, info, warn};

use super::handle::Reconcile;
use crate::actors::repositories::{Repositories, SyncError};
use crate::domain::access::Reach;
use crate::ids::RepositoryId;
use crate::providers::ProviderClient;
use crate::store::{self, Reader};

/// How long after its start the server looks for the first time: deliveries that the provider held
/// back meanwhile come first, and a server that is started again and again asks nobody anything.
const START_GRACE: Duration = Duration::from_secs(30);

/// How many repositories are looked at at once: each costs a process and a connection or two.
const AT_ONCE: usize = 2;

/// How many repositories are read at a time.
const PAGE: u64 = 200;

/// Looks at repositories when their time has come.
#[derive(Debug)]
pub struct ReconcileActor;

/// What the schedule is told.
#[derive(Debug)]
pub enum ReconcileMessage {
    /// It is time for a round.
    Begin,
    /// The round has ended.
    Ended,
}

/// What the schedule works with.
#[derive(Debug, Clone)]
pub struct ReconcileArguments {
    /// Where it reads.
    pub reader: Reader,
    /// Who looks.
    pub repositories: Repositories,
    /// Who is asked for deliveries that were made in vain.
    pub providers: ProviderClient,
    /// The pause between two rounds; none: there are none.
    pub every: Option<Duration>,
    /// Its own handle.
    pub handle: Reconcile,
}

/// The round that is under way.
#[derive(Debug)]
pub struct ReconcileState {
    arguments: ReconcileArguments,
    round: Option<JoinHandle<()>>,
}

impl Actor for ReconcileActor {
    type Msg = ReconcileMessage;
    type State = ReconcileState;
    type Arguments = ReconcileArguments;

    async fn pre_start(
        &self,
        myself: ActorRef<ReconcileMessage>,
        arguments: ReconcileArguments,
    ) -> Result<ReconcileState, ActorProcessingErr> {
        if let Some(every) = arguments.every {
            myself.send_after(every.min(START_GRACE), || ReconcileMessage::Begin);
        }
        Ok(ReconcileState { arguments, round: None })
    }

    async fn handle(
        &self,
        myself: ActorRef<ReconcileMessage>,
        message: ReconcileMessage,
        state: &mut ReconcileState,
    ) -> Result<(), ActorProcessingErr> {
        state.arguments.handle.address.taken();
        match message {
            ReconcileMessage::Begin => state.begin(myself),
            ReconcileMessage::Ended => {
                state.round = None;
                if let Some(every) = state.arguments.every {
                    myself.send_after(every, || ReconcileMessage::Begin);
                }
            }
        }
        Ok(())
    }

    async fn post_stop(
        &self,
        _: ActorRef<ReconcileMessage>,
        state: &mut ReconcileState,
    ) -> Result<(), ActorProcessingErr> {
        state.end();
        Ok(())
    }
}

impl Drop for ReconcileState {
    /// The next incarnation begins a round of its own.
    fn drop(&mut self) {
        self.end();
    }
}

impl ReconcileState {
    fn begin(&mut self, myself: ActorRef<ReconcileMessage>) {
        self.end();
        let arguments = self.arguments.clone();
        self.round = Some(tokio::spawn(async move {
            if let Err(error) = round(&arguments).await {
                error!(%error, "repositories can't be looked at at the moment");
            }
            // An actor that has ended has ended its round as well.
            let _ = myself.cast(ReconcileMessage::Ended);
        }));
    }

    fn end(&mut self) {
        if let Some(round) = self.round.take() {
            round.abort();
        }
    }
}

async fn round(arguments: &ReconcileArguments) -> Result<(), DbErr> {
    match arguments.providers.redeliver_failed().await {
        Ok(0) => {}
        Ok(count) => info!(count, "deliveries that were made in vain are asked for once more"),
        Err(error) => warn!(%error, "deliveries that were made in vain can't be asked for"),
    }
    let (reader, repositories) = (&arguments.reader, &arguments.repositories);
    let (all, mut before) = (store::repositories::Filter::default(), None);
    loop {
        let page = store::repositories::list(reader, &all, &Reach::All, (before, PAGE)).await?;
        let Some(last) = page.last() else { return Ok(()) };
        before = Some(last.id);
        let active: Vec<_> = page.iter().filter(|it| it.active).map(|it| it.id).collect();
        let looks = |id| look(repositories.clone(), id);
        stream::iter(active).for_each_concurrent(AT_ONCE, looks).await;
    }
}

/// What is wrong with one repository is noted with it, and keeps nobody from the others.
async fn look(repositories: Repositories, id: RepositoryId) {
    match repositories.sync(id).await {
        Ok(_) => {}
        // Told where it was found, or of no interest any more.
        Err(SyncError::Git(_) | SyncError::RepositoryGone | SyncError::Inactive) => {}
        Err(error @ SyncError::Outdated) => debug!(repository.id = %id, %error, "passed over"),
        Err(error @ SyncError::Unavailable) => {
            warn!(repository.id = %id, %error, "a repository is not looked at in this round");
        }
    }
}
