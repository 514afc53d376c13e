//! From an expression's text to its checked tree.

use std::panic::{AssertUnwindSafe, catch_unwind};

use cel::common::ast::{Expr, IdedExpr, LiteralValue};
use cel::parser::PrattParser;

use super::names::{CONDITION_FUNCTIONS, FUNCTIONS, TYPES, VARIABLES};
use super::references::{Reference, references};
use super::{ExpressionError, MAX_EXPRESSION_BYTES, budget, hash};

/// How deeply brackets may be nested.
const MAX_NESTING: u16 = 12;

/// How deep the tree may be. Evaluation takes some 20 KiB of stack a level in a debug build, and a
/// sum of many terms, with what it is charged for, twice that.
const MAX_DEPTH: usize = 24;

/// How deeply macros (`list.map(x, ..)`) may be nested. Each level multiplies the work and takes
/// some 100 KiB of stack.
const MAX_MACRO_NESTING: usize = 3;

/// An expression that can be evaluated.
pub(crate) struct Compiled {
    /// The tree as written.
    pub(crate) tree: IdedExpr,
}

impl Compiled {
    /// Reads an expression and refuses what the language does not have. Which variables are known
    /// at the expression's place is not decided here.
    ///
    /// # Errors
    /// Any but the ones of evaluation.
    pub(crate) fn new(text: &str) -> Result<Self, ExpressionError> {
        let tree = Self::parse(text)?;
        for reference in references(&tree) {
            match reference {
                Reference::Variable { path } => known_variable(&path[0])?,
                Reference::Function { name } => known_function(name)?,
                Reference::Message { name } => {
                    return Err(ExpressionError::UnknownFunction { name });
                }
            }
        }
        budget::check_patterns(&tree)?;
        hash::check(&tree)?;
        Ok(Self { tree })
    }

    /// Reads an expression without asking what its names mean.
    pub(crate) fn parse(text: &str) -> Result<IdedExpr, ExpressionError> {
        if text.len() > MAX_EXPRESSION_BYTES {
            return Err(ExpressionError::TooLong);
        }
        if text.trim().is_empty() {
            return Err(ExpressionError::Syntax { message: "it is empty".to_owned() });
        }
        // This parser and not the crate's first one, which ANTLR generated: that takes 100 KiB of
        // stack for each bracket. Should it panic on something that a stranger wrote, that is a
        // wrong expression and not the end of the caller.
        let tree = catch_unwind(AssertUnwindSafe(|| {
            PrattParser::new().max_recursion_depth(MAX_NESTING).parse(text)
        }))
        .map_err(|_| ExpressionError::Syntax { message: "it cannot be read".to_owned() })?
        .map_err(|errors| refused(&errors))?;
        if budget::depth(&tree) > MAX_DEPTH || budget::macro_nesting(&tree) > MAX_MACRO_NESTING {
            return Err(ExpressionError::TooDeep);
        }
        Ok(tree)
    }

    /// Whether the expression names this variable.
    pub(super) fn reads(&self, variable: &str) -> bool {
        references(&self.tree).iter().any(|reference| match reference {
            Reference::Variable { path } => path[0] == variable,
            Reference::Function { .. } | Reference::Message { .. } => false,
        })
    }

    /// Whether the expression itself asks how things went.
    pub(crate) fn calls_status_function(&self) -> bool {
        references(&self.tree).iter().any(|reference| match reference {
            Reference::Function { name } => CONDITION_FUNCTIONS.contains(&name.as_str()),
            Reference::Variable { .. } | Reference::Message { .. } => false,
        })
    }
}

fn known_variable(name: &str) -> Result<(), ExpressionError> {
    if VARIABLES.contains(&name) || TYPES.contains(&name) {
        return Ok(());
    }
    Err(ExpressionError::UnknownVariable { name: name.to_owned() })
}

fn known_function(name: String) -> Result<(), ExpressionError> {
    let known = [FUNCTIONS.as_slice(), &CONDITION_FUNCTIONS, &[hash::HASH]];
    if known.iter().any(|known| known.contains(&name.as_str())) {
        return Ok(());
    }
    Err(ExpressionError::UnknownFunction { name })
}

/// The text of a literal string; none for anything else.
pub(super) fn literal_text(expression: &IdedExpr) -> Option<&str> {
    match &expression.expr {
        Expr::Literal(LiteralValue::String(text)) => Some(text.inner()),
        _ => None,
    }
}

/// The first complaint of the parser, without the place, which counts within the expression.
fn refused(errors: &cel::ParseErrors) -> ExpressionError {
    let message = errors.errors.first().map_or("", |error| error.msg.as_str());
    let message = message.lines().next().unwrap_or_default();
    if message.contains("recursion limit") {
        return ExpressionError::TooDeep;
    }
    let message = message.strip_prefix("Syntax error: ").unwrap_or(message).to_owned();
    ExpressionError::Syntax { message }
}
