//! What parameters say of themselves: their comment in the code, else what their type says.

use serde_json::{Map, Value, json};

const SCHEMAS: &str = "#/components/schemas/";

/// Gives every parameter a description, and an example where it or its type has one.
pub(super) fn complete(document: &mut Value, examples: &Map<String, Value>) {
    let schemas = document["components"]["schemas"].clone();
    super::each_operation(document, |_, _, operation| {
        let all = operation.get_mut("parameters").and_then(Value::as_array_mut);
        for parameter in all.into_iter().flatten().filter_map(Value::as_object_mut) {
            describe(parameter, &schemas);
            tell_example(parameter, examples);
        }
    });
}

/// In words: pages that let people try operations fill an `example` in, and a request would ask for
/// another branch, or stand for a request of before, without anybody having said so.
fn tell_example(parameter: &mut Map<String, Value>, examples: &Map<String, Value>) {
    let name = parameter.get("name").and_then(Value::as_str);
    let Some(example) = name.and_then(|name| examples.get(name)) else { return };
    let has_default = parameter.get("schema").is_some_and(|schema| schema.get("default").is_some());
    let described = parameter.get("description").and_then(Value::as_str);
    if let (false, Some(described)) = (has_default, described) {
        let example = example.as_str().map_or_else(|| example.to_string(), str::to_owned);
        let told = format!("{described} For example `{example}`.");
        parameter.insert("description".to_owned(), json!(told));
    }
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
        let told = json!({ "type": "integer", "default": 50 });
        let mut telling = told.clone();
        telling["description"] = json!("How many.");
        let mut document = json!({
            "components": { "schemas": { "Id": { "description": "Names a thing." } } },
            "paths": { "/x": { "get": { "parameters": [
                { "name": "id", "schema": reference },
                { "name": "limit", "schema": telling },
                { "name": "own", "description": "Own.", "schema": reference },
            ]}}},
        });
        let examples = json!({ "limit": 20, "own": "app" });
        complete(&mut document, examples.as_object().unwrap());
        let expected = json!([
            { "name": "id", "schema": reference, "description": "Names a thing." },
            // Nothing is said twice.
            { "name": "limit", "schema": told, "description": "How many." },
            { "name": "own", "description": "Own. For example `app`.", "schema": reference },
        ]);
        assert_eq!(document["paths"]["/x"]["get"]["parameters"], expected);
    }
}
