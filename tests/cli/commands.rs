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
    complete(&mut oore, &repository);
    cancel(&mut oore, &repository);
    assert_transcript!(oore, "cancel");
    deliver(&server, &mut oore, &repository, &secret);
    look_around(&mut oore);
    without_server(&mut oore);
    assert_transcript!(oore, "system");
    let token = share(&mut oore);
    read_only(&server, &mut oore, &token);
    leave(&mut oore, &repository);
    assert_transcript!(oore, "leave");
    let expected = expected();
    let missing: Vec<&String> = expected.difference(oore.ran()).collect();
    assert!(missing.is_empty(), "these commands were not run: {missing:?}");
}

/// The commands that the document declares, and those that are written by hand.
fn expected() -> BTreeSet<String> {
    let document: Value = serde_json::from_str(include_str!("../../openapi/openapi.json")).unwrap();
    let paths = document["paths"].as_object().unwrap().values();
    let operations = paths.flat_map(|path| path.as_object().unwrap().values());
    let commands = operations.filter_map(|operation| operation["x-cli"].as_array());
    let by_hand =
        ["build watch", "completions bash", "context list", "context use", "lint", "login"];
    // It goes on until the server ends; `cli/src/actors.rs` draws what it tells.
    let is_endless = |words: &String| words == "system actors-events";
    let by_hand = by_hand.into_iter().chain(["logout", "man"]).map(str::to_owned);
    commands
        .map(|words| words.iter().map(|word| word.as_str().unwrap()).collect::<Vec<_>>().join(" "))
        .filter(|words| !is_endless(words))
        .chain(by_hand)
        .collect()
}

fn log_in(server: &Server, oore: &mut Transcript<'_>) {
    let url = &server.url;
    assert_eq!(oore.run(&format!("build list --server {url}")).code, 4);
    assert_eq!(oore.run_with(&format!("login {url}"), "wrong\n").code, 4);
    assert_eq!(oore.run_with(&format!("login {url}"), &format!("{}\n", server.token)).code, 0);
    oore.succeed_with(&format!("login {url} --context second"), &server.token);
    oore.succeed("context list -o table");
    oore.succeed("context use default");
    assert_eq!(oore.run("context use third").code, 3);
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
    oore.succeed("repo list -o table");
    oore.succeed(&format!("repo list --q {NOBODY}"));
    oore.succeed(&format!("repo list --q {NOBODY} -o table"));
    oore.succeed(&format!("repo show {id} -o yaml"));
    oore.succeed("repo show acme/app --columns full_name");
    assert_eq!(oore.run("repo show acme/ap").code, 3);
    assert_eq!(oore.run("repo list --columns full_nam").code, 2);
    assert_eq!(oore.run(&format!("repo show {NOBODY}")).code, 3);
    // One letter is wrong.
    let last = if id.ends_with('0') { '1' } else { '0' };
    assert_eq!(oore.run(&format!("repo show {}{last}", &id[..25])).code, 3);
    oore.succeed(&format!("repo update {id} --active true --columns full_name,active"));
    oore.succeed(&format!("repo webhook-url {id}"));
    oore.succeed("repo test-event acme/app --event push --branch main -o table");
    assert_eq!(oore.run("repo test-event acme/app --event push --branch nowhere").code, 1);
    assert_eq!(oore.run("repo test-event acme/app --event push --tag v1").code, 1);
    oore.succeed("repo test-event acme/app --event manual -o table");
    let request = "--event pull_request --branch topic --target main --action reopened";
    oore.succeed(&format!("repo test-event acme/app {request} --draft --fork -o table"));
    oore.succeed(&format!("repo sync {id} -o yaml"));
    (id, added.field("/webhook_secret"))
}

fn build(oore: &mut Transcript<'_>, repository: &str) {
    let triggered = oore.succeed(&format!("build trigger {repository} --branch main"));
    oore.keep_last(&triggered, &["/number", "/event", "/ref", "/triggered_by", "/commit/message"]);
    let build = triggered.field("/id");
    // What passed by depends on how fast it was; how it ended does not.
    let watched = oore.succeed(&format!("build watch {build} --exit-status -o jsonl"));
    oore.keep_last(&watched, &["/number", "/status"]);
    oore.succeed(&format!("build show {build} -o table"));
    oore.succeed("build list -o table");
    oore.succeed(&format!("build list --repo {repository} --status failed"));
    let job = oore.succeed(&format!("build show {build} -o json")).field("/jobs/0/id");
    oore.take_last();
    oore.succeed(&format!("job show {job} -o table"));
    oore.succeed(&format!("job log {job}"));
    oore.succeed(&format!("job log {job} --follow"));
    assert_eq!(oore.run(&format!("build approve {build}")).code, 5);
    assert_eq!(oore.run(&format!("build reject {build} --comment no")).code, 5);
    assert_eq!(oore.run(&format!("job approve {job}")).code, 5);
    assert_eq!(oore.run(&format!("job reject {job}")).code, 5);
    let events = oore.succeed(&format!("job log-events {job}"));
    oore.keep_last(&events, &["/status", "/job_status"]);
    oore.succeed(&format!("build watch {build} --exit-status"));
    let events = oore.succeed(&format!("build events {build} -o jsonl"));
    oore.keep_last(&events, &["/build/number", "/build/status"]);
    assert_eq!(oore.run(&format!("build cancel {build}")).code, 5);
    oore.succeed(&format!("build rerun {build} --failed-only --columns number,rerun_of"));
    let again = oore.succeed("build list --limit 1").field("/0/id");
    oore.take_last();
    oore.succeed(&format!("build watch {again} -o jsonl"));
    oore.take_last();
}

/// What a shell is told that asks for what may follow.
fn complete(oore: &mut Transcript<'_>, repository: &str) {
    let repositories = oore.complete(&["repo", "show", ""]);
    assert!(repositories.contains(&"acme/app".to_owned()), "{repositories:?}");
    assert!(repositories.iter().any(|word| word == repository), "{repositories:?}");
    assert_eq!(oore.complete(&["build", "trigger", "acme/a"]), ["acme/app"]);
    assert_eq!(oore.complete(&["build", "list", "--repo", "acme/"]), ["acme/app"]);
    let build = oore.succeed("build list --limit 1 -o json").field("/0/id");
    oore.take_last();
    assert_eq!(oore.complete(&["build", "watch", &build[..25]])[0][..25], build[..25]);
    assert!(!oore.complete(&["job", "show", ""]).iter().any(|word| word.starts_with("--id")));
    assert!(oore.complete(&["job", "show", "0"]).len() > 1);
    assert_eq!(oore.complete(&["--context", "nobody", "repo", "show", "a"]), [""; 0]);
    assert_eq!(oore.complete(&["context", "use", "def"]), ["default"]);
}

fn cancel(oore: &mut Transcript<'_>, repository: &str) {
    let trigger = format!("build trigger {repository} --inputs endless=true");
    let build = oore.succeed(&trigger).field("/id");
    oore.take();
    let canceled = oore.succeed(&format!("build cancel {build}"));
    oore.keep_last(&canceled, &["/number", "/cancel_reason"]);
    let watched = oore.run(&format!("build watch {build} --exit-status -o jsonl"));
    assert_eq!(watched.code, 1);
    oore.keep_last(&watched, &["/number", "/status"]);
    oore.succeed("build list --status canceled --columns number,status,ref.name");
}

fn deliver(server: &Server, oore: &mut Transcript<'_>, repository: &str, secret: &str) {
    let event = server.push(repository, secret);
    let shown = decided(oore, &event);
    let build = shown.field("/builds/0/id");
    oore.succeed(&format!("build watch {build} --exit-status -o jsonl"));
    oore.take();
    oore.succeed("webhook list -o table");
    oore.succeed(&format!("webhook show {event} -o table"));
    oore.succeed(&format!("webhook payload {event} --out payload.json"));
    let payload = std::fs::read(server.directory.path().join("payload.json")).unwrap();
    assert!(payload.starts_with(b"{\"ref\""));
    let replayed = oore.succeed(&format!("webhook replay {event} -o table")).stdout;
    oore.keep_lines(replayed.lines().find(|line| line.contains("decided again")).unwrap());
    decided(oore, &event);
    let replayed = oore.succeed(&format!("webhook show {event} -o json"));
    let first = replayed.field("/decision/trace/0/detail");
    assert!(first.starts_with("decided again, as `admin"), "{first}");
    oore.take_last();
    assert_transcript!(oore, "webhook");
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
    oore.succeed("runner list --columns name,status,local");
    let runner = oore.succeed("runner add --name spare --labels gpu").field("/id");
    oore.succeed(&format!("runner show {runner} -o table"));
    assert_eq!(oore.run("runner add --name spare").code, 5);
    oore.succeed(&format!("runner update {runner} --name quiet --labels gpu --labels fast"));
    let again = oore.succeed(&format!("runner reregister {runner} --revoke"));
    let registration = again.field("/registration_token");
    oore.succeed(&format!("runner register --registration-token {registration}"));
    assert_eq!(oore.run(&format!("runner register --registration-token {registration}")).code, 1);
    oore.succeed(&format!("runner remove {runner}"));
    oore.succeed("system info");
    oore.succeed("metrics");
    oore.take_last();
    let actors = oore.succeed("system actors -o jsonl");
    oore.keep_last(&actors, &["/name", "/state", "/restarts"]);
    oore.succeed("health live");
    oore.succeed("health ready -o yaml");
}

/// Users, their roles and tokens, and what is recorded of it.
fn share(oore: &mut Transcript<'_>) -> String {
    let ann = oore.succeed("user add --name ann --role viewer").field("/id");
    assert_eq!(oore.run("user add --name ann").code, 5);
    oore.succeed("user list -o table");
    oore.succeed("user show ann -o yaml");
    assert_eq!(oore.run("user show anna").code, 3);
    oore.succeed("user update ann --email ann@example.com --columns name,role,email");
    oore.succeed("member set acme/app ann --role maintainer -o yaml");
    oore.succeed("member list acme/app -o table");
    oore.succeed("member remove acme/app ann");
    let read = "--scopes repo:read --scopes build:read --repositories acme/app";
    let made = oore.succeed(&format!("token create --name laptop --user-id ann {read}"));
    assert!(made.field("/token").starts_with("oore_pat_"));
    oore.succeed("token list --columns name,user,scopes");
    let id = made.field("/id");
    let token = oore.succeed(&format!("token rotate {id} --expires-in-days 7")).field("/token");
    oore.succeed("user add --name robot --kind service --columns name,kind");
    oore.succeed("user remove robot");
    oore.succeed_with("user set-password ann", "correct horse battery staple\n");
    oore.succeed("session list -o table");
    assert_eq!(oore.run(&format!("session revoke {NOBODY}")).code, 3);
    oore.succeed_with("secret set acme/app STORE_PASSWORD --branches main", "hush-hush\n");
    oore.succeed("secret list acme/app -o table");
    oore.succeed("secret remove acme/app STORE_PASSWORD");
    oore.succeed_with("instance-secret set PROXY_PASSWORD -o yaml", "hush-hush\n");
    oore.succeed("instance-secret list --columns name,updated_by");
    oore.succeed("instance-secret remove PROXY_PASSWORD");
    oore.succeed(&format!("audit list --target {ann} -o table"));
    assert_transcript!(oore, "share");
    token
}

/// What somebody sees who may only read.
fn read_only(server: &Server, oore: &mut Transcript<'_>, token: &str) {
    oore.succeed_with(&format!("login {} --context ann", server.url), token);
    oore.succeed("me show -o yaml");
    oore.succeed("repo list --columns full_name");
    assert_eq!(oore.run("repo update acme/app --active false").code, 4);
    assert_eq!(oore.run("user list").code, 4);
    let own = oore.succeed("me show").field("/token_id");
    oore.take_last();
    oore.succeed(&format!("token revoke {own}"));
    assert_eq!(oore.run("repo list").code, 4);
    oore.succeed("context use default");
    assert_transcript!(oore, "reader");
}

fn without_server(oore: &mut Transcript<'_>) {
    assert_eq!(oore.run("lint nowhere.yaml").code, 1);
    assert_eq!(oore.run("lint -o yaml").code, 2);
    let script = oore.succeed("completions bash").stdout;
    oore.keep_lines(script.lines().find(|line| line.contains("OORE_COMPLETE")).unwrap());
    let page = oore.succeed("man").stdout;
    oore.keep_lines(page.lines().find(|line| line.starts_with(".TH")).unwrap());
}

fn leave(oore: &mut Transcript<'_>, repository: &str) {
    for build in oore.run("build list --all").json().as_array().unwrap() {
        oore.succeed(&format!("build watch {}", build["id"].as_str().unwrap()));
    }
    oore.take();
    assert_eq!(oore.run(&format!("repo remove {repository}")).code, 0);
    assert_eq!(oore.run(&format!("repo remove {repository}")).code, 3);
    oore.succeed("logout");
}
