//! Rows and writes as the tests of the store need them.

use chrono::SubsecRound;
use indexmap::IndexMap;
use oored::clock::{self, Timestamp};
use oored::domain::approval::ForkApproval;
use oored::domain::context::{self, RepositoryNames};
use oored::domain::event::{
    Commit, CommitSha, Event, EventKind, EventRepository, GitRef, RefKind, RefName, Summary,
};
use oored::domain::provider::{ProviderKind, PullRequestBuilds};
use oored::domain::status::{RunnerStatus, WebhookEventStatus};
use oored::domain::trigger::{Decision, Outcome};
use oored::entities::{
    Packed, Stored, builds, jobs, repositories, runners, tokens, webhook_events,
};
use oored::ids::{BuildId, JobId, LeaseId, RepositoryId, RunnerId, WebhookEventId};
use oored::store::builds::{CreateBuild, EventHandling, NewBuild, NewJob, Told, jobs_of};
use oored::store::jobs::{LeaseJobs, NewLease};
use oored::store::repositories::AddRepository;
use oored::store::runners::{AddRunner, Entry};
use oored::store::webhook_events::StoreDelivery;
use pipeline::Source;
use pipeline::expression::{Scope, Status};

use super::storage::Storage;

/// One job that prints.
pub(crate) const ONE_JOB: &str = "
version: 1
on: { push: {} }
jobs:
  test: { steps: [ { run: echo hello } ] }
";

/// Two jobs, the second of which waits for the first.
pub(crate) const CHAIN: &str = "
version: 1
on: { push: {} }
jobs:
  first: { steps: [ { run: echo one } ] }
  second: { needs: [ first ], steps: [ { run: echo two } ] }
";

/// A moment with microseconds, which is all that databases keep.
pub(crate) fn now() -> Timestamp {
    clock::now().trunc_subsecs(6)
}

pub(crate) fn repository(owner: &str, name: &str) -> repositories::Model {
    repositories::Model {
        id: RepositoryId::generate(),
        provider: ProviderKind::Github,
        owner: owner.to_owned(),
        name: name.to_owned(),
        name_key: repositories::name_key(&format!("{owner}/{name}")),
        clone_url: format!("https://github.com/{owner}/{name}.git"),
        default_branch: "main".to_owned(),
        active: true,
        webhook_secret: Some(vec![0, 1, 2, 255]),
        webhook_token_hash: None,
        webhook_signing_token: None,
        webhook_secret_previous: None,
        webhook_token_hash_previous: None,
        webhook_signing_token_previous: None,
        previous_secrets_until: None,
        access_token: None,
        api_url: None,
        provider_id: None,
        through_app: false,
        pull_request_builds: PullRequestBuilds::Head,
        build_twice: false,
        fork_approval: ForkApproval::FirstTime,
        inaccessible: None,
        created_at: now(),
        updated_at: now(),
    }
}

pub(crate) async fn add_repository(storage: &Storage) -> repositories::Model {
    let repository = repository("acme", "app");
    storage.run(AddRepository { repository }).await.unwrap()
}

pub(crate) fn runner(name: &str) -> AddRunner {
    let id = RunnerId::generate();
    let runner = runners::Model {
        id,
        name: name.to_owned(),
        is_local: false,
        labels: Stored(vec!["local".to_owned()]),
        reported_labels: Stored(vec!["linux".to_owned()]),
        capacity: 2,
        version: Some("0.1.0".to_owned()),
        status: RunnerStatus::Online,
        instance: None,
        last_seen_at: Some(now()),
        repositories: None,
        runs_forks: false,
        conflict_at: None,
        conflict_addresses: None,
        created_at: now(),
    };
    let hash = format!("hash of {id}");
    let token = tokens::Model::of_runner(id, name.to_owned(), hash, now());
    AddRunner { runner, entry: Entry::Token(token) }
}

pub(crate) async fn add_runner(storage: &Storage) -> RunnerId {
    storage.run(runner("one")).await.unwrap().id
}

pub(crate) fn delivery(delivery_id: &str) -> StoreDelivery {
    let body = br#"{"ref":"refs/heads/main"}"#.to_vec();
    let summary = Summary { repository: Some("acme/app".to_owned()), ..Summary::default() };
    let event = webhook_events::Model {
        id: WebhookEventId::generate(),
        provider: ProviderKind::Github,
        endpoint: "app".to_owned(),
        delivery_id: delivery_id.to_owned(),
        event: "push".to_owned(),
        action: None,
        repository_id: None,
        status: WebhookEventStatus::Received,
        received_at: now(),
        handled_at: None,
        handling: 1,
        replayed_by: None,
        attempts: 0,
        redeliveries: 0,
        size_bytes: i64::try_from(body.len()).unwrap(),
        content_type: "application/json".to_owned(),
        body: Packed::new(&body),
        summary: Stored(summary),
        decision: None,
        error: None,
    };
    StoreDelivery { event }
}

pub(crate) fn push(repository: &repositories::Model) -> Event {
    Event {
        kind: EventKind::Push,
        action: None,
        repository: EventRepository { full_name: repository.full_name(), provider_id: Some(7) },
        git_ref: GitRef { kind: RefKind::Branch, name: RefName::new("main").unwrap() },
        commit: Commit {
            sha: CommitSha::new("0123456789abcdef0123456789abcdef01234567").unwrap(),
            message: Some("A commit".to_owned()),
            author: Some("Ada".to_owned()),
        },
        before: None,
        pull_request: None,
        sender: Some("ada".to_owned()),
        deleted: false,
        inputs: IndexMap::new(),
    }
}

/// A build of the pipeline `yaml`.
pub(crate) fn build(repository: &repositories::Model, yaml: &str) -> NewBuild {
    let event = push(repository);
    let names = RepositoryNames {
        provider: repository.provider,
        owner: &repository.owner,
        name: &repository.name,
        default_branch: &repository.default_branch,
    };
    let context = context::of_event(&event, names);
    let source = Source { path: "oore.yaml".to_owned(), text: yaml.to_owned() };
    let pipeline = pipeline::parse(&source).unwrap();
    let scope = Scope { variables: context.clone(), status: Status::Success, files: None };
    let plan = pipeline::plan(&pipeline, &scope).unwrap();
    let job = |plan| NewJob { id: JobId::generate(), plan, reused: None };
    NewBuild {
        id: BuildId::generate(),
        repository: repository.id,
        event,
        merge_sha: None,
        triggered_by: "ada".to_owned(),
        rerun_of: None,
        request: None,
        pipeline_name: pipeline.name,
        context,
        diagnostics: Vec::new(),
        error: None,
        jobs: plan.jobs.into_iter().map(job).collect(),
        at: now(),
    }
}

pub(crate) fn create(build: NewBuild) -> CreateBuild {
    CreateBuild { build, handling: None }
}

/// A build that comes of the first handling of `event`.
pub(crate) fn create_for(build: NewBuild, event: WebhookEventId) -> CreateBuild {
    let decision = Decision {
        outcome: Outcome::Build,
        reason: "A build starts.".to_owned(),
        trace: Vec::new(),
    };
    let (head, told) = (None, Told::ByWebhook);
    CreateBuild {
        build,
        handling: Some(EventHandling { event, handling: 1, decision, head, told }),
    }
}

/// Makes a build of `yaml`, and tells its jobs.
pub(crate) async fn add_build(
    storage: &Storage,
    repository: &repositories::Model,
    yaml: &str,
) -> (builds::Model, Vec<jobs::Model>) {
    let made = storage.run(create(build(repository, yaml))).await.unwrap();
    let jobs = jobs_of(&storage.database.reader(), made.id).await.unwrap();
    (made, jobs)
}

/// A lease of one job, not stored yet.
pub(crate) fn lease_of(job: &jobs::Model, runner: RunnerId) -> (LeaseId, LeaseJobs) {
    let lease = LeaseId::generate();
    let leases = vec![NewLease { lease, job: job.id, runner }];
    (lease, LeaseJobs { leases, at: now() })
}

/// Gives a job to a runner.
pub(crate) async fn lease(storage: &Storage, job: &jobs::Model, runner: RunnerId) -> LeaseId {
    let (lease, write) = lease_of(job, runner);
    assert_eq!(storage.run(write).await, 1, "the job is leased");
    lease
}
