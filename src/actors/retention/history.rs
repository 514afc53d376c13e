//! Removes history that is beyond what is kept: decided by `domain::retention`, done in pieces.

use std::io;
use std::time::Duration;

use sea_orm::DbErr;
use tokio::time::Instant;
use tracing::{info, warn};

use super::actor::RetentionArguments;
use super::blocking;
use crate::actors::persistence::PersistenceError;
use crate::archive::Leftover;
use crate::clock;
use crate::domain::retention::Fate;
use crate::ids::BuildId;
use crate::store;
use crate::store::retention::{
    LogRemoval, OldPayloads, Page, RemoveBuild, RemoveLog, RemovePayloads, Walk, old_payloads,
};

/// The pause between two passes over all repositories.
const EVERY: Duration = Duration::from_secs(60 * 60);

/// How many payloads are removed by one write.
const PAYLOADS: usize = 100;

/// What is known from earlier passes.
#[derive(Debug, Default)]
pub(super) struct History {
    next: Option<Instant>,
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
    if let Err(error) = pass(arguments).await {
        warn!(%error, "old history stays for now; the next pass is in an hour");
    }
}

async fn pass(arguments: &RetentionArguments) -> Result<(), HistoryError> {
    if !arguments.rules.keep_builds() {
        let mut walk = Walk::new(arguments.rules, clock::now());
        while let Some(page) = walk.next(&arguments.reader).await? {
            remove(arguments, &page).await?;
        }
    }
    let Some(age) = arguments.rules.payloads else { return Ok(()) };
    let (before, mut after) = (clock::now() - age, None);
    loop {
        let OldPayloads { events, next } = old_payloads(&arguments.reader, after, before).await?;
        for events in events.chunks(PAYLOADS) {
            let events = events.to_vec();
            arguments.persistence.run(RemovePayloads { events, before }).await?;
        }
        after = Some(match next {
            Some(next) => next,
            None => return Ok(()),
        });
    }
}

async fn remove(arguments: &RetentionArguments, page: &Page) -> Result<(), HistoryError> {
    let mut done = Done::default();
    // Newest first: what a build was made from goes after it.
    for (build, fate) in &page.fates {
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
        info!(repository.id = %page.repository.id, builds, logs, "removed old history");
    }
    Ok(())
}

/// The row goes first: a file that nobody names is swept up, and a row without its file is a fault.
async fn remove_logs(
    arguments: &RetentionArguments,
    build: BuildId,
) -> Result<usize, HistoryError> {
    let mut gone = Vec::new();
    for lease in store::retention::logs_of(&arguments.reader, build).await? {
        let removal = RemoveLog { lease, at: clock::now() };
        let removed = loop {
            match arguments.persistence.run(removal).await? {
                LogRemoval::Begun => {}
                ended => break ended,
            }
        };
        if removed == LogRemoval::Gone {
            gone.push(Leftover::Object(lease));
        }
    }
    let (count, archive) = (gone.len(), arguments.archive.clone());
    if count > 0 {
        blocking(move || archive.remove(&gone)).await?;
    }
    Ok(count)
}
