//! Why every expression ends soon.
//!
//! CEL has no endless loops, but `[[..].map(x, x + x)..].map(x, x + x)` doubles with every few
//! characters. So before evaluation the tree is rewritten: what makes values grow (`+`, list and
//! map literals, what `map` appends) and what repeats (the list a macro walks over) passes through
//! a function that charges for it and fails when the budget is spent.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use cel::common::ast::{CallExpr, EntryExpr, Expr, IdedExpr, ListExpr, LiteralValue, operators};
use cel::{ExecutionError, Value};
use regex::RegexBuilder;

use super::ExpressionError;
use super::compile::literal_text;
use super::hash::HASH;

/// What one evaluation may spend: about the number of nodes visited plus bytes made.
const BUDGET: usize = 1_000_000;

/// What one regular expression costs beside its text; it is compiled anew each time.
const MATCH_COST: usize = 5_000;

/// What each byte of a sum of files costs beside itself: an expression may ask for some thirty.
const HASH_WEIGHT: usize = 500;

/// How much dearer than other functions a regular expression makes each byte of its text.
const MATCH_WEIGHT: usize = 4;

/// How large a compiled regular expression may be.
const MAX_PATTERN_BYTES: usize = 256 * 1024;

/// The name of the charging function; no text in an expression can call it.
pub(super) const CHARGE: &str = "@charge";

/// What is left for one evaluation.
#[derive(Debug, Clone)]
pub(super) struct Budget(Arc<AtomicUsize>);

impl Budget {
    /// A whole one.
    pub(super) fn new() -> Self {
        Self(Arc::new(AtomicUsize::new(BUDGET)))
    }

    /// Whether nothing is left.
    pub(super) fn is_spent(&self) -> bool {
        self.0.load(Ordering::Relaxed) == 0
    }

    /// Takes the price of a value, `weight` times its size, and hands the value back.
    pub(super) fn charge(&self, value: Value, weight: i64) -> Result<Value, ExecutionError> {
        let weight = usize::try_from(weight).unwrap_or(usize::MAX);
        let price = weight.saturating_mul(1 + size(&value));
        let left = self.0.load(Ordering::Relaxed).saturating_sub(price);
        self.0.store(left, Ordering::Relaxed);
        if left == 0 {
            return Err(ExecutionError::function_error(CHARGE, "the budget is spent"));
        }
        Ok(value)
    }
}

/// Refuses regular expressions that are wrong, large, or not known before evaluation.
pub(super) fn check_patterns(expression: &IdedExpr) -> Result<(), ExpressionError> {
    if let Expr::Call(call) = &expression.expr
        && call.func_name == "matches"
    {
        let pattern = call.args.last().and_then(literal_text).ok_or_else(|| {
            let message = "`matches()` takes its pattern as a quoted text only".to_owned();
            ExpressionError::Syntax { message }
        })?;
        RegexBuilder::new(pattern).size_limit(MAX_PATTERN_BYTES).build().map_err(|error| {
            let reason = error.to_string();
            let reason = reason.lines().last().unwrap_or_default().to_owned();
            ExpressionError::Syntax { message: format!("the pattern of `matches()`: {reason}") }
        })?;
    }
    children(expression).into_iter().try_for_each(check_patterns)
}

/// How many nodes stand above each other.
pub(super) fn depth(expression: &IdedExpr) -> usize {
    1 + children(expression).into_iter().map(depth).max().unwrap_or(0)
}

/// How deeply macros are nested.
pub(super) fn macro_nesting(expression: &IdedExpr) -> usize {
    let within = children(expression).into_iter().map(macro_nesting).max().unwrap_or(0);
    within + usize::from(matches!(expression.expr, Expr::Comprehension(_)))
}

/// The tree with its charges in place.
pub(super) fn metered(mut expression: IdedExpr) -> IdedExpr {
    match &mut expression.expr {
        Expr::Call(call) => {
            let what = Sum::of(call);
            let weight = reading_weight(&call.func_name);
            call.target = call.target.take().map(|target| {
                let target = metered(*target);
                Box::new(if weight == 0 { target } else { charged(target, weight) })
            });
            let arguments = std::mem::take(&mut call.args).into_iter();
            call.args = arguments.map(|argument| what.metered(argument)).collect();
            match call.func_name.as_str() {
                operators::ADD if what != Sum::Accumulates => charged(expression, 1),
                "matches" => charged(expression, MATCH_COST),
                HASH => charged(expression, HASH_WEIGHT),
                _ => expression,
            }
        }
        Expr::Comprehension(loops) => {
            let weight = 1 + nodes(&loops.loop_step);
            let range = metered(std::mem::take(&mut loops.iter_range));
            loops.iter_range = charged(range, weight);
            loops.loop_step = metered(std::mem::take(&mut loops.loop_step));
            // `all` and `exists` put an error of one element aside and go on; an error of the
            // loop's condition ends them. The condition of `map` and `filter` is always true, and
            // must stay as it is to be recognised.
            if !matches!(loops.loop_cond.expr, Expr::Literal(_)) {
                loops.loop_cond = charged(std::mem::take(&mut loops.loop_cond), 1);
            }
            expression
        }
        Expr::List(list) => {
            list.elements = std::mem::take(&mut list.elements).into_iter().map(metered).collect();
            charged(expression, 1)
        }
        Expr::Map(map) => {
            map.entries.iter_mut().for_each(|entry| meter_entry(&mut entry.expr));
            charged(expression, 1)
        }
        Expr::Select(select) => {
            *select.operand = metered(std::mem::take(&mut *select.operand));
            expression
        }
        Expr::Ident(_) | Expr::Literal(_) | Expr::Struct(_) | Expr::Unspecified => expression,
    }
}

/// What a method costs for each byte of the value it reads.
fn reading_weight(function: &str) -> usize {
    match function {
        "matches" => MATCH_WEIGHT,
        "contains" | "startsWith" | "endsWith" => 1,
        _ => 0,
    }
}

/// How a call adds up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sum {
    /// A macro appends to its result.
    Accumulates,
    /// The author adds.
    Adds,
    /// Not at all.
    No,
}

impl Sum {
    fn of(call: &CallExpr) -> Self {
        match (call.func_name.as_str(), call.args.first().map(|argument| &argument.expr)) {
            (operators::ADD, Some(Expr::Ident(name))) if name.starts_with('@') => Self::Accumulates,
            (operators::ADD, _) => Self::Adds,
            _ => Self::No,
        }
    }

    /// Of `a + b + c` only the whole is charged: no part is larger, and charging each would double
    /// the depth of the tree, which evaluation walks on the stack.
    fn metered(self, argument: IdedExpr) -> IdedExpr {
        match (self, argument.expr) {
            (Self::Accumulates, expr) => metered_append(IdedExpr { id: argument.id, expr }),
            (Self::Adds, Expr::Call(mut call)) if Self::of(&call) == Self::Adds => {
                let arguments = std::mem::take(&mut call.args).into_iter();
                call.args = arguments.map(|argument| self.metered(argument)).collect();
                IdedExpr { id: argument.id, expr: Expr::Call(call) }
            }
            (Self::Adds | Self::No, expr) => metered(IdedExpr { id: argument.id, expr }),
        }
    }
}

fn meter_entry(entry: &mut EntryExpr) {
    match entry {
        EntryExpr::StructField(field) => field.value = metered(std::mem::take(&mut field.value)),
        EntryExpr::MapEntry(entry) => {
            entry.key = metered(std::mem::take(&mut entry.key));
            entry.value = metered(std::mem::take(&mut entry.value));
        }
    }
}

/// What is joined to a macro's result. The list of `@result + [element]` keeps its shape, by which
/// the evaluator knows that it can append in place; the element is charged instead.
fn metered_append(argument: IdedExpr) -> IdedExpr {
    match argument.expr {
        Expr::List(list) => {
            let elements =
                list.elements.into_iter().map(|element| charged(metered(element), 1)).collect();
            let expr = Expr::List(ListExpr::new_with_optionals(elements, list.optional_indices));
            IdedExpr { id: argument.id, expr }
        }
        _ => metered(argument),
    }
}

fn charged(expression: IdedExpr, weight: usize) -> IdedExpr {
    let weight = i64::try_from(weight).unwrap_or(i64::MAX);
    let weight = IdedExpr { id: 0, expr: Expr::Literal(LiteralValue::Int(weight.into())) };
    let id = expression.id;
    let call =
        CallExpr { func_name: CHARGE.to_owned(), target: None, args: vec![expression, weight] };
    IdedExpr { id, expr: Expr::Call(call) }
}

/// How many values and bytes a value holds.
fn size(value: &Value) -> usize {
    match value {
        Value::List(values) => values.iter().map(|value| 1 + size(value)).sum(),
        Value::Map(map) => map
            .map
            .iter()
            .map(|(key, value)| {
                2 + size(value)
                    + match key {
                        cel::objects::Key::String(key) => key.len(),
                        _ => 0,
                    }
            })
            .sum(),
        Value::String(text) => text.len(),
        Value::Bytes(bytes) => bytes.len(),
        _ => 1,
    }
}

fn nodes(expression: &IdedExpr) -> usize {
    1 + children(expression).into_iter().map(nodes).sum::<usize>()
}

/// The direct parts of an expression.
pub(super) fn children(expression: &IdedExpr) -> Vec<&IdedExpr> {
    match &expression.expr {
        Expr::Call(call) => call.target.as_deref().into_iter().chain(&call.args).collect(),
        Expr::Comprehension(loops) => vec![&loops.iter_range, &loops.loop_step],
        Expr::List(list) => list.elements.iter().collect(),
        Expr::Map(map) => map
            .entries
            .iter()
            .flat_map(|entry| match &entry.expr {
                EntryExpr::StructField(field) => vec![&field.value],
                EntryExpr::MapEntry(entry) => vec![&entry.key, &entry.value],
            })
            .collect(),
        Expr::Select(select) => vec![&select.operand],
        Expr::Struct(_) | Expr::Ident(_) | Expr::Literal(_) | Expr::Unspecified => Vec::new(),
    }
}
