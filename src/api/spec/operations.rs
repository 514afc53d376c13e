//! What an operation's declaration implies and the framework does not write: its scope, its
//! command, its paging.

use serde_json::{Map, Value, json};

use crate::api::guard::{COOKIE_SCHEME, CSRF_SCHEME, SCHEME};

/// Operations whose id starts so are called by providers, not by people.
const WEBHOOK_PREFIX: &str = "webhook_receive_";

/// Operations that browsers send, with a cookie or for one: no program has use for them.
const OF_BROWSERS: [&str; 5] = [
    "session_create",
    "session_show",
    "session_end",
    "session_oidc_start",
    "session_oidc_callback",
];

/// Commands that don't follow from the operation's id.
const COMMANDS: [(&str, &[&str]); 4] = [
    ("pipeline_lint", &["lint"]),
    ("instance_secret_list", &["instance-secret", "list"]),
    ("instance_secret_set", &["instance-secret", "set"]),
    ("instance_secret_remove", &["instance-secret", "remove"]),
];

/// Commands that show people what the operation's own command only passes on.
const SHOWN_BY: [(&str, &[&str]); 3] = [
    ("build_events", &["build", "watch"]),
    ("job_log_events", &["job", "log", "--follow"]),
    ("system_actors_events", &["system", "actors", "--watch"]),
];

/// Completes every operation.
pub(super) fn complete(document: &mut Value) {
    super::each_operation(document, |_, method, operation| {
        state_scope(method, operation);
        state_command(operation);
        state_paging(operation);
        order_keys(operation);
    });
}

/// The guard writes `bearer repo:read viewer` as the requirement, or `bearer` alone where any token
/// will do. Scope and role become `x-scope` and `x-role`, because the specification allows scopes
/// only for OAuth. In place of the token there may be a session, and `cookieAuth` alone stands where
/// there must be one.
fn state_scope(method: &str, operation: &mut Map<String, Value>) {
    let requirements = operation.get("security").and_then(Value::as_array).cloned();
    let names: Vec<String> = requirements
        .iter()
        .flatten()
        .flat_map(|requirement| requirement.as_object().into_iter().flatten())
        .map(|(name, _)| name.clone())
        .collect();
    let right = names.iter().find_map(|name| name.strip_prefix(SCHEME));
    let session = match method {
        "get" => json!({ COOKIE_SCHEME: [] }),
        _ => json!({ COOKIE_SCHEME: [], CSRF_SCHEME: [] }),
    };
    let is_in_session = names.iter().any(|name| name == COOKIE_SCHEME);
    if right.is_some() {
        operation.insert("security".to_owned(), json!([{ SCHEME: [] }, session]));
    } else if is_in_session {
        operation.insert("security".to_owned(), json!([session]));
    }
    let note = match right.map(|right| right.trim().split_once(' ')) {
        None if is_in_session => "Requires the session of a browser.".to_owned(),
        Some(Some((scope, role))) => {
            operation.insert("x-scope".to_owned(), json!(scope));
            operation.insert("x-role".to_owned(), json!(role));
            format!("Requires the scope `{scope}` and the role `{role}`.")
        }
        Some(None) => "Requires a token or a session; any will do.".to_owned(),
        None => {
            operation.entry("security").or_insert(json!([]));
            "Public: takes no token.".to_owned()
        }
    };
    let description = match operation.get("description").and_then(Value::as_str) {
        Some(text) => format!("{text}\n\n{note}"),
        None => note,
    };
    operation.insert("description".to_owned(), json!(description));
}

/// `repo_webhook_url` is the command `oore repo webhook-url`.
fn state_command(operation: &mut Map<String, Value>) {
    let Some(id) = operation.get("operationId").and_then(Value::as_str) else { return };
    if id.starts_with(WEBHOOK_PREFIX) {
        operation.insert("x-webhook".to_owned(), json!(true));
        return;
    }
    if OF_BROWSERS.contains(&id) {
        operation.insert("x-browser".to_owned(), json!(true));
        return;
    }
    let named = |table: &[(&str, &'static [&'static str])]| {
        table.iter().find(|(named, _)| *named == id).map(|(_, words)| json!(words))
    };
    let from_id = || id.splitn(2, '_').map(|word| json!(word.replace('_', "-"))).collect();
    let (command, shown_by) = (named(&COMMANDS).unwrap_or_else(from_id), named(&SHOWN_BY));
    operation.insert("x-cli".to_owned(), command);
    if let Some(words) = shown_by {
        operation.insert("x-cli-shown-by".to_owned(), words);
    }
}

/// A list in pages says how it is followed.
fn state_paging(operation: &mut Map<String, Value>) {
    if super::is_paged(operation) {
        let paging = json!({
            "limit": "limit", "token": "page_token", "items": "items", "next": "next_page"
        });
        operation.insert("x-pagination".to_owned(), paging);
    }
}

/// What a reader looks for first stands first, whatever wrote it.
fn order_keys(operation: &mut Map<String, Value>) {
    const FIRST: [&str; 9] = [
        "tags",
        "operationId",
        "summary",
        "description",
        "x-scope",
        "x-role",
        "security",
        "parameters",
        "requestBody",
    ];
    let mut rest = std::mem::take(operation);
    for key in FIRST {
        if let Some(value) = rest.shift_remove(key) {
            operation.insert(key.to_owned(), value);
        }
    }
    operation.extend(rest);
}
