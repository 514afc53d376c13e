//! Registered repositories as they were read last, so that a burst of deliveries does not ask the
//! database for the same row each time.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use sea_orm::DbErr;

use super::group_read::GroupRead;
use crate::actors::bus::Bus;
use crate::config::DatabaseKind;
use crate::domain::fact::Fact;
use crate::entities::repositories::Model;
use crate::ids::RepositoryId;
use crate::store::Reader;
use crate::store::repositories as store;

/// How many are kept. Anybody may ask for ids that are not there, so it is bounded.
const CAPACITY: usize = 1024;

/// Rows that are valid until any repository changes. Those that are not there are kept, too: a
/// stranger can't tell by the time which ids are registered.
///
/// Only where this process alone writes the database, which is SQLite: another process's change
/// would not be heard of. Elsewhere those that are asked for at the same time are read together.
#[derive(Debug)]
pub struct KnownRepositories {
    are_kept: bool,
    read: GroupRead,
    revision: Arc<AtomicU64>,
    rows: Mutex<HashMap<RepositoryId, Kept>>,
}

#[derive(Debug)]
struct Kept {
    revision: u64,
    row: Option<Arc<Model>>,
}

impl KnownRepositories {
    /// None yet. `bus` tells of changes before those who made them have their answers.
    #[must_use]
    pub fn new(bus: &Bus, database: DatabaseKind) -> Self {
        let revision = Arc::new(AtomicU64::new(0));
        let changes = Arc::clone(&revision);
        bus.subscribe(move |fact| {
            if matches!(fact, Fact::RepositoryChanged { .. }) {
                changes.fetch_add(1, Ordering::AcqRel);
            }
        });
        let are_kept = database == DatabaseKind::Sqlite;
        Self { are_kept, read: GroupRead::default(), revision, rows: Mutex::default() }
    }

    /// The repository with this id.
    ///
    /// # Errors
    /// When the database has to be asked and does not answer.
    pub async fn find(
        &self,
        db: &Reader,
        id: RepositoryId,
    ) -> Result<Option<Arc<Model>>, Arc<DbErr>> {
        if !self.are_kept {
            return self.read.find(db, id).await;
        }
        // Before the row is read: a change that comes meanwhile makes it invalid.
        let revision = self.revision.load(Ordering::Acquire);
        if let Some(row) = self.kept(id, revision) {
            return Ok(row);
        }
        let row = store::find(db, id).await?.map(Arc::new);
        self.keep(id, Kept { revision, row: row.clone() });
        Ok(row)
    }

    fn kept(&self, id: RepositoryId, revision: u64) -> Option<Option<Arc<Model>>> {
        let rows = self.rows.lock().unwrap_or_else(PoisonError::into_inner);
        rows.get(&id).filter(|kept| kept.revision == revision).map(|kept| kept.row.clone())
    }

    fn keep(&self, id: RepositoryId, kept: Kept) {
        let mut rows = self.rows.lock().unwrap_or_else(PoisonError::into_inner);
        if rows.len() >= CAPACITY {
            rows.clear();
        }
        rows.insert(id, kept);
    }
}
