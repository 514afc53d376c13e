//! What was seen of a repository's branches, and what a look at it stores.

use chrono::TimeDelta;
use oored::clock::Timestamp;
use oored::domain::fact::Fact;
use oored::domain::status::WebhookEventStatus;
use oored::entities::repositories::Model as Repository;
use oored::ids::WebhookEventId;
use oored::store::builds::CreateRefused;
use oored::store::heads::{self, HeadChange, HeadState, NoteSync, Outdated, SeenHead};
use oored::store::repositories::UpdateRepository;
use oored::store::webhook_events::{self as events, SettleEvent};
use oored::store::{Facts, Write as _};

use super::rows::{ONE_JOB, add_repository, build, create_for, delivery, now};
use super::storage::{Storage, both, heard};

const MAIN: &str = "refs/heads/main";

fn at(digit: char) -> HeadState {
    HeadState { commit: digit.to_string().repeat(40), draft: false }
}

fn head(state: Option<HeadState>) -> SeenHead {
    SeenHead { full_ref: MAIN.to_owned(), state }
}

/// A look that found `main` at `now` after `before`, with an event for it.
fn look(repository: &Repository, before: Option<char>, now_at: Option<char>) -> NoteSync {
    let event = delivery(&WebhookEventId::generate().to_string()).event;
    NoteSync {
        repository: repository.id,
        seen: repository.updated_at,
        changes: vec![HeadChange {
            now: head(now_at.map(at)),
            before: before.map(at),
            event: Some(Box::new(event)),
        }],
        branches: true,
        requests: false,
        error: None,
        at: now(),
    }
}

fn event_of(look: &NoteSync) -> WebhookEventId {
    look.changes[0].event.as_ref().unwrap().id
}

async fn main_is_at(storage: &Storage, repository: &Repository) -> Option<(String, Timestamp)> {
    let found = heads::find(&storage.database.reader(), repository.id, MAIN).await.unwrap();
    found.map(|head| (head.commit_sha, head.seen_at))
}

fn settle(event: WebhookEventId, repository: &Repository, seen: SeenHead) -> SettleEvent {
    SettleEvent {
        id: event,
        handling: 1,
        repository: Some(repository.id),
        status: WebhookEventStatus::Ignored,
        decision: None,
        error: None,
        skipped: None,
        head: Some(seen),
        at: now(),
    }
}

/// Ends events that are stored for it, all in one transaction.
async fn note(storage: &Storage, ends: &[SettleEvent]) {
    for end in ends {
        let mut write = delivery(&end.id.to_string());
        write.event.id = end.id;
        storage.run(write).await;
    }
    let tx = storage.database.begin().await.unwrap();
    let all: Vec<_> = ends.iter().collect();
    SettleEvent::apply_all(&all, &tx, &mut Facts::default()).await.unwrap();
    tx.commit().await.unwrap();
}

both! {
    async fn a_look_is_stored_once_and_tells_its_events_again(storage: &Storage) {
        let repository = add_repository(storage).await;
        for (before, after) in [(None, Some('a')), (Some('a'), Some('b')), (Some('b'), None)] {
            let look = look(&repository, before, after);
            let event = event_of(&look);
            let (first, again) = storage.twice(look.clone()).await;
            assert_eq!(first, Ok(vec![event]));
            assert_eq!(again, first);
            let mut facts = storage.bus.listen();
            storage.run(look).await.unwrap();
            heard(&mut facts, &Fact::EventWaits { event, repository: None }).await;
            let is_at = main_is_at(storage, &repository).await.map(|(commit, _)| commit);
            assert_eq!(is_at, after.map(|digit| at(digit).commit));
        }
    }

    async fn several_that_tell_of_one_head_leave_what_they_would_one_by_one(storage: &Storage) {
        let repository = add_repository(storage).await;
        let draft = |commit| Some(HeadState { draft: true, ..at(commit) });
        for told in [
            vec![Some(at('a')), Some(at('a'))],
            vec![draft('a'), Some(at('a'))],
            vec![Some(at('b')), Some(at('a'))],
            vec![Some(at('b')), Some(at('a')), Some(at('a'))],
            vec![None, Some(at('a'))],
            vec![Some(at('b')), None],
            vec![None, None],
        ] {
            let told: Vec<_> = told.into_iter().map(head).collect();
            let moment = |number: usize| now() + TimeDelta::seconds(number.try_into().unwrap());
            let (first, moments): (_, Vec<_>) = (now(), (1..=told.len()).map(moment).collect());
            let seen = || told.iter().zip(&moments).map(|(head, at)| (head, *at));
            let ends = |all: Vec<(&SeenHead, Timestamp)>| {
                let end = |(seen, at): (&SeenHead, _)| SettleEvent {
                    at, ..settle(WebhookEventId::generate(), &repository, seen.clone())
                };
                all.into_iter().map(end).collect::<Vec<_>>()
            };
            let mut left = Vec::new();
            for together in [false, true] {
                note(storage, &ends(vec![(&head(Some(at('a'))), first)])).await;
                if together {
                    note(storage, &ends(seen().collect())).await;
                } else {
                    for one in seen() {
                        note(storage, &ends(vec![one])).await;
                    }
                }
                left.push(main_is_at(storage, &repository).await);
                note(storage, &ends(vec![(&head(None), first)])).await;
            }
            assert_eq!(left[0], left[1], "{told:?}");
        }
    }

    async fn what_was_told_since_a_look_began_was_not_missed(storage: &Storage) {
        let repository = add_repository(storage).await;
        let slow = look(&repository, Some('a'), Some('b'));
        storage.run(look(&repository, None, Some('c'))).await.unwrap();
        assert_eq!(storage.run(slow.clone()).await, Ok(Vec::new()));
        let found = main_is_at(storage, &repository).await.unwrap();
        assert_eq!(found.0, at('c').commit);
        let event = events::find(&storage.database.reader(), event_of(&slow)).await.unwrap();
        assert_eq!(event, None);
    }

    async fn what_was_seen_is_forgotten_when_it_means_nothing_any_more(storage: &Storage) {
        let mut repository = add_repository(storage).await;
        let old = look(&repository, None, Some('a'));
        storage.run(old.clone()).await.unwrap();
        for change in [
            |it: &mut Repository| it.active = false,
            |it: &mut Repository| it.active = true,
            |it: &mut Repository| it.clone_url = "https://example.com/moved.git".to_owned(),
        ] {
            let seen = repository.updated_at;
            change(&mut repository);
            repository.updated_at = seen + TimeDelta::seconds(1);
            let write = UpdateRepository { repository: repository.clone(), seen };
            storage.twice(write).await.0.unwrap();
            let is_kept = main_is_at(storage, &repository).await.is_some();
            assert_eq!(is_kept, !repository.active);
            let last = heads::last_sync(&storage.database.reader(), repository.id).await.unwrap();
            assert_eq!(last.is_some(), is_kept);
            let look = look(&repository, main_is_at(storage, &repository).await.map(|_| 'a'), Some('a'));
            storage.run(look).await.unwrap();
        }
        assert_eq!(storage.run(old).await, Err(Outdated));
    }

    async fn an_event_notes_its_head_with_its_end_and_a_failed_one_does_not(storage: &Storage) {
        let repository = add_repository(storage).await;
        let event = storage.run(delivery("one")).await.id;
        let mut failed = settle(event, &repository, head(Some(at('a'))));
        failed.status = WebhookEventStatus::Failed;
        storage.twice(failed).await;
        assert_eq!(main_is_at(storage, &repository).await, None);
        let ignored = settle(event, &repository, head(Some(at('a'))));
        let since = ignored.at;
        storage.twice(ignored).await;
        assert_eq!(main_is_at(storage, &repository).await, Some((at('a').commit, since)));
        // The moment tells since when it is there.
        let mut later = settle(event, &repository, head(Some(at('a'))));
        later.at += TimeDelta::seconds(1);
        storage.run(later).await;
        assert_eq!(main_is_at(storage, &repository).await, Some((at('a').commit, since)));
        storage.twice(settle(event, &repository, head(None))).await;
        assert_eq!(main_is_at(storage, &repository).await, None);
    }

    async fn an_event_whose_commit_is_built_ends_with_its_head_at_once(storage: &Storage) {
        let repository = add_repository(storage).await;
        let mut missed = delivery("missed");
        missed.event.endpoint = oored::entities::webhook_events::SYNC.to_owned();
        let missed = storage.run(missed).await.id;
        let first = build(&repository, ONE_JOB);
        let commit = first.event.commit.sha.to_string();
        let full_ref = format!("refs/heads/{}", first.event.git_ref.name);
        let state = Some(HeadState { commit, draft: false });
        let mut write = create_for(first, missed);
        write.handling.as_mut().unwrap().head = Some(SeenHead { full_ref, state });
        let made = storage.run(write).await.unwrap();
        let late = storage.run(delivery("late")).await.id;
        let mut write = create_for(build(&repository, ONE_JOB), late);
        write.handling.as_mut().unwrap().head = Some(head(Some(at('b'))));
        let refused = storage.run(write.clone()).await;
        let Err(CreateRefused::Built(standing)) = refused else { panic!("{refused:?}") };
        assert_eq!(standing.build, made.id);
        let db = &storage.database.reader();
        let ended = events::find_without_body(db, late).await.unwrap().unwrap();
        assert_eq!(ended.status, WebhookEventStatus::Ignored);
        assert_eq!(main_is_at(storage, &repository).await.unwrap().0, at('b').commit);
        // What comes later is not overwritten by the same write, sent once more.
        let later = storage.run(delivery("later")).await.id;
        storage.run(settle(later, &repository, head(Some(at('c'))))).await;
        let before = storage.dump().await;
        assert_eq!(storage.run(write).await, Err(CreateRefused::EventSettled));
        assert_eq!(storage.dump().await, before);
        // Who repeats the build, be it by an event, gets another one.
        let late = storage.run(delivery("again")).await.id;
        let mut again = build(&repository, ONE_JOB);
        again.rerun_of = Some(made.id);
        assert_eq!(storage.run(create_for(again, late)).await.unwrap().rerun_of, Some(made.id));
    }
}
