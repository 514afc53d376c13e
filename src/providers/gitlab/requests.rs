//! Open merge requests (<https://docs.gitlab.com/api/merge_requests/#list-project-merge-requests>).

use indexmap::IndexMap;
use reqwest::Method;
use reqwest::header::HeaderName;
use serde_json::Value;

use crate::domain::event::{
    Author, Commit, Event, EventKind, EventRepository, GitRef, PullRequest, PullRequestAction,
    RefKind, RefName,
};
use crate::providers::Unusable;
use crate::providers::http::Call;
use crate::providers::reader::Payload;
use crate::providers::target::Target;

/// The call that lists a page of them, the oldest first.
pub(super) fn call(target: &Target, page: u32) -> Call {
    let mut url = target.url(["projects", &target.full_name, "merge_requests"]);
    url.query_pairs_mut()
        .extend_pairs([("state", "opened"), ("order_by", "created_at"), ("sort", "asc")])
        .extend_pairs([("per_page", "50"), ("page", &page.to_string())]);
    let headers = vec![(HeaderName::from_static("private-token"), target.token_header(""))];
    Call { method: Method::GET, url, headers, body: None }
}

/// An entry, whose members bear other names than in a webhook.
pub(super) fn read(entry: &Value, full_name: &str) -> Result<Event, Unusable> {
    let entry = Payload { event: "merge_request", json: entry };
    let number = entry.required_number("/iid")?;
    let projects = ["/source_project_id", "/target_project_id"].map(|it| entry.number(it));
    let fork = !matches!(projects, [Some(source), Some(target)] if source == target);
    let request = PullRequest {
        number,
        title: entry.text("/title").unwrap_or_default(),
        source_branch: entry.required_ref("/source_branch")?,
        target_branch: entry.required_ref("/target_branch")?,
        source_repository: (!fork).then(|| full_name.to_owned()),
        author: author(entry),
        base_sha: None,
        head_sha: entry.required_commit("/sha")?,
        fork,
        draft: entry.flag("/draft").or_else(|| entry.flag("/work_in_progress")).unwrap_or(false),
        conflicts: false,
        retargeted: None,
    };
    Ok(Event {
        kind: EventKind::PullRequest,
        action: Some(PullRequestAction::Opened),
        repository: EventRepository {
            full_name: full_name.to_owned(),
            provider_id: entry.number("/project_id"),
        },
        git_ref: GitRef { kind: RefKind::PullRequest, name: RefName::of_pull_request(number) },
        commit: Commit { sha: request.head_sha.clone(), message: None, author: None },
        before: None,
        pull_request: Some(request),
        sender: entry.text("/author/username"),
        deleted: false,
        inputs: IndexMap::new(),
    })
}

fn author(entry: Payload<'_>) -> Option<Author> {
    Some(Author {
        name: entry.text("/author/username")?,
        id: entry.number("/author/id").map(|id| id.to_string()),
        is_known: false,
    })
}
