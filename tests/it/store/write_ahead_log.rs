//! SQLite's write-ahead log, which is folded into the database while commits go on.

use oored::store::{Facts, Write, WriteError};
use sea_orm::{ConnectionTrait, DatabaseTransaction};

use super::storage::with;
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

/// More than that a commit would fold itself.
const TOO_LONG: u32 = 15_000;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_log_that_is_written_all_the_time_begins_anew() {
    with(TestDatabase::sqlite(), async |storage| {
        let checkpointer = storage.database.checkpointer().expect("it is SQLite");
        let mut longest = 0;
        loop {
            storage.run(Fill).await;
            let log = checkpointer.log().await.expect("its length");
            if log.pages < longest {
                break;
            }
            longest = log.pages;
            assert!(longest < TOO_LONG, "{log:?}");
        }
        assert!(longest >= 500, "a log is folded when it is worth it: {longest}");
    })
    .await;
}
