//! What signing in writes: rows that read back as written, and refusals of what changed meanwhile.

use chrono::TimeDelta;
use oored::clock;
use oored::domain::access::Role;
use oored::domain::session::SignInMethod;
use oored::domain::user::UserKind;
use oored::entities::users::PasswordHash;
use oored::entities::{sessions, users};
use oored::ids::{SessionId, UserId};
use oored::store::sessions::{BeginSession, Bounds, NotLetIn, find};
use oored::store::users::{
    AddUser, ChangeUser, PasswordRefused, RemoveUser, SetPassword, Unwelcome, Welcome,
};

use super::storage::{Storage, both};

fn user(name: &str) -> users::Model {
    let at = clock::now();
    users::Model {
        id: UserId::generate(),
        name: name.to_owned(),
        kind: UserKind::Person,
        email: Some("Ann <\u{fc}>@example.com".to_owned()),
        role: Some(Role::Admin),
        active: true,
        password_hash: Some(PasswordHash("$argon2id$one".to_owned())),
        oidc_issuer: Some("https://id.example.com".to_owned()),
        oidc_subject: Some(format!("sub-{name}")),
        created_at: at,
        updated_at: at,
    }
}

fn begin(user: &users::Model) -> BeginSession {
    let now = clock::now();
    let session = sessions::Model {
        id: SessionId::generate(),
        user_id: user.id,
        session_hash: format!("{:0>64}", SessionId::generate()),
        method: SignInMethod::Oidc,
        address: Some("2001:db8::1".to_owned()),
        user_agent: Some("\u{1f980}".repeat(75)),
        created_at: now,
        last_used_at: now,
        expires_at: now + TimeDelta::hours(1),
    };
    let bounds = Bounds { now, used_since: now - TimeDelta::hours(1) };
    BeginSession { session, password_hash: user.password_hash.clone(), instead_of: None, bounds }
}

async fn is_there(storage: &Storage, begun: &BeginSession) -> bool {
    find(&storage.database.reader(), begun.session.id).await.unwrap().is_some()
}

both! {
    async fn a_session_reads_back_as_written_and_once(storage: &Storage) {
        let ann = user("ann");
        storage.run(AddUser { user: ann.clone() }).await.unwrap();
        let stored = oored::store::users::find(&storage.database.reader(), ann.id).await.unwrap();
        assert_eq!(stored.as_ref(), Some(&ann));
        let first = begin(&ann);
        for _ in 0..2 {
            let begun = storage.run(first.clone()).await;
            assert_eq!(begun, Ok(first.session.clone()));
        }
        let hash = Some(first.session.session_hash.clone());
        let second = BeginSession { instead_of: hash, ..begin(&ann) };
        storage.run(second.clone()).await.unwrap();
        assert!(!is_there(storage, &first).await && is_there(storage, &second).await);
    }

    async fn a_session_does_not_begin_for_a_user_who_changed_meanwhile(storage: &Storage) {
        let (ann, other) = (user("ann"), user("other"));
        for user in [&ann, &other] {
            storage.run(AddUser { user: user.clone() }).await.unwrap();
        }
        let (open, late) = (begin(&ann), begin(&ann));
        storage.run(open.clone()).await.unwrap();
        let set = |before: &str, hash: &str| SetPassword {
            id: ann.id,
            before: Some(PasswordHash(before.to_owned())),
            hash: PasswordHash(hash.to_owned()),
            at: clock::now(),
        };
        let changed = storage.run(set("$argon2id$other", "$argon2id$two")).await;
        assert_eq!(changed, Err(PasswordRefused::Changed));
        assert!(is_there(storage, &open).await);
        for _ in 0..2 {
            storage.run(set("$argon2id$one", "$argon2id$two")).await.unwrap();
        }
        assert!(!is_there(storage, &open).await);
        assert_eq!(storage.run(late).await, Err(NotLetIn));

        let off = ChangeUser {
            id: ann.id,
            role: None,
            active: Some(false),
            email: None,
            identity: None,
            at: clock::now(),
        };
        storage.run(off).await.unwrap();
        let inactive = BeginSession { password_hash: None, ..begin(&ann) };
        assert_eq!(storage.run(inactive).await, Err(NotLetIn));
        let begun = begin(&other);
        storage.run(begun.clone()).await.unwrap();
        // The last admin can't go.
        assert!(storage.run(RemoveUser { id: other.id }).await.is_err());
        storage.run(AddUser { user: user("third") }).await.unwrap();
        storage.run(RemoveUser { id: other.id }).await.unwrap();
        assert!(!is_there(storage, &begun).await);
        assert_eq!(storage.run(begin(&other)).await, Err(NotLetIn));
    }

    async fn the_last_admin_keeps_a_role_that_the_groups_do_not_give(storage: &Storage) {
        let ann = user("ann");
        storage.run(AddUser { user: ann.clone() }).await.unwrap();
        let welcome = |subject: &str, made: Option<users::Model>| Welcome {
            issuer: "https://id.example.com".to_owned(),
            subject: subject.to_owned(),
            made,
            role: Some(None),
            at: clock::now(),
        };
        let last = storage.run(welcome("sub-ann", None)).await.unwrap();
        assert_eq!((last.after.role, last.is_last_admin), (Some(Role::Admin), true));
        storage.run(AddUser { user: user("other") }).await.unwrap();
        let one_of_two = storage.run(welcome("sub-ann", None)).await.unwrap();
        assert_eq!((one_of_two.after.role, one_of_two.is_last_admin), (None, false));
        let unknown = storage.run(welcome("sub-eve", None)).await;
        assert_eq!(unknown, Err(Unwelcome::Unknown));
        let taken = users::Model { oidc_subject: Some("sub-eve".to_owned()), ..user("ann") };
        let taken = storage.run(welcome("sub-eve", Some(taken))).await;
        assert_eq!(taken, Err(Unwelcome::NameTaken));
    }
}
