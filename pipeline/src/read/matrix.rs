//! `matrix:` of a job, expanded to its rows.

use std::borrow::Cow;

use indexmap::IndexMap;
use serde_json::Value;

use super::fields::{Fields, Words};
use super::values::Item;
use crate::problems::{Problems, Unknown};
use crate::yaml::{Entry, Kind, Scalar, boolean};
use crate::{MAX_JOBS, Matrix, MatrixRow, names};

/// How many bytes a value may have; all of them stand in the job's key.
const MAX_VALUE_BYTES: usize = 128;

const MATRIX: Words<'_> = Words {
    what: "`matrix`",
    known: &["values", "exclude", "include", "fail_fast", "max_parallel"],
    later: &[],
};

/// How many names a matrix may have.
const MAX_NAMES: usize = 32;

/// How many combinations there may be before `exclude` takes some away.
const MAX_COMBINATIONS: usize = 1024;

/// The values by name.
type Axes = IndexMap<String, Vec<Value>>;

/// Reads and expands a matrix; none when there is nothing to expand.
pub(super) fn read(item: Item<'_>, problems: &mut Problems<'_>) -> Option<Matrix> {
    let before = problems.len();
    let fields = Fields::read(item, &MATRIX, problems)?;
    let fail_fast = fields.item("fail_fast").and_then(|item| item.boolean(problems));
    let max_parallel = fields.item("max_parallel").and_then(|item| item.count(1, problems));
    let axes = fields.item("values").map(|item| axes(item, problems)).unwrap_or_default();
    let mut rows = expand(&axes, item, problems)?;
    if let Some(exclude) = fields.item("exclude") {
        exclude_rows(&mut rows, &axes, exclude, problems);
    }
    if let Some(include) = fields.item("include") {
        include_rows(&mut rows, &axes, include, problems);
    }
    if rows.is_empty() && problems.len() == before {
        let help = "give `values` or `include` a combination that `exclude` leaves";
        let message = "the matrix has no combination, so the job would never run";
        problems.add_with_help("empty_matrix", item.span, message, help);
    }
    if rows.len() > MAX_JOBS {
        too_large(&rows.len().to_string(), item, problems);
        return None;
    }
    Some(Matrix {
        span: item.span,
        rows,
        fail_fast: fail_fast.is_none_or(|fail_fast| fail_fast.value),
        max_parallel,
    })
}

/// Complains about a name that expressions and environment variables cannot both have.
pub(super) fn check_word<'o>(
    entry: &Entry,
    what: &str,
    prefix: &str,
    mut others: impl Iterator<Item = &'o str>,
    problems: &mut Problems<'_>,
) {
    let name = &entry.key;
    if !names::is_word(name) {
        let message = format!("`{name}` cannot be the name of {what}");
        problems.add_with_help("invalid_name", entry.key_span, &message, names::WORD_RULE);
    } else if let Some(other) = others.find(|other| other.eq_ignore_ascii_case(name)) {
        let variable = format!("{prefix}{}", name.to_ascii_uppercase());
        let message = format!("`{name}` and `{other}` would be the same variable `{variable}`");
        problems.add("duplicate_name", entry.key_span, &message);
    }
}

fn axes(item: Item<'_>, problems: &mut Problems<'_>) -> Axes {
    let mut axes = Axes::new();
    for entry in item.few_entries(MAX_NAMES, problems) {
        let others = axes.keys().map(String::as_str);
        check_word(entry, "a matrix value", "OORE_MATRIX_", others, problems);
        let item = Item::of(entry);
        let Some(elements) = item.elements(problems) else { continue };
        if elements.is_empty() {
            let message = format!("`{}` has no values, so the job would never run", entry.key);
            problems.add("empty_matrix", item.span, &message);
        }
        let mut values: Vec<Value> = Vec::with_capacity(elements.len().min(MAX_JOBS));
        for element in elements {
            let Some(value) = value(element, problems) else { continue };
            if values.len() <= MAX_JOBS && values.iter().any(|other| is_same(other, &value)) {
                let message = format!("the value `{}` is named twice", shown(&value));
                problems.add("duplicate_value", element.span, &message);
                continue;
            }
            values.push(value);
        }
        axes.insert(entry.key.clone(), values);
    }
    axes
}

/// All combinations, the last name changing fastest. Counted before they are made.
fn expand(axes: &Axes, item: Item<'_>, problems: &mut Problems<'_>) -> Option<Vec<MatrixRow>> {
    if axes.is_empty() {
        return Some(Vec::new());
    }
    let count = axes.values().try_fold(1_usize, |count, values| count.checked_mul(values.len()));
    // `exclude` may bring a matrix back under the limit, but not from any size.
    let Some(count) = count.filter(|count| *count <= MAX_COMBINATIONS) else {
        let text = count.map_or_else(|| "endlessly many".to_owned(), |count| count.to_string());
        too_large(&text, item, problems);
        return None;
    };
    let mut rows = Vec::with_capacity(count);
    rows.push(MatrixRow::new());
    for (name, values) in axes {
        rows = rows
            .iter()
            .flat_map(|row| {
                values.iter().map(|value| {
                    let mut longer = row.clone();
                    longer.insert(name.clone(), value.clone());
                    longer
                })
            })
            .collect();
    }
    Some(rows)
}

fn too_large(count: &str, item: Item<'_>, problems: &mut Problems<'_>) {
    let message = format!("the matrix has {count} combinations, more than {MAX_JOBS}");
    let help = "name fewer values; a matrix is never cut";
    problems.add_with_help("matrix_too_large", item.span, &message, help);
}

fn exclude_rows(
    rows: &mut Vec<MatrixRow>,
    axes: &Axes,
    item: Item<'_>,
    problems: &mut Problems<'_>,
) {
    for element in item.few_elements(MAX_JOBS, problems).unwrap_or_default() {
        let Some(pattern) = row(element, axes, problems) else { continue };
        if pattern.is_empty() {
            problems.add("empty", element.span, "an empty exclusion would exclude everything");
            continue;
        }
        rows.retain(|row| !has_all(row, &pattern));
    }
}

fn include_rows(
    rows: &mut Vec<MatrixRow>,
    axes: &Axes,
    item: Item<'_>,
    problems: &mut Problems<'_>,
) {
    let mut axes = axes.clone();
    for element in item.few_elements(MAX_JOBS, problems).unwrap_or_default() {
        if axes.is_empty() {
            // Without `values`, the first included row says which names there are.
            axes = included_names(element, problems);
        }
        let Some(mut given) = row(element, &axes, problems) else { continue };
        let missing: Vec<String> = axes
            .keys()
            .filter(|name| !given.contains_key(*name))
            .map(|name| format!("`{name}`"))
            .collect();
        if !missing.is_empty() {
            let message = format!("the included combination lacks {}", missing.join(", "));
            let help = "an included combination gives every name of the matrix a value";
            problems.add_with_help("missing_key", element.span, &message, help);
            continue;
        }
        given.sort_by_cached_key(|name, _| axes.get_index_of(name));
        if rows.iter().any(|row| has_all(row, &given)) {
            let message = "this combination is in the matrix already";
            problems.add("duplicate_value", element.span, message);
            continue;
        }
        rows.push(given);
    }
}

/// Whether a row has each value of a pattern.
fn has_all(row: &MatrixRow, pattern: &MatrixRow) -> bool {
    pattern.iter().all(|(name, value)| row.get(name).is_some_and(|other| is_same(other, value)))
}

/// `1` and `"1"` are the same in a job's key and in the environment, so they are here.
fn is_same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::String(left), Value::String(right)) => left == right,
        (Value::Number(left), Value::Number(right)) => left == right,
        _ => shown(left) == shown(right),
    }
}

fn included_names(item: Item<'_>, problems: &mut Problems<'_>) -> Axes {
    let mut axes = Axes::new();
    let Kind::Mapping(entries) = &item.node.kind else { return axes };
    for entry in entries {
        let others = axes.keys().map(String::as_str);
        check_word(entry, "a matrix value", "OORE_MATRIX_", others, problems);
        axes.insert(entry.key.clone(), Vec::new());
    }
    axes
}

/// One combination of `include:` or `exclude:`, some names of which may be absent.
fn row(item: Item<'_>, axes: &Axes, problems: &mut Problems<'_>) -> Option<MatrixRow> {
    let known: Vec<&str> = axes.keys().map(String::as_str).collect();
    let mut row = MatrixRow::new();
    let before = problems.len();
    for entry in item.entries(problems)? {
        if !axes.contains_key(&entry.key) {
            let message = format!("the matrix has no value `{}`", entry.key);
            let span = entry.key_span;
            problems.add_unknown_word(
                "unknown_matrix_name",
                span,
                &message,
                Unknown { word: &entry.key, known: &known },
            );
            continue;
        }
        if let Some(value) = value(Item::of(entry), problems) {
            row.insert(entry.key.clone(), value);
        }
    }
    (problems.len() == before).then_some(row)
}

fn value(item: Item<'_>, problems: &mut Problems<'_>) -> Option<Value> {
    let scalar = item.scalar("a text, a number or a boolean", problems)?;
    if scalar.text.contains("${{") {
        let message = "a matrix value cannot hold `${{ }}`";
        problems.add("expression_not_allowed", item.span, message);
        return None;
    }
    if scalar.text.len() > MAX_VALUE_BYTES {
        let message = format!("a matrix value has at most {MAX_VALUE_BYTES} bytes");
        problems.add("value_too_long", item.span, &message);
        return None;
    }
    let value = meaning(scalar);
    if value.is_none() {
        let text = &scalar.text;
        let message = format!("`{text}` would be read as a number and lose how it is written");
        let help = format!("write `\"{text}\"`");
        problems.add_with_help("ambiguous_number", item.span, &message, &help);
    }
    value
}

/// What a scalar means; none for a number that, read and written again, looks different, such as
/// the version 3.10.
fn meaning(scalar: &Scalar) -> Option<Value> {
    let text = scalar.text.as_str();
    if !scalar.is_plain {
        return Some(Value::String(text.to_owned()));
    }
    if let Some(value) = boolean(text) {
        return Some(Value::Bool(value));
    }
    if !looks_like_number(text) {
        return Some(Value::String(text.to_owned()));
    }
    let number: Value = match text.parse::<i64>() {
        Ok(integer) => integer.into(),
        Err(_) => text.parse::<f64>().ok()?.into(),
    };
    let written = number.to_string();
    (written == text).then_some(number)
}

fn looks_like_number(text: &str) -> bool {
    let digits = text.trim_start_matches(['-', '+', '.']);
    let is_decimal = digits.starts_with(|first: char| first.is_ascii_digit())
        && (text.parse::<f64>().is_ok() || digits.starts_with("0x") || digits.starts_with("0o"));
    is_decimal || matches!(digits, "inf" | "Inf" | "INF" | "nan" | "NaN" | "NAN") && digits != text
}

fn shown(value: &Value) -> Cow<'_, str> {
    value.as_str().map_or_else(|| value.to_string().into(), Cow::from)
}
