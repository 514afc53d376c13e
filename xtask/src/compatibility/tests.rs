//! Each kind of break, on a small document.

use serde_json::json;

use super::*;

fn document() -> Value {
    json!({
        "paths": {
            "/things": {
                "get": { "operationId": "thing_list", "parameters": [
                    { "name": "limit", "in": "query", "schema": { "type": "integer" } },
                    { "name": "state", "in": "query", "schema": { "$ref": "#/x/State" } },
                ], "responses": {
                    "200": { "headers": { "X-End": {} }, "content": {
                        "application/json": { "schema": { "$ref": "#/x/Thing" } },
                    }},
                    "404": {},
                }, "x-scope": "thing:read", "x-cli": ["thing", "list"], "x-pagination": {} },
                "post": { "operationId": "thing_add", "requestBody": { "content": {
                    "application/json": { "schema": { "$ref": "#/x/ThingIn" } },
                }}},
            },
            "/events": { "get": { "operationId": "thing_events", "responses": { "200": {
                "content": { "text/event-stream": { "schema": {
                    "type": "string", "x-event": { "$ref": "#/x/Thing" },
                }}},
            }}}},
        },
        "components": { "schemas": {
            "State": { "type": "string", "enum": ["open", "closed"] },
            "Owner": { "type": "object", "required": ["name"], "properties": {
                "name": { "type": "string" },
                "mail": { "type": "string" },
            }},
            "ThingIn": { "type": "object", "required": ["name"], "properties": {
                "name": { "type": "string", "maxLength": 10 },
                "note": { "type": "string", "nullable": true, "default": "none" },
                "owner": { "description": "Whose", "allOf": [{ "$ref": "#/x/Owner" }] },
            }},
            "Thing": { "type": "object", "required": ["id"], "properties": {
                "id": { "type": "integer", "format": "uint32" },
                "key": { "type": "string", "pattern": "^[a-z]+$" },
                "kind": { "type": "string", "enum": ["big"] },
                "tags": { "type": "array", "items": { "type": "string" } },
                "owner": { "$ref": "#/x/Owner" },
            }},
        }},
    })
}

/// The breaks that `change` makes, one a line.
fn told(change: impl FnOnce(&mut Value)) -> String {
    let mut new = document();
    change(&mut new);
    let lines: Vec<_> = breaks(&document(), &new)
        .into_iter()
        .map(|Break { subject, what }| format!("{subject} {what}"))
        .collect();
    lines.join("\n")
}

/// Takes out what is at `pointer` and gives it back.
fn take(document: &mut Value, pointer: &str) -> Value {
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    let name = name.replace("~1", "/");
    document.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(&name).unwrap()
}

fn push(document: &mut Value, pointer: &str, item: Value) {
    document.pointer_mut(pointer).unwrap().as_array_mut().unwrap().push(item);
}

#[test]
fn what_is_added_breaks_nothing() {
    let told = told(|new| {
        let list = &mut new["paths"]["/things"]["get"];
        list["responses"]["409"] = take(list, "/responses/404");
        take(list, "/x-scope");
        new["paths"]["/more"] = json!({ "get": { "operationId": "more" } });
        let added = json!({ "name": "q", "in": "query" });
        push(new, "/paths/~1things/get/parameters", added);
        let schemas = &mut new["components"]["schemas"];
        push(schemas, "/State/enum", json!("lost"));
        schemas["Thing"]["properties"]["size"] = json!({ "type": "integer" });
        push(schemas, "/Thing/required", json!("tags"));
        schemas["ThingIn"]["properties"]["size"] = json!({ "type": "integer" });
        // What is sent may be looser, what is received stricter, and refusals other ones.
        schemas["ThingIn"]["properties"]["name"]["maxLength"] = json!(20);
        schemas["Thing"]["properties"]["tags"]["maxItems"] = json!(5);
        // A description beside a reference changes its form alone.
        schemas["Thing"]["properties"]["owner"] = json!({ "allOf": [{ "$ref": "#/x/Owner" }] });
    });
    assert_eq!(told, "");
}

#[test]
fn operations_stay_where_they_are() {
    assert_eq!(
        told(|new| drop(take(new, "/paths/~1things"))),
        "thing_add is gone\nthing_list is gone"
    );
    let moved = told(|new| new["paths"]["/items"] = take(new, "/paths/~1things"));
    assert_eq!(moved, "thing_add has moved\nthing_list has moved");
    let renamed = told(|new| new["paths"]["/things"]["get"]["operationId"] = json!("things"));
    assert_eq!(renamed, "thing_list is gone");
}

#[test]
fn parameters_stay_and_become_no_duty() {
    let parameters = "/paths/~1things/get/parameters";
    let told = told(|new| {
        let list = new.pointer_mut(parameters).unwrap();
        *list = json!([
            { "name": "limit", "in": "query", "required": true, "schema": { "type": "string" } },
            { "name": "q", "in": "query", "required": true, "schema": { "type": "string" } },
        ]);
    });
    assert_eq!(
        told,
        "thing_list.limit has another type\nthing_list.limit is required now\n\
         thing_list.q is required now\nthing_list.state is gone"
    );
}

#[test]
fn answers_keep_their_statuses_headers_types_and_events() {
    let answer = |change: fn(&mut Value)| {
        told(|new| change(&mut new["paths"]["/things"]["get"]["responses"]))
    };
    let other = answer(|answers| answers["201"] = take(answers, "/200"));
    assert_eq!(other, "thing_list.200 is gone\nthing_list.201 is a new way to succeed");
    let header = answer(|answers| drop(take(answers, "/200/headers/X-End")));
    assert_eq!(header, "thing_list.200.X-End is gone");
    let text = answer(|answers| {
        answers["200"]["content"]["text/plain"] = take(answers, "/200/content/application~1json");
    });
    assert_eq!(text, "thing_list.200.application/json is gone");
    let schema = answer(|answers| {
        answers["200"]["content"]["application/json"]["schema"] = json!({ "$ref": "#/x/Owner" });
    });
    assert_eq!(schema, "thing_list.200 has another type");
    let event = told(|new| {
        let media = "/paths/~1events/get/responses/200/content/text~1event-stream/schema";
        new.pointer_mut(media).unwrap()["x-event"] = json!({ "$ref": "#/x/Owner" });
    });
    assert_eq!(event, "thing_events.200.x-event has another type");
}

#[test]
fn bodies_stay_optional_and_of_their_types() {
    let required = told(|new| {
        new["paths"]["/things"]["post"]["requestBody"]["required"] = json!(true);
    });
    assert_eq!(required, "thing_add.body is required now");
    let form = told(|new| {
        let content = &mut new["paths"]["/things"]["post"]["requestBody"]["content"];
        content["text/plain"] = take(content, "/application~1json");
    });
    assert_eq!(form, "thing_add.body.application/json is not taken any more");
}

#[test]
fn what_is_sent_may_not_be_narrowed() {
    let told = told(|new| {
        let schemas = &mut new["components"]["schemas"];
        schemas["ThingIn"]["additionalProperties"] = json!(false);
        let fields = &mut schemas["ThingIn"]["properties"];
        fields["name"] = json!({ "type": "string", "enum": ["a"], "maxLength": 5, "pattern": "a" });
        fields["note"] = json!({ "type": "string", "default": "some" });
        let parameters = new.pointer_mut("/paths/~1things/get/parameters/0/schema").unwrap();
        parameters["minimum"] = json!(1);
    });
    assert_eq!(
        told,
        "ThingIn takes no other fields any more\nThingIn.name has another pattern\n\
         ThingIn.name has narrower bounds\nThingIn.name takes certain values only\n\
         ThingIn.note can't be null any more\nThingIn.note has another default\n\
         thing_list.limit has narrower bounds"
    );
}

#[test]
fn what_is_received_may_not_be_widened() {
    let told = told(|new| {
        let thing = &mut new["components"]["schemas"]["Thing"];
        thing["required"] = json!([]);
        take(thing, "/properties/key/pattern");
        take(thing, "/properties/kind/enum");
        thing["properties"]["tags"]["nullable"] = json!(true);
    });
    assert_eq!(
        told,
        "Thing.id may be absent now\nThing.key has another pattern\n\
         Thing.kind may hold any value now\nThing.tags may be null now"
    );
}

#[test]
fn scopes_commands_and_paging_stay() {
    let told = told(|new| {
        let list = &mut new["paths"]["/things"]["get"];
        list["x-scope"] = json!("admin");
        list["x-cli"] = json!(["things"]);
        take(list, "/x-pagination");
        new["paths"]["/events"]["get"]["x-scope"] = json!("thing:read");
    });
    assert_eq!(
        told,
        "thing_events.x-scope asks for another scope\nthing_list.x-cli is another command\n\
         thing_list.x-pagination is another way\nthing_list.x-scope asks for another scope"
    );
}

#[test]
fn fields_and_values_stay() {
    let told = told(|new| {
        let schemas = &mut new["components"]["schemas"];
        schemas["State"]["enum"] = json!(["open"]);
        schemas["Thing"]["properties"]["id"]["format"] = json!("uint64");
        schemas["Thing"]["properties"]["labels"] = take(schemas, "/Thing/properties/tags");
        take(schemas, "/ThingIn/properties/name");
    });
    assert_eq!(
        told,
        "State.closed is gone\nThing.id has another type\nThing.tags is gone\nThingIn.name is gone"
    );
    let items = told_items();
    assert_eq!(items, "Thing.tags has another type");
}

fn told_items() -> String {
    told(|new| {
        new["components"]["schemas"]["Thing"]["properties"]["tags"]["items"] =
            json!({ "type": "integer" });
    })
}

#[test]
fn only_what_callers_send_can_become_required() {
    let told = told(|new| {
        let schemas = &mut new["components"]["schemas"];
        schemas["Thing"]["required"] = json!(["id", "tags"]);
        schemas["ThingIn"]["required"] = json!(["name", "owner"]);
        // Reached from a body through another schema.
        schemas["Owner"]["required"] = json!(["name", "mail"]);
    });
    assert_eq!(told, "Owner.mail is required now\nThingIn.owner is required now");
}

#[test]
fn a_break_passes_if_the_changelog_names_it_among_what_is_unreleased() {
    let found = || {
        breaks(&document(), &{
            let mut new = document();
            take(&mut new, "/components/schemas/Thing/properties/tags");
            new
        })
    };
    let changelog = |unreleased: &str, older: &str| {
        format!("# Changelog\n\n## Unreleased\n\n{unreleased}\n\n## 0.1.0\n\n{older}\n")
    };
    let named = changelog("- `Thing.tags` is gone.", "");
    assert_eq!(unnamed(found(), &named), Vec::<String>::new());
    let told = unnamed(found(), &changelog("- Nothing.", "- `Thing.tags` is gone."));
    assert_eq!(told, ["Thing.tags is gone: take it back, or name `Thing.tags` in the changelog"]);
}

#[test]
fn the_last_release_is_the_one_with_the_highest_version() {
    assert!(version("0.10.0") > version("0.9.3"));
    assert!(version("v1.0.0") > version("0.10.0"));
}
