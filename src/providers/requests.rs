//! Which pull requests of a repository are open.

use reqwest::header::LINK;
use serde_json::Value;
use tracing::debug;

use super::client::{Access, NoAccess, ProviderClient};
use super::http::{Answer, Call};
use super::provider;
use super::reader::Unusable;
use super::target::Target;
use crate::clock;
use crate::domain::event::Event;

/// How many pages are read at most. No list is taken for whole that was not read to its end.
const MOST_PAGES: u32 = 100;

/// How a provider lists open pull requests.
#[derive(Debug, Clone, Copy)]
pub(super) struct OpenRequests {
    /// The call for a page, counted from 1.
    pub(super) call: fn(&Target, u32) -> Call,
    /// An entry of the list of the repository of this name, as a pull request that was opened.
    pub(super) read: fn(&Value, &str) -> Result<Event, Unusable>,
}

/// The open pull requests of a repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listed {
    /// All of them, each as one that was opened.
    Requests(Vec<Event>),
    /// They can't be listed, as long as nobody changes something: for people, why.
    Not(String),
}

impl ProviderClient {
    /// The open pull requests of a repository.
    ///
    /// # Errors
    /// [`NoAccess`] when the provider does not answer, or not with a list.
    pub async fn open_pull_requests(&self, access: &Access) -> Result<Listed, NoAccess> {
        let Some(lister) = provider::of(access.provider).open_requests() else {
            return Ok(Listed::Not("this provider's can't be listed".to_owned()));
        };
        let target = match self.reading_target(access).await {
            Ok(target) => target,
            Err(NoAccess::Refused(reason) | NoAccess::NotInstalled(reason)) => {
                return Ok(Listed::Not(reason));
            }
            Err(later) => return Err(later),
        };
        let mut requests = Vec::new();
        for page in 1..=MOST_PAGES {
            let answer = self.http().send(&(lister.call)(&target, page)).await;
            let answer = answer.map_err(|error| later(error.to_string()))?;
            if answer.status.as_u16() == 401 {
                self.forget_reading(access).await;
            }
            if answer.is_limit(clock::now()) {
                return Err(limited(&answer));
            }
            let entries = entries(&answer)?;
            requests.extend(entries.iter().filter_map(|entry| readable(lister, entry, access)));
            if !has_next(&answer) {
                return Ok(Listed::Requests(requests));
            }
        }
        Err(later(format!("there are more than {MOST_PAGES} pages of open pull requests")))
    }
}

/// One that can't be built is as good as none.
fn readable(lister: OpenRequests, entry: &Value, access: &Access) -> Option<Event> {
    let read = (lister.read)(entry, &access.full_name);
    read.inspect_err(|error| debug!(%error, "an open pull request is passed over")).ok()
}

fn entries(answer: &Answer) -> Result<Vec<Value>, NoAccess> {
    let refused = |why: &str| Err(NoAccess::Refused(why.to_owned()));
    match answer.status.as_u16() {
        200 => listed(answer).ok_or_else(|| later("the provider's list can't be read".to_owned())),
        401 => refused("the provider refuses the access token (401)"),
        403 => refused(
            "the access token may not read pull requests, or too many calls were made (403)",
        ),
        404 => refused(
            "the provider knows no such repository, or hides it from the access token (404)",
        ),
        status => Err(later(format!("the provider answered {status}: {}", answer.words()))),
    }
}

/// A list; Bitbucket's stands in `values`.
fn listed(answer: &Answer) -> Option<Vec<Value>> {
    match serde_json::from_str(&answer.body).ok()? {
        Value::Array(entries) => Some(entries),
        Value::Object(mut page) => match page.remove("values")? {
            Value::Array(entries) => Some(entries),
            _ => None,
        },
        _ => None,
    }
}

/// Whether there is another page. Most providers name it in the header `Link`
/// (<https://www.rfc-editor.org/rfc/rfc8288>), Bitbucket Cloud in `next`, and Data Center says of
/// the last that it is.
fn has_next(answer: &Answer) -> bool {
    let page: Value = serde_json::from_str(&answer.body).unwrap_or_default();
    if page.get("next").is_some_and(Value::is_string)
        || page.get("isLastPage") == Some(&Value::Bool(false))
    {
        return true;
    }
    let links = answer.headers.get_all(LINK).into_iter();
    links.filter_map(|link| link.to_str().ok()).any(|link| link.contains("rel=\"next\""))
}

fn limited(answer: &Answer) -> NoAccess {
    let reason = "the provider wants to be left alone for a while".to_owned();
    NoAccess::Later { reason, wait: answer.wait(clock::now()) }
}

fn later(reason: String) -> NoAccess {
    NoAccess::Later { reason, wait: None }
}

#[cfg(test)]
mod tests {
    use poem::http::{HeaderMap, StatusCode};
    use serde_json::json;

    use super::*;
    use crate::domain::event::{EventKind, PullRequestAction, RefKind};
    use crate::domain::provider::ProviderKind;

    fn answer(status: u16, link: &[&'static str], body: &str) -> Answer {
        let mut headers = HeaderMap::new();
        for link in link {
            headers.append(LINK, reqwest::header::HeaderValue::from_static(link));
        }
        Answer { status: StatusCode::from_u16(status).unwrap(), headers, body: body.to_owned() }
    }

    #[test]
    fn bitbuckets_pages_tell_of_the_next_in_their_bodies() {
        let cloud = answer(200, &[], r#"{"values":[{"id":1}],"next":"https://x/?page=2"}"#);
        assert!(has_next(&cloud));
        assert_eq!(entries(&cloud), Ok(vec![json!({ "id": 1 })]));
        assert!(!has_next(&answer(200, &[], r#"{"values":[]}"#)));
        assert!(has_next(&answer(200, &[], r#"{"values":[],"isLastPage":false}"#)));
        assert!(!has_next(&answer(200, &[], r#"{"values":[],"isLastPage":true}"#)));
        assert!(entries(&answer(200, &[], r#"{"values":7}"#)).is_err());
    }

    #[test]
    fn another_page_is_named_by_a_link() {
        let next = "<https://x/?page=1>; rel=\"prev\", <https://x/?page=3>; rel=\"next\"";
        assert!(has_next(&answer(200, &[next], "[]")));
        assert!(has_next(&answer(200, &["<https://x/>; rel=\"first\"", next], "[]")));
        assert!(!has_next(&answer(200, &["<https://x/>; rel=\"last\""], "[]")));
        assert!(!has_next(&answer(200, &[], "[]")));
    }

    #[test]
    fn what_is_no_list_is_an_error_with_its_reason() {
        let error = |status, body| entries(&answer(status, &[], body)).unwrap_err().to_string();
        assert!(error(401, "").contains("access token"));
        assert!(error(404, "").contains("no such repository"));
        assert_eq!(error(502, "{\"message\":\"down\"}"), "the provider answered 502: \"down\"");
        assert!(error(200, "{}").contains("can't be read"));
        assert_eq!(entries(&answer(200, &[], "[1]")).unwrap(), [json!(1)]);
    }

    fn open(kind: ProviderKind, entry: &Value) -> Event {
        let lister = provider::of(kind).open_requests().unwrap();
        (lister.read)(entry, "acme/app").unwrap()
    }

    #[test]
    fn an_entry_of_each_provider_is_a_pull_request_that_was_opened() {
        let here = json!({ "id": 1, "full_name": "acme/app" });
        let github = json!({
            "number": 7, "title": "WIP: better", "user": { "login": "ada" },
            "head": { "ref": "topic", "sha": "a".repeat(40), "repo": here },
            "base": { "ref": "main", "sha": "b".repeat(40), "repo": here },
        });
        let gitlab = json!({
            "iid": 7, "title": "Draft: better", "draft": true, "sha": "a".repeat(40),
            "source_branch": "topic", "target_branch": "main", "project_id": 1,
            "source_project_id": 1, "target_project_id": 1, "author": { "username": "ada" },
        });
        for (kind, entry, is_draft) in [
            (ProviderKind::Github, &github, false),
            (ProviderKind::Gitea, &github, true),
            (ProviderKind::Gitlab, &gitlab, true),
        ] {
            let event = open(kind, entry);
            assert_eq!(
                (event.kind, event.git_ref.kind),
                (EventKind::PullRequest, RefKind::PullRequest)
            );
            assert_eq!(event.action, Some(PullRequestAction::Opened));
            assert_eq!(event.git_ref.name.as_str(), "7");
            assert_eq!(event.commit.sha.as_str(), "a".repeat(40));
            assert_eq!(event.repository.full_name, "acme/app");
            let request = event.pull_request.unwrap();
            assert_eq!((request.fork, request.draft), (false, is_draft), "{kind}");
            assert_eq!(request.source_branch.as_str(), "topic");
        }
    }

    #[test]
    fn an_entry_from_elsewhere_is_a_forks() {
        let mut entry = json!({
            "iid": 7, "sha": "a".repeat(40), "source_branch": "topic", "target_branch": "main",
            "source_project_id": 2, "target_project_id": 1,
        });
        assert!(open(ProviderKind::Gitlab, &entry).pull_request.unwrap().fork);
        entry["source_project_id"] = Value::Null;
        assert!(open(ProviderKind::Gitlab, &entry).pull_request.unwrap().fork);
    }
}
