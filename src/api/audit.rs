//! The record of who did what.

#![expect(clippy::too_many_arguments, reason = "each is a parameter of an operation")]

use poem_openapi::OpenApi;
use poem_openapi::param::Query;
use serde::{Deserialize, Serialize};

use super::answer::Ok200;
use super::fail::{Fail, NoFailures};
use super::guard::{AuditRead, Within};
use super::page::{Page, PageLimit, PageToken, Paging};
use super::services::With;
use super::tags::Tag;
use super::views::audit::AuditEvent;
use crate::clock::Timestamp;
use crate::ids::RepositoryId;
use crate::store::audit as store;

#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
struct Filters {
    actor: Option<String>,
    operation: Option<String>,
    repo: Option<RepositoryId>,
    target: Option<String>,
    since: Option<Timestamp>,
    until: Option<Timestamp>,
}

/// Operations on the record.
#[derive(Debug, Clone, Copy)]
pub(super) struct Audit;

#[OpenApi(tag = "Tag::Audit")]
impl Audit {
    /// List what was done
    ///
    /// Who did what to what, and from where; the newest first. Who is an admin of single
    /// repositories sees what was done there.
    #[oai(path = "/api/audit", method = "get", operation_id = "audit_list")]
    async fn list(
        &self,
        caller: Within<AuditRead>,
        services: With<'_>,
        limit: Query<PageLimit>,
        page_token: Query<PageToken>,
        /// Only by the user of this name.
        #[oai(validator(max_length = 255))]
        actor: Query<Option<String>>,
        /// Only of this operation.
        #[oai(validator(max_length = 64))]
        operation: Query<Option<String>>,
        /// Only of this repository.
        repo: Query<Option<RepositoryId>>,
        /// Only of the thing with this id.
        #[oai(validator(max_length = 64))]
        target: Query<Option<String>>,
        /// Only from then on.
        since: Query<Option<Timestamp>>,
        /// Only before then.
        until: Query<Option<Timestamp>>,
    ) -> Result<Ok200<Page<AuditEvent>>, Fail<NoFailures>> {
        let given = Filters {
            actor: actor.0,
            operation: operation.0,
            repo: repo.0,
            target: target.0,
            since: since.0,
            until: until.0,
        };
        let paging: Paging<Filters, i64> =
            Paging::new("audit_list", limit.0, &page_token.0, given)?;
        let Filters { actor, operation, repo, target, since, until } = &paging.filters;
        let filter = store::Filter {
            actor: actor.clone(),
            operation: operation.clone(),
            repository: *repo,
            target: target.clone(),
            since: *since,
            until: *until,
        };
        let page = (paging.after, paging.rows_wanted());
        let rows = store::list(&services.reader, &filter, caller.reach(), page).await?;
        Ok(Ok200(paging.page(rows, |row| row.sequence, AuditEvent::from)))
    }
}
