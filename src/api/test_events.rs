//! What would come of an event, asked without its happening.

use poem_openapi::OpenApi;

use super::answer::Ok200;
use super::error::ApiError;
use super::fail::Fail;
use super::guard::{self, RepoRead};
use super::services::With;
use super::strict::StrictJson;
use super::tags::Tag;
use super::views::test_event::{TestEventIn, TestedEvent};
use crate::actors::repositories::{TestEvent, TestRequest};
use crate::domain::event::{CommitSha, EventKind, PullRequestAction, RefName};
use crate::entities::repositories::Model as Repository;
use crate::failures;

failures! {
    TestFails = [NotFound, Conflict, Unprocessable];
}

/// The operation on events that did not happen.
#[derive(Debug, Clone, Copy)]
pub(super) struct TestEvents;

#[OpenApi(tag = "Tag::Repo")]
impl TestEvents {
    /// Show what would come of an event
    ///
    /// Decided by the real rules with the repository's commits and today's settings. Nothing is
    /// stored and nothing is started. A push is taken for a push of its newest commit alone.
    #[oai(
        path = "/api/repositories/:id/test-event",
        method = "post",
        operation_id = "repo_test_event"
    )]
    async fn test_event(
        &self,
        #[oai(name = "id")] repository: guard::Path<Repository, RepoRead>,
        services: With<'_>,
        body: StrictJson<TestEventIn>,
    ) -> Result<Ok200<TestedEvent>, Fail<TestFails>> {
        let commit = body.0.commit.as_deref().map(commit).transpose()?;
        let request = TestRequest {
            repository: repository.row.id,
            event: event(body.0, &repository.row)?,
            commit,
            sender: repository.caller().principal.name.clone(),
        };
        let tested = services.repositories.test_event(request).await.map_err(ApiError::from)?;
        Ok(Ok200(TestedEvent::new(&repository.row, tested)))
    }
}

fn commit(text: &str) -> Result<CommitSha, ApiError> {
    CommitSha::new(text)
        .map_err(|error| ApiError::unprocessable("/commit", format!("`{text}`: {error}")))
}

fn name(field: &str, text: &str) -> Result<RefName, ApiError> {
    RefName::new(text)
        .map_err(|error| ApiError::unprocessable(format!("/{field}"), format!("`{text}`: {error}")))
}

/// The event, if the fields fit its kind: one that would be disregarded is refused.
fn event(body: TestEventIn, repository: &Repository) -> Result<TestEvent, ApiError> {
    let EventFields { branch, tag, target, request, inputs } = fields(body.event.0);
    let given = [
        ("branch", branch, body.branch.is_some()),
        ("tag", tag, body.tag.is_some()),
        ("target", target, body.target.is_some()),
        ("action", request, body.action.is_some()),
        ("number", request, body.number.is_some()),
        ("draft", request, body.draft),
        ("fork", request, body.fork),
        ("inputs", inputs, !body.inputs.is_empty()),
    ];
    let stray = given.iter().find(|(_, is_taken, is_given)| !is_taken && *is_given);
    if let Some((field, ..)) = stray {
        let told = format!("the event `{}` has no `{field}`", body.event.0);
        return Err(ApiError::unprocessable(format!("/{field}"), told));
    }
    let default = || repository.default_branch.clone();
    let wanted = |field: &str| {
        let told = format!("the event `{}` needs a `{field}`", body.event.0);
        ApiError::unprocessable(format!("/{field}"), told)
    };
    Ok(match body.event.0 {
        EventKind::Push => {
            TestEvent::Push { branch: name("branch", &body.branch.unwrap_or_else(default))? }
        }
        EventKind::Tag => {
            let tag = body.tag.ok_or_else(|| wanted("tag"))?;
            TestEvent::Tag { tag: name("tag", &tag)? }
        }
        EventKind::PullRequest => TestEvent::PullRequest {
            source: name("branch", &body.branch.ok_or_else(|| wanted("branch"))?)?,
            target: name("target", &body.target.unwrap_or_else(default))?,
            number: body.number.unwrap_or_default(),
            action: body.action.map_or(PullRequestAction::Opened, |action| action.0),
            draft: body.draft,
            fork: body.fork,
        },
        EventKind::Manual => TestEvent::Manual {
            branch: name("branch", &body.branch.unwrap_or_else(default))?,
            inputs: body.inputs.into_iter().collect(),
        },
    })
}

/// Which fields an event has.
#[derive(Debug, Clone, Copy)]
struct EventFields {
    branch: bool,
    tag: bool,
    target: bool,
    /// Those of a pull request alone.
    request: bool,
    inputs: bool,
}

fn fields(kind: EventKind) -> EventFields {
    let is_request = kind == EventKind::PullRequest;
    EventFields {
        branch: kind != EventKind::Tag,
        tag: kind == EventKind::Tag,
        target: is_request,
        request: is_request,
        inputs: kind == EventKind::Manual,
    }
}
