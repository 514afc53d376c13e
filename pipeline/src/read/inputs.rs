//! `on.manual.inputs:`.

use indexmap::IndexMap;

use super::fields::{Fields, Words};
use super::matrix::check_word;
use super::values::Item;
use crate::problems::{Problems, Unknown};
use crate::yaml::{Entry, boolean};
use crate::{Input, InputKind};

const INPUT: Words<'_> =
    Words { what: "an input", known: &["type", "options", "default", "description"], later: &[] };

/// How many inputs a person can be asked for.
const MAX_INPUTS: usize = 50;

/// How many options an input may offer.
const MAX_OPTIONS: usize = 200;

const TYPES: [&str; 4] = ["string", "boolean", "number", "choice"];

/// Reads the inputs.
pub(super) fn read(item: Item<'_>, problems: &mut Problems<'_>) -> IndexMap<String, Input> {
    let mut inputs: IndexMap<String, Input> = IndexMap::new();
    for entry in item.few_entries(MAX_INPUTS, problems) {
        let others = inputs.keys().map(String::as_str);
        check_word(entry, "an input", "OORE_INPUT_", others, problems);
        if let Some(input) = input(entry, problems) {
            inputs.insert(entry.key.clone(), input);
        }
    }
    inputs
}

fn input(entry: &Entry, problems: &mut Problems<'_>) -> Option<Input> {
    let item = Item::of(entry);
    let fields = Fields::read(item, &INPUT, problems)?;
    let kind = kind(&fields, problems)?;
    let default = fields.item("default").and_then(|item| default(item, &kind, problems));
    let description = fields.item("description").and_then(|item| item.plain_text(problems));
    Some(Input {
        span: entry.key_span,
        kind,
        default,
        description: description.map(|text| text.value),
    })
}

fn kind(fields: &Fields<'_>, problems: &mut Problems<'_>) -> Option<InputKind> {
    let options = fields.item("options");
    let kind = match fields.item("type") {
        None => InputKind::String,
        Some(item) => {
            let word = item.plain_text(problems)?;
            match word.value.as_str() {
                "string" => InputKind::String,
                "boolean" => InputKind::Boolean,
                "number" => InputKind::Number,
                "choice" => return choice(fields, problems),
                other => {
                    let message = format!("there is no input type `{other}`");
                    problems.add_unknown_word(
                        "unknown_value",
                        word.span,
                        &message,
                        Unknown { word: other, known: &TYPES },
                    );
                    return None;
                }
            }
        }
    };
    if let Some(options) = options {
        let help = "write `type: choice`, or remove the options";
        let message = "only an input of the type `choice` has options";
        problems.add_with_help("unexpected_options", options.span, message, help);
    }
    Some(kind)
}

fn choice(fields: &Fields<'_>, problems: &mut Problems<'_>) -> Option<InputKind> {
    let item = fields.required("options", problems)?;
    let mut options: Vec<String> = Vec::new();
    for element in item.few_elements(MAX_OPTIONS, problems)? {
        let Some(option) = element.plain_text(problems) else { continue };
        if options.contains(&option.value) {
            let message = format!("the option `{}` is named twice", option.value);
            problems.add("duplicate_value", option.span, &message);
        }
        options.push(option.value);
    }
    if options.is_empty() {
        problems.add("empty", item.span, "`options` must have at least one option");
        return None;
    }
    Some(InputKind::Choice(options))
}

fn default(item: Item<'_>, kind: &InputKind, problems: &mut Problems<'_>) -> Option<String> {
    let text = item.template(problems)?.value;
    let expected = match kind {
        InputKind::String => None,
        InputKind::Boolean => boolean(&text).is_none().then(|| "`true` or `false`".to_owned()),
        InputKind::Number => {
            let is_finite = text.parse::<f64>().is_ok_and(f64::is_finite);
            (!is_finite).then(|| "a number".to_owned())
        }
        InputKind::Choice(options) => {
            let listed: Vec<String> = options.iter().map(|option| format!("`{option}`")).collect();
            (!options.contains(&text)).then(|| format!("one of {}", listed.join(", ")))
        }
    };
    if text.contains("${{") {
        let message = "`default` cannot hold `${{ }}`";
        problems.add("expression_not_allowed", item.span, message);
        return None;
    }
    if *kind == InputKind::Boolean
        && let Some(value) = boolean(&text)
    {
        return Some(value.to_string());
    }
    if let Some(expected) = expected {
        let message = format!("the default `{text}` is not {expected}");
        problems.add("invalid_default", item.span, &message);
        return None;
    }
    Some(text)
}
