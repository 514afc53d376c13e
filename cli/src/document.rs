//! The OpenAPI document that this program is built from: as much of it as commands need.
//!
//! It is embedded as it is checked in and read when it is first asked for.

use std::sync::LazyLock;

use indexmap::IndexMap;
use serde::Deserialize;
use serde_json::Value;

const TEXT: &str = include_str!("../../openapi/openapi.json");
const SCHEMAS: &str = "#/components/schemas/";

static DOCUMENT: LazyLock<Document> =
    LazyLock::new(|| serde_json::from_str(TEXT).expect("the tests read what is embedded"));

/// The embedded document.
pub(crate) fn document() -> &'static Document {
    &DOCUMENT
}

/// A document.
#[derive(Debug, Deserialize)]
pub(crate) struct Document {
    pub(crate) info: Info,
    #[serde(default)]
    pub(crate) tags: Vec<Tag>,
    pub(crate) paths: IndexMap<String, IndexMap<String, Operation>>,
    components: Components,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Info {
    pub(crate) version: String,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Tag {
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) description: String,
}

#[derive(Debug, Deserialize)]
struct Components {
    schemas: IndexMap<String, Schema>,
}

/// One operation.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Operation {
    #[serde(rename = "operationId")]
    pub(crate) id: String,
    #[serde(default)]
    pub(crate) summary: String,
    #[serde(default)]
    pub(crate) description: String,
    #[serde(rename = "x-cli")]
    pub(crate) command: Option<Vec<String>>,
    /// The command that shows people what this one only passes on.
    #[serde(rename = "x-cli-shown-by")]
    pub(crate) shown_by: Option<Vec<String>>,
    #[cfg(test)]
    #[serde(rename = "x-webhook", default)]
    is_webhook: bool,
    #[cfg(test)]
    #[serde(rename = "x-browser", default)]
    is_of_browsers: bool,
    #[serde(rename = "x-pagination")]
    pub(crate) paging: Option<Paging>,
    #[serde(default)]
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) request_body: Option<Content>,
    responses: IndexMap<String, Content>,
}

/// The names by which pages are followed.
#[derive(Debug, Deserialize)]
pub(crate) struct Paging {
    pub(crate) token: String,
    pub(crate) items: String,
    pub(crate) next: String,
}

/// Where a parameter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Place {
    Path,
    Query,
    Header,
    Cookie,
}

/// A parameter.
#[derive(Debug, Deserialize)]
pub(crate) struct Parameter {
    pub(crate) name: String,
    #[serde(rename = "in")]
    pub(crate) place: Place,
    #[serde(default)]
    pub(crate) required: bool,
    #[serde(default)]
    pub(crate) description: String,
    pub(crate) schema: Schema,
}

/// A body in one or several media types.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Content {
    #[serde(default)]
    pub(crate) content: IndexMap<String, Media>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Media {
    pub(crate) schema: Schema,
}

/// The part of a schema that commands and tables follow from.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Schema {
    #[serde(rename = "$ref")]
    reference: Option<String>,
    #[serde(default)]
    all_of: Vec<Schema>,
    #[serde(rename = "type")]
    pub(crate) kind: Option<String>,
    pub(crate) format: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) example: Option<Value>,
    pub(crate) default: Option<Value>,
    #[serde(rename = "enum", default)]
    pub(crate) values: Vec<String>,
    pub(crate) minimum: Option<i64>,
    pub(crate) maximum: Option<i64>,
    #[serde(default)]
    pub(crate) nullable: bool,
    #[serde(default)]
    pub(crate) properties: IndexMap<String, Schema>,
    #[serde(default)]
    pub(crate) required: Vec<String>,
    pub(crate) items: Option<Box<Schema>>,
    pub(crate) additional_properties: Option<Value>,
}

impl Document {
    /// Every operation with its path and method.
    pub(crate) fn operations(&self) -> impl Iterator<Item = (&str, &str, &Operation)> {
        self.paths.iter().flat_map(|(path, item)| {
            item.iter().map(move |(method, operation)| (path.as_str(), method.as_str(), operation))
        })
    }

    /// The schema itself, where it is only named.
    pub(crate) fn resolve<'d>(&'d self, schema: &'d Schema) -> &'d Schema {
        match self.name_of(schema).and_then(|name| self.components.schemas.get(name)) {
            Some(named) => self.resolve(named),
            None => schema,
        }
    }

    /// The name of a schema, if it has one.
    pub(crate) fn name_of<'d>(&'d self, schema: &'d Schema) -> Option<&'d str> {
        match (&schema.reference, schema.all_of.as_slice()) {
            (Some(reference), _) => reference.strip_prefix(SCHEMAS),
            (None, [only]) => self.name_of(only),
            (None, _) => None,
        }
    }

    /// The named schema.
    pub(crate) fn schema(&self, name: &str) -> Option<&Schema> {
        self.components.schemas.get(name)
    }
}

impl Operation {
    /// Media type and schema of the answer in case of success; none without a body.
    pub(crate) fn success(&self) -> Option<(&str, &Schema)> {
        let (_, response) = self.responses.iter().find(|(status, _)| status.starts_with('2'))?;
        response.content.first().map(|(media_type, media)| (media_type.as_str(), &media.schema))
    }

    /// The schema of a JSON body.
    pub(crate) fn json_body(&self) -> Option<&Schema> {
        self.request_body.as_ref()?.content.get("application/json").map(|media| &media.schema)
    }

    /// The parameters that stand in `place`.
    pub(crate) fn parameters_in(&self, place: Place) -> impl Iterator<Item = &Parameter> {
        self.parameters.iter().filter(move |parameter| parameter.place == place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operation_has_a_command_or_is_called_by_providers() {
        let mut count = 0;
        for (path, method, operation) in document().operations() {
            let is_elsewhere = operation.is_webhook || operation.is_of_browsers;
            assert_ne!(operation.command.is_some(), is_elsewhere, "{method} {path}");
            count += 1;
        }
        assert!(count > 25, "{count}");
    }

    #[test]
    fn path_parameters_stand_in_the_order_of_the_path() {
        for (path, method, operation) in document().operations() {
            let in_path: Vec<&str> = path
                .split('/')
                .filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}'))
                .collect();
            let declared: Vec<&str> =
                operation.parameters_in(Place::Path).map(|one| one.name.as_str()).collect();
            assert_eq!(in_path, declared, "{method} {path}");
        }
    }
}
