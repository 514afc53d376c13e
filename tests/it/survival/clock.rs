//! A clock that is set back and forward while a server, its runner and their jobs are at work.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::support::{
    Daemon, Gate, GitRepository, TestDatabase, TestRepository, job_of, on_both_databases, optional,
    text,
};

on_both_databases!(a_clock_that_is_set_back_and_forward_costs_nothing);

/// What shows another time of day to a program, and leaves the clock that only runs on alone
/// (<https://github.com/wolfcw/libfaketime>).
const LIBRARY: &str = "faketime/libfaketime.so.1";

/// The time of day of a server and its local runner, which a file sets.
struct Clock {
    library: PathBuf,
    file: tempfile::NamedTempFile,
}

impl Clock {
    /// The right time; none where it can't be changed.
    fn right() -> Option<Self> {
        let places = fs::read_dir("/usr/lib").expect("/usr/lib").flatten();
        let library = places.map(|place| place.path().join(LIBRARY)).find(|path| path.is_file());
        let Some(library) = library else {
            optional::missing("there is no libfaketime (Debian: `apt-get install faketime`)");
            return None;
        };
        let clock = Self { library, file: tempfile::NamedTempFile::new().expect("a file") };
        clock.set(0);
        Some(clock)
    }

    /// Sets it off by so many seconds. Under another name first: it is read at any moment.
    fn set(&self, seconds: i64) {
        let new = self.file.path().with_extension("new");
        fs::write(&new, format!("{seconds:+}\n")).expect("written");
        fs::rename(new, self.file.path()).expect("renamed");
    }

    /// What a program needs for it, and that the runner has it from its server.
    fn settings(&self) -> Vec<(&str, &str)> {
        vec![
            ("LD_PRELOAD", self.library.to_str().expect("UTF-8")),
            ("FAKETIME_TIMESTAMP_FILE", self.file.path().to_str().expect("UTF-8")),
            ("FAKETIME_NO_CACHE", "1"),
            ("FAKETIME_DONT_FAKE_MONOTONIC", "1"),
            ("FAKETIME_DISABLE_SHM", "1"),
            (
                "OORE_RUNNER_INHERIT_ENV",
                "LD_PRELOAD,FAKETIME_TIMESTAMP_FILE,FAKETIME_NO_CACHE,\
                 FAKETIME_DONT_FAKE_MONOTONIC,FAKETIME_DISABLE_SHM",
            ),
        ]
    }
}

/// A repository whose job prints, waits at a gate, and prints again.
async fn register(daemon: &Daemon) -> (TestRepository, Gate) {
    let git = GitRepository::new();
    let gate = Gate::new(git.scratch(), "gate");
    let pipeline = format!(
        "
version: 1
on: push
jobs: {{ only: {{ checkout: none, steps: [{{ run: 'echo one; cat {}; echo two' }}] }} }}
",
        gate.path()
    );
    git.commit("First", &[("oore.yaml", &pipeline)]);
    (daemon.register("acme/app", git).await, gate)
}

/// Pushes, and waits until the job is at work; the build's id.
async fn begin(daemon: &Daemon, repository: &TestRepository, gate: &mut Gate) -> String {
    let id = text(&daemon.push_builds(repository).await, "id");
    gate.reached().await;
    id
}

/// Lets the job go on, and checks that nothing of it was lost or done twice.
async fn end(daemon: &Daemon, id: &str, gate: &mut Gate) -> Value {
    gate.open();
    let build = daemon.finished(id).await;
    let only = job_of(&build, "only");
    assert_eq!((&only["status"], &only["attempt"]), (&json!("succeeded"), &json!(1)), "{build:#}");
    assert_eq!(daemon.log(&build, "only").await, "one\ntwo\n");
    for timed in [&build, only, &only["steps"][0]] {
        assert!(timed["duration_ms"].is_u64(), "no time is negative: {timed:#}");
    }
    build
}

/// All ids of a list, a page of one after the other.
async fn listed(daemon: &Daemon, list: &str) -> Vec<String> {
    let (mut ids, mut next) = (Vec::new(), String::new());
    loop {
        let page = daemon.client.get(&format!("{list}?limit=1{next}")).await;
        ids.extend(page["items"].as_array().expect("items").iter().map(|item| text(item, "id")));
        let Some(token) = page["next_page"].as_str() else { return ids };
        next = format!("&page_token={token}");
    }
}

async fn a_clock_that_is_set_back_and_forward_costs_nothing(database: TestDatabase) {
    let Some(clock) = Clock::right() else { return database.drop().await };
    let mut daemon = Daemon::start(database, &clock.settings()).await;
    let (repository, mut gate) = register(&daemon).await;
    let mut builds = Vec::new();
    // While a job is at work: an hour back, an hour forward, and both at once; at last a day.
    for seconds in [-3_600, 0, 3_600, -3_600, -86_400] {
        let id = begin(&daemon, &repository, &mut gate).await;
        clock.set(seconds);
        end(&daemon, &id, &mut gate).await;
        builds.push(id);
    }
    // And while the server is away.
    let id = begin(&daemon, &repository, &mut gate).await;
    daemon.kill().await;
    clock.set(-2 * 86_400);
    daemon = daemon.restart().await;
    end(&daemon, &id, &mut gate).await;
    builds.push(id);
    let id = begin(&daemon, &repository, &mut gate).await;
    let last = end(&daemon, &id, &mut gate).await;
    builds.push(id);

    let first = daemon.build(&builds[0]).await;
    let (early, late) = (text(&last, "created_at"), text(&first, "created_at"));
    assert!(early < late, "the clock was set back: {early} {late}");
    assert_eq!(last["number"], builds.len());
    builds.reverse();
    assert_eq!(listed(&daemon, "/api/builds").await, builds);
    let events = listed(&daemon, "/api/webhooks/events").await;
    let mut made = Vec::new();
    for event in &events {
        let event = daemon.client.get(&format!("/api/webhooks/events/{event}")).await;
        assert_eq!(event["status"], "handled", "{event:#}");
        made.push(text(&daemon.build_of(&event).await, "id"));
    }
    assert_eq!(made, builds, "each event has its one build, in their order");
    daemon.finish().await;
}
