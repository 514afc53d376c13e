//! What history goes, and what is needed although it is old.

use chrono::TimeDelta;
use oored::clock::Timestamp;
use oored::domain::approval::{ApprovalDecision, ApprovalState};
use oored::domain::event::{
    Author, CommitSha, Event, EventKind, GitRef, PullRequest, RefKind, RefName,
};
use oored::domain::report::Told;
use oored::domain::retention::{Fate, Limits, Rules};
use oored::domain::status::{AttemptStatus, BuildStatus, JobStatus, WebhookEventStatus};
use oored::entities::repositories::Model as Repository;
use oored::entities::{approvals, builds, job_attempts, jobs, webhook_events};
use oored::ids::{ApprovalId, BuildId, JobId, WebhookEventId};
use oored::store::approvals::{DecideBuild, NewDecision};
use oored::store::builds::NewJob;
use oored::store::heads::{HeadChange, HeadState, NoteSync, SeenHead};
use oored::store::reports::{self, MarkReport};
use oored::store::repositories::AddRepository;
use oored::store::retention::{
    LogRemoval, RemoveBuild, RemoveLog, RemovePayloads, Walk, old_payloads,
};
use oored::store::webhook_events::{ReplayEvent, ReplayRefused, SettleEvent, find};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::rows::{
    ONE_JOB, add_build, add_repository, add_runner, build, create, delivery, lease, now, push,
    repository,
};
use super::storage::{Storage, both};

/// Has a build ended so long ago, made an hour before.
async fn age(storage: &Storage, id: BuildId, status: BuildStatus, days: i64) {
    let finished = now() - TimeDelta::days(days);
    let tx = storage.database.begin().await.unwrap();
    builds::Entity::update_many()
        .col_expr(builds::Column::Status, Expr::value(status))
        .col_expr(builds::Column::CreatedAt, Expr::value(finished - TimeDelta::hours(1)))
        .col_expr(builds::Column::FinishedAt, Expr::value(finished))
        .filter(builds::Column::Id.eq(id))
        .exec(&tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

/// A build that ended so long ago.
async fn old(
    storage: &Storage,
    repository: &Repository,
    status: BuildStatus,
    days: i64,
) -> BuildId {
    let (made, _) = add_build(storage, repository, ONE_JOB).await;
    age(storage, made.id, status, days).await;
    made.id
}

/// Everything that is older than 30 days.
fn a_month() -> Rules {
    let builds = Limits { age: Some(TimeDelta::days(30)), count: None };
    Rules { builds, ..Rules::default() }
}

async fn gone(storage: &Storage) -> Vec<BuildId> {
    let (mut walk, mut gone) = (Walk::new(a_month(), now()), Vec::new());
    while let Some(page) = walk.next(&storage.database.reader()).await.unwrap() {
        let goes = |(build, fate): (_, Fate)| matches!(fate, Fate::Goes(_)).then_some(build);
        gone.extend(page.fates.into_iter().filter_map(goes).map(|build| build.id));
    }
    gone
}

/// A commit of a stranger's pull request.
fn proposal(repository: &Repository, number: u64, commit: char) -> Event {
    let sha = CommitSha::new(commit.to_string().repeat(40)).unwrap();
    let mut event = push(repository);
    event.kind = EventKind::PullRequest;
    event.git_ref =
        GitRef { kind: RefKind::PullRequest, name: RefName::new(number.to_string()).unwrap() };
    event.commit.sha = sha.clone();
    let author = Author { name: "eve".to_owned(), id: Some("7".to_owned()), is_known: false };
    event.pull_request = Some(PullRequest {
        number,
        title: "A change".to_owned(),
        source_branch: RefName::new("change").unwrap(),
        target_branch: RefName::new("main").unwrap(),
        source_repository: Some("eve/app".to_owned()),
        author: Some(author),
        base_sha: None,
        head_sha: sha,
        fork: true,
        draft: false,
        conflicts: false,
        retargeted: None,
    });
    event
}

async fn propose(
    storage: &Storage,
    repository: &Repository,
    (number, commit): (u64, char),
) -> builds::Model {
    let mut made = build(repository, ONE_JOB);
    made.event = proposal(repository, number, commit);
    storage.run(create(made)).await.unwrap()
}

async fn decide(storage: &Storage, build: BuildId, decision: ApprovalDecision) {
    let id = ApprovalId::generate();
    let decision = NewDecision { id, decision, by: "ada".to_owned(), comment: None, at: now() };
    storage.run(DecideBuild { build, decision }).await.unwrap();
}

const MAIN: &str = "refs/heads/main";

/// A look at `at` that found these branches to be where they were not before.
fn look(repository: &Repository, at: Timestamp, found: &[(&str, bool)]) -> NoteSync {
    let state = |digit: &str| HeadState { commit: digit.repeat(40), draft: false };
    let change = |(name, is_there): &(&str, bool)| HeadChange {
        now: SeenHead { full_ref: (*name).to_owned(), state: is_there.then(|| state("a")) },
        before: (!is_there).then(|| state("a")),
        event: None,
    };
    NoteSync {
        repository: repository.id,
        seen: repository.updated_at,
        changes: found.iter().map(change).collect(),
        branches: true,
        requests: false,
        error: None,
        at,
    }
}

/// The event of a look that tells of `main`, and ends like this.
async fn settle(storage: &Storage, repository: &Repository, status: WebhookEventStatus) {
    let event = delivery(&WebhookEventId::generate().to_string());
    storage.run(event.clone()).await;
    let head = SeenHead { full_ref: MAIN.to_owned(), state: None };
    let end = SettleEvent {
        id: event.event.id,
        handling: 1,
        repository: Some(repository.id),
        status,
        decision: None,
        error: None,
        skipped: None,
        head: Some(head),
        at: now(),
    };
    storage.run(end).await;
}

/// Has an event decided at a moment.
async fn decided_at(
    storage: &Storage,
    id: WebhookEventId,
    (status, at): (WebhookEventStatus, Timestamp),
) {
    let handled = SettleEvent {
        id,
        handling: 1,
        repository: None,
        status,
        decision: None,
        error: None,
        skipped: None,
        head: None,
        at,
    };
    storage.run(handled).await;
}

/// What a pass of removal of payloads takes.
async fn pass(storage: &Storage, before: Timestamp) -> Vec<WebhookEventId> {
    let db = &storage.database.reader();
    let found = old_payloads(db, None, before).await.unwrap();
    assert_eq!(found.next, None, "there are few");
    storage.run(RemovePayloads { events: found.events.clone(), before }).await;
    found.events
}

both! {
    async fn a_rejection_outlives_its_build(storage: &Storage) {
        let repository = add_repository(storage).await;
        let first = propose(storage, &repository, (1, '1')).await;
        let second = propose(storage, &repository, (2, '2')).await;
        decide(storage, second.id, ApprovalDecision::Approved).await;
        decide(storage, first.id, ApprovalDecision::Rejected).await;
        age(storage, first.id, BuildStatus::Canceled, 400).await;
        assert!(storage.run(RemoveBuild { id: first.id }).await);
        let kept = approvals::Entity::find().all(&storage.database.reader()).await.unwrap();
        assert_eq!(kept.len(), 2, "{kept:#?}");
        for (number, commit) in [(3, '3'), (1, '1')] {
            let made = propose(storage, &repository, (number, commit)).await;
            assert_eq!(made.approval, Some(ApprovalState::Awaiting), "pull request {number}");
        }
    }

    async fn decisions_go_with_their_repository(storage: &Storage) {
        let repository = add_repository(storage).await;
        let made = propose(storage, &repository, (1, '1')).await;
        decide(storage, made.id, ApprovalDecision::Rejected).await;
        let id = repository.id;
        storage.run(oored::store::repositories::RemoveRepository { id }).await.unwrap();
        let kept = approvals::Entity::find().all(&storage.database.reader()).await.unwrap();
        assert_eq!(kept, Vec::new());
    }

    async fn a_build_stays_until_its_provider_was_told(storage: &Storage) {
        let mut row = repository("acme", "app");
        row.access_token = Some(vec![1]);
        let repository = storage.run(AddRepository { repository: row }).await.unwrap();
        // Of no branch, so that nothing else keeps it.
        let made = propose(storage, &repository, (1, '1')).await;
        age(storage, made.id, BuildStatus::Failed, 400).await;
        let db = &storage.database.reader();
        let [report] = &reports::of_build(db, made.id).await.unwrap()[..] else {
            panic!("one report")
        };
        assert!(report.next_try_at.is_some(), "{report:#?}");
        assert_eq!(gone(storage).await, []);
        assert!(!storage.run(RemoveBuild { id: made.id }).await);
        let outcome = Told::Taken { reference: None };
        let told = MarkReport { id: report.id, version: report.version, outcome, at: now() };
        storage.run(told).await;
        assert_eq!(gone(storage).await, [made.id]);
        assert!(storage.run(RemoveBuild { id: made.id }).await);
        assert_eq!(reports::of_build(db, made.id).await.unwrap(), [], "it went along");
    }

    async fn what_a_later_build_has_taken_over_stays_with_its_log(storage: &Storage) {
        let (repository, runner) = (add_repository(storage).await, add_runner(storage).await);
        let (original, jobs) = add_build(storage, &repository, ONE_JOB).await;
        let [job] = &jobs[..] else { panic!("one job") };
        let lease = lease(storage, job, runner).await;
        let tx = storage.database.begin().await.unwrap();
        job_attempts::Entity::update_many()
            .col_expr(job_attempts::Column::Status, Expr::value(AttemptStatus::Succeeded))
            .exec(&tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        age(storage, original.id, BuildStatus::Failed, 400).await;
        let mut again = build(&repository, ONE_JOB);
        let reused = jobs::Model { status: JobStatus::Succeeded, ..job.clone() };
        let plan = again.jobs[0].plan.clone();
        again.jobs = vec![NewJob { id: JobId::generate(), plan, reused: Some(reused) }];
        let again = storage.run(create(again)).await.unwrap();
        age(storage, again.id, BuildStatus::Succeeded, 1).await;
        assert_eq!(gone(storage).await, [], "the later one stays, and needs it");
        // A pass that had decided before the later build was made.
        assert!(!storage.run(RemoveBuild { id: original.id }).await);
        let removal = RemoveLog { lease, at: now() };
        assert_eq!(storage.run(removal).await, LogRemoval::Stays);
        age(storage, again.id, BuildStatus::Canceled, 300).await;
        let newer = old(storage, &repository, BuildStatus::Succeeded, 1).await;
        assert_eq!(gone(storage).await, [again.id, original.id], "beside {newer}");
        assert!(storage.run(RemoveBuild { id: again.id }).await);
        assert_eq!(storage.run(removal).await, LogRemoval::Gone);
        assert!(storage.run(RemoveBuild { id: original.id }).await);
    }

    async fn a_branch_keeps_its_builds_until_it_is_known_to_be_gone(storage: &Storage) {
        let repository = add_repository(storage).await;
        let newest = old(storage, &repository, BuildStatus::Succeeded, 300).await;
        assert_eq!(gone(storage).await, [], "nobody ever looked");
        // A push to another branch says nothing about this one.
        let other = [("refs/heads/other", true)];
        let minutes = |count| now() - TimeDelta::minutes(count);
        let mut unlooked = look(&repository, minutes(50), &other);
        unlooked.branches = false;
        storage.run(unlooked).await.unwrap();
        assert_eq!(gone(storage).await, [], "its branches were not compared");
        storage.run(look(&repository, minutes(40), &[(MAIN, true)])).await.unwrap();
        assert_eq!(gone(storage).await, [], "it was seen");
        // Its head is forgotten, so that the next look finds it again.
        settle(storage, &repository, WebhookEventStatus::Failed).await;
        assert_eq!(gone(storage).await, [], "an event of it has failed since");
        storage.run(look(&repository, now(), &[])).await.unwrap();
        assert_eq!(gone(storage).await, [newest], "a later look did not see it");
        let waiting = delivery("waiting");
        storage.run(waiting.clone()).await;
        let tx = storage.database.begin().await.unwrap();
        webhook_events::Entity::update_many()
            .col_expr(webhook_events::Column::RepositoryId, Expr::value(repository.id))
            .filter(webhook_events::Column::Id.eq(waiting.event.id))
            .exec(&tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert_eq!(gone(storage).await, [], "what it tells is not known yet");
    }

    async fn a_history_of_many_pages_is_decided_as_a_whole(storage: &Storage) {
        let repository = add_repository(storage).await;
        storage.run(look(&repository, now(), &[(MAIN, true)])).await.unwrap();
        let success = old(storage, &repository, BuildStatus::Succeeded, 400).await;
        let mut rest = Vec::new();
        for _ in 0..520 {
            let made = create(build(&repository, ONE_JOB));
            rest.push(storage.run(made).await.unwrap().id);
        }
        let tx = storage.database.begin().await.unwrap();
        let long_ago = now() - TimeDelta::days(300);
        builds::Entity::update_many()
            .col_expr(builds::Column::Status, Expr::value(BuildStatus::Failed))
            .col_expr(builds::Column::FinishedAt, Expr::value(long_ago))
            .filter(builds::Column::Id.ne(success))
            .exec(&tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        rest.pop();
        rest.reverse();
        assert_eq!(gone(storage).await, rest, "the newest one and the last success stay");
    }

    async fn a_payload_goes_so_long_after_its_event_was_decided(storage: &Storage) {
        let ids = ["handled", "late", "failed"].map(|name| (name, delivery(name)));
        for (_, event) in &ids {
            storage.run(event.clone()).await;
        }
        let [handled, late, failed] = ids.map(|(_, event)| event.event.id);
        let (long_ago, before) = (now() - TimeDelta::days(40), now() + TimeDelta::minutes(1));
        decided_at(storage, handled, (WebhookEventStatus::Handled, long_ago)).await;
        decided_at(storage, failed, (WebhookEventStatus::Failed, long_ago)).await;
        assert_eq!(pass(storage, before).await, [handled]);
        // It came in time, and was decided after that.
        let later = before + TimeDelta::minutes(1);
        decided_at(storage, late, (WebhookEventStatus::Ignored, later)).await;
        assert_eq!(pass(storage, before).await, [], "it was decided too lately");
        assert_eq!(pass(storage, later + TimeDelta::seconds(1)).await, [late]);
        let db = &storage.database.reader();
        let kept = find(db, failed).await.unwrap().unwrap();
        assert!(!kept.is_payload_removed(), "a redelivery has it decided again");
        let asked_by = "ada".to_owned();
        let replay = ReplayEvent { id: late, seen_handling: 1, asked_by };
        assert_eq!(storage.run(replay).await, Err(ReplayRefused::PayloadRemoved));
        let stays = find(db, late).await.unwrap().unwrap();
        assert_eq!(stays.status, WebhookEventStatus::Ignored);
    }
}
