//! Single values: texts, booleans, numbers, durations, lists.

use crate::duration::{self, DurationError};
use crate::problems::Problems;
use crate::yaml::{Entry, Kind, Node, Scalar, boolean};
use crate::{Span, Spanned};

/// A value with the name and place that messages about it use.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item<'n> {
    /// The key it belongs to.
    pub(super) name: &'n str,
    /// The value.
    pub(super) node: &'n Node,
    /// Where it stands; its key, when the value is not written.
    pub(super) span: Span,
}

impl<'n> Item<'n> {
    /// The value of a key.
    pub(super) fn of(entry: &'n Entry) -> Self {
        let is_short = matches!(entry.value.kind, Kind::Scalar(_) | Kind::Refused);
        let span = if is_short { entry.value.span } else { entry.key_span };
        let span = if span.length == 0 { entry.key_span } else { span };
        Self { name: &entry.key, node: &entry.value, span }
    }

    /// A list's item, under the list's name.
    fn element(&self, node: &'n Node) -> Self {
        let span = if node.span.length == 0 { self.span } else { node.span };
        Self { name: self.name, node, span }
    }

    /// Complains about the type, unless the value was refused already.
    pub(super) fn wrong_type(&self, expected: &str, problems: &mut Problems<'_>) {
        if self.node.kind == Kind::Refused {
            return;
        }
        let found = self.node.kind.describe();
        let message = format!("`{}` must be {expected}, but it is {found}", self.name);
        if self.is_null() && expected.contains("text") {
            let help = "for an empty text write `\"\"`";
            problems.add_with_help("wrong_type", self.span, &message, help);
        } else {
            problems.add("wrong_type", self.span, &message);
        }
    }

    pub(super) fn is_null(&self) -> bool {
        self.node.kind == Kind::Null
    }

    /// A mapping.
    pub(super) fn entries(&self, problems: &mut Problems<'_>) -> Option<&'n [Entry]> {
        match &self.node.kind {
            Kind::Mapping(entries) => Some(entries),
            _ => {
                self.wrong_type("a mapping", problems);
                None
            }
        }
    }

    /// A list.
    pub(super) fn elements(&self, problems: &mut Problems<'_>) -> Option<Vec<Item<'n>>> {
        match &self.node.kind {
            Kind::Sequence(nodes) => Some(nodes.iter().map(|node| self.element(node)).collect()),
            _ => {
                self.wrong_type("a list", problems);
                None
            }
        }
    }

    /// A mapping of not too many keys; what is too much is complained about and left out.
    pub(super) fn few_entries(&self, most: usize, problems: &mut Problems<'_>) -> &'n [Entry] {
        let entries = self.entries(problems).unwrap_or_default();
        self.check_count(entries.len(), most, problems);
        &entries[..entries.len().min(most)]
    }

    /// A list of not too many items; what is too much is complained about and left out.
    pub(super) fn few_elements(
        &self,
        most: usize,
        problems: &mut Problems<'_>,
    ) -> Option<Vec<Item<'n>>> {
        let mut elements = self.elements(problems)?;
        self.check_count(elements.len(), most, problems);
        elements.truncate(most);
        Some(elements)
    }

    /// One text or a list of not too many.
    pub(super) fn one_or_few(&self, most: usize, problems: &mut Problems<'_>) -> Vec<Item<'n>> {
        let mut elements = self.one_or_more(problems);
        self.check_count(elements.len(), most, problems);
        elements.truncate(most);
        elements
    }

    fn check_count(&self, count: usize, most: usize, problems: &mut Problems<'_>) {
        if count > most {
            let message = format!("`{}` has {count} values, more than {most}", self.name);
            problems.add("too_many_values", self.span, &message);
        }
    }

    /// A list, or one text that stands for a list of it alone.
    pub(super) fn one_or_more(&self, problems: &mut Problems<'_>) -> Vec<Item<'n>> {
        match &self.node.kind {
            Kind::Scalar(_) => vec![*self],
            Kind::Sequence(nodes) => nodes.iter().map(|node| self.element(node)).collect(),
            _ => {
                self.wrong_type("a text or a list of texts", problems);
                Vec::new()
            }
        }
    }

    /// A scalar of any kind.
    pub(super) fn scalar(&self, expected: &str, problems: &mut Problems<'_>) -> Option<&'n Scalar> {
        let Kind::Scalar(scalar) = &self.node.kind else {
            self.wrong_type(expected, problems);
            return None;
        };
        if scalar.text.contains('\0') {
            let message = format!("`{}` holds a NUL character", self.name);
            problems.add("invalid_character", self.span, &message);
            return None;
        }
        Some(scalar)
    }

    /// A text in which `${{ }}` is expanded. Numbers and booleans are texts as they are written.
    pub(super) fn template(&self, problems: &mut Problems<'_>) -> Option<Spanned<String>> {
        let scalar = self.scalar("a text", problems)?;
        Some(Spanned { value: scalar.text.clone(), span: self.span })
    }

    /// A text that is not empty, in which `${{ }}` is expanded.
    pub(super) fn filled_template(&self, problems: &mut Problems<'_>) -> Option<Spanned<String>> {
        let text = self.template(problems)?;
        if text.value.trim().is_empty() {
            problems.add("empty", self.span, &format!("`{}` must not be empty", self.name));
            return None;
        }
        Some(text)
    }

    /// A text in which nothing is expanded, so that `${{` cannot be meant.
    pub(super) fn plain_text(&self, problems: &mut Problems<'_>) -> Option<Spanned<String>> {
        let text = self.filled_template(problems)?;
        if text.value.contains("${{") {
            let span = problems.source.narrow(self.span, "${{");
            let message = format!("`{}` cannot hold `${{{{ }}}}`", self.name);
            problems.add("expression_not_allowed", span, &message);
            return None;
        }
        Some(text)
    }

    pub(super) fn boolean(&self, problems: &mut Problems<'_>) -> Option<Spanned<bool>> {
        let value = match &self.node.kind {
            Kind::Scalar(scalar) if scalar.is_plain => boolean(&scalar.text),
            _ => None,
        };
        let Some(value) = value else {
            self.wrong_type("`true` or `false`", problems);
            return None;
        };
        Some(Spanned { value, span: self.span })
    }

    /// A whole number from `least` up.
    pub(super) fn count(&self, least: u32, problems: &mut Problems<'_>) -> Option<u32> {
        let Kind::Scalar(scalar) = &self.node.kind else {
            self.wrong_type("a whole number", problems);
            return None;
        };
        let is_number = scalar.is_plain && scalar.text.bytes().all(|byte| byte.is_ascii_digit());
        let number = scalar.text.parse::<u32>().ok().filter(|number| *number >= least);
        match number.filter(|_| is_number) {
            Some(number) => Some(number),
            None => {
                let message = format!(
                    "`{}` must be a whole number from {least} to {}, but it is `{}`",
                    self.name,
                    u32::MAX,
                    scalar.text
                );
                problems.add("invalid_number", self.span, &message);
                None
            }
        }
    }

    /// A duration longer than nothing, in milliseconds.
    pub(super) fn timeout(&self, problems: &mut Problems<'_>) -> Option<u64> {
        let text = &self.scalar("a duration such as `30m`", problems)?.text;
        match duration::milliseconds(text) {
            Ok(0) => {
                let help = "leave the key out for the default, or write a longer time";
                let message = format!("`{}` of nothing would end it before it starts", self.name);
                problems.add_with_help("zero_timeout", self.span, &message, help);
                None
            }
            Ok(timeout_ms) => Some(timeout_ms),
            Err(error) => {
                let help = match error {
                    DurationError::NoUnit => format!("write `{text}m` for minutes"),
                    DurationError::Malformed | DurationError::TooLong => {
                        "the units are `d`, `h`, `m`, `s` and `ms`, the largest first".to_owned()
                    }
                };
                let message = format!("`{text}` is not a duration: {error}");
                problems.add_with_help("invalid_duration", self.span, &message, &help);
                None
            }
        }
    }
}
