//! What is wrong with a pipeline file: one mistake, all mistakes, and how people see them.

pub(crate) mod advice;
mod render;

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Source, Span};

pub use render::Color;

/// How many bytes a pipeline file may have.
pub const MAX_FILE_BYTES: usize = 256 * 1024;

/// Every [`Diagnostic::code`] there is.
pub const CODES: [&str; 54] = [
    "alias_not_allowed",
    "ambiguous_number",
    "cycle",
    "duplicate_key",
    "duplicate_name",
    "duplicate_step_id",
    "duplicate_value",
    "empty",
    "empty_file",
    "empty_matrix",
    "expression_failed",
    "expression_in_run",
    "expression_not_allowed",
    "file_too_large",
    "invalid_character",
    "invalid_default",
    "invalid_duration",
    "invalid_expression",
    "invalid_glob",
    "invalid_key",
    "invalid_name",
    "invalid_number",
    "invalid_secret_name",
    "invalid_variable_name",
    "invalid_yaml",
    "matrix_too_large",
    "merge_key",
    "missing_file",
    "missing_key",
    "more_mistakes",
    "no_effect",
    "not_supported_yet",
    "not_text",
    "outside_workspace",
    "reserved_variable_name",
    "several_documents",
    "several_files",
    "tag_not_allowed",
    "too_deep",
    "too_many_jobs",
    "too_many_steps",
    "too_many_values",
    "unexpected_options",
    "unknown_function",
    "unknown_key",
    "unknown_matrix_name",
    "unknown_need",
    "unknown_value",
    "unknown_variable",
    "unterminated_expression",
    "value_too_long",
    "wrong_type",
    "wrong_version",
    "zero_timeout",
];

/// How many mistakes are listed; the last one of a longer list says how many more there are.
pub(crate) const MAX_LISTED: usize = 100;

/// How many characters of a text from the file a message repeats.
const MAX_MESSAGE_CHARACTERS: usize = 600;

/// One mistake in a pipeline file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// Stable, snake_case: `unknown_key`.
    pub code: String,
    /// What is wrong, one sentence without a full stop.
    pub message: String,
    /// The file's path in the repository.
    pub path: String,
    /// The offending text; absent when the whole file is meant (missing, too large).
    pub span: Option<Span>,
    /// What to do about it.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A mistake; what the texts repeat of the file is made safe for a terminal.
    pub(crate) fn new(
        code: &str,
        message: &str,
        path: &str,
        span: Option<Span>,
        help: Option<String>,
    ) -> Self {
        debug_assert!(CODES.contains(&code), "{code} must be listed in CODES");
        let help = help.or_else(|| advice::advice(code).map(str::to_owned));
        Self {
            code: code.to_owned(),
            message: printable(message),
            path: path.to_owned(),
            span,
            help: help.map(|help| printable(&help)),
        }
    }
}

/// All mistakes of a file, in the order of their places. Never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostics {
    /// The file.
    pub source: Source,
    /// The mistakes.
    pub items: Vec<Diagnostic>,
}

impl Diagnostics {
    /// No file of [`crate::FILE_NAMES`] stands in the repository's root.
    #[must_use]
    pub fn missing_file() -> Self {
        let names = crate::FILE_NAMES.map(|name| format!("`{name}`")).join(", ");
        Self::of_file(
            crate::FILE_NAMES[0],
            "missing_file",
            "the repository has no pipeline file at this commit",
            format!("add `{}` to the repository's root (looked for {names})", crate::FILE_NAMES[0]),
        )
    }

    /// The file is larger than [`MAX_FILE_BYTES`]; its text need not be read to say so.
    #[must_use]
    pub fn too_large(path: &str, bytes: u64) -> Self {
        let limit = MAX_FILE_BYTES / 1024;
        Self::of_file(
            path,
            "file_too_large",
            &format!("the file has {bytes} bytes, more than the {limit} KiB that are allowed"),
            "move long scripts into files of their own and call them from `run:`".to_owned(),
        )
    }

    /// The file's bytes are not UTF-8.
    #[must_use]
    pub fn not_text(path: &str) -> Self {
        Self::of_file(
            path,
            "not_text",
            "the file is not UTF-8 text",
            "save it in the UTF-8 encoding".to_owned(),
        )
    }

    /// A mistake that concerns a file as a whole, or its absence.
    pub(crate) fn of_file(path: &str, code: &str, message: &str, help: String) -> Self {
        Self {
            source: Source { path: path.to_owned(), text: String::new() },
            items: vec![Diagnostic::new(code, message, path, None, Some(help))],
        }
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.render(Color::Never))
    }
}

impl std::error::Error for Diagnostics {}

/// A text without what would steer a terminal, and not endless.
fn printable(text: &str) -> String {
    let mut shown: String = text
        .chars()
        .take(MAX_MESSAGE_CHARACTERS)
        .map(|character| if character.is_control() { '\u{fffd}' } else { character })
        .collect();
    if text.chars().nth(MAX_MESSAGE_CHARACTERS).is_some() {
        shown.push('…');
    }
    shown
}
