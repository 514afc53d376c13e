//! What parameters say of themselves: their comment in the code, else what their type says.

use serde_json::{Map, Value, json};

const SCHEMAS: &str = "#/components/schemas/";

/// Gives every parameter a description and an example, where it or its type has one.
pub(super) fn complete(document: &mut Value, examples: &Map<String, Value>) {
    let schemas = document["components"]["schemas"].clone();
    super::each_operation(document, |_, _, operation| {
        let all = operation.get_mut("parameters").and_then(Value::as_array_mut);
        for parameter in all.into_iter().flatten().filter_map(Value::as_object_mut) {
            describe(parameter, &schemas);
            let name = parameter.get("name").and_then(Value::as_str);
            if let Some(example) = name.and_then(|name| examples.get(name)).cloned() {
                parameter.entry("example").or_insert(example);
            }
        }
    });
}

/// The type's own words move to the parameter, where every reader of documents looks for them.
fn describe(parameter: &mut Map<String, Value>, schemas: &Value) {
    if parameter.get("description").and_then(Value::as_str).is_some_and(|text| !text.is_empty()) {
        return;
    }
    let Some(schema) = parameter.get_mut("schema").and_then(Value::as_object_mut) else { return };
    let named = schema.get("$ref").and_then(Value::as_str).and_then(|to| to.strip_prefix(SCHEMAS));
    let told = match named {
        Some(name) => schemas[name]["description"].as_str().map(str::to_owned),
        None => schema.shift_remove("description").and_then(|text| Some(text.as_str()?.to_owned())),
    };
    if let Some(told) = told {
        parameter.insert("description".to_owned(), json!(told));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parameter_says_what_its_type_says_unless_it_has_words_of_its_own() {
        let reference = json!({ "$ref": "#/components/schemas/Id" });
        let told = json!({ "type": "string", "description": "How many." });
        let mut document = json!({
            "components": { "schemas": { "Id": { "description": "Names a thing." } } },
            "paths": { "/x": { "get": { "parameters": [
                { "name": "id", "schema": reference },
                { "name": "limit", "schema": told },
                { "name": "own", "description": "Own.", "schema": reference },
            ]}}},
        });
        let examples = json!({ "limit": 20 });
        complete(&mut document, examples.as_object().unwrap());
        let expected = json!([
            { "name": "id", "schema": reference, "description": "Names a thing." },
            // Nothing is said twice.
            {
                "name": "limit", "schema": { "type": "string" }, "description": "How many.",
                "example": 20,
            },
            { "name": "own", "description": "Own.", "schema": reference },
        ]);
        assert_eq!(document["paths"]["/x"]["get"]["parameters"], expected);
    }
}
