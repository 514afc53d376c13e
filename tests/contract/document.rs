//! What the document promises of each operation, held against a running server.

use std::collections::BTreeSet;
use std::process::Command;

use serde_json::{Value, json};

use crate::server::Server;
use crate::tools;

/// An id that no row has.
const NOBODY: &str = "01ARZ3NDEKTSV4RRFFQ69G5FAV";

/// An operation of the document that is checked in.
pub(crate) struct Operation {
    pub(crate) id: String,
    pub(crate) method: String,
    /// Its path as the document has it: `/api/builds/{id}`.
    pub(crate) template: String,
    /// With ids in the place of its parameters.
    path: String,
    /// None: it is public.
    scope: Option<String>,
    pub(crate) document: Value,
}

/// All of them.
pub(crate) fn operations() -> Vec<Operation> {
    let text = std::fs::read_to_string(tools::root().join("openapi/openapi.json"));
    let document: Value = serde_json::from_str(&text.expect("read")).expect("JSON");
    let paths = document["paths"].as_object().expect("paths").clone();
    let mut all = Vec::new();
    for (path, item) in paths {
        for (method, operation) in item.as_object().expect("an object") {
            all.push(Operation {
                id: operation["operationId"].as_str().expect("an id").to_owned(),
                method: method.clone(),
                template: path.clone(),
                path: with_ids(&path),
                scope: operation["x-scope"].as_str().map(str::to_owned),
                document: operation.clone(),
            });
        }
    }
    assert!(all.len() >= 30, "only {} operations", all.len());
    all
}

fn with_ids(path: &str) -> String {
    let parts = path.split('/').map(|part| if part.starts_with('{') { NOBODY } else { part });
    parts.collect::<Vec<_>>().join("/")
}

#[test]
fn every_operation_has_an_id_of_its_own_and_a_command_or_is_called_by_others() {
    let mut ids = BTreeSet::new();
    let mut commands = BTreeSet::new();
    for Operation { id, document, .. } in operations() {
        assert!(ids.insert(id.clone()), "two operations are called {id}");
        match (document["x-cli"].as_array(), is_elsewhere(&document)) {
            (Some(command), false) => {
                let words: Vec<_> = command.iter().filter_map(Value::as_str).collect();
                assert!(!words.is_empty() && words.len() == command.len(), "{id}: {command:?}");
                assert!(commands.insert(words.join(" ")), "{id}: its command is another's too");
            }
            (None, true) => {}
            (command, elsewhere) => panic!("{id}: command {command:?}, others {elsewhere:?}"),
        }
    }
}

#[test]
fn every_body_answer_event_and_parameter_has_an_example_that_follows_its_schema() {
    let Some(programs) = tools::python_programs() else { return };
    let mut script = Command::new(programs.join("python"));
    script.current_dir(tools::root()).arg("tests/python/examples.py");
    let wrong = tools::run(script.args(["openapi/openapi.json", "src/api/spec/examples.json"]));
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn what_needs_a_scope_says_so_in_the_words_of_the_specification() {
    for Operation { id, scope, document, .. } in operations() {
        let schemes = document["security"].as_array().expect("a list");
        if scope.is_some() {
            assert_eq!(schemes[0], json!({ "bearer": [] }), "{id}");
        }
        for status in ["401", "403"] {
            let is_told = document["responses"].get(status).is_some();
            assert!(is_told != schemes.is_empty() || is_elsewhere(&document), "{id}: {status}");
        }
    }
}

/// Whether providers or browsers call it, and no program.
fn is_elsewhere(operation: &Value) -> bool {
    ["x-webhook", "x-browser"].iter().any(|mark| operation[mark] == true)
}

/// That a token with another scope is answered 403 is shown in `src/api/tests/scopes.rs`, as
/// no token but the administrator's can hold a scope yet.
#[tokio::test]
async fn every_declared_scope_is_enforced() {
    let server = Server::start();
    let runner = server.post("/api/runners", &json!({ "name": "other" })).await;
    let runner = runner["token"].as_str().expect("a token");
    let mut wrong = Vec::new();
    for Operation { id, method, path, document, .. } in operations() {
        let needs_token = document["security"].as_array().is_some_and(|all| !all.is_empty());
        let answers = [
            ("no token", server.status(&method, &path, None).await),
            ("an invented token", server.status(&method, &path, Some("oore_adm_invented")).await),
            ("a runner's token", server.status(&method, &path, Some(runner)).await),
        ];
        for (token, status) in answers {
            // A webhook is refused too, for want of a body or of its signature.
            if needs_token != (status == 401) && !is_elsewhere(&document) {
                wrong.push(format!("{id} with {token}: {status}"));
            }
        }
        let status = server.status(&method, &path, Some(&server.token)).await;
        if [401, 403].contains(&status) && !is_elsewhere(&document) {
            wrong.push(format!("{id} with the administrator's token: {status}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
