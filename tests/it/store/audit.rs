//! The record's chain: every tampering shows.

use std::sync::Arc;

use oored::crypto::token::{ChainKey, Pepper};
use oored::domain::audit::{ActorKind, Attribution, Change, Target};
use oored::entities::{audit_events, audit_heads};
use oored::ids::AuditEventId;
use oored::store::audit::{Broken, Entry, Nothing, Recorded, verify};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};

use super::rows::now;
use super::storage::{Storage, both};

fn chain() -> Arc<ChainKey> {
    Arc::new(Pepper::new(&"the pepper of this test, long enough".to_owned().into()).chain_key())
}

fn entry(number: u32) -> Recorded<Nothing> {
    let by = Attribution {
        kind: ActorKind::Person,
        id: None,
        name: "ann\0".to_owned(),
        token: None,
        address: Some("192.0.2.1".to_owned()),
        request: None,
    };
    let entry = Entry {
        id: AuditEventId::generate(),
        by,
        operation: "thing_do",
        at: now(),
        chain: chain(),
    };
    let change = Change::of(Target::new("thing", &number), None)
        .made(Some(serde_json::json!({ "z": number, "a": "ü" })));
    Recorded { write: Nothing, entry, told: Arc::new(move |()| Some(change.clone())) }
}

async fn checked(storage: &Storage) -> Result<i64, Broken> {
    let verified = verify(&storage.database.reader(), &chain(), None).await.unwrap();
    verified.map(|verified| verified.entries)
}

async fn change(
    storage: &Storage,
    sequence: i64,
    edit: impl FnOnce(&mut audit_events::ActiveModel),
) {
    let tx = storage.database.begin().await.unwrap();
    let row = audit_events::Entity::find_by_id(sequence).one(&tx).await.unwrap().unwrap();
    let mut row = row.into_active_model();
    edit(&mut row);
    row.update(&tx).await.unwrap();
    tx.commit().await.unwrap();
}

async fn remove(storage: &Storage, sequence: i64) {
    let tx = storage.database.begin().await.unwrap();
    audit_events::Entity::delete_by_id(sequence).exec(&tx).await.unwrap();
    tx.commit().await.unwrap();
}

both! {
    async fn an_untouched_record_is_whole(storage: &Storage) {
        assert_eq!(checked(storage).await, Ok(0));
        let entries: Vec<_> = (0..5).map(entry).collect();
        futures_util::future::join_all(entries.into_iter().map(|entry| storage.run(entry))).await;
        assert_eq!(checked(storage).await, Ok(5));
        let db = &storage.database.reader();
        let verified = verify(db, &chain(), None).await.unwrap().unwrap();
        storage.run(entry(6)).await;
        let noted = verified.head.unwrap();
        assert_eq!(verify(db, &chain(), Some(&noted)).await.unwrap().unwrap().entries, 6);
        let other = verify(db, &chain(), Some("not one")).await.unwrap();
        assert_eq!(other, Err(Broken::Replaced));
        let foreign = Pepper::new(&"another pepper".to_owned().into()).chain_key();
        assert_eq!(verify(db, &foreign, None).await.unwrap(), Err(Broken::Changed(1)));
    }

    async fn the_same_entry_twice_is_one(storage: &Storage) {
        let first = entry(1);
        let again = Recorded {
            write: Nothing,
            entry: first.entry.clone(),
            told: Arc::clone(&first.told),
        };
        storage.run(first).await;
        storage.run(again).await;
        assert_eq!(checked(storage).await, Ok(1));
    }

    async fn a_changed_entry_shows(storage: &Storage) {
        for number in 0..3 {
            storage.run(entry(number)).await;
        }
        change(storage, 2, |row| row.actor_name = Set("ben".to_owned())).await;
        assert_eq!(checked(storage).await, Err(Broken::Changed(2)));
    }

    async fn a_removed_entry_shows(storage: &Storage) {
        for number in 0..3 {
            storage.run(entry(number)).await;
        }
        remove(storage, 2).await;
        assert_eq!(checked(storage).await, Err(Broken::Missing { expected: 2, found: 3 }));
    }

    async fn the_last_entries_are_missed_too(storage: &Storage) {
        for number in 0..3 {
            storage.run(entry(number)).await;
        }
        remove(storage, 3).await;
        assert_eq!(checked(storage).await, Err(Broken::Cut { last: 2, known: 3 }));
        // Whoever writes the end anew lacks the key.
        let tx = storage.database.begin().await.unwrap();
        let second = audit_events::Entity::find_by_id(2_i64).one(&tx).await.unwrap().unwrap();
        let head = audit_heads::Entity::find_by_id(audit_heads::ONLY).one(&tx).await.unwrap();
        let mut head = head.unwrap().into_active_model();
        (head.sequence, head.mac) = (Set(2), Set(second.mac));
        head.update(&tx).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(checked(storage).await, Err(Broken::End));
        let tx = storage.database.begin().await.unwrap();
        audit_heads::Entity::delete_by_id(audit_heads::ONLY).exec(&tx).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(checked(storage).await, Err(Broken::End));
    }
}
