//! Values that a job computes while it runs, and what its expressions see.

use std::sync::Arc;

use indexmap::IndexMap;
use pipeline::expression::{self, ExpressionError, Files, Scope};
use protocol::Outcome;
use serde_json::{Map, Value};

use super::{Job, files::CheckedOut};
use crate::{environment::Variables, text};

/// The most bytes of outputs that a job passes on, as JSON: the result travels as one frame, and
/// again to each job that needs this one.
const MAX_OUTPUT_BYTES: usize = 256 * 1024;

/// Quotes, colon and comma of an output in JSON.
const PUNCTUATION_BYTES: usize = 6;

impl Job {
    /// Renders each value, in order; later ones see earlier ones as `env`.
    pub(super) fn render_all(
        &self,
        texts: &IndexMap<String, String>,
        mut visible: Variables,
    ) -> Result<Variables, (String, ExpressionError)> {
        let mut rendered = Variables::new();
        for (name, text) in texts {
            // Most values are plain text, for which no scope need be put together.
            let value = if text.contains("${{") {
                expression::render(text, &self.scope(&visible))
                    .map_err(|error| (name.clone(), error))?
            } else {
                text.clone()
            };
            visible.insert(name.clone(), value.clone());
            rendered.insert(name.clone(), value);
        }
        Ok(rendered)
    }

    /// What an expression sees now.
    pub(super) fn scope(&self, env: &Variables) -> Scope {
        let mut variables = match &self.spec.context {
            Value::Object(context) => context.clone(),
            Value::Null
            | Value::Bool(_)
            | Value::Number(_)
            | Value::String(_)
            | Value::Array(_) => Map::new(),
        };
        let env = env.iter().map(|(name, value)| (name.clone(), Value::from(value.as_str())));
        variables.insert("env".to_owned(), Value::Object(env.collect()));
        variables.insert("steps".to_owned(), Value::Object(self.progress.steps().clone()));
        let files = self.workspace.as_ref().map(|workspace| {
            Arc::new(CheckedOut { root: workspace.source.clone() }) as Arc<dyn Files>
        });
        Scope { variables, status: self.progress.status(), files }
    }

    /// The job's outputs. A job that failed anyway leaves out those that have no value.
    pub(super) fn outputs(&self) -> Result<IndexMap<String, String>, String> {
        let succeeded = self.progress.outcome() == Outcome::Succeeded;
        let scope = self.scope(&self.environment.variables());
        let mut outputs = IndexMap::new();
        let mut bytes = 0;
        for (name, template) in &self.spec.outputs {
            match expression::render(template, &scope) {
                Ok(value) => {
                    let value = self.masker.text(&text::without_nul(value)).into_owned();
                    bytes += text::json_bytes(name) + text::json_bytes(&value) + PUNCTUATION_BYTES;
                    if bytes > MAX_OUTPUT_BYTES {
                        return Err(format!(
                            "the job's outputs take more than {MAX_OUTPUT_BYTES} bytes as JSON \
                             text, which is the limit"
                        ));
                    }
                    outputs.insert(name.clone(), value);
                }
                Err(error) if succeeded => {
                    return Err(format!("the job's output `{name}` can't be computed: {error}"));
                }
                Err(_) => {}
            }
        }
        Ok(outputs)
    }
}
