//! The way of a push as a trace, as a collector gets it.

use std::collections::HashSet;

use oored::domain::fact::Fact;
use serde_json::{Value, json};

use crate::support::{
    Collector, Forge, GitRepository, Server, TestApp, TestDatabase, on_both_databases, text,
};

on_both_databases!(
    one_push_is_one_whole_trace,
    an_event_that_is_handed_on_twice_is_told_once,
    a_job_waits_for_a_runner_from_when_its_needs_have_ended,
    a_trace_goes_on_after_a_restart,
    without_a_collector_the_server_works_on_and_counts_what_is_lost,
);

const PIPELINE: &str = "
version: 1
on: push
jobs:
  test:
    checkout: none
    secrets: [TOKEN]
    steps:
      - { name: First, run: 'echo ${#TOKEN}' }
      - run: 'echo a-word-of-the-script >/dev/null'
      - { name: Last, run: 'false' }
";

const SECRET: &str = "hush-nobody-may-see-this";

/// The spans of one name.
fn named<'a>(spans: &'a [Value], name: &str) -> Vec<&'a Value> {
    spans.iter().filter(|span| span["name"] == name).collect()
}

/// A span's parent, which is among them.
fn parent_of<'a>(spans: &'a [Value], span: &Value) -> &'a Value {
    spans.iter().find(|other| other["spanId"] == span["parentSpanId"]).expect("a parent")
}

/// The name of a span's parent.
fn parent<'a>(spans: &'a [Value], span: &Value) -> Option<&'a str> {
    let id = span["parentSpanId"].as_str()?;
    spans.iter().find(|other| other["spanId"] == id)?["name"].as_str()
}

fn step_name(span: &Value) -> Option<&str> {
    let attributes = span["attributes"].as_array()?;
    let name = attributes.iter().find(|it| it["key"] == "oore.step.name")?;
    name["value"]["stringValue"].as_str()
}

fn is_whole(spans: &[Value]) -> bool {
    let told = named(spans, "tell").iter().any(|span| parent(spans, span) == Some("build"));
    told && !named(spans, "build").is_empty() && !named(spans, "job").is_empty()
}

fn nanoseconds(span: &Value, member: &str) -> u128 {
    text(span, member).parse().expect("a number")
}

async fn one_push_is_one_whole_trace(database: TestDatabase) {
    let (collector, forge) = (Collector::start().await, Forge::start().await);
    let settings = [
        ("OORE_OTLP_ENDPOINT", collector.url()),
        ("OORE_OTLP_HEADERS", "authorization=Bearer let-me-in"),
        ("OORE_ALLOWED_NETWORKS", "127.0.0.0/8"),
    ];
    let app = TestApp::start_with(database, &settings).await;
    let more = json!({ "api_url": forge.url(), "access_token": "a-token-of-ours" });
    let git = GitRepository::with_pipeline(PIPELINE);
    let repository = app.register_with("github", "acme/app", git, more).await;
    let path = format!("/api/repositories/{}/secrets/TOKEN", repository.id);
    let body = json!({ "value": SECRET });
    app.client.answer(reqwest::Method::PUT, &path, Some(&body)).await;
    let event = app.push(&repository).await;
    let build = app.finished(&text(&app.build_of(&event).await, "id")).await;
    let spans = collector.until(is_whole).await;
    let traces: HashSet<_> = spans.iter().map(|span| text(span, "traceId")).collect();
    assert_eq!(traces.len(), 1, "one push, one trace: {traces:?}");
    for (name, expected) in [
        ("receive", None),
        ("intake", Some("receive")),
        ("decide", Some("receive")),
        ("git fetch", Some("decide")),
        ("read pipeline", Some("decide")),
        ("create build", Some("decide")),
        ("build", Some("decide")),
        ("job", Some("build")),
        ("queue", Some("job")),
        ("lease", Some("job")),
        ("send", Some("lease")),
        ("step", Some("lease")),
        ("result", Some("lease")),
        ("tell", Some("build")),
    ] {
        let all = named(&spans, name);
        assert!(!all.is_empty(), "no `{name}` among {spans:#?}");
        for span in all {
            assert_eq!(parent(&spans, span), expected, "{span:#}");
            let took =
                (nanoseconds(span, "startTimeUnixNano"), nanoseconds(span, "endTimeUnixNano"));
            assert!(took.0 <= took.1, "{span:#}");
        }
    }
    let ids: HashSet<_> = spans.iter().map(|span| text(span, "spanId")).collect();
    assert_eq!(ids.len(), spans.len(), "each span has an id of its own");
    let failed = named(&spans, "step").into_iter().filter(|span| span["status"]["code"] == 2);
    assert_eq!(failed.count(), 1, "the last step failed");
    let names: HashSet<_> = named(&spans, "step").into_iter().filter_map(step_name).collect();
    assert_eq!(names, HashSet::from(["First", "step 2", "Last"]));
    let whole = Value::from(spans.clone()).to_string();
    assert!(whole.contains(&text(&build, "id")));
    for secret in [SECRET, "a-token-of-ours", "let-me-in", "a-word-of-the-script"] {
        assert!(!whole.contains(secret), "{secret} in {whole}");
    }
    assert_eq!(collector.authorization().as_deref(), Some("Bearer let-me-in"));
    app.finish().await;
}

async fn an_event_that_is_handed_on_twice_is_told_once(database: TestDatabase) {
    let collector = Collector::start().await;
    let settings = [("OORE_OTLP_ENDPOINT", collector.url()), ("OORE_LOCAL_RUNNER", "false")];
    let app = TestApp::start_with(database, &settings).await;
    let git = GitRepository::with_pipeline("{ version: 1, on: manual, jobs: {} }");
    let repository = app.register("acme/app", git).await;
    let event = text(&app.push(&repository).await, "id");
    // As a look at all that wait may do, which has read what was decided in between.
    app.app().bus().publish(vec![Fact::EventWaits {
        event: event.parse().expect("an id"),
        repository: Some(repository.id.parse().expect("an id")),
    }]);
    // Decided behind it.
    repository.git.commit("Second", &[("note", "x")]);
    app.push(&repository).await;
    let traces = |spans: &[Value]| {
        named(spans, "decide").iter().map(|span| text(span, "traceId")).collect::<HashSet<_>>()
    };
    let spans = collector.until(|spans| traces(spans).len() == 2).await;
    assert_eq!(named(&spans, "decide").len(), 2, "{spans:#?}");
    assert_eq!(named(&spans, "receive").len(), 2, "{spans:#?}");
    app.finish().await;
}

async fn a_job_waits_for_a_runner_from_when_its_needs_have_ended(database: TestDatabase) {
    let collector = Collector::start().await;
    let app = TestApp::start_with(database, &[("OORE_OTLP_ENDPOINT", collector.url())]).await;
    let pipeline = "
version: 1
on: push
jobs:
  first: { checkout: none, steps: [{ run: 'true' }] }
  then: { needs: first, checkout: none, steps: [{ run: 'true' }] }
";
    let repository = app.register("acme/app", GitRepository::with_pipeline(pipeline)).await;
    app.push_finishes(&repository).await;
    let spans = collector.until(|spans| named(spans, "job").len() == 2).await;
    let of_key = |name: &str, key: &str| {
        let is_meant = |span: &&Value| {
            let job = if name == "job" { *span } else { parent_of(&spans, span) };
            job["attributes"].to_string().contains(&format!(r#""stringValue":"{key}""#))
        };
        named(&spans, name).into_iter().find(is_meant).expect("a span").clone()
    };
    let ended = nanoseconds(&of_key("job", "first"), "endTimeUnixNano");
    let queued = nanoseconds(&of_key("queue", "then"), "startTimeUnixNano");
    assert_eq!(queued, ended, "{spans:#?}");
    app.finish().await;
}

async fn a_trace_goes_on_after_a_restart(database: TestDatabase) {
    let collector = Collector::start().await;
    let settings = [("OORE_OTLP_ENDPOINT", collector.url()), ("OORE_LOCAL_RUNNER", "false")];
    let app = TestApp::start_with(database, &settings).await;
    let repository = app.register("acme/app", GitRepository::with_pipeline(PIPELINE)).await;
    let build = text(&app.push_builds(&repository).await, "id");
    // What was gathered is sent when the server stops.
    let app = app.restart().await;
    let before = collector.until(|spans| !named(spans, "decide").is_empty()).await;
    assert!(named(&before, "build").is_empty(), "it has not ended");
    app.cancel(&build).await;
    let spans = collector.until(|spans| !named(spans, "build").is_empty()).await;
    let build = named(&spans, "build")[0];
    assert_eq!(build["traceId"], named(&spans, "receive")[0]["traceId"]);
    assert_eq!(parent(&spans, build), Some("decide"));
    app.finish().await;
}

async fn without_a_collector_the_server_works_on_and_counts_what_is_lost(database: TestDatabase) {
    // A port that nobody listens on.
    let gone = std::net::TcpListener::bind("127.0.0.1:0").expect("as the test made it");
    let url = format!("http://{}", gone.local_addr().expect("as the test made it"));
    drop(gone);
    let app = TestApp::start_with(database, &[("OORE_OTLP_ENDPOINT", &url)]).await;
    let repository = app.register("acme/app", GitRepository::with_pipeline(PIPELINE)).await;
    app.push_finishes(&repository).await;
    let lost = Server::ask_until("spans are lost", async || {
        let figures =
            String::from_utf8(app.client.bytes("/metrics").await).expect("as the test made it");
        let count =
            figures.lines().find_map(|it| it.strip_prefix("oore_trace_spans_dropped_total "));
        count.and_then(|count| count.parse::<u64>().ok()).filter(|count| *count > 0)
    });
    assert!(lost.await > 0);
    app.finish().await;
}
