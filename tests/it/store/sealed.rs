//! What is sealed, and sealing it anew: every column of bytes is known, and whatever cuts a
//! rotation off, nothing is lost.

use std::collections::BTreeSet;
use std::sync::Arc;

use oored::crypto::seal::{Place, SealError, SealKey, Sealer};
use oored::entities::repositories;
use oored::store::repositories::{AddRepository, find};
use oored::store::sealed::{Rotated, Rotation, SEALED, SECRET_VALUE, Unopened};
use oored::store::secrets::{Vault, list};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use secrecy::ExposeSecret;

use super::rows::repository;
use super::secrets::{secret, set};
use super::storage::{Storage, both};

/// Columns of bytes that hold nothing secret.
const NOT_SEALED: [(&str, &str); 2] = [("webhook_events", "body"), ("log_chunks", "data")];

/// More than two batches.
const SECRETS: usize = 230;

const COLUMNS_OF_SQLITE: &str = "
    SELECT m.name AS table_name, p.name AS column_name FROM sqlite_master m, pragma_table_info(m.name) p
    WHERE m.type = 'table' AND p.type LIKE '%blob%'";

const COLUMNS_OF_POSTGRES: &str = "
    SELECT table_name::text, column_name::text FROM information_schema.columns
    WHERE table_schema = 'public' AND data_type = 'bytea'";

fn key(byte: u8) -> SealKey {
    SealKey::from([byte; 32])
}

/// Fills every sealed column with what only the first key opens.
async fn fill(storage: &Storage) -> repositories::Model {
    let sealer = Arc::new(Sealer::new(key(1)));
    let mut row = repository("acme", "app");
    let id = row.id.to_string();
    let seal = |column| {
        let place = Place { table: "repositories", row: &id, column };
        Some(sealer.seal(&place, format!("hush {column}").as_bytes()))
    };
    row.webhook_secret = seal("webhook_secret");
    row.webhook_secret_previous = seal("webhook_secret_previous");
    row.webhook_signing_token = seal("webhook_signing_token");
    row.webhook_signing_token_previous = seal("webhook_signing_token_previous");
    row.access_token = seal("access_token");
    storage.run(AddRepository { repository: row.clone() }).await.unwrap();
    let vault = Vault::new(sealer);
    for number in 0..SECRETS {
        set(storage, secret(None, &format!("S{number:03}"), &vault)).await;
    }
    row
}

/// Opens everything that [`fill`] sealed.
async fn open_all(storage: &Storage, repository: &repositories::Model, sealer: Sealer) {
    let db = &storage.database.reader();
    let row = find(db, repository.id).await.unwrap().unwrap();
    let id = row.id.to_string();
    for (column, sealed) in [
        ("webhook_secret", &row.webhook_secret),
        ("webhook_secret_previous", &row.webhook_secret_previous),
        ("webhook_signing_token", &row.webhook_signing_token),
        ("webhook_signing_token_previous", &row.webhook_signing_token_previous),
        ("access_token", &row.access_token),
    ] {
        let place = Place { table: "repositories", row: &id, column };
        let opened = sealer.open_text(&place, sealed.as_deref().unwrap()).unwrap();
        assert_eq!(opened.expose_secret(), format!("hush {column}"));
    }
    let vault = Vault::new(Arc::new(sealer));
    let secrets = list(db, None, None, 1000).await.unwrap();
    assert_eq!(secrets.len(), SECRETS);
    for secret in secrets {
        assert_eq!(vault.open(&secret).unwrap().expose_secret(), format!("hush {}", secret.name));
    }
}

fn both_keys() -> Sealer {
    Sealer::new(key(2)).with_earlier(key(1))
}

both! {
    async fn every_column_of_bytes_is_sealed_or_known_not_to_be(storage: &Storage) {
        let db = &storage.database.reader();
        let sql = match db.get_database_backend() {
            DbBackend::Sqlite => COLUMNS_OF_SQLITE,
            DbBackend::Postgres => COLUMNS_OF_POSTGRES,
            other => panic!("the server does not run on {other:?}"),
        };
        let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await;
        let column = |row: &sea_orm::QueryResult| {
            let at = |index| row.try_get_by_index::<String>(index).unwrap();
            (at(0), at(1))
        };
        let there: BTreeSet<_> = rows.unwrap().iter().map(column).collect();
        let sealed = SEALED.iter().map(|column| (column.table, column.column));
        let known: BTreeSet<_> = sealed
            .chain(NOT_SEALED)
            .map(|(table, column)| (table.to_owned(), column.to_owned()))
            .collect();
        assert_eq!(there, known, "a new column belongs into `store::sealed::SEALED`");
    }

    async fn a_rotation_that_is_cut_off_goes_on_and_loses_nothing(storage: &Storage) {
        let repository = fill(storage).await;
        let database = &storage.database;
        let sealer = both_keys();
        let mut rotation = Rotation::new(database, &sealer);
        assert!(rotation.next_batch().await.unwrap());
        assert!(rotation.next_batch().await.unwrap());
        // Its process is killed here: some values bear the new key, some the old one.
        drop(rotation);
        open_all(storage, &repository, both_keys()).await;

        let done = Rotation::new(database, &sealer).finish().await.unwrap();
        let all = SECRETS + SEALED.len() - 1;
        let expected = Rotated { resealed: all - 200, current: 200, unopened: Vec::new() };
        assert_eq!(done, expected, "what was done is not done again");
        open_all(storage, &repository, Sealer::new(key(2))).await;

        let rows = storage.dump().await;
        let again = Rotation::new(database, &sealer).finish().await.unwrap();
        assert_eq!(again, Rotated { resealed: 0, current: all, unopened: Vec::new() });
        assert_eq!(storage.dump().await, rows, "a rotation that has nothing to do changes nothing");
    }

    async fn what_no_key_opens_is_told_and_stays(storage: &Storage) {
        let (ours, others) = [1, 9].map(|byte| Vault::new(Arc::new(Sealer::new(key(byte))))).into();
        let good = set(storage, secret(None, "GOOD", &ours)).await;
        let strange = set(storage, secret(None, "STRANGE", &others)).await;
        let mut moved = secret(None, "MOVED", &ours);
        moved.sealed_value = good.sealed_value.clone();
        let moved = set(storage, moved).await;
        let sealer = both_keys();
        let done = Rotation::new(&storage.database, &sealer).finish().await.unwrap();
        let unopened = |row: &oored::entities::secrets::Model, reason| Unopened {
            column: SECRET_VALUE, row: row.id.to_string(), reason,
        };
        let expected =
            [unopened(&strange, SealError::UnknownKey), unopened(&moved, SealError::Altered)];
        assert_eq!((done.resealed, done.unopened.as_slice()), (1, expected.as_slice()));
        let db = &storage.database.reader();
        let rows = list(db, None, None, 10).await.unwrap();
        let stays = |row| rows.contains(row);
        assert!(stays(&strange) && stays(&moved) && !stays(&good));
    }
}
