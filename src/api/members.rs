//! The roles of users in single repositories.

use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::answer::{NoContent, Ok200};
use super::error::ApiError;
use super::fail::{Fail, Missing};
use super::guard::{self, MembersAdmin, RepoRead};
use super::page::{Page, PageLimit, PageToken, Paging};
use super::services::With;
use super::strict::StrictJson;
use super::tags::Tag;
use super::views::user::{Member, MemberIn};
use crate::clock;
use crate::domain::access::Role;
use crate::domain::audit::{Change, Target};
use crate::entities::repositories::Model as Repository;
use crate::entities::users;
use crate::ids::{RepositoryId, UserId};
use crate::store::members::{self, RemoveMember, SetMember};
use crate::store::{self, Reader};

/// The repository is no filter of the caller's, but a page of one is none of another's.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
struct Filters {
    of: Option<RepositoryId>,
}

/// Operations on the members of repositories.
#[derive(Debug, Clone, Copy)]
pub(super) struct Members;

#[OpenApi(tag = "Tag::Repo")]
impl Members {
    /// List the members of a repository
    ///
    /// The users that have a role in it, the newest first; those whose role is for the instance are
    /// not listed.
    #[oai(path = "/api/repositories/:id/members", method = "get", operation_id = "member_list")]
    async fn list(
        &self,
        #[oai(name = "id")] repository: guard::Path<Repository, RepoRead>,
        services: With<'_>,
        limit: Query<PageLimit>,
        page_token: Query<PageToken>,
    ) -> Result<Ok200<Page<Member>>, Fail<Missing>> {
        let id = repository.row.id;
        let paging: Paging<Filters, UserId> =
            Paging::new("member_list", limit.0, &page_token.0, Filters { of: Some(id) })?;
        let page = (paging.after, paging.rows_wanted());
        let rows = members::of_repository(&services.reader, id, page).await?;
        Ok(Ok200(paging.page(rows, |(row, _)| row.user_id, |(row, user)| Member::new(&row, user))))
    }

    /// Give a user a role in a repository
    ///
    /// In place of the one that it has there. A role for the instance holds beside it; the higher
    /// one counts.
    #[oai(
        path = "/api/repositories/:id/members/:user_id",
        method = "put",
        operation_id = "member_set"
    )]
    async fn set(
        &self,
        #[oai(name = "id")] repository: guard::Path<Repository, MembersAdmin>,
        services: With<'_>,
        user_id: Path<UserId>,
        body: StrictJson<MemberIn>,
    ) -> Result<Ok200<Member>, Fail<Missing>> {
        let user = find(&services.reader, user_id.0).await?;
        let write = SetMember {
            repository: repository.row.id,
            user: user.id,
            role: body.0.role.0,
            at: clock::now(),
        };
        let change = change(&repository.row, &user);
        let set = services.record((repository.caller(), "member_set"), write, move |set| {
            let given = set.as_ref().ok()?;
            let role = |role: Role| json!({ "role": role });
            let before = given.before.map(role);
            Some(change.clone().from_to(before, Some(role(given.member.role))))
        });
        let given = set.await?.map_err(|_| ApiError::not_found("user", &user_id.0))?;
        Ok(Ok200(Member::new(&given.member, given.user)))
    }

    /// Take a user's role in a repository away
    ///
    /// What the user may do by a role for the instance stays.
    #[oai(
        path = "/api/repositories/:id/members/:user_id",
        method = "delete",
        operation_id = "member_remove"
    )]
    async fn remove(
        &self,
        #[oai(name = "id")] repository: guard::Path<Repository, MembersAdmin>,
        services: With<'_>,
        user_id: Path<UserId>,
    ) -> Result<NoContent, Fail<Missing>> {
        let user = find(&services.reader, user_id.0).await?;
        let write = RemoveMember { repository: repository.row.id, user: user.id };
        let change = change(&repository.row, &user);
        let told = move |role: &Option<_>| {
            let before = role.map(|role| json!({ "role": role }))?;
            Some(change.clone().removed(Some(before)))
        };
        let removed = services.record((repository.caller(), "member_remove"), write, told).await?;
        removed.ok_or_else(|| ApiError::not_found("member", &user_id.0))?;
        Ok(NoContent)
    }
}

async fn find(db: &Reader, id: UserId) -> Result<users::Model, ApiError> {
    store::users::find(db, id).await?.ok_or_else(|| ApiError::not_found("user", &id))
}

fn change(repository: &Repository, user: &users::Model) -> Change {
    Change::of(Target::new("member", &user.id).named(&user.name), Some(repository.id))
}
