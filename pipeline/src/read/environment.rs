//! `env:` of the file, a job or a step, and the `outputs:` of a job.

use indexmap::IndexMap;

use super::check_name;
use super::values::Item;
use crate::problems::Problems;
use crate::{Spanned, names};

/// Reads the variables; none when the key is absent.
pub(super) fn read(
    item: Option<Item<'_>>,
    problems: &mut Problems<'_>,
) -> IndexMap<String, Spanned<String>> {
    let mut variables = IndexMap::new();
    let Some(entries) = item.and_then(|item| item.entries(problems)) else { return variables };
    for entry in entries {
        let name = &entry.key;
        if !names::is_word(name) {
            let message = format!("`{name}` cannot be the name of an environment variable");
            let span = entry.key_span;
            problems.add_with_help("invalid_variable_name", span, &message, names::WORD_RULE);
        } else if names::is_reserved_variable(name) {
            let message = format!("`{name}` is set by Oore itself");
            let help = "choose a name that does not begin with `OORE_`";
            problems.add_with_help("reserved_variable_name", entry.key_span, &message, help);
        }
        if let Some(value) = Item::of(entry).template(problems) {
            variables.insert(name.clone(), value);
        }
    }
    variables
}

/// Reads the `outputs:` of a job.
pub(super) fn outputs(
    item: Option<Item<'_>>,
    problems: &mut Problems<'_>,
) -> IndexMap<String, Spanned<String>> {
    let mut outputs = IndexMap::new();
    let Some(entries) = item.and_then(|item| item.entries(problems)) else { return outputs };
    for entry in entries {
        check_name(entry, "an output", problems);
        if let Some(value) = Item::of(entry).template(problems) {
            outputs.insert(entry.key.clone(), value);
        }
    }
    outputs
}
