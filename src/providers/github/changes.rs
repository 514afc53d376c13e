//! What a GitHub App is told about repositories and installations, and what people ask for at its
//! check runs (<https://docs.github.com/en/webhooks/webhook-events-and-payloads>).

use serde_json::Value;

use super::checks::RERUN_FAILED;
use crate::domain::change::{Change, Which};
use crate::providers::reader::Payload;
use crate::providers::{Again, Parsed, Unusable};

/// What an event means that is about no push and no pull request; none for all others.
pub(super) fn parse(payload: Payload<'_>) -> Result<Option<Parsed>, Unusable> {
    let action = payload.raw("/action").unwrap_or_default();
    let change = match (payload.event, action) {
        ("repository", "renamed" | "transferred") => Some(moved(payload)?),
        ("repository", "edited") if payload.has("/changes/default_branch") => {
            Some(Change::DefaultBranch {
                repository: payload.required_full_name("/repository/full_name")?,
                branch: payload.required_ref("/repository/default_branch")?.to_string(),
            })
        }
        ("repository", "deleted") => {
            let name = payload.required_full_name("/repository/full_name")?;
            let why = format!("`{name}` was deleted at GitHub");
            Some(Change::Closed { which: Which::Named(vec![name]), why })
        }
        ("installation", _) => installation(payload, action)?,
        ("installation_repositories", "added") => {
            let which = named(payload, "/repositories_added");
            Some(Change::Opened { which })
        }
        ("installation_repositories", "removed") => {
            let which = named(payload, "/repositories_removed");
            Some(Change::Closed { which, why: "the App was taken from repositories".to_owned() })
        }
        ("check_run" | "check_suite", _) => return again(payload, action),
        _ => None,
    };
    Ok(change.map(Parsed::Change))
}

fn moved(payload: Payload<'_>) -> Result<Change, Unusable> {
    let to = payload.required_full_name("/repository/full_name")?;
    let (owner, name) = to.split_once('/').unwrap_or(("", &to));
    let owners = ["/changes/owner/from/user/login", "/changes/owner/from/organization/login"];
    let old_owner = owners.iter().find_map(|pointer| payload.raw(pointer)).unwrap_or(owner);
    let old_name = payload.raw("/changes/repository/name/from").unwrap_or(name);
    Ok(Change::Moved {
        provider_id: payload.number("/repository/id"),
        from: format!("{old_owner}/{old_name}"),
        to,
    })
}

fn installation(payload: Payload<'_>, action: &str) -> Result<Option<Change>, Unusable> {
    let owner = payload.required("/installation/account/login")?.to_owned();
    let which = Which::OfOwner(owner.clone());
    Ok(Some(match action {
        "deleted" => Change::Closed { which, why: format!("the App was uninstalled by `{owner}`") },
        "suspend" => Change::Closed {
            which,
            why: format!("the App's installation at `{owner}` is suspended"),
        },
        "unsuspend" | "new_permissions_accepted" => Change::Opened { which },
        "created" => Change::Opened { which: named(payload, "/repositories") },
        _ => return Ok(None),
    }))
}

fn named(payload: Payload<'_>, list: &str) -> Which {
    let listed = payload.json.pointer(list).and_then(Value::as_array);
    let name = |repository: &Value| Some(repository.get("full_name")?.as_str()?.to_owned());
    Which::Named(listed.into_iter().flatten().filter_map(name).collect())
}

/// Somebody pressed a button that runs something again.
fn again(payload: Payload<'_>, action: &str) -> Result<Option<Parsed>, Unusable> {
    let sender = payload.text("/sender/login");
    let run = payload.text("/check_run/external_id");
    let again = match (payload.event, action, run) {
        ("check_run", "rerequested", Some(build)) => Again::Build { build, failed_only: false },
        ("check_run", "requested_action", Some(build))
            if payload.raw("/requested_action/identifier") == Some(RERUN_FAILED) =>
        {
            Again::Build { build, failed_only: true }
        }
        ("check_suite", "rerequested", _) => {
            Again::Commit(payload.required_commit("/check_suite/head_sha")?)
        }
        _ => return Ok(None),
    };
    Ok(Some(Parsed::Again { again, sender }))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn meaning(event: &str, payload: &Value) -> Option<Parsed> {
        parse(Payload { event, json: payload }).expect("a payload that can be used")
    }

    #[test]
    fn a_repository_that_was_renamed_or_transferred_is_known_by_both_names() {
        let renamed = json!({
            "action": "renamed",
            "changes": { "repository": { "name": { "from": "old" } } },
            "repository": { "id": 7, "full_name": "acme/new" },
        });
        let to = |from: &str, to: &str| {
            let (from, to) = (from.to_owned(), to.to_owned());
            Some(Parsed::Change(Change::Moved { provider_id: Some(7), from, to }))
        };
        assert_eq!(meaning("repository", &renamed), to("acme/old", "acme/new"));
        let transferred = json!({
            "action": "transferred",
            "changes": { "owner": { "from": { "user": { "login": "ada" } } } },
            "repository": { "id": 7, "full_name": "acme/app" },
        });
        assert_eq!(meaning("repository", &transferred), to("ada/app", "acme/app"));
    }

    #[test]
    fn installations_open_and_close_repositories() {
        let of = |action: &str| {
            json!({ "action": action, "installation": { "account": { "login": "acme" } },
                    "repositories": [{ "full_name": "acme/app" }] })
        };
        let opened = |which| Some(Parsed::Change(Change::Opened { which }));
        let named = || Which::Named(vec!["acme/app".to_owned()]);
        assert_eq!(meaning("installation", &of("created")), opened(named()));
        assert_eq!(
            meaning("installation", &of("unsuspend")),
            opened(Which::OfOwner("acme".to_owned()))
        );
        for action in ["deleted", "suspend"] {
            let closed = meaning("installation", &of(action));
            assert!(matches!(closed, Some(Parsed::Change(Change::Closed { .. }))), "{action}");
        }
        let removed = json!({ "action": "removed",
                              "repositories_removed": [{ "full_name": "acme/app" }] });
        let Some(Parsed::Change(Change::Closed { which, .. })) =
            meaning("installation_repositories", &removed)
        else {
            panic!("closed");
        };
        assert_eq!(which, named());
    }

    #[test]
    fn the_buttons_of_a_check_run_name_its_build() {
        let build = |failed_only| {
            let again = Again::Build { build: "B".to_owned(), failed_only };
            Some(Parsed::Again { again, sender: Some("ada".to_owned()) })
        };
        let mut pressed = json!({
            "action": "rerequested", "check_run": { "external_id": "B" },
            "sender": { "login": "ada" },
        });
        assert_eq!(meaning("check_run", &pressed), build(false));
        pressed["action"] = json!("requested_action");
        pressed["requested_action"] = json!({ "identifier": "rerun_failed" });
        assert_eq!(meaning("check_run", &pressed), build(true));
        pressed["requested_action"] = json!({ "identifier": "other" });
        assert_eq!(meaning("check_run", &pressed), None);
        assert_eq!(meaning("check_run", &json!({ "action": "completed" })), None);
    }
}
