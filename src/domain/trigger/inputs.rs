//! What was given to a manual build, against what its pipeline asks for.

use std::fmt;

use indexmap::IndexMap;
use pipeline::{Input, InputKind, ManualTrigger};
use serde_json::{Map, Value};

/// Why given inputs can't be taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InputMistake {
    /// The pipeline has no such input.
    #[error("there is no input `{0}`")]
    Unknown(String),
    /// It has no default and was not given.
    #[error("input {0} must be given")]
    Missing(Named),
    /// The value does not fit the input's type.
    #[error("input {name} must be {expected}, not `{value}`")]
    Type {
        /// The input.
        name: Named,
        /// What fits.
        expected: String,
        /// What was given.
        value: String,
    },
}

/// An input as people are told of it: its name, and what the file says it is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    name: String,
    description: Option<String>,
}

impl fmt::Display for Named {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.description {
            Some(description) => write!(f, "`{}` ({description})", self.name),
            None => write!(f, "`{}`", self.name),
        }
    }
}

/// What inputs are where nobody was asked: their defaults, where they have any.
#[must_use]
pub fn default_inputs(trigger: &ManualTrigger) -> IndexMap<String, String> {
    let default = |(name, input): (&String, &Input)| Some((name.clone(), input.default.clone()?));
    trigger.inputs.iter().filter_map(default).collect()
}

/// The inputs as expressions see them: booleans and numbers are such. `resolved` is what
/// [`resolve_inputs`] has found right; scripts get it as it is.
#[must_use]
pub fn typed_inputs(
    trigger: &ManualTrigger,
    resolved: &IndexMap<String, String>,
) -> Map<String, Value> {
    let typed = |(name, text): (&String, &String)| {
        let kind = trigger.inputs.get(name).map(|input| &input.kind);
        (name.clone(), typed(kind, text))
    };
    resolved.iter().map(typed).collect()
}

fn typed(kind: Option<&InputKind>, text: &str) -> Value {
    let number = || {
        let whole = text.parse::<i64>().ok().map(Value::from);
        whole.or_else(|| serde_json::Number::from_f64(text.parse().ok()?).map(Value::Number))
    };
    let value = match kind {
        Some(InputKind::Boolean) => text.parse().ok().map(Value::Bool),
        Some(InputKind::Number) => number(),
        Some(InputKind::String | InputKind::Choice(_)) | None => None,
    };
    value.unwrap_or_else(|| Value::String(text.to_owned()))
}

/// The inputs of a manual build in the file's order, defaults filled in.
///
/// # Errors
/// All mistakes at once: unknown names first, then by the file's order.
pub fn resolve_inputs(
    trigger: &ManualTrigger,
    given: &IndexMap<String, String>,
) -> Result<IndexMap<String, String>, Vec<InputMistake>> {
    let mut mistakes: Vec<InputMistake> = given
        .keys()
        .filter(|name| !trigger.inputs.contains_key(*name))
        .map(|name| InputMistake::Unknown(name.clone()))
        .collect();
    let mut resolved = IndexMap::new();
    for (name, input) in &trigger.inputs {
        match value_of(name, input, given.get(name)) {
            Ok(value) => {
                resolved.insert(name.clone(), value);
            }
            Err(mistake) => mistakes.push(mistake),
        }
    }
    if mistakes.is_empty() { Ok(resolved) } else { Err(mistakes) }
}

/// A default was checked when the file was read.
fn value_of(name: &str, input: &Input, given: Option<&String>) -> Result<String, InputMistake> {
    let named = Named { name: name.to_owned(), description: input.description.clone() };
    let Some(value) = given else {
        return input.default.clone().ok_or(InputMistake::Missing(named));
    };
    match expected(&input.kind, value) {
        None => Ok(value.clone()),
        Some(expected) => Err(InputMistake::Type { name: named, expected, value: value.clone() }),
    }
}

/// What would fit, if `value` doesn't.
fn expected(kind: &InputKind, value: &str) -> Option<String> {
    match kind {
        InputKind::String => None,
        InputKind::Boolean => {
            (!matches!(value, "true" | "false")).then(|| "`true` or `false`".to_owned())
        }
        InputKind::Number => {
            let is_number = value.parse::<f64>().is_ok_and(f64::is_finite);
            (!is_number).then(|| "a number".to_owned())
        }
        InputKind::Choice(options) => {
            let is_option = options.iter().any(|option| option == value);
            (!is_option).then(|| {
                let spelt: Vec<_> = options.iter().map(|option| format!("`{option}`")).collect();
                format!("one of {}", spelt.join(", "))
            })
        }
    }
}
