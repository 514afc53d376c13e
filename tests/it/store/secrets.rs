//! Secrets in the database: set, changed and removed, each name once in its place.

use std::sync::Arc;

use oored::crypto::seal::{SealKey, Sealer};
use oored::domain::secrets::NamedSecret;
use oored::entities::{Stored, secrets};
use oored::ids::{LeaseId, RepositoryId, RunnerId, SecretId};
use oored::store::jobs::find_attempt;
use oored::store::repositories::{AddRepository, RemoveRepository};
use oored::store::secrets::{
    NoteSecrets, RemoveSecret, SetRefused, SetSecret, Vault, find, list, named,
};
use sea_orm::{EntityTrait, IntoActiveModel};
use secrecy::{ExposeSecret, SecretString};

use super::rows::{ONE_JOB, add_build, add_repository, add_runner, lease, now, repository};
use super::storage::{Storage, both};

/// With a key of one's own.
pub(super) fn vault(byte: u8) -> Vault {
    Vault::new(Arc::new(Sealer::new(SealKey::from([byte; 32]))))
}

/// A secret whose value is `hush` and its name.
pub(super) fn secret(owner: Option<RepositoryId>, name: &str, vault: &Vault) -> secrets::Model {
    let id = SecretId::generate();
    secrets::Model {
        id,
        repository_id: owner,
        name: name.to_owned(),
        sealed_value: vault.seal(id, &SecretString::from(format!("hush {name}"))),
        description: Some("to publish \u{1f980}".to_owned()),
        for_forks: false,
        branches: Stored(vec!["main".to_owned(), "!ma*".to_owned()]),
        tags: Stored(Vec::new()),
        environments: Stored(vec!["prod".to_owned()]),
        created_at: now(),
        updated_at: now(),
        updated_by: "ada".to_owned(),
    }
}

pub(super) async fn set(storage: &Storage, secret: secrets::Model) -> secrets::Model {
    storage.run(SetSecret { secret, seen: None }).await.unwrap()
}

both! {
    async fn a_secret_is_made_changed_and_removed(storage: &Storage) {
        let owner = Some(add_repository(storage).await.id);
        let vault = vault(1);
        let new = secret(owner, "TOKEN", &vault);
        let (made, again) = storage.twice(SetSecret { secret: new.clone(), seen: None }).await;
        assert_eq!((made, again), (Ok(new.clone()), Ok(new.clone())));
        let db = &storage.database.reader();
        let stored = find(db, owner, "TOKEN").await.unwrap().unwrap();
        assert_eq!(vault.open(&stored).unwrap().expose_secret(), "hush TOKEN");

        let value = vault.seal(new.id, &"other".into());
        let changed = secrets::Model { sealed_value: value, for_forks: true, updated_at: now(), ..new.clone() };
        let write = SetSecret { secret: changed.clone(), seen: Some(new.updated_at) };
        let (first, again) = storage.twice(write).await;
        assert_eq!((first, again), (Ok(changed.clone()), Ok(changed.clone())));
        let stored = find(db, owner, "TOKEN").await.unwrap().unwrap();
        assert_eq!(vault.open(&stored).unwrap().expose_secret(), "other");

        storage.twice(RemoveSecret { id: new.id }).await;
        assert_eq!(find(db, owner, "TOKEN").await.unwrap(), None);
    }

    async fn whoever_read_an_older_row_changes_nothing(storage: &Storage) {
        let owner = Some(add_repository(storage).await.id);
        let vault = vault(1);
        let present = set(storage, secret(owner, "TOKEN", &vault)).await;
        let outdated = Err(SetRefused::Outdated);
        // Made by two at once, changed by another, and removed meanwhile.
        let other = SetSecret { secret: secret(owner, "TOKEN", &vault), seen: None };
        assert_eq!(storage.run(other).await, outdated);
        let changed = secrets::Model { branches: Stored::default(), ..present.clone() };
        let earlier = present.created_at - chrono::TimeDelta::seconds(1);
        let late = SetSecret { secret: changed.clone(), seen: Some(earlier) };
        assert_eq!(storage.run(late).await, outdated);
        storage.run(RemoveSecret { id: present.id }).await;
        let late = SetSecret { secret: changed, seen: Some(present.updated_at) };
        assert_eq!(storage.run(late).await, outdated);
        let gone = secret(Some(RepositoryId::generate()), "TOKEN", &vault);
        let gone = storage.run(SetSecret { secret: gone, seen: None }).await;
        assert_eq!(gone, Err(SetRefused::RepositoryGone));
    }

    async fn a_name_stands_once_in_each_place_whoever_writes(storage: &Storage) {
        let owner = Some(add_repository(storage).await.id);
        let vault = vault(1);
        for place in [owner, None] {
            set(storage, secret(place, "TOKEN", &vault)).await;
            // Past the write, so that the schema alone stands against it.
            let tx = storage.database.begin().await.unwrap();
            let twice = secret(place, "TOKEN", &vault).into_active_model();
            assert!(secrets::Entity::insert(twice).exec_without_returning(&tx).await.is_err());
            tx.rollback().await.unwrap();
        }
    }

    async fn a_job_finds_its_repositorys_secrets_and_the_instances(storage: &Storage) {
        let own = add_repository(storage).await.id;
        let other = repository("acme", "other");
        storage.run(AddRepository { repository: other.clone() }).await.unwrap();
        let vault = vault(1);
        for (place, name) in
            [(Some(own), "A"), (Some(own), "B"), (None, "A"), (None, "C"), (Some(other.id), "D")]
        {
            set(storage, secret(place, name, &vault)).await;
        }
        let db = &storage.database.reader();
        let names = ["A", "C", "D"].map(str::to_owned);
        let found = named(db, own, &names).await.unwrap();
        let mut found: Vec<_> =
            found.iter().map(|row| (row.name.as_str(), row.repository_id.is_some())).collect();
        found.sort_unstable();
        assert_eq!(found, [("A", false), ("A", true), ("C", false)]);
        assert_eq!(named(db, own, &[]).await.unwrap(), []);

        let listed = list(db, Some(own), None, 10).await.unwrap();
        let listed: Vec<_> = listed.iter().map(|row| row.name.as_str()).collect();
        assert_eq!(listed, ["A", "B"]);
        let rest = list(db, None, Some("A"), 10).await.unwrap();
        assert_eq!(rest.iter().map(|row| row.name.as_str()).collect::<Vec<_>>(), ["C"]);
        // A repository takes its secrets along, and nobody else's.
        storage.run(RemoveRepository { id: own }).await.unwrap();
        assert_eq!(list(db, Some(own), None, 10).await.unwrap(), []);
        assert_eq!(list(db, None, None, 10).await.unwrap().len(), 2);
        assert_eq!(list(db, Some(other.id), None, 10).await.unwrap().len(), 1);
    }

    async fn what_a_job_was_given_is_noted_by_its_runner_alone(storage: &Storage) {
        let repository = add_repository(storage).await;
        let (_, jobs) = add_build(storage, &repository, ONE_JOB).await;
        let runner = add_runner(storage).await;
        let lease = lease(storage, &jobs[0], runner).await;
        let secrets = vec![NamedSecret { name: "A".to_owned(), withheld: None }];
        let note = NoteSecrets { lease, runner, secrets: secrets.clone() };
        let stranger = NoteSecrets { runner: RunnerId::generate(), secrets: Vec::new(), ..note.clone() };
        storage.twice(note.clone()).await;
        storage.run(stranger).await;
        storage.run(NoteSecrets { lease: LeaseId::generate(), ..note }).await;
        let attempt = find_attempt(&storage.database.reader(), lease).await.unwrap().unwrap();
        assert_eq!(attempt.secrets, Some(Stored(secrets)));
    }
}

#[test]
fn a_value_opens_in_its_row_and_column_with_its_key_alone() {
    let vault_of_server = vault(1);
    let (one, other) = (secret(None, "A", &vault_of_server), secret(None, "B", &vault_of_server));
    let moved = secrets::Model { sealed_value: one.sealed_value.clone(), ..other };
    assert!(vault_of_server.open(&moved).is_err(), "moved to another row");
    assert!(vault(2).open(&one).is_err(), "opened with another key");
    assert_eq!(vault_of_server.open(&one).unwrap().expose_secret(), "hush A");
}
