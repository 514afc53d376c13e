//! A mapping whose keys are words of the language.

use super::values::Item;
use crate::Span;
use crate::problems::{Problems, Unknown};
use crate::yaml::Entry;

/// The keys of one kind of mapping.
pub(super) struct Words<'w> {
    /// In messages: `a job`.
    pub(super) what: &'w str,
    /// What it may have.
    pub(super) known: &'w [&'w str],
    /// What later versions let it have.
    pub(super) later: &'w [&'w str],
}

/// A mapping whose unknown keys have been complained about.
pub(super) struct Fields<'n> {
    what: String,
    entries: &'n [Entry],
    span: Span,
}

impl<'n> Fields<'n> {
    /// Reads a mapping; none when it is something else.
    pub(super) fn read(
        item: Item<'n>,
        words: &Words<'_>,
        problems: &mut Problems<'_>,
    ) -> Option<Self> {
        let entries = item.entries(problems)?;
        for entry in entries {
            let key = entry.key.as_str();
            if words.later.contains(&key) {
                problems.add_not_supported(entry.key_span, key);
            } else if !words.known.contains(&key) {
                let message = format!("{} has no key `{key}`", words.what);
                let span = entry.key_span;
                problems.add_unknown_word(
                    "unknown_key",
                    span,
                    &message,
                    Unknown { word: key, known: words.known },
                );
            }
        }
        Some(Self { what: words.what.to_owned(), entries, span: item.span })
    }

    /// The value of a key, when it is there.
    pub(super) fn item(&self, key: &str) -> Option<Item<'n>> {
        self.entries.iter().find(|entry| entry.key == key).map(Item::of)
    }

    /// The value of a key that must be there.
    pub(super) fn required(&self, key: &str, problems: &mut Problems<'_>) -> Option<Item<'n>> {
        let item = self.item(key);
        if item.is_none() {
            let message = format!("{} must have the key `{key}`", self.what);
            problems.add("missing_key", self.span, &message);
        }
        item
    }
}
