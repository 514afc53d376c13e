//! The document's paths as a table: which template a request's path is of, what its parameters are
//! called, and which methods it takes.

use std::collections::{BTreeSet, HashMap};

use serde_json::Value;

use super::checks::template_names;

/// One path of the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    segments: Vec<String>,
    /// The names of its parameters, in the order of the path.
    pub parameters: Vec<String>,
    /// The methods that it takes, as `Allow` lists them.
    pub allow: String,
    /// The operation of each method, which is in lower case.
    operations: Vec<(String, String)>,
}

/// All paths of the document, and the statuses of its operations.
#[derive(Debug, Clone, Default)]
pub struct RouteTable {
    templates: Vec<Template>,
    statuses: HashMap<String, BTreeSet<u16>>,
}

impl RouteTable {
    /// The table of a finalized document.
    #[must_use]
    pub fn new(document: &Value) -> Self {
        let paths = document["paths"].as_object().into_iter().flatten();
        let templates = paths.map(|(path, item)| template(path, item)).collect();
        let statuses = super::operations(document)
            .filter_map(|(_, _, operation)| {
                let responses = operation["responses"].as_object()?;
                let statuses = responses.keys().filter_map(|status| status.parse().ok()).collect();
                Some((operation["operationId"].as_str()?.to_owned(), statuses))
            })
            .collect();
        Self { templates, statuses }
    }

    /// The template of `path`: where several fit, the one with the fewest parameters.
    #[must_use]
    pub fn find(&self, path: &str) -> Option<&Template> {
        let fitting = self.templates.iter().filter(|template| template.fits(path));
        fitting.min_by_key(|template| template.parameters.len())
    }

    /// The ids of all operations.
    pub fn operations(&self) -> impl Iterator<Item = &str> {
        self.statuses.keys().map(String::as_str)
    }

    /// Whether the operation `id` documents `status`. Unknown operations document nothing.
    #[must_use]
    pub fn documents(&self, id: &str, status: u16) -> bool {
        self.statuses.get(id).is_some_and(|statuses| statuses.contains(&status))
    }
}

impl Template {
    /// The id of the operation of `method`.
    #[must_use]
    pub fn operation(&self, method: &str) -> Option<&str> {
        let is_it = |(its, _): &&(String, String)| its.eq_ignore_ascii_case(method);
        self.operations.iter().find(is_it).map(|(_, id)| id.as_str())
    }

    fn fits(&self, path: &str) -> bool {
        let mut given = path.split('/');
        let all_fit = self.segments.iter().all(|segment| {
            given.next().is_some_and(|part| segment.starts_with('{') || part == segment)
        });
        all_fit && given.next().is_none()
    }
}

fn template(path: &str, item: &Value) -> Template {
    let methods = item.as_object().into_iter().flatten();
    let operations = methods.clone().filter_map(|(method, operation)| {
        Some((method.clone(), operation["operationId"].as_str()?.to_owned()))
    });
    let mut allow: Vec<String> = methods.map(|(method, _)| method.to_uppercase()).collect();
    if allow.iter().any(|method| method == "GET") {
        allow.push("HEAD".to_owned());
    }
    Template {
        segments: path.split('/').map(str::to_owned).collect(),
        parameters: template_names(path).map(str::to_owned).collect(),
        operations: operations.collect(),
        allow: allow.join(", "),
    }
}
