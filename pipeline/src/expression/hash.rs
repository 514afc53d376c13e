//! `hash()`: what an expression can learn of the checkout's files.

use std::fmt::Debug;
use std::sync::Arc;

use cel::common::ast::{CallExpr, Expr, IdedExpr};
use cel::extractors::Arguments;
use cel::{ExecutionError, Value};

use super::ExpressionError;
use super::budget::children;
use super::compile::literal_text;
use crate::{GlobList, Pattern, Span};

/// The function's name.
pub(crate) const HASH: &str = "hash";

/// The files that `hash()` is about. Whoever evaluates an expression brings them: this crate reads
/// no file.
pub trait Files: Debug + Send + Sync {
    /// A sum of the files whose path below the checkout the patterns take; an empty text where
    /// they take none.
    ///
    /// # Errors
    /// The reason, in words, why the files can't be read.
    fn hash(&self, patterns: &GlobList) -> Result<String, String>;
}

/// Refuses calls without patterns, and patterns that are wrong or not known before evaluation.
pub(super) fn check(expression: &IdedExpr) -> Result<(), ExpressionError> {
    if let Expr::Call(call) = &expression.expr
        && call.func_name == HASH
    {
        let texts = literals(call).ok_or_else(|| {
            refused("`hash()` takes quoted patterns only, such as `hash(\"pubspec.lock\")`")
        })?;
        patterns(texts).map_err(|message| refused(&message))?;
    }
    children(expression).into_iter().try_for_each(check)
}

/// What `hash()` answers where an expression is evaluated.
pub(super) fn call(
    files: Option<&Arc<dyn Files>>,
    Arguments(arguments): Arguments,
) -> Result<Value, ExecutionError> {
    let texts = arguments.iter().filter_map(|argument| match argument {
        Value::String(text) => Some(text.as_str()),
        _ => None,
    });
    let files = files.ok_or_else(|| "there is no checkout here".to_owned());
    files
        .and_then(|files| files.hash(&patterns(texts)?))
        .map(|sum| Value::String(Arc::new(sum)))
        .map_err(|reason| ExecutionError::function_error(HASH, reason))
}

/// The arguments, all quoted texts; none where there is another, or none at all.
fn literals(call: &CallExpr) -> Option<Vec<&str>> {
    if call.target.is_some() || call.args.is_empty() {
        return None;
    }
    call.args.iter().map(literal_text).collect()
}

fn patterns<'t>(texts: impl IntoIterator<Item = &'t str>) -> Result<GlobList, String> {
    let span = Span::default();
    let patterns = texts.into_iter().map(|text| {
        Pattern::new(text, span)
            .map_err(|reason| format!("`{text}` in `hash()` is not a pattern: {reason}"))
    });
    Ok(GlobList { span, patterns: patterns.collect::<Result<_, _>>()? })
}

fn refused(message: &str) -> ExpressionError {
    ExpressionError::Syntax { message: message.to_owned() }
}
