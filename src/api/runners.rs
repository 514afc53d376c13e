//! The machines that run jobs.

use poem_openapi::OpenApi;
use poem_openapi::param::Query;
use sea_orm::DbErr;

use super::answer::{Created, NoContent, Ok200};
use super::error::ApiError;
use super::fail::{Fail, Missing, MissingOrConflict, NoFailures};
use super::guard::{self, Authorized, Loaded, Resource, RunnerAdmin};
use super::page::{Page, PageLimit, PageToken, Paging};
use super::problem::FieldError;
use super::record::seen;
use super::registrations;
use super::services::{Services, With};
use super::strict::StrictJson;
use super::tags::Tag;
use super::views::runner::{Runner, RunnerIn, RunnerPatch};
use crate::clock;
use crate::domain::audit::{Change, Target};
use crate::domain::status::RunnerStatus;
use crate::entities::runners::Model;
use crate::entities::{Stored, jobs};
use crate::failures;
use crate::ids::{RepositoryId, RunnerId};
use crate::store::Reader;
use crate::store::jobs::running;
use crate::store::repositories;
use crate::store::runners::{
    self as store, AddRunner, ChangeRefused, ChangeRunner, Entry, RemoveRunner, Repositories,
    RunnerNameTaken,
};

failures! {
    AddFails = [AlreadyExists, Unprocessable];
    UpdateFails = [NotFound, Conflict, AlreadyExists, Unprocessable];
}

/// In characters.
const LABEL_LIMIT: usize = 64;

/// Operations on runners.
#[derive(Debug, Clone, Copy)]
pub(super) struct Runners;

#[OpenApi(tag = "Tag::Runner")]
impl Runners {
    /// List runners
    ///
    /// The newest first.
    #[oai(path = "/api/runners", method = "get", operation_id = "runner_list")]
    async fn list(
        &self,
        _caller: Authorized<RunnerAdmin>,
        services: With<'_>,
        limit: Query<PageLimit>,
        page_token: Query<PageToken>,
    ) -> Result<Ok200<Page<Runner>>, Fail<NoFailures>> {
        let paging: Paging<(), RunnerId> = Paging::new("runner_list", limit.0, &page_token.0, ())?;
        let rows = store::list(&services.reader, paging.after, paging.rows_wanted()).await?;
        let jobs = running(&services.reader).await?;
        Ok(Ok200(paging.page(rows, |row| row.id, |row| seen_now(&services, row, &jobs))))
    }

    /// Add a runner
    ///
    /// The answer shows its registration token, once: `oored runner --server URL
    /// --registration-token TOKEN` exchanges it within an hour for the runner's own token, and
    /// connects. Labels, repositories and whether it takes jobs of forks are fixed here; of its
    /// machine a runner reports operating system and architecture, and nothing else.
    #[oai(path = "/api/runners", method = "post", operation_id = "runner_add")]
    async fn add(
        &self,
        caller: Authorized<RunnerAdmin>,
        services: With<'_>,
        body: StrictJson<RunnerIn>,
    ) -> Result<Created<Runner>, Fail<AddFails>> {
        check_repositories(&services, body.0.repositories.as_deref()).await?;
        let runner = row(body.0)?;
        let (shown, registration) = registrations::made(&services, runner.id);
        let expires_at = registration.expires_at;
        let write = AddRunner { runner, entry: Entry::Registration(registration) };
        let added = services.record((caller.caller(), "runner_add"), write, |added| {
            let row = added.as_ref().ok()?;
            Some(change(row).made(seen(Runner::new(row.clone(), &[]))))
        });
        let row = added.await?.map_err(name_taken)?;
        let location = format!("/api/runners/{}", row.id);
        let body = registrations::showing(Runner::new(row, &[]), &shown, expires_at);
        Ok(Created { body, location })
    }

    /// Show a runner
    ///
    /// With the jobs that it has, and when it was heard of last.
    #[oai(path = "/api/runners/:id", method = "get", operation_id = "runner_show")]
    async fn show(
        &self,
        #[oai(name = "id")] runner: guard::Path<Model, RunnerAdmin>,
        services: With<'_>,
    ) -> Result<Ok200<Runner>, Fail<Missing>> {
        let jobs = running(&services.reader).await?;
        Ok(Ok200(seen_now(&services, runner.row, &jobs)))
    }

    /// Change a runner
    ///
    /// Fields that are left out stay as they are. Given labels take the place of those that were
    /// given before; what the runner reports of its machine stays. The runner that the server
    /// starts itself has its name and labels from the server. What is taken from a runner counts
    /// for the jobs that it is given from then on.
    #[oai(path = "/api/runners/:id", method = "put", operation_id = "runner_update")]
    async fn update(
        &self,
        #[oai(name = "id")] runner: guard::Path<Model, RunnerAdmin>,
        services: With<'_>,
        body: StrictJson<RunnerPatch>,
    ) -> Result<Ok200<Runner>, Fail<UpdateFails>> {
        let RunnerPatch { name, labels, repositories, any_repository, runs_forks } = body.0;
        if runner.row.is_local && (name.is_some() || labels.is_some()) {
            let text = "the server starts this runner itself, and gives it its name and labels";
            return Err(ApiError::Conflict(text.to_owned()).into());
        }
        let labels = checked(name.as_deref(), labels)?;
        check_repositories(&services, repositories.as_deref()).await?;
        let repositories = chosen(repositories, any_repository)?;
        let (id, before) = (runner.row.id, runner.row.clone());
        let write = ChangeRunner { id, name, labels, repositories, runs_forks };
        let changed = services.record((runner.caller(), "runner_update"), write, move |changed| {
            let after = changed.as_ref().ok()?;
            let view = |row: &Model| seen(Runner::new(row.clone(), &[]));
            Some(change(after).from_to(view(&before), view(after)))
        });
        match changed.await? {
            Ok(row) => {
                let jobs = running(&services.reader).await?;
                Ok(Ok200(seen_now(&services, row, &jobs)))
            }
            Err(ChangeRefused::Gone) => Err(ApiError::not_found("runner", &id).into()),
            Err(ChangeRefused::NameTaken(taken)) => Err(name_taken(taken).into()),
        }
    }

    /// Remove a runner
    ///
    /// Its token opens nothing any more, and its connection is closed. A runner that has jobs can't be removed, nor can the one
    /// that the server starts itself.
    #[oai(path = "/api/runners/:id", method = "delete", operation_id = "runner_remove")]
    async fn remove(
        &self,
        #[oai(name = "id")] runner: guard::Path<Model, RunnerAdmin>,
        services: With<'_>,
    ) -> Result<NoContent, Fail<MissingOrConflict>> {
        let row = runner.row.clone();
        if row.is_local {
            let text = "the server starts this runner itself; switch it off by \
                        `OORE_LOCAL_RUNNER=false`";
            return Err(ApiError::Conflict(text.to_owned()).into());
        }
        let write = RemoveRunner { id: row.id };
        let removed = services.record((runner.caller(), "runner_remove"), write, move |removed| {
            removed.is_ok().then(|| change(&row).removed(seen(Runner::new(row.clone(), &[]))))
        });
        removed.await?.map_err(|busy| {
            let jobs = busy.jobs;
            ApiError::Conflict(format!("the runner has {jobs} jobs that have not ended"))
        })?;
        Ok(NoContent)
    }
}

impl Resource for Model {
    type Id = RunnerId;

    const KIND: &'static str = "runner";
    const OF_INSTANCE: bool = true;

    /// A runner belongs to no repository.
    async fn load(db: &Reader, id: &RunnerId) -> Result<Loaded<Self>, DbErr> {
        Ok(store::find(db, *id).await?.map(|row| (row, None)))
    }
}

/// A runner with what is known of it beside its row.
fn seen_now(services: &Services, row: Model, running: &[jobs::Model]) -> Runner {
    let refusal = services.runners.refusal(row.id);
    Runner::new(row, running).refused(refusal)
}

/// A runner in the record of who did what.
pub(super) fn change(row: &Model) -> Change {
    Change::of(Target::new("runner", &row.id).named(&row.name), None)
}

fn name_taken(taken: RunnerNameTaken) -> ApiError {
    ApiError::AlreadyExists(format!("a runner of this name is registered as {}", taken.by))
}

fn row(given: RunnerIn) -> Result<Model, ApiError> {
    let labels = checked(Some(&given.name), Some(given.labels))?;
    Ok(Model {
        id: RunnerId::generate(),
        name: given.name,
        is_local: false,
        labels: Stored(labels.unwrap_or_default()),
        reported_labels: Stored(Vec::new()),
        capacity: 0,
        version: None,
        status: RunnerStatus::Offline,
        instance: None,
        last_seen_at: None,
        repositories: given.repositories.map(Stored),
        runs_forks: given.runs_forks,
        conflict_at: None,
        conflict_addresses: None,
        created_at: clock::now(),
    })
}

/// Whose jobs a runner is to have from now on; none: as before.
fn chosen(
    named: Option<Vec<RepositoryId>>,
    any: Option<bool>,
) -> Result<Option<Repositories>, ApiError> {
    match (named, any) {
        (Some(_), Some(true)) => Err(ApiError::unprocessable(
            "/any_repository",
            "give `repositories` or `any_repository`, not both",
        )),
        (Some(named), _) => Ok(Some(Repositories::Named(named))),
        (None, Some(true)) => Ok(Some(Repositories::All)),
        (None, _) => Ok(None),
    }
}

/// A mistyped repository would leave a runner without jobs.
/// # Errors
/// Names those that are none.
pub(super) async fn check_repositories(
    services: &Services,
    named: Option<&[RepositoryId]>,
) -> Result<(), ApiError> {
    let mut mistakes = Vec::new();
    for (index, id) in named.unwrap_or_default().iter().enumerate() {
        if repositories::find(&services.reader, *id).await?.is_none() {
            let (field, message) = (format!("/repositories/{index}"), "is no repository");
            mistakes.push(FieldError { field, message: message.to_owned() });
        }
    }
    if mistakes.is_empty() { Ok(()) } else { Err(ApiError::Unprocessable(mistakes)) }
}

/// The labels, each once, if they and the name are such.
fn checked(
    name: Option<&str>,
    labels: Option<Vec<String>>,
) -> Result<Option<Vec<String>>, ApiError> {
    let mut mistakes = Vec::new();
    let mut note = |field: String, message: String| mistakes.push(FieldError { field, message });
    if name.is_some_and(|name| !is_word(name)) {
        note("/name".to_owned(), "may hold letters, digits, `.`, `_` and `-` alone".to_owned());
    }
    for (index, label) in labels.iter().flatten().enumerate() {
        if label.len() > LABEL_LIMIT || !is_word(label) {
            let limit = format!("must hold 1 to {LABEL_LIMIT} letters, digits, `.`, `_` and `-`");
            note(format!("/labels/{index}"), limit);
        }
    }
    if !mistakes.is_empty() {
        return Err(ApiError::Unprocessable(mistakes));
    }
    Ok(labels.map(|mut labels| {
        labels.sort_unstable();
        labels.dedup();
        labels
    }))
}

fn is_word(text: &str) -> bool {
    let is_known = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    !text.is_empty() && text.bytes().all(is_known)
}
