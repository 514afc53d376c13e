//! Pull requests from forks, in the words of each provider.

use serde_json::{Value, json};

use super::{Delivery, TestRepository};

/// A pull request from a fork, as its provider would tell it.
#[derive(Debug, Clone)]
pub(crate) struct Proposal {
    pub(crate) number: u64,
    /// What happened to it, in the provider's words.
    pub(crate) action: &'static str,
    /// Who opened it.
    pub(crate) author: (&'static str, u64),
    /// What GitHub says of the author.
    pub(crate) association: &'static str,
    /// Who did what the event tells of.
    pub(crate) sender: (&'static str, u64),
    /// Where it comes from; none: that is gone.
    pub(crate) source: Option<&'static str>,
}

/// Somebody whom nobody knows.
pub(crate) const EVE: (&str, u64) = ("eve", 666);
/// Somebody who may do everything.
pub(crate) const ADA: (&str, u64) = ("ada", 1);

impl Proposal {
    /// Eve's first.
    pub(crate) fn of_a_stranger() -> Self {
        Self {
            number: 42,
            action: "opened",
            author: EVE,
            association: "FIRST_TIME_CONTRIBUTOR",
            sender: EVE,
            source: Some("eve/app"),
        }
    }

    /// GitHub's delivery, of the newest commit.
    pub(crate) fn github(&self, repository: &TestRepository) -> Delivery {
        let path = format!("/api/webhooks/github/{}", repository.id);
        Delivery::github(&path, "pull_request", &self.payload(repository), &repository.secret)
    }

    /// Gitea's.
    pub(crate) fn gitea(&self, repository: &TestRepository) -> Delivery {
        let path = format!("/api/webhooks/gitea/{}", repository.id);
        Delivery::gitea(&path, "pull_request", &self.payload(repository), &repository.secret)
    }

    /// The payload that GitHub and Gitea share.
    pub(crate) fn payload(&self, repository: &TestRepository) -> Value {
        let here = json!({ "id": 7, "full_name": repository.full_name });
        let source = self.source.map(|name| json!({ "id": 8, "full_name": name, "fork": true }));
        let user = |(login, id): (&str, u64)| json!({ "login": login, "id": id });
        json!({
            "action": self.action, "number": self.number, "repository": here,
            "pull_request": {
                "number": self.number, "title": "Better", "draft": false,
                "user": user(self.author), "author_association": self.association,
                "head": {
                    "ref": "topic", "sha": repository.git.head(), "repo": source,
                    "user": user(self.author),
                },
                "base": { "ref": "main", "sha": base(repository), "repo": here },
            },
            "sender": user(self.sender),
        })
    }

    /// GitLab's.
    pub(crate) fn gitlab(&self, repository: &TestRepository) -> Delivery {
        let source = self.source.map(|name| json!({ "path_with_namespace": name }));
        let payload = json!({
            "object_kind": "merge_request",
            "user": { "id": self.sender.1, "username": self.sender.0 },
            "project": { "id": 7, "path_with_namespace": repository.full_name },
            "object_attributes": {
                "iid": self.number, "action": self.action, "title": "Better",
                "author_id": self.author.1,
                "source_branch": "topic", "target_branch": "main",
                "source_project_id": 8, "target_project_id": 7, "source": source,
                "target": { "path_with_namespace": repository.full_name },
                "last_commit": {
                    "id": repository.git.head(), "message": repository.git.message(),
                    "author": { "name": ADA.0, "email": "ada@example.com" },
                },
            },
        });
        let path = format!("/api/webhooks/gitlab/{}", repository.id);
        Delivery::gitlab(&path, "Merge Request Hook", &payload, &repository.secret)
    }
}

fn base(repository: &TestRepository) -> String {
    repository.git.git(&["rev-parse", "main"])
}
