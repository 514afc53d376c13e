//! What no webhook told is found, and built once.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{
    Delivery, Forge, GitRepository, GithubPush, TestApp, TestDatabase, TestRepository,
    on_both_databases, text,
};

on_both_databases!(
    what_webhooks_missed_is_built_once,
    what_is_as_it_was_seen_is_no_event_and_two_looks_store_one,
    late_webhooks_build_what_a_look_did_not,
    a_webhook_that_comes_after_the_next_one_builds_nothing_twice,
    what_another_repository_does_moves_no_head_of_this_one,
    what_a_webhook_told_is_not_missed_in_whatever_order,
    what_happened_while_the_server_was_away_is_built_after_its_start,
    a_pull_request_is_followed_from_draft_to_its_end,
    a_repository_that_was_switched_off_begins_anew,
    what_can_not_be_looked_at_says_why,
);

const PIPELINE: &str = "
version: 1
on: { push: {}, pull_request: { drafts: false } }
jobs: { only: { checkout: none, steps: [{ run: echo built }] } }
";

const LOCAL: [(&str, &str); 1] = [("OORE_ALLOWED_NETWORKS", "127.0.0.0/8")];

async fn register(app: &TestApp, forge: &Forge, git: GitRepository) -> TestRepository {
    let more = json!({ "api_url": forge.url(), "access_token": "a-token-of-a-forge" });
    app.register_with("github", "acme/app", git, more).await
}

/// GitHub's word for an open pull request of the current commit.
fn open(repository: &TestRepository, number: u64, draft: bool) -> Value {
    let here = json!({ "id": 7, "full_name": repository.full_name });
    let git = &repository.git;
    json!({
        "number": number, "title": "Better", "draft": draft, "user": { "login": "ada" },
        "head": { "ref": git.branch(), "sha": git.head(), "repo": here },
        "base": { "ref": "main", "sha": git.git(&["rev-parse", "main"]), "repo": here },
    })
}

async fn sync(app: &TestApp, repository: &TestRepository) -> Value {
    let path = format!("/api/repositories/{}/sync", repository.id);
    app.client.post(&path, &json!({})).await
}

/// `kind ref` of what was missed, in order.
fn missed(synced: &Value) -> Vec<String> {
    let all = synced["missed"].as_array().expect("what was missed");
    let name = |it: &Value| format!("{} {}", text(it, "kind"), text(&it["ref"], "name"));
    all.iter().map(name).collect()
}

/// The decided events of what was missed.
async fn decided(app: &TestApp, synced: &Value) -> Vec<Value> {
    let mut events = Vec::new();
    for missed in synced["missed"].as_array().expect("what was missed") {
        events.push(app.decided(&text(missed, "event_id")).await);
    }
    events
}

/// The rule that an event was stopped by.
fn stopped_by(event: &Value) -> String {
    let trace = event.pointer("/decision/trace").and_then(Value::as_array).expect("a trace");
    let last = trace.last().expect("a rule");
    assert_eq!(last["matched"], false, "{event:#}");
    text(last, "rule")
}

/// `ref@commit` of each build, oldest first, once all have ended.
async fn built(app: &TestApp) -> Vec<String> {
    let builds = app.client.get("/api/builds").await;
    let mut all = Vec::new();
    for build in builds["items"].as_array().expect("builds").iter().rev() {
        let build = app.finished(&text(build, "id")).await;
        all.push(format!("{}@{}", text(&build["ref"], "name"), text(&build["commit"], "sha")));
    }
    all
}

async fn what_webhooks_missed_is_built_once(database: TestDatabase) {
    let (app, forge) = (TestApp::start_with(database, &LOCAL).await, Forge::start().await);
    let git = GitRepository::with_pipeline(PIPELINE);
    for branch in ["gone", "topic", "old"] {
        git.switch(branch);
        git.commit("Begin", &[(branch, "1")]);
    }
    let repository = register(&app, &forge, git).await;
    forge.set_open(&[open(&repository, 1, false)]);
    let first = sync(&app, &repository).await;
    assert_eq!((&first["first"], &first["branches"]), (&json!(true), &json!(4)), "{first:#}");
    assert_eq!(first["pull_requests"], 1);
    assert_eq!(missed(&first), [""; 0]);

    let git = &repository.git;
    git.switch("main");
    git.commit("One", &[("file", "1")]);
    git.commit("Two", &[("file", "2")]);
    let main = git.commit("Three", &[("file", "3")]);
    git.switch("topic");
    git.git(&["reset", "--quiet", "--hard", "main~1"]);
    let topic = git.commit("Otherwise", &[("topic", "2")]);
    git.forget_branch("gone");
    git.switch("feature");
    let feature = git.commit("Better", &[("feature", "1")]);
    forge.set_open(&[forge.open()[0].clone(), open(&repository, 2, false)]);

    let second = sync(&app, &repository).await;
    assert_eq!(
        missed(&second),
        ["new feature", "moved main", "moved topic", "deleted gone", "new 2"],
        "{second:#}"
    );
    let events = decided(&app, &second).await;
    for (event, missed) in events.iter().zip(second["missed"].as_array().expect("missed")) {
        assert_eq!((&event["event"], &event["action"]), (&json!("sync"), &missed["kind"]));
        assert_eq!(event["summary"]["repository"], "acme/app");
        assert_eq!(event["summary"]["commit"], missed["commit"], "{event:#}");
        assert_eq!(event["decision"]["trace"][0]["rule"], "missed", "{event:#}");
    }
    assert_eq!(stopped_by(&events[3]), "not_a_deletion");
    assert_eq!(stopped_by(&events[4]), "build_twice");
    assert_eq!(events[4]["summary"]["pull_request"], 2);
    let seen = format!("is at {} now", &main[..8]);
    assert!(text(&events[1]["decision"]["trace"][0], "detail").ends_with(&seen));
    let wanted = [format!("feature@{feature}"), format!("main@{main}"), format!("topic@{topic}")];
    assert_eq!(built(&app).await, wanted);
    let build = app.build_of(&events[0]).await;
    assert_eq!(build["triggered_by"], "sync", "{build:#}");

    assert_eq!(missed(&sync(&app, &repository).await), [""; 0]);
    assert_eq!(built(&app).await, wanted);
    let shown = app.client.get(&format!("/api/repositories/{}", repository.id)).await;
    assert!(shown["last_sync"]["pull_requests_at"].is_string(), "{shown:#}");
    assert_eq!(shown["last_sync"]["error"], Value::Null);
    app.finish().await;
}

async fn what_is_as_it_was_seen_is_no_event_and_two_looks_store_one(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let repository = app.register("acme/app", GitRepository::with_pipeline(PIPELINE)).await;
    let first = sync(&app, &repository).await;
    assert!(text(&first, "not_listed").contains("API"), "{first:#}");
    assert_eq!(first["pull_requests"], Value::Null);
    assert_eq!(missed(&sync(&app, &repository).await), [""; 0]);
    let events = async || app.client.get("/api/webhooks/events").await["items"].clone();
    assert_eq!(events().await, json!([]));

    let head = repository.git.commit("Missed", &[("file", "1")]);
    let (one, other) = tokio::join!(sync(&app, &repository), sync(&app, &repository));
    let both: Vec<_> = missed(&one).into_iter().chain(missed(&other)).collect();
    assert_eq!(both, ["moved main"]);
    for synced in [&one, &other] {
        decided(&app, synced).await;
    }
    assert_eq!(built(&app).await, [format!("main@{head}")]);
    assert_eq!(events().await.as_array().map(Vec::len), Some(1));
    app.finish().await;
}

fn push(repository: &TestRepository, before: &str, after: &str) -> Delivery {
    let (before, after) = (before.to_owned(), after.to_owned());
    GithubPush { before, after, ..repository.github_push() }.signed(repository)
}

async fn late_webhooks_build_what_a_look_did_not(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let repository = app.register("acme/app", GitRepository::with_pipeline(PIPELINE)).await;
    sync(&app, &repository).await;
    let git = &repository.git;
    let zero = git.head();
    let [one, two, three] = ["1", "2", "3"].map(|number| git.commit(number, &[("file", number)]));
    let found = sync(&app, &repository).await;
    assert_eq!(missed(&found), ["moved main"]);
    decided(&app, &found).await;
    // All of them come after all, and the newest is built already.
    app.deliver(&push(&repository, &zero, &one)).await;
    app.deliver(&push(&repository, &one, &two)).await;
    let late = push(&repository, &two, &three);
    let event = app.deliver(&late).await;
    assert_eq!(stopped_by(&event), "not_built_yet");
    assert!(text(&event["decision"], "reason").contains("as build 1"), "{event:#}");
    let line = |commit: &str| format!("main@{commit}");
    assert_eq!(built(&app).await, [line(&three), line(&one), line(&two)]);
    assert_eq!(missed(&sync(&app, &repository).await), [""; 0]);

    // Back to a commit that was built is something new, told or not.
    git.git(&["reset", "--quiet", "--hard", &one]);
    git.git(&["push", "--quiet", "--force", "origin", "HEAD"]);
    assert_eq!(app.deliver(&push(&repository, &three, &one)).await["status"], "handled");
    git.git(&["reset", "--quiet", "--hard", &three]);
    git.git(&["push", "--quiet", "--force", "origin", "HEAD"]);
    let back = sync(&app, &repository).await;
    assert_eq!(missed(&back), ["moved main"]);
    assert_eq!(decided(&app, &back).await[0]["status"], "handled");
    assert_eq!(built(&app).await.len(), 5);

    // What a person asks for is built in any case.
    let path = format!("/api/webhooks/events/{}/replay", text(&event, "id"));
    app.client.post(&path, &json!({})).await;
    let replayed = app.decided(&text(&event, "id")).await;
    assert_eq!(replayed["status"], "handled", "{replayed:#}");
    assert_eq!(built(&app).await.last(), Some(&line(&three)));
    assert_eq!(missed(&sync(&app, &repository).await), [""; 0]);
    app.finish().await;
}

async fn a_webhook_that_comes_after_the_next_one_builds_nothing_twice(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let repository = app.register("acme/app", GitRepository::with_pipeline(PIPELINE)).await;
    sync(&app, &repository).await;
    let git = &repository.git;
    let zero = git.head();
    let one = git.commit("1", &[("file", "1")]);
    decided(&app, &sync(&app, &repository).await).await;
    let two = git.commit("2", &[("file", "2")]);
    assert_eq!(app.deliver(&push(&repository, &one, &two)).await["status"], "handled");
    let late = app.deliver(&push(&repository, &zero, &one)).await;
    assert_eq!(stopped_by(&late), "not_built_yet");
    assert_eq!(built(&app).await, [format!("main@{one}"), format!("main@{two}")]);
    app.finish().await;
}

async fn what_another_repository_does_moves_no_head_of_this_one(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let repository = app.register("acme/app", GitRepository::with_pipeline(PIPELINE)).await;
    sync(&app, &repository).await;
    let mut payload = repository.github_push().payload();
    payload["ref"] = json!("refs/heads/elsewhere");
    payload["before"] = json!("0".repeat(40));
    payload["repository"]["full_name"] = json!("acme/other");
    let path = format!("/api/webhooks/github/{}", repository.id);
    let told = Delivery::github(&path, "push", &payload, &repository.secret);
    assert_eq!(stopped_by(&app.deliver(&told).await), "repository_matches");
    assert_eq!(missed(&sync(&app, &repository).await), [""; 0], "nothing was seen here");
    app.finish().await;
}

async fn what_a_webhook_told_is_not_missed_in_whatever_order(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let repository = app.register("acme/app", GitRepository::with_pipeline(PIPELINE)).await;
    let git = &repository.git;
    let zero = git.head();
    sync(&app, &repository).await;
    let [one, two] = ["1", "2"].map(|number| git.commit(number, &[("file", number)]));
    // The older one comes last, and moves nothing back.
    app.deliver(&push(&repository, &one, &two)).await;
    app.deliver(&push(&repository, &zero, &one)).await;
    assert_eq!(missed(&sync(&app, &repository).await), [""; 0]);
    // A branch that a webhook says is gone was not missed, nor one that is new.
    git.switch("topic");
    git.commit("Topic", &[("topic", "1")]);
    let null = "0".repeat(40);
    app.deliver(&push(&repository, &null, &git.head())).await;
    assert_eq!(missed(&sync(&app, &repository).await), [""; 0]);
    let gone = push(&repository, &git.head(), &null);
    git.forget_branch("topic");
    assert_eq!(stopped_by(&app.deliver(&gone).await), "not_a_deletion");
    assert_eq!(missed(&sync(&app, &repository).await), [""; 0]);
    built(&app).await;
    app.finish().await;
}

async fn what_happened_while_the_server_was_away_is_built_after_its_start(database: TestDatabase) {
    let app = TestApp::start_with(database, &[("OORE_RECONCILE_EVERY", "2s")]).await;
    let repository = app.register("acme/app", GitRepository::with_pipeline(PIPELINE)).await;
    sync(&app, &repository).await;
    // One that can't be looked at keeps nobody from the others, and comes before them.
    let lost = app.register("acme/lost", GitRepository::with_pipeline(PIPELINE)).await;
    let remote = lost.git.url().replace("file://", "");
    std::fs::remove_dir_all(remote).expect("removed");
    let head = repository.git.commit("Missed", &[("file", "1")]);
    let app = app.restart().await;
    app.get_until("/api/builds", |builds| builds["items"][0]["finished_at"].is_string()).await;
    assert_eq!(built(&app).await, [format!("main@{head}")]);
    let events = app.client.get("/api/webhooks/events").await;
    assert_eq!(events["items"].as_array().map(Vec::len), Some(1), "{events:#}");
    assert_eq!(events["items"][0]["event"], "sync");
    app.finish().await;
}

async fn a_pull_request_is_followed_from_draft_to_its_end(database: TestDatabase) {
    let (app, forge) = (TestApp::start_with(database, &LOCAL).await, Forge::start().await);
    let git =
        GitRepository::with_pipeline(&PIPELINE.replace("push: {}", "push: { branches: [x] }"));
    git.switch("topic");
    git.commit("Begin", &[("topic", "1")]);
    let repository = register(&app, &forge, git).await;
    sync(&app, &repository).await;
    forge.set_open(&[open(&repository, 5, true)]);
    let drafted = sync(&app, &repository).await;
    assert_eq!(missed(&drafted), ["new 5"]);
    assert_eq!(stopped_by(&decided(&app, &drafted).await[0]), "drafts");

    forge.set_open(&[open(&repository, 5, false)]);
    let ready = sync(&app, &repository).await;
    assert_eq!(missed(&ready), ["ready 5"]);
    assert_eq!(decided(&app, &ready).await[0]["status"], "handled");
    repository.git.commit("Better", &[("topic", "2")]);
    // The provider's list is older than its branches: nothing is concluded from it.
    let before = sync(&app, &repository).await;
    assert_eq!(missed(&before), ["moved topic"]);
    assert_eq!(stopped_by(&decided(&app, &before).await[0]), "branches");
    forge.set_open(&[open(&repository, 5, false)]);
    let moved = sync(&app, &repository).await;
    assert_eq!(missed(&moved), ["moved 5"]);
    let build = app.build_of(&decided(&app, &moved).await[0]).await;
    assert_eq!(build["pull_request"]["number"], 5, "{build:#}");
    assert_eq!(build["commit"]["sha"], repository.git.head());

    forge.set_open(&[]);
    assert_eq!(missed(&sync(&app, &repository).await), [""; 0]);
    assert_eq!(built(&app).await.len(), 2);
    // Open again at the same commit: that is built already.
    forge.set_open(&[open(&repository, 5, false)]);
    let again = sync(&app, &repository).await;
    assert_eq!(missed(&again), ["new 5"]);
    assert_eq!(stopped_by(&decided(&app, &again).await[0]), "not_built_yet");
    app.finish().await;
}

async fn a_repository_that_was_switched_off_begins_anew(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let repository = app.register("acme/app", GitRepository::with_pipeline(PIPELINE)).await;
    sync(&app, &repository).await;
    let path = format!("/api/repositories/{}", repository.id);
    let switch = async |active: bool| {
        let body = json!({ "active": active });
        assert_eq!(app.client.answer(Method::PUT, &path, Some(&body)).await.status, 200);
    };
    switch(false).await;
    repository.git.commit("Unseen", &[("file", "1")]);
    let refused = app.client.answer(Method::POST, &format!("{path}/sync"), None).await;
    assert_eq!(refused.status, 409, "{}", refused.text());
    assert!(text(&refused.json(), "detail").contains("not active"), "{}", refused.text());
    switch(true).await;
    let first = sync(&app, &repository).await;
    assert_eq!((&first["first"], missed(&first)), (&json!(true), Vec::new()));
    let head = repository.git.commit("Seen", &[("file", "2")]);
    let second = sync(&app, &repository).await;
    assert_eq!(missed(&second), ["moved main"]);
    decided(&app, &second).await;
    assert_eq!(built(&app).await, [format!("main@{head}")]);
    app.finish().await;
}

async fn what_can_not_be_looked_at_says_why(database: TestDatabase) {
    let (app, forge) = (TestApp::start_with(database, &LOCAL).await, Forge::start().await);
    let git = GitRepository::with_pipeline(PIPELINE);
    let repository = register(&app, &forge, git).await;
    let path = format!("/api/repositories/{}", repository.id);
    forge.refuse(&[(403, &[])]);
    let synced = sync(&app, &repository).await;
    assert!(text(&synced, "not_listed").contains("(403)"), "{synced:#}");
    let error = text(&app.client.get(&path).await["last_sync"], "error");
    assert!(error.contains("pull requests can't be listed"), "{error}");
    let remote = repository.git.url().replace("file://", "");
    std::fs::rename(&remote, format!("{remote}.away")).expect("moved");
    let refused = app.client.answer(Method::POST, &format!("{path}/sync"), None).await;
    assert_eq!(refused.status, 503, "{}", refused.text());
    assert!(refused.headers.contains_key("retry-after"));
    let shown = app.client.get(&path).await;
    assert!(text(&shown["last_sync"], "error").contains("ls-remote"), "{shown:#}");
    std::fs::rename(format!("{remote}.away"), &remote).expect("moved");
    sync(&app, &repository).await;
    let shown = app.client.get(&path).await;
    assert_eq!(shown["last_sync"]["error"], Value::Null, "{shown:#}");
    app.finish().await;
}
