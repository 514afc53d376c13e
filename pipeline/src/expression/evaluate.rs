//! From an expression's tree to its value.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, LazyLock};

use cel::extractors::Arguments;
use cel::objects::Key;
use cel::{Context, Env, ExecutionError};
use serde_json::{Map, Number, Value};

use super::budget::{self, Budget};
use super::compile::Compiled;
use super::names::VARIABLES;
use super::references::{Reference, references};
use super::{ExpressionError, Scope, Status, hash};

/// The value of an expression in a scope.
pub(super) fn value(compiled: &Compiled, scope: &Scope) -> Result<Value, ExpressionError> {
    let budget = Budget::new();
    let context = context(compiled, scope, &budget)?;
    let metered = budget::metered(compiled.tree.clone());
    // See `Compiled::parse`: a panic in the evaluator is this expression's failure alone.
    let result = catch_unwind(AssertUnwindSafe(|| cel::Value::resolve(&metered, &context)))
        .map_err(|_| evaluation("it cannot be evaluated"))?;
    if budget.is_spent() {
        return Err(ExpressionError::TooMuchWork);
    }
    let value = result.map_err(|error| explained(error, compiled))?;
    from_cel(&value)
}

/// Appends a value the way `${{ }}` shows it.
pub(super) fn push_text(text: &mut String, value: &Value) {
    match value {
        Value::Null => {}
        Value::String(plain) => text.push_str(plain),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
            text.push_str(&value.to_string());
        }
    }
}

/// A value's type in the words of messages.
pub(super) fn type_name(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "a map",
    }
}

/// CEL's own functions; made once, since there are many.
static FUNCTIONS_OF_CEL: LazyLock<Arc<Env>> = LazyLock::new(|| Arc::new(Env::stdlib()));

fn context(
    compiled: &Compiled,
    scope: &Scope,
    budget: &Budget,
) -> Result<Context<'static, 'static>, ExpressionError> {
    let mut context = Context::with_env(Arc::clone(&FUNCTIONS_OF_CEL));
    let nothing = Value::Object(Map::new());
    for name in VARIABLES.into_iter().filter(|name| compiled.reads(name)) {
        let value = scope.variables.get(name).unwrap_or(&nothing);
        context.add_variable_from_value(name, to_cel(value));
    }
    let (status, files) = (scope.status, scope.files.clone());
    let budget = budget.clone();
    context
        .add_function("success", move || status == Status::Success)
        .and_then(|()| context.add_function("failure", move || status == Status::Failure))
        .and_then(|()| context.add_function("canceled", move || status == Status::Canceled))
        .and_then(|()| context.add_function("always", || true))
        .and_then(|()| {
            context.add_function(hash::HASH, move |arguments: Arguments| {
                hash::call(files.as_ref(), arguments)
            })
        })
        .and_then(|()| {
            context.add_function(budget::CHARGE, move |value: cel::Value, weight: i64| {
                budget.charge(value, weight)
            })
        })
        .map_err(|error| evaluation(&error.to_string()))?;
    Ok(context)
}

fn evaluation(message: &str) -> ExpressionError {
    ExpressionError::Evaluation { message: message.to_owned() }
}

/// The evaluator's error in words that name what the expression names.
fn explained(error: ExecutionError, compiled: &Compiled) -> ExpressionError {
    match error {
        ExecutionError::NoSuchKey(key) => {
            ExpressionError::Missing { path: path_to(&key, compiled) }
        }
        ExecutionError::UndeclaredReference(name) => {
            ExpressionError::UnknownVariable { name: name.to_string() }
        }
        other => evaluation(&other.to_string()),
    }
}

/// The first path of the expression that reads this member.
fn path_to(key: &str, compiled: &Compiled) -> String {
    let paths = references(&compiled.tree).into_iter().filter_map(|reference| match reference {
        Reference::Variable { path } => Some(path),
        Reference::Function { .. } | Reference::Message { .. } => None,
    });
    for path in paths {
        if let Some(at) = path.iter().skip(1).position(|member| member == key) {
            return path[..at + 2].join(".");
        }
    }
    key.to_owned()
}

fn to_cel(value: &Value) -> cel::Value {
    match value {
        Value::Null => cel::Value::Null,
        Value::Bool(value) => cel::Value::Bool(*value),
        Value::Number(number) => match (number.as_i64(), number.as_f64()) {
            // Always signed where it fits: CEL refuses to calculate with both kinds at once.
            (Some(integer), _) => cel::Value::Int(integer),
            (None, Some(float)) => cel::Value::Float(float),
            (None, None) => cel::Value::String(Arc::new(number.to_string())),
        },
        Value::String(text) => cel::Value::String(Arc::new(text.clone())),
        Value::Array(values) => cel::Value::List(Arc::new(values.iter().map(to_cel).collect())),
        Value::Object(members) => {
            let map: HashMap<Key, cel::Value> = members
                .iter()
                .map(|(key, value)| (Key::String(Arc::new(key.clone())), to_cel(value)))
                .collect();
            cel::Value::Map(map.into())
        }
    }
}

fn from_cel(value: &cel::Value) -> Result<Value, ExpressionError> {
    Ok(match value {
        cel::Value::Null => Value::Null,
        cel::Value::Bool(value) => Value::Bool(*value),
        cel::Value::Int(number) => Value::Number((*number).into()),
        cel::Value::UInt(number) => Value::Number((*number).into()),
        cel::Value::Float(number) => Number::from_f64(*number)
            .map(Value::Number)
            .ok_or_else(|| evaluation("it is not a finite number"))?,
        cel::Value::String(text) => Value::String(text.to_string()),
        cel::Value::List(values) => {
            Value::Array(values.iter().map(from_cel).collect::<Result<_, _>>()?)
        }
        cel::Value::Map(map) => {
            // CEL's maps have no order; sorted, the same value has the same text.
            let mut members: Vec<(String, &cel::Value)> =
                map.map.iter().map(|(key, value)| (key.to_string(), value)).collect();
            members.sort_by(|(left, _), (right, _)| left.cmp(right));
            let members = members
                .into_iter()
                .map(|(key, value)| Ok((key, from_cel(value)?)))
                .collect::<Result<Map<_, _>, ExpressionError>>()?;
            Value::Object(members)
        }
        other => other.json().map_err(|_| evaluation("it is of a type that has no text"))?,
    })
}
