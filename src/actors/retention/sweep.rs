//! Removes what no row names from the archive: drafts of writers that ended, and objects whose
//! attempt is gone or whose row was never written.

use std::io;
use std::time::{Duration, SystemTime};

use sea_orm::DbErr;
use tracing::{info, warn};

use super::actor::RetentionArguments;
use super::blocking;
use crate::archive::{Archive, Leftover, Removed};
use crate::store::logs::named;

/// How long nobody must have touched a file: its writer, here or on another server, is about to
/// write the row.
const GRACE: Duration = Duration::from_secs(60 * 60);

/// How many of the 1,024 directories are looked at in a round.
const AT_ONCE: usize = 32;

/// How many objects are asked for together.
const PAGE: usize = 200;

/// Where the next sweep goes on.
#[derive(Debug, Default)]
pub(super) struct Broom {
    next: usize,
}

/// Why a sweep ends early.
#[derive(Debug, thiserror::Error)]
enum SweepError {
    #[error(transparent)]
    Database(#[from] DbErr),
    #[error("{0} (OORE_LOG_DIR)")]
    Archive(#[from] io::Error),
}

/// Sweeps some directories.
pub(super) async fn round(arguments: &RetentionArguments, broom: &mut Broom) {
    let shards: Vec<String> = Archive::shards().skip(broom.next).take(AT_ONCE).collect();
    broom.next = if shards.len() < AT_ONCE { 0 } else { broom.next + AT_ONCE };
    match sweep(arguments, shards).await {
        Ok(0) => {}
        Ok(count) => info!(count, "removed files of the archive that belong to no log"),
        Err(error) => warn!(%error, "the archive can't be swept at the moment"),
    }
}

async fn sweep(arguments: &RetentionArguments, shards: Vec<String>) -> Result<usize, SweepError> {
    let archive = arguments.archive.clone();
    let found = blocking(move || {
        let before = SystemTime::now() - GRACE;
        let found = shards.iter().map(|shard| archive.untouched_since(shard, before));
        found.collect::<io::Result<Vec<_>>>()
    });
    let found: Vec<Leftover> = found.await?.into_iter().flatten().collect();
    let mut count = 0;
    for page in found.chunks(PAGE) {
        let leases: Vec<_> = page.iter().filter_map(object).collect();
        let named = named(&arguments.reader, &leases).await?;
        let is_unwanted =
            |left: &&Leftover| object(left).is_none_or(|lease| !named.contains(&lease));
        let unwanted: Vec<Leftover> = page.iter().filter(is_unwanted).cloned().collect();
        if unwanted.is_empty() {
            continue;
        }
        let (archive, files) = (arguments.archive.clone(), unwanted.len());
        if blocking(move || archive.remove(&unwanted)).await? == Removed::Gone {
            count += files;
        }
    }
    Ok(count)
}

fn object(left: &Leftover) -> Option<crate::ids::LeaseId> {
    match left {
        Leftover::Object(lease) => Some(*lease),
        Leftover::Draft(_) => None,
    }
}
