//! SQLite's write-ahead log, which is folded into the database while commits go on.

use futures_util::future::join_all;
use oored::store::{Facts, Folded, Write, WriteError};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, Statement, TransactionTrait};

use super::storage::{Storage, with};
use crate::support::TestDatabase;

/// Some pages of the database.
struct Fill;

impl Write for Fill {
    type Output = ();

    async fn apply(&self, tx: &DatabaseTransaction, _: &mut Facts) -> Result<(), WriteError> {
        tx.execute_unprepared("CREATE TABLE IF NOT EXISTS filler (bytes BLOB)").await?;
        tx.execute_unprepared("INSERT INTO filler VALUES (randomblob(20000))").await?;
        Ok(())
    }
}

const COUNT: &str = "SELECT count(*) FROM filler";

/// From a thousand pages more on a commit folds the log itself.
const TOO_LONG: u32 = 15_000;

/// There is always a commit under way, so the log is never whole in the database unless the writer
/// sees to that.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_log_that_is_written_all_the_time_begins_anew() {
    with(TestDatabase::sqlite(), async |storage| {
        let checkpointer = storage.database.checkpointer().expect("it is SQLite");
        let write = async || loop {
            storage.run(Fill).await;
        };
        let watch = async {
            let mut longest = 0;
            loop {
                let Some(log) = checkpointer.log().await.expect("its length") else { continue };
                if log.pages < longest {
                    return;
                }
                longest = log.pages;
                assert!(longest < TOO_LONG, "{log:?}");
            }
        };
        tokio::select! {
            () = watch => {}
            _ = join_all((0..8).map(|_| write())) => unreachable!("they write for ever"),
        }
    })
    .await;
}

/// Writes some pages without the persistence actor, and says nothing to it.
async fn fill(storage: &Storage, writes: usize) {
    for _ in 0..writes {
        let tx = storage.database.begin().await.expect("begun");
        Fill.apply(&tx, &mut Facts::default()).await.expect("written");
        tx.commit().await.expect("committed");
    }
}

#[tokio::test]
async fn a_log_is_folded_when_that_is_worth_it_and_nobody_reads_what_is_older() {
    with(TestDatabase::sqlite(), async |storage| {
        let checkpointer = storage.database.checkpointer().expect("it is SQLite");
        fill(storage, 2).await;
        assert_eq!(checkpointer.fold().await.expect("folded"), Folded::Nothing);
        let backup = storage.database.reader().begin().await.expect("begun");
        backup.query_one_raw(Statement::from_string(DbBackend::Sqlite, COUNT)).await.expect("read");
        fill(storage, 200).await;
        assert_eq!(checkpointer.fold().await.expect("folded"), Folded::Prevented);
        backup.commit().await.expect("ended");
        assert_eq!(checkpointer.fold().await.expect("folded"), Folded::Most);
        let log = checkpointer.log().await.expect("its length").expect("nobody is at it");
        assert_eq!(log.unfolded, 0);
    })
    .await;
}

/// Before that version two connections could damage a database that both write to or fold.
#[tokio::test]
async fn sqlite_is_new_enough_to_be_folded_by_two_connections() {
    with(TestDatabase::sqlite(), async |storage| {
        let reader = &storage.database.reader();
        let asked = Statement::from_string(DbBackend::Sqlite, "SELECT sqlite_version()");
        let row = reader.query_one_raw(asked).await.expect("an answer").expect("a row");
        let version: String = row.try_get_by_index(0).expect("a text");
        let parts: Vec<u32> =
            version.split('.').map(|part| part.parse().expect("a number")).collect();
        assert!(parts >= vec![3, 51, 3], "{version}");
    })
    .await;
}
