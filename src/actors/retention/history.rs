//! Removes history that is beyond what is kept: decided by `domain::retention`, done in pieces.

use std::io;
use std::time::Duration;

use sea_orm::DbErr;
use tokio::time::Instant;
use tracing::{info, warn};

use super::actor::RetentionArguments;
use crate::actors::persistence::PersistenceError;
use crate::clock;
use crate::domain::access::Reach;
use crate::domain::retention::{Fate, decide};
use crate::entities::repositories;
use crate::ids::{BuildId, WebhookEventId};
use crate::store;
use crate::store::retention::{RemoveBuild, RemoveLog, RemovePayloads};

/// The pause between two passes over all repositories.
const EVERY: Duration = Duration::from_secs(60 * 60);

/// How many repositories are read at a time.
const PAGE: u64 = 200;

/// What is known from earlier passes.
#[derive(Debug, Default)]
pub(super) struct History {
    next: Option<Instant>,
    payloads_until: Option<WebhookEventId>,
}

/// Why a pass ends early.
#[derive(Debug, thiserror::Error)]
enum HistoryError {
    #[error(transparent)]
    Database(#[from] DbErr),
    #[error(transparent)]
    Persistence(#[from] PersistenceError),
    #[error("{0} (OORE_LOG_DIR)")]
    Archive(#[from] io::Error),
}

/// What a pass has done.
#[derive(Debug, Default)]
struct Done {
    builds: usize,
    logs: usize,
}

/// Makes a pass if it is time for one.
pub(super) async fn round(arguments: &RetentionArguments, history: &mut History) {
    let is_due = history.next.is_none_or(|next| next <= Instant::now());
    if arguments.rules.keep_everything() || !is_due {
        return;
    }
    history.next = Some(Instant::now() + EVERY);
    if let Err(error) = pass(arguments, history).await {
        warn!(%error, "old history stays for now; the next pass is in an hour");
    }
}

async fn pass(arguments: &RetentionArguments, history: &mut History) -> Result<(), HistoryError> {
    if !arguments.rules.keep_builds() {
        let (all, mut before) = (store::repositories::Filter::default(), None);
        loop {
            let reader = &arguments.reader;
            let page = store::repositories::list(reader, &all, &Reach::All, (before, PAGE)).await?;
            let Some(last) = page.last() else { break };
            before = Some(last.id);
            for repository in &page {
                of_repository(arguments, repository).await?;
            }
        }
    }
    let Some(age) = arguments.rules.payloads else { return Ok(()) };
    loop {
        let (after, before) = (history.payloads_until, clock::now() - age);
        match arguments.persistence.run(RemovePayloads { after, before }).await? {
            Some(last) => history.payloads_until = Some(last),
            None => return Ok(()),
        }
    }
}

async fn of_repository(
    arguments: &RetentionArguments,
    repository: &repositories::Model,
) -> Result<(), HistoryError> {
    let builds = store::retention::candidates(&arguments.reader, repository.id).await?;
    let fates = decide(&arguments.rules, &builds, clock::now());
    let mut done = Done::default();
    // Newest first: what a build was made from goes after it.
    for (build, fate) in builds.iter().zip(fates) {
        match fate {
            Fate::Stays => {}
            Fate::LosesLogs(_) => done.logs += remove_logs(arguments, build.id).await?,
            Fate::Goes(_) => {
                done.logs += remove_logs(arguments, build.id).await?;
                let is_gone = arguments.persistence.run(RemoveBuild { id: build.id }).await?;
                done.builds += usize::from(is_gone);
            }
        }
    }
    if done.builds + done.logs > 0 {
        let Done { builds, logs } = done;
        info!(repository.id = %repository.id, builds, logs, "removed old history");
    }
    Ok(())
}

/// The row goes first: a file that nobody names is swept up, and a row without its file is a fault.
async fn remove_logs(
    arguments: &RetentionArguments,
    build: BuildId,
) -> Result<usize, HistoryError> {
    let leases = store::retention::logs_of(&arguments.reader, build).await?;
    for lease in &leases {
        let removal = RemoveLog { lease: *lease, at: clock::now() };
        while arguments.persistence.run(removal).await? {}
        arguments.archive.remove(*lease)?;
    }
    Ok(leases.len())
}
