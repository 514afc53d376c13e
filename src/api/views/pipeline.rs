//! A pipeline file to check, and what came of it.

use pipeline::Diagnostics;
use poem_openapi::Object;

use super::build::Diagnostic;

/// A pipeline file to check.
#[derive(Debug, Clone, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct PipelineIn {
    /// What the file is called in its repository; `oore.yaml` when left out.
    #[oai(validator(min_length = 1, max_length = 1024))]
    pub path: Option<String>,
    /// What stands in it. More than 256 KiB is one of the mistakes that a file can have.
    pub text: String,
}

/// Whether a pipeline file can be used.
#[derive(Debug, Clone, PartialEq, Eq, Object)]
pub struct PipelineReport {
    /// Whether the file has no mistake.
    pub valid: bool,
    /// Its mistakes, in the order of their places; none of a valid file.
    pub diagnostics: Vec<Diagnostic>,
}

impl PipelineReport {
    /// The report of these mistakes, or of none.
    #[must_use]
    pub fn new(mistakes: Option<&Diagnostics>) -> Self {
        let items = mistakes.into_iter().flat_map(|mistakes| &mistakes.items);
        Self { valid: mistakes.is_none(), diagnostics: items.map(Diagnostic::from).collect() }
    }
}
