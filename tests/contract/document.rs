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
    /// Whether a token is needed.
    is_guarded: bool,
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
                is_guarded: operation["security"] != json!([]),
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
fn what_needs_a_token_says_so_in_the_words_of_the_specification() {
    for Operation { id, is_guarded, document, .. } in operations() {
        let schemes = document["security"].as_array().expect("a list");
        if document["x-scope"].is_string() {
            assert_eq!(schemes[0], json!({ "bearer": [] }), "{id}");
        }
        for status in ["401", "403"] {
            let is_told = document["responses"].get(status).is_some();
            assert!(is_told == is_guarded || is_elsewhere(&document), "{id}: {status}");
        }
    }
}

/// Whether providers or browsers call it, and no program.
pub(crate) fn is_elsewhere(operation: &Value) -> bool {
    ["x-webhook", "x-browser"].iter().any(|mark| operation[mark] == true)
}

/// What each scope and role opens is shown in `src/api/tests/scopes.rs` and `tests/it/access`.
#[tokio::test]
async fn nothing_that_needs_a_token_opens_without_one() {
    let server = Server::start();
    let runner = server.post("/api/runners", &json!({ "name": "other" })).await;
    let runner = runner["registration_token"].as_str().expect("a token");
    let token = server.token.clone();
    let mut wrong = Vec::new();
    let all = operations();
    for (Operation { id, method, path, is_guarded, document, .. }, number) in all.iter().zip(1..) {
        // An address that shows many wrong tokens is told to wait.
        let server = server.seen_from(number);
        let answers = [
            ("no token", server.status(method, path, None).await),
            ("an invented token", server.status(method, path, Some("oore_adm_invented")).await),
            ("a runner's token", server.status(method, path, Some(runner)).await),
        ];
        for (token, status) in answers {
            // A webhook is refused too, for want of a body or of its signature.
            if *is_guarded != (status == 401) && !is_elsewhere(document) {
                wrong.push(format!("{id} with {token}: {status}"));
            }
        }
        let status = server.status(method, path, Some(&token)).await;
        if [401, 403].contains(&status) && !is_elsewhere(document) {
            wrong.push(format!("{id} with the administrator's token: {status}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
