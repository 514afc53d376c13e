//! Each rewrite of the document, on the smallest input that needs it.

use super::*;

/// A raw document with `operation` at `GET /x/{id}` and these schemas.
fn raw(operation: Value, schemas: Value) -> String {
    let mut document = json!({
        "openapi": "3.0.0",
        "info": { "title": "T", "summary": "S", "version": "1", "license": { "identifier": "X" } },
        "webhooks": {},
        "paths": { "/x/{id}": {} },
        "components": {},
    });
    document["paths"]["/x/{id}"]["get"] = operation;
    document["components"]["schemas"] = schemas;
    document.to_string()
}

fn operation(more: Value) -> Value {
    let mut operation = json!({
        "operationId": "thing_show_all", "summary": "s", "description": "d", "tags": ["T"],
        "parameters": [
            { "name": "id", "in": "path", "required": true, "description": "i", "schema": {} },
        ],
        "responses": { "200": { "description": "" } },
    });
    if let Value::Object(more) = more {
        operation.as_object_mut().unwrap().extend(more);
    }
    operation
}

fn finalized(more: Value, schemas: Value) -> Value {
    finalize(&raw(operation(more), schemas)).unwrap()
}

fn tidied(mut schema: Value) -> Value {
    schemas::tidy(&mut schema);
    schema
}

fn the_operation(document: &Value) -> &Value {
    &document["paths"]["/x/{id}"]["get"]
}

#[test]
fn keys_of_a_newer_specification_are_dropped_or_renamed() {
    let document = finalized(json!({}), json!({}));
    assert_eq!(document["openapi"], "3.0.3");
    assert_eq!(document["info"], json!({ "title": "T", "version": "1", "license": {} }));
    assert_eq!(document["x-webhooks"], json!({}));
    assert!(document.get("webhooks").is_none());
}

#[test]
fn media_types_lose_their_charset() {
    let content = json!({ "content": { "application/json; charset=utf-8": {}, "text/plain": {} } });
    assert_eq!(tidied(content), json!({ "content": { "application/json": {}, "text/plain": {} } }));
}

#[test]
fn bounds_of_integers_are_whole_and_complete() {
    for (schema, expected) in [
        (
            json!({ "type": "integer", "format": "uint16", "maximum": 100.0 }),
            json!({ "type": "integer", "format": "uint16", "maximum": 100, "minimum": 0 }),
        ),
        (
            json!({ "type": "integer", "format": "uint64" }),
            json!({ "type": "integer", "format": "uint64", "minimum": 0, "maximum": i64::MAX }),
        ),
        (
            json!({ "type": "integer", "format": "int64", "minimum": -1.0 }),
            json!({ "type": "integer", "format": "int64", "minimum": -1 }),
        ),
        (json!({ "type": "number", "minimum": 1.0 }), json!({ "type": "number", "minimum": 1.0 })),
    ] {
        assert_eq!(tidied(schema), expected);
    }
}

#[test]
fn an_event_stream_is_a_text_whose_events_are_described_beside() {
    let stream = json!({ "type": "array", "format": "event-stream", "items": { "$ref": "#/E" } });
    let expected =
        json!({ "type": "string", "format": "event-stream", "x-event": { "$ref": "#/E" } });
    assert_eq!(tidied(stream), expected);
}

#[test]
fn the_copy_of_a_patch_is_dropped_and_other_parts_are_kept() {
    let copied =
        json!({ "description": "d", "allOf": [{ "$ref": "#/A" }, { "description": "d" }] });
    assert_eq!(tidied(copied), json!({ "description": "d", "allOf": [{ "$ref": "#/A" }] }));
    let real = json!({ "allOf": [{ "$ref": "#/A" }, { "description": "d" }] });
    assert_eq!(tidied(real.clone()), real);
}

#[test]
fn a_union_has_no_type_and_its_variants_no_copied_description() {
    assert_eq!(tidied(json!({ "type": "object", "oneOf": [] })), json!({ "oneOf": [] }));
    let variant = json!({ "description": "d", "allOf": [{ "properties": {} }, { "$ref": "#/A" }] });
    let expected = json!({ "allOf": [{ "properties": {} }, { "$ref": "#/A" }] });
    assert_eq!(tidied(variant), expected);
}

#[test]
fn parameters_lose_defaults_that_say_nothing() {
    let noisy = json!({ "in": "path", "schema": {}, "deprecated": false, "explode": true });
    assert_eq!(tidied(noisy), json!({ "in": "path", "schema": {} }));
    let meant = json!({ "in": "query", "schema": {}, "deprecated": true, "explode": false });
    assert_eq!(tidied(meant.clone()), meant);
}

#[test]
fn what_only_a_body_reaches_takes_no_unknown_fields() {
    let reference = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    let object = |to: Value| json!({ "type": "object", "properties": { "a": to } });
    let schemas = json!({
        "Body": object(json!({ "type": "array", "items": reference("Nested") })),
        "Nested": object(json!({ "allOf": [reference("Deep")] })),
        "Deep": object(reference("Body")),
        "Map": { "type": "object", "additionalProperties": { "type": "string" } },
        "Answer": object(json!({})),
        "Union": { "oneOf": [reference("Variant")] },
        "Variant": object(json!({})),
    });
    let fields = json!({ "type": "object", "properties": {
        "body": reference("Body"), "map": reference("Map"), "union": reference("Union"),
    }});
    let body = json!({ "content": { "application/json": { "schema": fields } } });
    let document = finalized(json!({ "requestBody": body }), schemas);
    let closed: Vec<&str> = document["components"]["schemas"]
        .as_object()
        .unwrap()
        .iter()
        .filter(|(_, schema)| schema["additionalProperties"] == false)
        .map(|(name, _)| name.as_str())
        .collect();
    assert_eq!(closed, ["Body", "Deep", "Nested"]);
}

#[test]
fn the_scope_moves_from_the_requirement_into_the_document() {
    let guarded = finalized(json!({ "security": [{ "bearer repo:read viewer": [] }] }), json!({}));
    let operation = the_operation(&guarded);
    assert_eq!(operation["security"], json!([{ "bearer": [] }, { "cookieAuth": [] }]));
    assert_eq!(operation["x-scope"], "repo:read");
    assert_eq!(operation["x-role"], "viewer");
    assert_eq!(
        operation["description"],
        "d\n\nRequires the scope `repo:read` and the role `viewer`."
    );
    let any = finalized(json!({ "security": [{ "bearer": [] }] }), json!({}));
    let operation = the_operation(&any);
    assert_eq!(operation["security"], json!([{ "bearer": [] }, { "cookieAuth": [] }]));
    assert_eq!(operation["description"], "d\n\nRequires a token or a session; any will do.");
    let browser = finalized(json!({ "security": [{ "cookieAuth": [] }] }), json!({}));
    let operation = the_operation(&browser);
    assert_eq!(operation["security"], json!([{ "cookieAuth": [] }]));
    assert_eq!(operation["description"], "d\n\nRequires the session of a browser.");
    let public = finalized(json!({ "description": "D" }), json!({}));
    let operation = the_operation(&public);
    assert_eq!(operation["security"], json!([]));
    assert_eq!(operation["description"], "D\n\nPublic: takes no token.");
    assert!(operation.get("x-scope").is_none());
}

#[test]
fn operations_have_a_command_unless_others_call_them() {
    for (id, command, webhook) in [
        ("thing_show_all", json!(["thing", "show-all"]), Value::Null),
        ("metrics", json!(["metrics"]), Value::Null),
        ("pipeline_lint", json!(["lint"]), Value::Null),
        ("webhook_list", json!(["webhook", "list"]), Value::Null),
        ("webhook_receive_x", Value::Null, json!(true)),
    ] {
        let document = finalized(json!({ "operationId": id }), json!({}));
        let operation = the_operation(&document);
        assert_eq!((&operation["x-cli"], &operation["x-webhook"]), (&command, &webhook), "{id}");
    }
    let document = finalized(json!({ "operationId": "session_create" }), json!({}));
    let operation = the_operation(&document);
    assert_eq!((&operation["x-cli"], &operation["x-browser"]), (&Value::Null, &json!(true)));
}

#[test]
fn errors_follow_from_the_shape_of_an_operation() {
    let parameter =
        |name: &str| json!({ "name": name, "in": "query", "description": "p", "schema": {} });
    let path = json!({ "name": "id", "in": "path", "description": "i", "schema": {} });
    let declared = json!({
        "200": { "description": "" },
        "404": {
            "description": "", "headers": { "code not_found": {} },
            "content": { "application/problem+json": {} },
        },
    });
    let document = finalized(
        json!({
            "security": [{ "bearer admin admin": [] }],
            "requestBody": { "content": {} },
            "parameters": [path, parameter("limit"), parameter("page_token")],
            "responses": declared,
        }),
        json!({}),
    );
    assert!(the_operation(&document)["x-pagination"].is_object());
    let responses = the_operation(&document)["responses"].as_object().unwrap();
    let told: Vec<String> =
        responses.iter().map(|(status, told)| format!("{status} {}", told["x-codes"])).collect();
    insta::assert_snapshot!(told.join("\n"), @r#"
    200 null
    400 ["bad_request","invalid_parameter","invalid_body","invalid_page_token"]
    401 ["unauthenticated"]
    403 ["forbidden"]
    404 ["not_found"]
    408 ["body_timeout"]
    413 ["body_too_large"]
    415 ["unsupported_media_type"]
    429 ["too_many_requests"]
    500 ["internal"]
    503 ["unavailable"]
    "#);
    assert!(responses["404"].get("headers").is_none());
    assert!(responses["401"]["headers"]["WWW-Authenticate"].is_object());
    for name in ["Problem", "FieldError", "ErrorCode"] {
        assert!(document["components"]["schemas"][name].is_object(), "{name}");
    }
}

#[test]
fn operations_that_break_a_rule_are_refused_together() {
    let path = |name: &str| json!({ "name": name, "in": "path", "description": "p", "schema": {} });
    let silent = json!({ "name": "q", "in": "query", "schema": {} });
    let bare = json!({ "responses": {}, "parameters": [silent], "description": " " });
    let swapped = json!({ "description": "s", "parameters": [path("b"), path("a")] });
    let raw = json!({
        "info": {}, "components": {},
        "paths": {
            "/bare": { "get": bare },
            "/x/{a}/{b}": { "get": operation(swapped) },
            "/x/{id}": { "get": operation(json!({})) },
        },
    });
    insta::assert_snapshot!(finalize(&raw.to_string()).unwrap_err(), @r#"
    the operations can't be published:
    get /bare: has no operation id
    get /bare: has no summary
    get /bare: has no description
    get /bare: the parameter `q` has no description
    get /bare: has no tag
    get /x/{a}/{b}: its description repeats its summary
    get /x/{a}/{b}: the path has ["a", "b"], the function takes ["b", "a"]
    get /x/{id}: the operation id `thing_show_all` is taken
    "#);
    insta::assert_snapshot!(finalize("{}").unwrap_err(), @"the framework's document has no info");
    insta::assert_snapshot!(finalize("[").unwrap_err(), @"the framework's document can't be read: EOF while parsing a list at line 1 column 1");
}

#[test]
fn the_route_table_knows_names_methods_and_statuses() {
    let document = json!({ "paths": {
        "/a/{x}/{y}": { "get": {}, "post": {} },
        "/a/b/{y}": { "delete": { "operationId": "d", "responses": { "204": {}, "404": {} } } },
    }});
    let table = RouteTable::new(&document);
    let told = |path: &str| {
        table.find(path).map(|found| format!("{} {}", found.parameters.join(","), found.allow))
    };
    assert_eq!(told("/a/1/2").as_deref(), Some("x,y GET, POST, HEAD"));
    assert_eq!(told("/a/b/2").as_deref(), Some("y DELETE"));
    assert_eq!(told("/a/1"), None);
    assert_eq!(told("/a/1/2/"), None);
    assert!(table.documents("d", 404));
    assert!(!table.documents("d", 409) && !table.documents("e", 204));
}

#[test]
fn the_generator_gets_plain_problems_marked_lists_and_no_webhooks() {
    let published = json!({ "paths": {
        "/hook": { "post": { "x-webhook": true } },
        "/x": { "get": {
            "x-pagination": {},
            "responses": { "404": { "content": { "application/problem+json": { "schema": 1 } } } },
        }},
    }});
    let expected = json!({ "paths": { "/x": { "get": {
        "x-pagination": {},
        "responses": { "404": { "content": { "application/json": { "schema": 1 } } } },
        "x-dropshot-pagination": { "required": [] },
    }}}});
    assert_eq!(for_progenitor(&published), expected);
}
