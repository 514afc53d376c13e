//! Secrets of repositories and of the instance. They go in here and never come out: jobs alone are
//! given their values.

mod name;
mod settings;

use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};
use secrecy::SecretString;
use serde_json::Value;

use super::answer::{NoContent, Ok200};
use super::error::ApiError;
use super::fail::{Fail, Missing, NoFailures};
use super::guard::{self, AdminScope, Authorized, Caller, RepoRead, SecretWrite};
use super::page::{Page, PageLimit, PageToken, Paging};
use super::record::seen;
use super::services::{Services, With};
use super::strict::StrictJson;
use super::tags::Tag;
use super::views::secret::{Secret, SecretIn};
use crate::domain::audit::{Change, Target};
use crate::entities::repositories::Model as Repository;
use crate::entities::secrets::Model;
use crate::failures;
use crate::ids::RepositoryId;
use crate::store::secrets::{self as store, RemoveSecret, SetRefused, SetSecret};
use name::SecretName;

failures! {
    SetFails = [NotFound, Conflict, Unprocessable];
    SetInInstanceFails = [Conflict, Unprocessable];
}

/// Operations on secrets.
#[derive(Debug, Clone, Copy)]
pub(super) struct Secrets;

#[OpenApi(tag = "Tag::Secret")]
impl Secrets {
    /// List a repository's secrets
    ///
    /// By name, without their values. Those of the instance are not among them.
    #[oai(path = "/api/repositories/:id/secrets", method = "get", operation_id = "secret_list")]
    async fn list(
        &self,
        #[oai(name = "id")] repository: guard::Path<Repository, RepoRead>,
        services: With<'_>,
        limit: Query<PageLimit>,
        page_token: Query<PageToken>,
    ) -> Result<Ok200<Page<Secret>>, Fail<Missing>> {
        let paging = Paging::new("secret_list", limit.0, &page_token.0, ())?;
        Ok(Ok200(page(&services, Some(repository.row.id), paging).await?))
    }

    /// Set a repository's secret
    ///
    /// Makes it, or gives it another value. A job whose `secrets` names it finds it in its
    /// environment, if the rules allow the job's event. It goes before a secret of the instance that
    /// has the same name. Rules that are left out stay as they are.
    #[oai(
        path = "/api/repositories/:id/secrets/:name",
        method = "put",
        operation_id = "secret_set"
    )]
    async fn set(
        &self,
        #[oai(name = "id")] repository: guard::Path<Repository, SecretWrite>,
        services: With<'_>,
        name: Path<SecretName>,
        body: StrictJson<SecretIn>,
    ) -> Result<Ok200<Secret>, Fail<SetFails>> {
        let set = Set {
            owner: Some(repository.row.id),
            name: name.0,
            given: body.0,
            by: (repository.caller(), "secret_set"),
        };
        Ok(Ok200(store_secret(&services, set).await?))
    }

    /// Remove a repository's secret
    ///
    /// Jobs that have it keep it to their end; a job that names it from then on fails before it
    /// begins, unless the instance has one of the same name.
    #[oai(
        path = "/api/repositories/:id/secrets/:name",
        method = "delete",
        operation_id = "secret_remove"
    )]
    async fn remove(
        &self,
        #[oai(name = "id")] repository: guard::Path<Repository, SecretWrite>,
        services: With<'_>,
        name: Path<SecretName>,
    ) -> Result<NoContent, Fail<Missing>> {
        let by = (repository.caller(), "secret_remove");
        Ok(remove_secret(&services, Some(repository.row.id), &name.0, by).await?)
    }

    /// List the instance's secrets
    ///
    /// By name, without their values. Jobs of every repository may name them.
    #[oai(path = "/api/secrets", method = "get", operation_id = "instance_secret_list")]
    async fn list_in_instance(
        &self,
        _caller: Authorized<AdminScope>,
        services: With<'_>,
        limit: Query<PageLimit>,
        page_token: Query<PageToken>,
    ) -> Result<Ok200<Page<Secret>>, Fail<NoFailures>> {
        let paging = Paging::new("instance_secret_list", limit.0, &page_token.0, ())?;
        Ok(Ok200(page(&services, None, paging).await?))
    }

    /// Set a secret of the instance
    ///
    /// Makes it, or gives it another value. Jobs of every repository may name it, where their
    /// repository has none of the same name. Rules that are left out stay as they are.
    #[oai(path = "/api/secrets/:name", method = "put", operation_id = "instance_secret_set")]
    async fn set_in_instance(
        &self,
        caller: Authorized<AdminScope>,
        services: With<'_>,
        name: Path<SecretName>,
        body: StrictJson<SecretIn>,
    ) -> Result<Ok200<Secret>, Fail<SetInInstanceFails>> {
        let by = (caller.caller(), "instance_secret_set");
        let set = Set { owner: None, name: name.0, given: body.0, by };
        Ok(Ok200(store_secret(&services, set).await?))
    }

    /// Remove a secret of the instance
    ///
    /// Jobs that have it keep it to their end.
    #[oai(path = "/api/secrets/:name", method = "delete", operation_id = "instance_secret_remove")]
    async fn remove_in_instance(
        &self,
        caller: Authorized<AdminScope>,
        services: With<'_>,
        name: Path<SecretName>,
    ) -> Result<NoContent, Fail<Missing>> {
        let by = (caller.caller(), "instance_secret_remove");
        Ok(remove_secret(&services, None, &name.0, by).await?)
    }
}

async fn page(
    services: &Services,
    owner: Option<RepositoryId>,
    paging: Paging<(), String>,
) -> Result<Page<Secret>, ApiError> {
    let after = paging.after.as_deref();
    let rows = store::list(&services.reader, owner, after, paging.rows_wanted()).await?;
    Ok(paging.page(rows, |row| row.name.clone(), Secret::from))
}

/// A secret that somebody sets.
struct Set<'a> {
    owner: Option<RepositoryId>,
    name: SecretName,
    given: SecretIn,
    by: (&'a Caller, &'static str),
}

async fn store_secret(services: &Services, set: Set<'_>) -> Result<Secret, ApiError> {
    let Set { owner, name, given, by } = set;
    let present = store::find(&services.reader, owner, &name.0).await?;
    let changed_at = present.as_ref().map(|row| row.updated_at);
    let value = SecretString::from(given.value.as_str());
    let before = present.clone().map(Secret::from);
    let mut secret = settings::row((owner, name.0), present, given, &by.0.principal.name)?;
    secret.sealed_value = services.vault().seal(secret.id, &value);
    let written = services.record(by, SetSecret { secret, seen: changed_at }, move |set| {
        let row = set.as_ref().ok()?;
        let after = seen_of(row);
        Some(match before.clone() {
            Some(before) => change(row).from_to(seen(before), after).replaced(&["value"]),
            None => change(row).made(after),
        })
    });
    match written.await? {
        Ok(row) => Ok(row.into()),
        Err(SetRefused::RepositoryGone) => {
            Err(ApiError::Conflict("the repository was removed meanwhile".to_owned()))
        }
        Err(SetRefused::Outdated) => {
            let told = "the secret was set or removed at the same moment; try again";
            Err(ApiError::Conflict(told.to_owned()))
        }
    }
}

async fn remove_secret(
    services: &Services,
    owner: Option<RepositoryId>,
    name: &SecretName,
    by: (&Caller, &'static str),
) -> Result<NoContent, ApiError> {
    let row = store::find(&services.reader, owner, &name.0)
        .await?
        .ok_or_else(|| ApiError::not_found("secret", &name.0))?;
    let removed = change(&row).removed(seen_of(&row));
    let told = move |_: &_| Some(removed.clone());
    services.record(by, RemoveSecret { id: row.id }, told).await?;
    Ok(NoContent)
}

/// A secret in the record of who did what; its value is no part of its view.
fn change(row: &Model) -> Change {
    Change::of(Target::new("secret", &row.id).named(&row.name), row.repository_id)
}

fn seen_of(row: &Model) -> Option<Value> {
    seen(Secret::from(row.clone()))
}
