//! From a schema to a clap argument, and from what was given back to a JSON value.

use anyhow::{Context as _, anyhow};
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches};
use serde_json::{Map, Value};

use super::id::{self, Named};
use crate::document::{Document, Schema};

/// How a value is written on the command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    /// An identifier as the server makes them, by the name of its schema.
    Id(String),
    Integer {
        minimum: i64,
        maximum: i64,
    },
    Number,
    /// False unless the flag is there.
    Flag,
    /// `true` or `false`.
    Truth,
    /// One of several words.
    Choice(Vec<String>),
    /// Repeated.
    List(Box<Kind>),
    /// Repeated `KEY=VALUE`.
    Map,
    /// Anything else.
    Json,
}

impl Kind {
    pub(crate) fn of(document: &Document, schema: &Schema) -> Self {
        let name = document.name_of(schema);
        let schema = document.resolve(schema);
        if !schema.values.is_empty() {
            return Self::Choice(schema.values.clone());
        }
        match schema.kind.as_deref() {
            Some("string") if schema.format.as_deref() == Some("ulid") => {
                Self::Id(name.unwrap_or_default().to_owned())
            }
            Some("string") => Self::Text,
            Some("integer") => Self::Integer {
                minimum: schema.minimum.unwrap_or(i64::MIN),
                maximum: schema.maximum.unwrap_or(i64::MAX),
            },
            Some("number") => Self::Number,
            Some("boolean") if schema.default == Some(Value::Bool(false)) => Self::Flag,
            Some("boolean") => Self::Truth,
            Some("array") => match schema.items.as_deref().map(|items| Self::of(document, items)) {
                Some(Self::List(_) | Self::Map | Self::Json) | None => Self::Json,
                Some(one) => Self::List(Box::new(one)),
            },
            Some("object") if holds_texts(schema) => Self::Map,
            _ => Self::Json,
        }
    }

    /// What it names by id, and may be given by name; of a list, what each of it does.
    pub(crate) fn named(&self) -> Option<Named> {
        match self {
            Self::Id(schema) => Named::of(schema),
            Self::List(one) => one.named(),
            _ => None,
        }
    }

    /// Makes `argument` take such values.
    pub(crate) fn shape(&self, argument: Arg) -> Arg {
        match self {
            Self::Text => argument,
            Self::Id(schema) => id::shape(schema, argument),
            Self::Integer { minimum, maximum } => {
                let range = clap::value_parser!(i64).range(*minimum..=*maximum);
                argument.value_name("NUMBER").value_parser(range).allow_negative_numbers(true)
            }
            Self::Number => argument.value_name("NUMBER").value_parser(clap::value_parser!(f64)),
            Self::Flag => argument.action(ArgAction::SetTrue),
            Self::Truth => argument
                .value_name("true|false")
                .hide_possible_values(true)
                .value_parser(clap::value_parser!(bool)),
            Self::Choice(words) => argument.value_parser(PossibleValuesParser::new(words.clone())),
            Self::List(one) => one.shape(argument).action(ArgAction::Append),
            Self::Map => {
                argument.value_name("KEY=VALUE").value_parser(parse_pair).action(ArgAction::Append)
            }
            Self::Json => argument.value_name("JSON|@FILE"),
        }
    }

    /// What was given for the argument `id`; none if it wasn't.
    pub(crate) fn value(&self, matches: &ArgMatches, id: &str) -> anyhow::Result<Option<Value>> {
        let one = || matches.get_one::<String>(id);
        Ok(match self {
            Self::Text | Self::Id(_) | Self::Choice(_) => {
                one().map(|text| Value::from(text.clone()))
            }
            Self::Integer { .. } => matches.get_one::<i64>(id).copied().map(Value::from),
            Self::Number => matches.get_one::<f64>(id).copied().map(Value::from),
            Self::Flag => matches.get_flag(id).then_some(Value::Bool(true)),
            Self::Truth => matches.get_one::<bool>(id).copied().map(Value::from),
            Self::List(of) => of.values(matches, id).map(Value::from),
            Self::Map => matches.get_many::<(String, String)>(id).map(|pairs| {
                let pairs = pairs.map(|(key, value)| (key.clone(), Value::from(value.clone())));
                Value::Object(pairs.collect::<Map<_, _>>())
            }),
            Self::Json => match one() {
                Some(text) => Some(parse_json(text)?),
                None => None,
            },
        })
    }

    /// The values of a repeated argument.
    fn values(&self, matches: &ArgMatches, id: &str) -> Option<Vec<Value>> {
        match self {
            Self::Integer { .. } => {
                Some(matches.get_many::<i64>(id)?.copied().map(Value::from).collect())
            }
            Self::Number => Some(matches.get_many::<f64>(id)?.copied().map(Value::from).collect()),
            Self::Flag | Self::Truth => {
                Some(matches.get_many::<bool>(id)?.copied().map(Value::from).collect())
            }
            Self::Text | Self::Id(_) | Self::Choice(_) | Self::List(_) | Self::Map | Self::Json => {
                Some(matches.get_many::<String>(id)?.cloned().map(Value::from).collect())
            }
        }
    }
}

/// Whether it is an object of texts under any names.
fn holds_texts(schema: &Schema) -> bool {
    let of_each = schema.additional_properties.as_ref().and_then(|each| each.get("type"));
    schema.properties.is_empty() && of_each.is_some_and(|kind| kind == "string")
}

/// JSON as it stands, or from `@FILE`, or from standard input as `@-`.
pub(crate) fn parse_json(text: &str) -> anyhow::Result<Value> {
    let read = match text.strip_prefix('@') {
        None => text.to_owned(),
        Some("-") => std::io::read_to_string(std::io::stdin()).context("can't read the input")?,
        Some(file) => {
            std::fs::read_to_string(file).with_context(|| format!("can't read {file}"))?
        }
    };
    serde_json::from_str(&read).with_context(|| format!("`{text}` is not JSON"))
}

fn parse_pair(text: &str) -> anyhow::Result<(String, String)> {
    let pair = text.split_once('=').ok_or_else(|| anyhow!("must be KEY=VALUE"))?;
    Ok((pair.0.to_owned(), pair.1.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::document;

    fn kind(schema: &str) -> Kind {
        Kind::of(document(), &serde_json::from_str(schema).unwrap())
    }

    #[test]
    fn every_shape_of_schema_has_a_way_to_be_written() {
        let range = Kind::Integer { minimum: 1, maximum: 200 };
        let build_id = || Kind::Id("BuildId".to_owned());
        for (schema, expected) in [
            (r#"{"type": "string"}"#, Kind::Text),
            (r##"{"$ref": "#/components/schemas/BuildId"}"##, build_id()),
            (
                r##"{"description": "x", "allOf": [{"$ref": "#/components/schemas/BuildId"}]}"##,
                build_id(),
            ),
            (r#"{"type": "integer", "minimum": 1, "maximum": 200}"#, range),
            (r#"{"type": "number"}"#, Kind::Number),
            (r#"{"type": "boolean", "default": false}"#, Kind::Flag),
            (r#"{"type": "boolean"}"#, Kind::Truth),
            (r#"{"type": "boolean", "default": true}"#, Kind::Truth),
            (r#"{"type": "string", "enum": ["a"]}"#, Kind::Choice(vec!["a".to_owned()])),
            (r#"{"type": "array", "items": {"type": "string"}}"#, Kind::List(Box::new(Kind::Text))),
            (r#"{"type": "array", "items": {"type": "object"}}"#, Kind::Json),
            (r#"{"type": "object", "additionalProperties": {"type": "string"}}"#, Kind::Map),
            (r#"{"type": "object", "additionalProperties": {"type": "integer"}}"#, Kind::Json),
            (r#"{"oneOf": []}"#, Kind::Json),
        ] {
            assert_eq!(kind(schema), expected, "{schema}");
        }
    }
}
