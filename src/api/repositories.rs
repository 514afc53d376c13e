//! The registered repositories.

#![expect(clippy::too_many_arguments, reason = "each is a parameter of an operation")]

mod access;
mod clone_url;
mod names;
mod record;
pub(super) mod secrets;
mod settings;
mod webhook_url;

use poem_openapi::OpenApi;
use poem_openapi::param::Query;
use sea_orm::DbErr;
use serde::{Deserialize, Serialize};

use super::answer::{Created, NoContent, Ok200};
use super::error::ApiError;
use super::fail::{Fail, Missing, MissingOrConflict, NoFailures};
use super::guard::{
    self, Authorized, BuildRun, Loaded, RepoRead, RepoWrite, Requires, Resource, Within,
};
use super::page::{Page, PageLimit, PageToken, Paging};
use super::services::With;
use super::strict::StrictJson;
use super::tags::Tag;
use super::views::repository::{Repository, RepositoryIn, RepositoryPatch, WebhookUrl};
use super::views::sync::RepositorySync;
use super::words::Word;
use crate::domain::access::Denied;
use crate::domain::provider::ProviderKind;
use crate::entities::repositories::Model;
use crate::failures;
use crate::ids::RepositoryId;
use crate::store::Reader;
use crate::store::heads;
use crate::store::repositories::{
    self as store, AddRepository, RemoveRepository, UpdateRefused, UpdateRepository,
};

failures! {
    AddFails = [AlreadyExists, Unprocessable];
    UpdateFails = [NotFound, AlreadyExists, Conflict, Unprocessable];
}

#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
struct Filters {
    provider: Option<Word<ProviderKind>>,
    q: Option<String>,
}

/// Operations on repositories.
#[derive(Debug, Clone, Copy)]
pub(super) struct Repositories;

#[OpenApi(tag = "Tag::Repo")]
impl Repositories {
    /// List repositories
    ///
    /// The newest first.
    #[oai(path = "/api/repositories", method = "get", operation_id = "repo_list")]
    async fn list(
        &self,
        caller: Within<RepoRead>,
        services: With<'_>,
        limit: Query<PageLimit>,
        page_token: Query<PageToken>,
        /// Only of this provider.
        provider: Query<Option<Word<ProviderKind>>>,
        /// Only with this text in owner and name.
        #[oai(validator(max_length = 255))]
        q: Query<Option<String>>,
    ) -> Result<Ok200<Page<Repository>>, Fail<NoFailures>> {
        let given = Filters { provider: provider.0, q: q.0 };
        let paging: Paging<Filters, RepositoryId> =
            Paging::new("repo_list", limit.0, &page_token.0, given)?;
        let filter = store::Filter {
            provider: paging.filters.provider.map(|word| word.0),
            text: paging.filters.q.clone(),
        };
        let page = (paging.after, paging.rows_wanted());
        let rows = store::list(&services.reader, &filter, caller.reach(), page).await?;
        Ok(Ok200(paging.page(rows, |row| row.id, Repository::from)))
    }

    /// Register a repository
    ///
    /// Its webhook is set up at the provider with what the operation `repo_webhook_url` answers.
    #[oai(path = "/api/repositories", method = "post", operation_id = "repo_add")]
    async fn add(
        &self,
        caller: Authorized<RepoWrite>,
        services: With<'_>,
        body: StrictJson<RepositoryIn>,
    ) -> Result<Created<Repository>, Fail<AddFails>> {
        let (repository, made_secret) = settings::of_new(body.0, &services)?;
        let write = AddRepository { repository };
        let added = services.record((caller.caller(), "repo_add"), write, |added| {
            let row = added.as_ref().ok()?;
            Some(record::of(row).made(record::seen(row)))
        });
        let row = added.await?.map_err(ApiError::from)?;
        let location = format!("/api/repositories/{}", row.id);
        let body = Repository { webhook_secret: made_secret, ..row.into() };
        Ok(Created { body, location })
    }

    /// Show a repository
    ///
    /// Where its commits come from, and what is built of it. Its secrets are never shown.
    #[oai(path = "/api/repositories/:id", method = "get", operation_id = "repo_show")]
    async fn show(
        &self,
        #[oai(name = "id")] repository: guard::Path<Model, RepoRead>,
        services: With<'_>,
    ) -> Result<Ok200<Repository>, Fail<Missing>> {
        let last = heads::last_sync(&services.reader, repository.row.id).await?;
        Ok(Ok200(Repository { last_sync: last.map(Into::into), ..repository.row.into() }))
    }

    /// Change a repository
    ///
    /// Fields that are left out stay as they are. Owner, name, clone URL and API address are a
    /// maintainer's of the whole server to change.
    #[oai(path = "/api/repositories/:id", method = "put", operation_id = "repo_update")]
    async fn update(
        &self,
        #[oai(name = "id")] repository: guard::Path<Model, RepoWrite>,
        services: With<'_>,
        body: StrictJson<RepositoryPatch>,
    ) -> Result<Ok200<Repository>, Fail<UpdateFails>> {
        let before = &repository.row;
        let changed = settings::changed(before, body.0, &services)?;
        let access = &repository.caller().principal.access;
        if settings::is_elsewhere(before, &changed) && access.check(RepoWrite::RIGHT).is_err() {
            return Err(ApiError::from(Denied::Place).into());
        }
        let write = UpdateRepository { repository: changed, seen: before.updated_at };
        let (id, told) = (before.id, record::change(before.clone()));
        match services.record((repository.caller(), "repo_update"), write, told).await? {
            Ok(row) => Ok(Ok200(row.into())),
            Err(UpdateRefused::Gone) => Err(missing(id).into()),
            Err(UpdateRefused::NameTaken(taken)) => Err(ApiError::from(taken).into()),
            Err(UpdateRefused::Outdated) => {
                let told = "the repository was changed at the same moment; read it and try again";
                Err(ApiError::Conflict(told.to_owned()).into())
            }
        }
    }

    /// Remove a repository
    ///
    /// Its builds and their logs go with it. What its webhook sent stays, and its build numbers are
    /// not used again.
    #[oai(path = "/api/repositories/:id", method = "delete", operation_id = "repo_remove")]
    async fn remove(
        &self,
        #[oai(name = "id")] repository: guard::Path<Model, RepoWrite>,
        services: With<'_>,
    ) -> Result<NoContent, Fail<MissingOrConflict>> {
        let write = RemoveRepository { id: repository.row.id };
        let row = repository.row.clone();
        let removed =
            services.record((repository.caller(), "repo_remove"), write, move |removed| {
                removed.is_ok().then(|| record::of(&row).removed(record::seen(&row)))
            });
        removed.await?.map_err(|unfinished| {
            let count = unfinished.count;
            ApiError::Conflict(format!("{count} builds have not ended; cancel them first"))
        })?;
        Ok(NoContent)
    }

    /// Look for what no webhook told
    ///
    /// Compares the repository's branches and open pull requests with what was seen last. What was
    /// missed becomes an event of its own, `sync`, which is handled like any other. The server does
    /// the same by itself again and again. The first look notes everything and builds nothing.
    #[oai(path = "/api/repositories/:id/sync", method = "post", operation_id = "repo_sync")]
    async fn sync(
        &self,
        #[oai(name = "id")] repository: guard::Path<Model, BuildRun>,
        services: With<'_>,
    ) -> Result<Ok200<RepositorySync>, Fail<MissingOrConflict>> {
        services.note((repository.caller(), "repo_sync"), record::of(&repository.row)).await?;
        let id = repository.row.id;
        let synced = services.repositories.sync(id).await.map_err(ApiError::from)?;
        Ok(Ok200(synced.into()))
    }

    /// Show how a repository's webhook is set up
    ///
    /// What to enter at the provider, so that pushes arrive here.
    #[oai(
        path = "/api/repositories/:id/webhook-url",
        method = "get",
        operation_id = "repo_webhook_url"
    )]
    async fn webhook_url(
        &self,
        #[oai(name = "id")] repository: guard::Path<Model, RepoRead>,
        services: With<'_>,
    ) -> Result<Ok200<WebhookUrl>, Fail<Missing>> {
        Ok(Ok200(webhook_url::of(&repository.row, &services.settings)))
    }
}

impl Resource for Model {
    type Id = RepositoryId;

    const KIND: &'static str = "repository";

    async fn load(db: &Reader, id: &RepositoryId) -> Result<Loaded<Self>, DbErr> {
        let row = store::find(db, *id).await?;
        Ok(row.map(|row| (row, Some(*id))))
    }
}

fn missing(id: RepositoryId) -> ApiError {
    ApiError::not_found("repository", &id)
}

#[cfg(test)]
pub(super) mod tests;
