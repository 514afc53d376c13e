//! Rows that are asked for at the same time, read together: one way to the database and back serves all
//! who came while the one before was under way, as one commit serves many writes.

use std::collections::{HashMap, HashSet};
use std::mem;
use std::sync::{Arc, Mutex, PoisonError};

use futures_util::FutureExt as _;
use futures_util::future::{BoxFuture, Shared, WeakShared};
use sea_orm::DbErr;
use tokio::sync::Semaphore;

use crate::entities::repositories::Model;
use crate::ids::RepositoryId;
use crate::store::Reader;
use crate::store::repositories::find_all;

/// Reads repositories. No answer is older than its question.
#[derive(Debug)]
pub(super) struct GroupRead {
    /// One for each read that is under way: a connection that has fallen silent holds up one.
    turns: Arc<Semaphore>,
    next: Arc<Mutex<Next>>,
}

/// The read that has not begun.
#[derive(Debug, Default)]
struct Next {
    ids: HashSet<RepositoryId>,
    /// None when nobody waits for it any more.
    read: Option<WeakShared<BoxFuture<'static, Answer>>>,
}

type Read = Shared<BoxFuture<'static, Answer>>;
type Answer = Result<HashMap<RepositoryId, Arc<Model>>, Arc<DbErr>>;

/// How many reads are under way at a time.
const READS: usize = 2;

impl Default for GroupRead {
    fn default() -> Self {
        Self { turns: Arc::new(Semaphore::new(READS)), next: Arc::default() }
    }
}

impl GroupRead {
    /// The repository with this id.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(super) async fn find(
        &self,
        db: &Reader,
        id: RepositoryId,
    ) -> Result<Option<Arc<Model>>, Arc<DbErr>> {
        let rows = self.join(db, id).await?;
        Ok(rows.get(&id).cloned())
    }

    fn join(&self, db: &Reader, id: RepositoryId) -> Read {
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        let waiting = next.read.as_ref().and_then(WeakShared::upgrade);
        let read = waiting.unwrap_or_else(|| {
            next.ids.clear();
            self.read(db.clone())
        });
        next.ids.insert(id);
        next.read = read.downgrade();
        read
    }

    /// Waits for its turn, and reads what was asked for until then.
    fn read(&self, db: Reader) -> Read {
        let (turns, next) = (Arc::clone(&self.turns), Arc::clone(&self.next));
        let read = async move {
            // They are never closed.
            let _turn = turns.acquire().await;
            let Next { ids, .. } = {
                let mut next = next.lock().unwrap_or_else(PoisonError::into_inner);
                mem::take(&mut *next)
            };
            let rows = find_all(&db, ids).await?;
            Ok(rows.into_iter().map(|row| (row.id, Arc::new(row))).collect())
        };
        read.boxed().shared()
    }
}

#[cfg(test)]
mod tests {
    use futures_util::future::join_all;

    use super::*;
    use crate::store::Database;

    async fn empty() -> (tempfile::TempDir, Reader) {
        let directory = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", directory.path().join("oore.db").display());
        (directory, Database::open(&url.into()).await.unwrap().bounded_reader())
    }

    fn asked(group: &GroupRead) -> HashSet<RepositoryId> {
        group.next.lock().unwrap().ids.clone()
    }

    #[tokio::test]
    async fn those_who_come_while_one_is_read_are_read_together() {
        let ((_directory, reader), group) = (empty().await, GroupRead::default());
        let ids = [0; 3].map(|_| RepositoryId::generate());
        let under_way = group.turns.acquire_many(READS as u32).await.unwrap();
        let mut all = Box::pin(join_all(ids.map(|id| group.find(&reader, id))));
        assert!(all.as_mut().now_or_never().is_none());
        assert_eq!(asked(&group), ids.into());
        drop(under_way);
        let answers = all.await;
        assert_eq!(answers.iter().filter(|answer| matches!(answer, Ok(None))).count(), 3);
        assert!(asked(&group).is_empty());
    }

    #[tokio::test]
    async fn who_gives_up_is_forgotten() {
        let ((_directory, reader), group) = (empty().await, GroupRead::default());
        let [first, second] = [0; 2].map(|_| RepositoryId::generate());
        let under_way = group.turns.acquire_many(READS as u32).await.unwrap();
        assert!(group.find(&reader, first).now_or_never().is_none());
        let mut last = Box::pin(group.find(&reader, second));
        assert!(last.as_mut().now_or_never().is_none());
        assert_eq!(asked(&group), [second].into());
        drop(under_way);
        assert!(last.await.unwrap().is_none());
    }
}
