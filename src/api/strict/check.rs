//! Holding a JSON value against a schema, and naming every mistake by its place.

use poem_openapi::registry::{MetaSchema, MetaSchemaRef, Registry};
use serde_json::{Map, Value};

use crate::api::problem::FieldError;

/// Below this similarity (0 to 1) a known name is no likely reading of an unknown one.
const SIMILAR: f64 = 0.75;

/// The most mistakes that are told: a hostile body must not make an answer of many times its size.
const MOST: usize = 50;

/// The mistakes of `value`, in the order of the text; none if it follows `schema`.
pub(super) fn mistakes(
    schema: &MetaSchemaRef,
    value: &Value,
    registry: &Registry,
) -> Vec<FieldError> {
    let mut check = Check { registry, found: Vec::new() };
    check.value(schema, value, "");
    check.found
}

struct Check<'a> {
    registry: &'a Registry,
    found: Vec<FieldError>,
}

impl Check<'_> {
    fn mistake(&mut self, at: &str, message: impl Into<String>) {
        self.found.push(FieldError { field: at.to_owned(), message: message.into() });
    }

    fn value(&mut self, schema: &MetaSchemaRef, value: &Value, at: &str) {
        let schema = match schema {
            MetaSchemaRef::Inline(schema) => schema,
            MetaSchemaRef::Reference(name) => match self.registry.schemas.get(name) {
                Some(schema) => schema,
                None => unreachable!("a registered type registers `{name}`, which it refers to"),
            },
        };
        if value.is_null() && schema.nullable {
            return;
        }
        for part in &schema.all_of {
            self.value(part, value, at);
        }
        // Which alternative is meant is for the union's own parser to say.
        if !schema.one_of.is_empty() || !schema.any_of.is_empty() {
            return;
        }
        if !is_of_type(schema.ty, value) {
            let found = kind(value);
            return self.mistake(at, format!("expected {}, found {found}", article(schema.ty)));
        }
        self.bounds(schema, value, at);
        match value {
            Value::Object(fields) if schema.ty == "object" => self.object(schema, fields, at),
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    if self.found.len() >= MOST {
                        return;
                    }
                    if let Some(schema) = &schema.items {
                        self.value(schema, item, &format!("{at}/{index}"));
                    }
                }
            }
            _ => {}
        }
    }

    fn object(&mut self, schema: &MetaSchema, fields: &Map<String, Value>, at: &str) {
        for (name, value) in fields {
            if self.found.len() >= MOST {
                return;
            }
            let place = format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"));
            let known = schema.properties.iter().find(|(known, _)| known == name);
            match (known, &schema.additional_properties) {
                (Some((_, schema)), _) => self.value(schema, value, &place),
                (None, Some(schema)) => self.value(schema, value, &place),
                (None, None) if schema.properties.is_empty() => {}
                (None, None) => {
                    let names = schema.properties.iter().map(|(name, _)| *name);
                    self.mistake(&place, format!("unknown field{}", suggestion(name, names)));
                }
            }
        }
        for name in &schema.required {
            if !fields.contains_key(*name) {
                self.mistake(&format!("{at}/{name}"), "is required");
            }
        }
    }

    fn bounds(&mut self, schema: &MetaSchema, value: &Value, at: &str) {
        if !schema.enum_items.is_empty() && !schema.enum_items.contains(value) {
            let names: Vec<&str> = schema.enum_items.iter().filter_map(Value::as_str).collect();
            let guess = suggestion(value.as_str().unwrap_or_default(), names.iter().copied());
            return self.mistake(at, format!("must be one of {}{guess}", names.join(", ")));
        }
        if let Some(number) = value.as_f64() {
            let (least, most) = range(schema);
            if let Some(least) = least.filter(|least| number < *least) {
                self.mistake(at, format!("must be at least {least}"));
            }
            if let Some(most) = most.filter(|most| number > *most) {
                self.mistake(at, format!("must be at most {most}"));
            }
        }
        let (size, least, most, unit) = match value {
            // No environment variable can hold it, and no text of PostgreSQL.
            Value::String(text) if text.contains('\0') => {
                return self.mistake(at, "must not hold the character NUL");
            }
            Value::String(text) => {
                (text.chars().count(), schema.min_length, schema.max_length, "characters")
            }
            Value::Array(items) => (items.len(), schema.min_items, schema.max_items, "items"),
            Value::Object(fields) => {
                (fields.len(), schema.min_properties, schema.max_properties, "entries")
            }
            _ => return,
        };
        if let Some(least) = least.filter(|least| size < *least) {
            self.mistake(at, format!("must have at least {least} {unit}, has {size}"));
        }
        if let Some(most) = most.filter(|most| size > *most) {
            self.mistake(at, format!("must have at most {most} {unit}, has {size}"));
        }
    }
}

/// The bounds that the schema states, else those of its integer type.
fn range(schema: &MetaSchema) -> (Option<f64>, Option<f64>) {
    let (least, most) = match schema.format {
        Some("uint8") => (Some(0.0), Some(f64::from(u8::MAX))),
        Some("uint16") => (Some(0.0), Some(f64::from(u16::MAX))),
        Some("uint32") => (Some(0.0), Some(f64::from(u32::MAX))),
        Some("uint64") => (Some(0.0), None),
        Some("int32") => (Some(f64::from(i32::MIN)), Some(f64::from(i32::MAX))),
        _ => (None, None),
    };
    (schema.minimum.or(least), schema.maximum.or(most))
}

fn is_of_type(ty: &str, value: &Value) -> bool {
    match ty {
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        // A schema without a type takes anything.
        _ => true,
    }
}

const fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

fn article(ty: &str) -> String {
    let article = if ty.starts_with(['a', 'i', 'o']) { "an" } else { "a" };
    format!("{article} {ty}")
}

fn suggestion<'n>(given: &str, names: impl Iterator<Item = &'n str>) -> String {
    names
        .map(|name| (strsim::jaro_winkler(given, name), name))
        .filter(|(similarity, _)| *similarity >= SIMILAR)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, name)| format!("; did you mean `{name}`?"))
        .unwrap_or_default()
}
