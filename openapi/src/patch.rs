//! Bodies in which null and absent differ, which the generator can't tell apart.

use serde::{Deserialize, Serialize};

use crate::api::types::{ForkApproval, PullRequestBuilds};

/// What to change of a repository. None stays as it is; `Some(None)` clears.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RepositoryPatch {
    /// The user, organisation or group that it belongs to now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// Its name now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repo: Option<String>,
    /// Where its commits come from; cleared: the place that follows from provider and name.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub clone_url: Option<Option<String>>,
    /// The branch that is built when none is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default_branch: Option<String>,
    /// Whether its events are built.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub active: Option<bool>,
    /// What is built of a pull request: its head, or what merging it would give.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pull_request_builds: Option<PullRequestBuilds>,
    /// Whether a commit that is pushed and proposed in a pull request is built for both.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub build_twice: Option<bool>,
    /// Which pull requests from forks wait for approval.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fork_approval: Option<ForkApproval>,
    /// What its webhook is verified with; cleared: its webhook URL refuses everything.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub webhook_secret: Option<Option<String>>,
    /// GitLab's signing token.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub webhook_signing_token: Option<Option<String>>,
    /// What the provider's API is called with; cleared: no states are reported.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub access_token: Option<Option<String>>,
    /// Where the provider's API is; cleared: where it follows from the clone URL.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub api_url: Option<Option<String>>,
    /// True: a secret or signing token that was replaced is invalid at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revoke_previous_secrets: Option<bool>,
}

/// A field that is there, be it null.
fn given<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Option<String>>, D::Error> {
    Option::<String>::deserialize(deserializer).map(Some)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn what_is_cleared_is_null_and_what_stays_is_left_out() {
        let patch = RepositoryPatch { clone_url: Some(None), ..RepositoryPatch::default() };
        let sent = serde_json::to_value(&patch).unwrap();
        assert_eq!(sent, json!({ "clone_url": null }));
        assert_eq!(serde_json::from_value::<RepositoryPatch>(sent).unwrap(), patch);
    }

    #[test]
    fn it_has_the_fields_of_the_document() {
        let document: Value = serde_json::from_str(include_str!("../openapi.json")).unwrap();
        let schema = &document["components"]["schemas"]["RepositoryPatch"]["properties"];
        let properties = schema.as_object().unwrap();
        let nullable = |name: &str| properties[name]["nullable"] == json!(true);
        let text = || Some("x".to_owned());
        let whole = RepositoryPatch {
            owner: text(),
            repo: text(),
            clone_url: Some(None),
            default_branch: text(),
            active: Some(true),
            pull_request_builds: Some(PullRequestBuilds::Merge),
            build_twice: Some(true),
            fork_approval: Some(ForkApproval::Always),
            webhook_secret: Some(None),
            webhook_signing_token: Some(None),
            access_token: Some(None),
            api_url: Some(None),
            revoke_previous_secrets: Some(true),
        };
        let sent = serde_json::to_value(whole).unwrap();
        let sent = sent.as_object().unwrap();
        let names = |object: &serde_json::Map<String, Value>| -> BTreeSet<String> {
            object.keys().cloned().collect()
        };
        assert_eq!(names(sent), names(properties));
        for (name, value) in sent {
            assert_eq!(value.is_null(), nullable(name), "{name}");
        }
    }
}
