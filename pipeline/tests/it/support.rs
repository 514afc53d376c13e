//! Short ways to say what a test is about.

use std::time::Duration;

use pipeline::expression::{Scope, Status};
use pipeline::{Diagnostics, Pipeline, Source, parse};
use serde_json::{Value, json};

/// What refusing an attack may take of a processor in a debug build; in a release it is milliseconds.
const LIMIT: Duration = Duration::from_secs(10);

/// Reads a text as `oore.yaml`.
pub(crate) fn read(text: &str) -> Result<Pipeline, Diagnostics> {
    parse(&Source { path: "oore.yaml".to_owned(), text: text.to_owned() })
}

/// Reads a text that must be right.
pub(crate) fn good(text: &str) -> Pipeline {
    read(text).unwrap_or_else(|mistakes| panic!("{mistakes}"))
}

/// Reads a text that must be wrong.
pub(crate) fn bad(text: &str) -> Diagnostics {
    read(text).map(|_| ()).expect_err("the file should be refused")
}

/// The codes of all mistakes in their order.
pub(crate) fn codes(text: &str) -> Vec<String> {
    bad(text).items.into_iter().map(|item| item.code).collect()
}

/// A whole file around one job's lines.
pub(crate) fn with_job(lines: &str) -> String {
    let lines: String = lines.lines().map(|line| format!("    {line}\n")).collect();
    format!("version: 1\non: push\njobs:\n  test:\n{lines}")
}

/// A whole file around one step's lines.
pub(crate) fn with_step(lines: &str) -> String {
    let lines: String = lines.lines().map(|line| format!("  {line}\n")).collect();
    with_job(&format!("steps:\n-{}", &lines[1..]))
}

/// A push to a branch.
pub(crate) fn push() -> Scope {
    let variables = json!({
        "repository": {"name": "app", "owner": "acme", "provider": "github", "default_branch": "main"},
        "event": {"kind": "push", "action": null, "sender": "ada"},
        "ref": {"kind": "branch", "name": "main"},
        "commit": {"sha": "0123456789abcdef", "message": "Fix it", "author": "Ada"},
        "matrix": {"os": "linux", "flutter": 3.24},
        "needs": {"build-app": {"result": "succeeded", "outputs": {"version": "1.2"}}},
        "steps": {"test": {"outcome": "succeeded", "outputs": {"coverage": "81"}}},
        "build": {"id": "01J", "number": 7, "attempt": 1},
    });
    let Value::Object(variables) = variables else { unreachable!("it is a map") };
    Scope { variables, status: Status::Success }
}

/// Runs a piece of work and fails when it takes long, whatever else the machine has to do.
pub(crate) fn quickly<T>(work: impl FnOnce() -> T) -> T {
    let start = processor_time();
    let result = work();
    let taken = processor_time() - start;
    assert!(taken < LIMIT, "it took {taken:?} of a processor");
    result
}

/// What this thread has had of a processor so far.
fn processor_time() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    time.try_into().expect("it is not negative")
}
