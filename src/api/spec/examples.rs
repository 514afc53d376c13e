//! Examples of bodies, answers and parameters. All of them stand in `examples.json`, by the names
//! of schemas, operations and parameters, so that they tell one story and are checked together.

use serde_json::{Map, Value, json};

use super::parameters;

const TEXT: &str = include_str!("examples.json");

/// Puts each example where readers of documents look for it.
///
/// # Errors
/// When the file is not JSON.
pub(super) fn add(document: &mut Value) -> Result<(), serde_json::Error> {
    let mut all: Value = serde_json::from_str(TEXT)?;
    let mut part = |name: &str| match all[name].take() {
        Value::Object(part) => part,
        _ => Map::new(),
    };
    let (of_schemas, of_bodies) = (part("schemas"), part("bodies"));
    parameters::complete(document, &part("parameters"));
    let schemas = document.pointer_mut("/components/schemas").and_then(Value::as_object_mut);
    for (name, schema) in schemas.into_iter().flatten() {
        let example = of_schemas.get(name).cloned().or_else(|| page(schema, &of_schemas));
        if let (Some(example), Some(schema)) = (example, schema.as_object_mut()) {
            schema.insert("example".to_owned(), example);
        }
    }
    super::each_operation(document, |_, _, operation| {
        let id = operation.get("operationId").and_then(Value::as_str);
        let Some(example) = id.and_then(|id| of_bodies.get(id)).cloned() else { return };
        if let Some(body) = operation.get_mut("requestBody") {
            body["content"]["application/json"]["example"] = example;
        }
    });
    Ok(())
}

/// The page of a list: one item, and no other page behind it.
fn page(schema: &Value, of_schemas: &Map<String, Value>) -> Option<Value> {
    schema.pointer("/properties/next_page")?;
    let item = schema.pointer("/properties/items/items/$ref")?.as_str()?;
    let item = of_schemas.get(item.rsplit('/').next()?)?;
    Some(json!({ "items": [item] }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_stand_at_schemas_pages_and_bodies_without_a_name() {
        let items = json!({ "type": "array", "items": { "$ref": "#/components/schemas/Health" } });
        let page = json!({ "properties": { "items": items, "next_page": {} } });
        let media = json!({ "schema": { "type": "object" } });
        let mut document = json!({
            "components": { "schemas": { "Health": {}, "HealthPage": page, "Other": {} } },
            "paths": { "/x": { "post": {
                "operationId": "webhook_receive_gitlab",
                "requestBody": { "content": { "application/json": media } },
            }}},
        });
        add(&mut document).unwrap();
        let schemas = &document["components"]["schemas"];
        assert_eq!(schemas["Health"]["example"], json!({ "status": "ok" }));
        assert_eq!(schemas["HealthPage"]["example"], json!({ "items": [{ "status": "ok" }] }));
        assert!(schemas["Other"].get("example").is_none());
        let body = &document["paths"]["/x"]["post"]["requestBody"]["content"]["application/json"];
        assert_eq!(body["example"]["object_kind"], "push");
    }
}
