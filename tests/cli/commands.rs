//! Every command of the document, and those that are written by hand.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::server::Server;
use crate::transcript::{Ran, Transcript};

/// Ids that nothing has.
const NOBODY: &str = "01ARZ3NDEKTSV4RRFFQ69G5FAV";

macro_rules! assert_transcript {
    ($transcript:expr, $name:literal) => {{
        let filters = $transcript.filters();
        let filters = filters.iter().map(|(pattern, stands)| (pattern.as_str(), *stands));
        insta::with_settings!({ filters => filters.collect::<Vec<_>>(), omit_expression => true }, {
            insta::assert_snapshot!($name, $transcript.take());
        });
    }};
}

#[test]
fn every_command_is_run_against_a_real_server() {
    let server = Server::start();
    let mut oore = Transcript::new(&server);
    log_in(&server, &mut oore);
    assert_transcript!(oore, "login");
    let (repository, secret) = register(&server, &mut oore);
    assert_transcript!(oore, "repo");
    build(&mut oore, &repository);
    assert_transcript!(oore, "build");
    cancel(&mut oore, &repository);
    assert_transcript!(oore, "cancel");
    deliver(&server, &mut oore, &repository, &secret);
    look_around(&mut oore);
    assert_transcript!(oore, "system");
    leave(&mut oore, &repository);
    assert_transcript!(oore, "leave");
    let expected = expected();
    let missing: Vec<&String> = expected.difference(oore.ran()).collect();
    assert!(missing.is_empty(), "these commands were not run: {missing:?}");
}

/// The commands that the document declares.
fn expected() -> BTreeSet<String> {
    let document: Value = serde_json::from_str(include_str!("../../openapi/openapi.json")).unwrap();
    let paths = document["paths"].as_object().unwrap().values();
    let operations = paths.flat_map(|path| path.as_object().unwrap().values());
    let commands = operations.filter_map(|operation| operation["x-cli"].as_array());
    commands
        .map(|words| words.iter().map(|word| word.as_str().unwrap()).collect::<Vec<_>>().join(" "))
        .collect()
}

fn log_in(server: &Server, oore: &mut Transcript<'_>) {
    let url = &server.url;
    assert_eq!(oore.run(&format!("build list --server {url}")).code, 4);
    assert_eq!(oore.run_with(&format!("login {url}"), "wrong\n").code, 4);
    assert_eq!(oore.run_with(&format!("login {url}"), &format!("{}\n", server.token)).code, 0);
    oore.run_with(&format!("login {url} --context second"), &server.token);
    oore.run("context list -o table");
    oore.run("context use default");
    assert_eq!(oore.run("context use third").code, 1);
    assert_eq!(oore.run("logout --context second").code, 0);
}

/// The repository's id and its webhook's secret.
fn register(server: &Server, oore: &mut Transcript<'_>) -> (String, String) {
    let add = format!(
        "repo add --provider github --owner acme --repo app --default-branch main --clone-url {}",
        server.clone_url()
    );
    let added = oore.run(&add);
    assert_eq!(oore.run(&add).code, 5);
    let id = added.field("/id");
    oore.run("repo list -o table");
    oore.run(&format!("repo list --q {NOBODY}"));
    oore.run(&format!("repo show {id} -o yaml"));
    assert_eq!(oore.run(&format!("repo show {NOBODY}")).code, 3);
    oore.run(&format!("repo update {id} --active true --columns full_name,active"));
    oore.run(&format!("repo webhook-url {id}"));
    (id, added.field("/webhook_secret"))
}

fn build(oore: &mut Transcript<'_>, repository: &str) {
    let build = oore.run(&format!("build trigger {repository} --branch main")).field("/id");
    oore.run(&format!("build watch {build} --exit-status -o jsonl"));
    // What passed by depends on how fast it was; how it ended does not.
    oore.take();
    oore.run(&format!("build show {build} -o table"));
    oore.run("build list -o table");
    oore.run(&format!("build list --repo {repository} --status failed"));
    let job = oore.run(&format!("build show {build} -o json")).field("/jobs/0/id");
    oore.take_last();
    oore.run(&format!("job show {job} -o table"));
    oore.run(&format!("job log {job}"));
    oore.run(&format!("job log {job} --follow"));
    oore.run(&format!("job log-events {job}"));
    oore.take_last();
    oore.run(&format!("build watch {build} --exit-status"));
    oore.run(&format!("build events {build} --columns x"));
    oore.take_last();
    assert_eq!(oore.run(&format!("build cancel {build}")).code, 5);
    oore.run(&format!("build rerun {build} --failed-only --columns number,rerun_of"));
    let again = oore.run("build list --limit 1").field("/0/id");
    oore.take_last();
    oore.run(&format!("build watch {again} -o jsonl"));
    oore.take_last();
}

fn cancel(oore: &mut Transcript<'_>, repository: &str) {
    let trigger = format!("build trigger {repository} --inputs endless=true");
    let build = oore.run(&trigger).field("/id");
    oore.run(&format!("build cancel {build}"));
    oore.take();
    assert_eq!(oore.run(&format!("build watch {build} --exit-status -o jsonl")).code, 1);
    oore.take();
    oore.run("build list --status canceled --columns number,status,ref.name");
}

fn deliver(server: &Server, oore: &mut Transcript<'_>, repository: &str, secret: &str) {
    let event = server.push(repository, secret);
    let shown = decided(oore, &event);
    let build = shown.field("/builds/0/id");
    oore.run(&format!("build watch {build} --exit-status -o jsonl"));
    oore.take();
    oore.run("webhook list -o table");
    oore.run(&format!("webhook show {event} -o table"));
    oore.run(&format!("webhook payload {event} --out payload.json"));
    let payload = std::fs::read(server.directory.path().join("payload.json")).unwrap();
    assert!(payload.starts_with(b"{\"ref\""));
    oore.run(&format!("webhook replay {event} --columns id,event,provider"));
    assert_transcript!(oore, "webhook");
    decided(oore, &event);
}

/// The event once it is decided: after so many looks it never will be.
fn decided(oore: &mut Transcript<'_>, event: &str) -> Ran {
    for _ in 0..1_000 {
        let shown = oore.run(&format!("webhook show {event} -o json"));
        oore.take_last();
        if shown.field("/status") != "received" {
            return shown;
        }
    }
    panic!("the event is not decided");
}

fn look_around(oore: &mut Transcript<'_>) {
    oore.run("runner list --columns name,status,local");
    let runner = oore.run("runner add --name spare --labels gpu").field("/id");
    oore.run(&format!("runner show {runner} -o table"));
    assert_eq!(oore.run("runner add --name spare").code, 5);
    oore.run(&format!("runner remove {runner}"));
    oore.run("system info");
    oore.run("system actors --columns name,state");
    oore.take_last();
    oore.run("health live");
    oore.run("health ready -o yaml");
}

fn leave(oore: &mut Transcript<'_>, repository: &str) {
    for build in oore.run("build list --all").json().as_array().unwrap() {
        oore.run(&format!("build watch {}", build["id"].as_str().unwrap()));
    }
    oore.take();
    assert_eq!(oore.run(&format!("repo remove {repository}")).code, 0);
    assert_eq!(oore.run(&format!("repo remove {repository}")).code, 3);
    oore.run("logout");
}
