//! CEL in `if:` and between `${{` and `}}`.
//!
//! Every expression ends, and soon: its text, its depth and its work are bounded (see
//! [`MAX_EXPRESSION_BYTES`] and [`ExpressionError::TooMuchWork`]).
//!
//! A member that a known variable does not have at the moment (`pull_request.number` on a push) is
//! an error when it is read; `has(pull_request.number)` asks whether it is there.

mod budget;
mod compile;
mod evaluate;
mod names;
mod references;
mod template;

use serde_json::{Map, Value};

pub(crate) use compile::Compiled;
pub(crate) use names::{CONDITION_FUNCTIONS, FUNCTIONS, TYPES, VARIABLES, members_of};
pub(crate) use references::{Comparison, Reference, comparisons, references};
pub(crate) use template::{Part, parts, unwrapped};

/// How many bytes one expression may have.
pub const MAX_EXPRESSION_BYTES: usize = 2000;

/// How many bytes a rendered text may have.
pub const MAX_RENDERED_BYTES: usize = 256 * 1024;

/// What an expression sees.
#[derive(Debug, Clone, PartialEq)]
pub struct Scope {
    /// The variables by name: `repository`, `event`, `ref`, `commit`, .. A variable of the language
    /// that is absent here counts as an empty map, so that `has(pull_request.number)` can be asked
    /// on a push.
    pub variables: Map<String, Value>,
    /// What `success()`, `failure()` and `canceled()` answer from.
    pub status: Status,
}

/// How things went so far: for a step, the job's steps before it; for a job, its needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Nothing failed.
    Success,
    /// Something failed (or, for a job, a need was skipped).
    Failure,
    /// The build or job is being canceled.
    Canceled,
}

/// Why an expression has no value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ExpressionError {
    /// It is longer than [`MAX_EXPRESSION_BYTES`].
    #[error("the expression is longer than {MAX_EXPRESSION_BYTES} bytes")]
    TooLong,
    /// Its parts are nested too deeply for the stack.
    #[error("the expression is nested too deeply")]
    TooDeep,
    /// It is not CEL.
    #[error("the expression is not valid: {message}")]
    Syntax {
        /// The parser's words.
        message: String,
    },
    /// A `${{` has no `}}`.
    #[error("`${{{{` has no `}}}}` after it")]
    Unterminated,
    /// The text holds too many.
    #[error("a text may hold at most {} expressions", template::MAX_EXPRESSIONS)]
    TooMany,
    /// It names a variable that the language does not have.
    #[error("there is no variable `{name}`")]
    UnknownVariable {
        /// As written.
        name: String,
    },
    /// It calls a function that the language does not have.
    #[error("there is no function `{name}()`")]
    UnknownFunction {
        /// As written.
        name: String,
    },
    /// The member is not there at the moment.
    #[error("`{path}` has no value here; `has({path})` tells whether it has one")]
    Missing {
        /// The whole path: `pull_request.number`.
        path: String,
    },
    /// A condition is neither true nor false.
    #[error("the condition must be true or false, but it is {found}")]
    NotBoolean {
        /// The type it has.
        found: &'static str,
    },
    /// It would take too long or too much memory.
    #[error("the expression takes more work than is allowed")]
    TooMuchWork,
    /// The rendered text is longer than [`MAX_RENDERED_BYTES`].
    #[error("the rendered text is longer than {} KiB", MAX_RENDERED_BYTES / 1024)]
    RenderedTooLong,
    /// A wrong type, a division by zero, an index out of bounds.
    #[error("the expression has no value: {message}")]
    Evaluation {
        /// The evaluator's words.
        message: String,
    },
}

/// Whether a job or step with this `if:` runs.
///
/// Unless the expression calls `success()`, `failure()`, `always()` or `canceled()`, it holds only
/// after success; no expression at all means `success()`. One `${{ }}` around it is accepted.
///
/// # Errors
/// When the expression is wrong, or has no value that is true or false in this scope. It is not
/// evaluated where the missing success alone decides.
pub fn condition(text: Option<&str>, scope: &Scope) -> Result<bool, ExpressionError> {
    let Some(text) = text else {
        return Ok(scope.status == Status::Success);
    };
    let compiled = Compiled::new(unwrapped(text))?;
    if !compiled.calls_status_function() && scope.status != Status::Success {
        return Ok(false);
    }
    match evaluate::value(&compiled, scope)? {
        Value::Bool(holds) => Ok(holds),
        other => Err(ExpressionError::NotBoolean { found: evaluate::type_name(&other) }),
    }
}

/// The text with each `${{ }}` replaced by its value: strings, numbers and booleans plainly, lists
/// and maps as JSON, null as nothing.
///
/// # Errors
/// When an expression is wrong, not closed, or has no value in this scope.
pub fn render(template: &str, scope: &Scope) -> Result<String, ExpressionError> {
    let mut rendered = String::with_capacity(template.len());
    for part in parts(template)? {
        match part {
            Part::Text(text) => rendered.push_str(text),
            Part::Expression { inner, .. } => {
                let value = evaluate::value(&Compiled::new(inner)?, scope)?;
                evaluate::push_text(&mut rendered, &value);
            }
        }
        if rendered.len() > MAX_RENDERED_BYTES {
            return Err(ExpressionError::RenderedTooLong);
        }
    }
    Ok(rendered)
}
