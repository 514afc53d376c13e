//! The words of the expression language.

/// The variables. Where each may be used is decided by the place of the expression.
pub(crate) const VARIABLES: [&str; 11] = [
    "repository",
    "event",
    "ref",
    "commit",
    "pull_request",
    "inputs",
    "matrix",
    "env",
    "needs",
    "steps",
    "build",
];

/// The types that CEL names like variables, for `type(x) == int`.
pub(crate) const TYPES: [&str; 9] =
    ["bool", "bytes", "double", "int", "list", "map", "null_type", "string", "uint"];

/// What answers from the status; only in `if:`.
pub(crate) const CONDITION_FUNCTIONS: [&str; 4] = ["always", "canceled", "failure", "success"];

/// CEL's own functions that expressions may call, macros included.
pub(crate) const FUNCTIONS: [&str; 30] = [
    "all",
    "bool",
    "contains",
    "double",
    "duration",
    "dyn",
    "endsWith",
    "exists",
    "exists_one",
    "filter",
    "getDate",
    "getDayOfMonth",
    "getDayOfWeek",
    "getDayOfYear",
    "getFullYear",
    "getHours",
    "getMilliseconds",
    "getMinutes",
    "getMonth",
    "getSeconds",
    "has",
    "int",
    "map",
    "matches",
    "size",
    "startsWith",
    "string",
    "timestamp",
    "type",
    "uint",
];

/// The members of a variable whose members are always the same; none for the others.
pub(crate) fn members_of(variable: &str) -> Option<&'static [&'static str]> {
    Some(match variable {
        "repository" => &["name", "owner", "provider", "default_branch"],
        "event" => &["kind", "action", "sender"],
        "ref" => &["kind", "name"],
        "commit" => &["sha", "message", "author"],
        "pull_request" => &["number", "title", "source", "target", "fork", "draft"],
        "build" => &["id", "number", "attempt"],
        _ => return None,
    })
}
