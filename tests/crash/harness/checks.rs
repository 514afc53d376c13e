//! What must hold when a round has come to rest.

use std::collections::BTreeSet;

use anyhow::Result;
use oored::crypto::signature::sha256_hex;
use serde_json::Value;

use super::findings::{Findings, Kind};
use super::pushes::Push;
use super::round::World;

/// How many attempts of a job may be lost before it is given up.
const MAX_LOSSES: usize = 3;

/// Looks at everything.
pub(crate) async fn all(world: &World, findings: &mut Findings) -> Result<()> {
    let events = world.api.get("/api/webhooks/events?limit=100").await?;
    let builds = world.api.get("/api/builds?limit=100").await?;
    for push in &world.pushes {
        event(push, items(&events), findings);
        let Some(build) = build_of(push, world, items(&builds), findings) else { continue };
        let is_given_up = end(build, findings);
        if !is_given_up {
            logs(world, push, build, findings).await?;
        }
        attempts(world, push, build, findings);
        forge(world, push, build, findings);
    }
    counts(world, items(&builds), findings);
    let said = world.service.said();
    let panicked = said.lines().find(|line| line.contains("panicked at"));
    findings.hold(panicked.is_none(), Kind::Wrong, || format!("the server {panicked:?}"));
    Ok(())
}

fn items(page: &Value) -> &[Value] {
    page["items"].as_array().map(Vec::as_slice).unwrap_or_default()
}

/// An acknowledged delivery is one event, which was handled.
fn event(push: &Push, events: &[Value], findings: &mut Findings) {
    let of_push = |event: &&Value| event["delivery_id"] == push.delivery_id();
    let found: Vec<_> = events.iter().filter(of_push).collect();
    let number = push.number;
    match found.as_slice() {
        [] => findings.add(Kind::Lost, format!("the event of push {number}")),
        [event] => {
            let status = &event["status"];
            findings.hold(status == "handled", Kind::Wrong, || {
                format!("the event of push {number} is {status}: {event:#}")
            });
        }
        several => findings.add(Kind::Doubled, format!("push {number}: {several:#?}")),
    }
}

/// The one build of a push, as it was shown with its jobs.
fn build_of<'a>(
    push: &Push,
    world: &'a World,
    builds: &[Value],
    findings: &mut Findings,
) -> Option<&'a Value> {
    let is_of_push = |build: &&Value| build["webhook_event_id"].as_str() == push.event.as_deref();
    let found = builds.iter().filter(is_of_push).count();
    let number = push.number;
    findings.hold(found > 0, Kind::Lost, || format!("the build of push {number}"));
    findings.hold(found < 2, Kind::Doubled, || format!("push {number} has {found} builds"));
    world.builds.iter().find(is_of_push)
}

/// No build but those of the pushes, each with a number of its own.
fn counts(world: &World, builds: &[Value], findings: &mut Findings) {
    let numbers: BTreeSet<_> = builds.iter().filter_map(|build| build["number"].as_u64()).collect();
    let expected: BTreeSet<_> = (1..=world.pushes.len() as u64).collect();
    findings.hold(numbers == expected && builds.len() == expected.len(), Kind::Doubled, || {
        format!("{} builds with the numbers {numbers:?}", builds.len())
    });
}

/// It has succeeded, or a job was given up after as many losses as it may have.
fn end(build: &Value, findings: &mut Findings) -> bool {
    let is_given_up = |job: &Value| job["status"] == "lost" && lost(job) == MAX_LOSSES;
    let jobs = build["jobs"].as_array().map(Vec::as_slice).unwrap_or_default();
    if build["status"] == "failed" && jobs.iter().any(is_given_up) {
        return true;
    }
    let is_whole = jobs.len() == 2 && jobs.iter().all(|job| job["status"] == "succeeded");
    findings.hold(build["status"] == "succeeded" && is_whole, Kind::Wrong, || {
        format!("a build has not succeeded: {}", shown(build))
    });
    false
}

fn job<'a>(build: &'a Value, key: &str) -> Option<&'a Value> {
    build["jobs"].as_array()?.iter().find(|job| job["key"] == key)
}

fn lost(job: &Value) -> usize {
    let attempts = job["attempts"].as_array().into_iter().flatten();
    attempts.filter(|attempt| attempt["status"] == "lost").count()
}

/// The last attempt's log is what its steps wrote, byte for byte; that of a lost attempt is the
/// beginning of it.
async fn logs(world: &World, push: &Push, build: &Value, findings: &mut Findings) -> Result<()> {
    let (Some(print), Some(read)) = (job(build, "print"), job(build, "read")) else {
        findings.add(Kind::Lost, format!("jobs of {}", shown(build)));
        return Ok(());
    };
    let path = |job: &Value| format!("/api/jobs/{}/log", job["id"].as_str().unwrap_or_default());
    let expected = push.printed();
    let last = print["attempt"].as_u64().unwrap_or_default();
    for attempt in 1..=last {
        let log = world.api.bytes(&format!("{}?attempt={attempt}", path(print))).await?;
        let holds = if attempt == last {
            sha256_hex(&log) == sha256_hex(&expected)
        } else {
            expected.starts_with(&log)
        };
        findings.hold(holds, Kind::Lost, || {
            let number = push.number;
            format!("push {number}: the log of attempt {attempt} of {last} has {} bytes", log.len())
        });
    }
    let log = world.api.bytes(&path(read)).await?;
    findings.hold(log.ends_with(push.read().as_bytes()), Kind::Lost, || {
        format!("push {}: the log of `read` is {:?}", push.number, String::from_utf8_lossy(&log))
    });
    Ok(())
}

/// No attempt was begun twice, and none was lost that need not be.
fn attempts(world: &World, push: &Push, build: &Value, findings: &mut Findings) {
    let runs = push.runs();
    let distinct: BTreeSet<_> = runs.iter().collect();
    findings.hold(distinct.len() == runs.len(), Kind::Doubled, || {
        format!("push {}: the attempts {runs:?} were begun", push.number)
    });
    for key in ["print", "read"] {
        let lost = job(build, key).map_or(0, lost);
        findings.hold(lost == 0 || world.round.may_cost_attempts(key), Kind::Wrong, || {
            format!("push {}: `{key}` lost {lost} attempts: {}", push.number, shown(build))
        });
    }
}

/// The states of a build, its jobs and their attempts, for people.
fn shown(build: &Value) -> String {
    let word = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let attempt =
        |it: &Value| format!("{} {} ({})", it["attempt"], word(&it["status"]), word(&it["detail"]));
    let job = |job: &Value| {
        let attempts: Vec<_> =
            job["attempts"].as_array().into_iter().flatten().map(attempt).collect();
        format!("{} {}: {}", word(&job["key"]), word(&job["status"]), attempts.join(", "))
    };
    let jobs: Vec<_> = build["jobs"].as_array().into_iter().flatten().map(job).collect();
    format!("build {} {}; {}", build["number"], word(&build["status"]), jobs.join("; "))
}

/// What the forge heard last of the commit is the build's end, under its one context.
fn forge(world: &World, push: &Push, build: &Value, findings: &mut Findings) {
    let calls: Vec<_> =
        world.forge.taken().into_iter().filter(|call| call.commit == push.commit).collect();
    let word = if build["status"] == "succeeded" { "success" } else { "failure" };
    let last = calls.last().map(|call| (call.told(), call.body["target_url"].clone()));
    let id = build["id"].as_str().unwrap_or_default();
    let is_final = last.as_ref().is_some_and(|(told, link)| {
        *told == format!("oore/push: {word}")
            && link.as_str().is_some_and(|link| link.ends_with(id))
    });
    findings.hold(is_final, Kind::Lost, || {
        format!("push {}: the forge heard {last:?} last, and the build is {word}", push.number)
    });
    let contexts: BTreeSet<_> =
        calls.iter().filter_map(|call| call.body["context"].as_str()).collect();
    findings.hold(contexts.len() <= 1, Kind::Doubled, || format!("contexts: {contexts:?}"));
}
