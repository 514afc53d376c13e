//! Pushes as GitHub sends them, signed before they are needed: while it is measured, a delivery
//! costs nothing but a name of its own and the sending.
//!
//! The payload's form: <https://docs.github.com/en/webhooks/webhook-events-and-payloads#push>.

use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use anyhow::{Result, ensure};
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::origin::{BUILT, Origin};
use crate::server::Registered;

/// The length of a push's body in bytes: that of a push of a few commits.
pub(crate) const SIZE: usize = 10_000;
/// In the place of a commit: there is none.
const NONE: &str = "0000000000000000000000000000000000000000";

/// What comes of the pushes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Nothing, as their message says: no git is needed to see that.
    Skipped,
    /// Nothing, as no trigger takes the branch. Each commit has to be fetched to see that.
    Unmatched,
    /// A build of each.
    Built,
}

/// Pushes that are ready to be sent, as often as one likes, in lanes: those of a lane are to one
/// branch of one repository, and each begins where the one before ended.
#[derive(Debug)]
pub(crate) struct Pushes {
    lanes: Vec<Lane>,
    next: AtomicU64,
}

#[derive(Debug)]
struct Lane {
    deliveries: Vec<Delivery>,
    next: AtomicUsize,
}

/// All but the delivery's name is the same each time.
#[derive(Debug)]
struct Delivery {
    head: String,
    body: Vec<u8>,
}

impl Pushes {
    /// To one branch of one repository, commit after commit of `origin`.
    pub(crate) fn new(origin: &Origin, to: &Registered, outcome: Outcome) -> Result<Self> {
        Self::in_lanes(origin, std::slice::from_ref(to), (1, outcome))
    }

    /// In so many lanes, over the repositories in turn. Each lane has a branch and a part of the
    /// commits of `origin` for itself; there the branch stands at the last one of them from now on.
    pub(crate) fn in_lanes(
        origin: &Origin,
        repositories: &[Registered],
        (lanes, outcome): (usize, Outcome),
    ) -> Result<Self> {
        let length = origin.commits.len().checked_div(lanes).unwrap_or(0);
        ensure!(length > 0, "{lanes} lanes need more than {} commits", origin.commits.len());
        let names: Vec<_> = (0..lanes).map(|lane| branch(outcome, (lane, lanes))).collect();
        let parts = || origin.commits.chunks(length);
        let heads = parts().filter_map(|part| part.last().map(String::as_str));
        origin.point(names.iter().map(String::as_str).zip(heads))?;
        let named = names.iter().zip(parts()).zip(repositories.iter().cycle());
        let lanes = named.map(|((branch, commits), to)| Lane::new(to, branch, (commits, outcome)));
        Ok(Self { lanes: lanes.collect(), next: AtomicU64::new(0) })
    }

    /// Puts the next delivery of a lane into `request`, in the place of what is in there. Lanes
    /// beyond the last one are counted from the first one again.
    pub(crate) fn write_next(&self, lane: usize, request: &mut Vec<u8>) {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let Delivery { head, body } = self.lanes[lane % self.lanes.len()].next();
        let mut name = String::with_capacity(64);
        // Writing to a string can't fail.
        let _ = write!(name, "X-GitHub-Delivery: bench-{number}\r\n\r\n");
        request.clear();
        for part in [head.as_bytes(), name.as_bytes(), body] {
            request.extend_from_slice(part);
        }
    }
}

impl Lane {
    fn new(to: &Registered, branch: &str, (commits, outcome): (&[String], Outcome)) -> Self {
        let name = to.name.as_str();
        let steps = steps(commits).into_iter();
        let push = |(before, after)| Push { name, branch, before, after, outcome };
        let deliveries = steps.map(|step| Delivery::new(to, body(&push(step)))).collect();
        Self { deliveries, next: AtomicUsize::new(0) }
    }

    fn next(&self) -> &Delivery {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        &self.deliveries[turn(number, self.deliveries.len())]
    }
}

/// What each push of a branch leads from and to: it is made, goes on to its newest commit, and goes
/// back to the first one.
fn steps(commits: &[String]) -> Vec<(&str, &str)> {
    let befores = [NONE].into_iter().chain(commits.iter().map(String::as_str));
    let afters = commits.iter().chain(commits.first()).map(String::as_str);
    befores.zip(afters).collect()
}

/// Which of so many steps is the one with this number: the first one is taken once.
fn turn(number: usize, steps: usize) -> usize {
    if number == 0 { 0 } else { 1 + (number - 1) % (steps - 1) }
}

/// The only one of its kind has the plain name.
fn branch(outcome: Outcome, (lane, lanes): (usize, usize)) -> String {
    let name = match outcome {
        Outcome::Skipped | Outcome::Built => BUILT,
        Outcome::Unmatched => "topic",
    };
    if lanes == 1 { name.to_owned() } else { format!("{name}-{lane}") }
}

impl Delivery {
    fn new(to: &Registered, body: Vec<u8>) -> Self {
        let head = format!(
            "POST /api/webhooks/github/{} HTTP/1.1\r\nHost: localhost\r\n\
             User-Agent: GitHub-Hookshot/044aadd\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\nX-GitHub-Event: push\r\nX-Hub-Signature-256: sha256={}\r\n",
            to.id,
            body.len(),
            sign(to.secret.as_bytes(), &body)
        );
        Self { head, body }
    }
}

/// HMAC-SHA256 in hexadecimal digits.
pub(crate) fn sign(key: &[u8], body: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("a key may have any length");
    mac.update(body);
    hex::encode(mac.finalize().into_bytes())
}

/// What a push tells.
#[derive(Debug, Clone, Copy)]
struct Push<'a> {
    /// The repository's.
    name: &'a str,
    branch: &'a str,
    before: &'a str,
    after: &'a str,
    outcome: Outcome,
}

/// A push of [`SIZE`] bytes: as many commits as there is room for, and a message that fills it.
fn body(push: &Push<'_>) -> Vec<u8> {
    let mut payload = payload(push);
    let text = |payload: &Value| payload.to_string().into_bytes();
    let commit = commit(push.after, "Change something else");
    let count = (SIZE - text(&payload).len()) / (commit.to_string().len() + 1);
    payload["commits"] = vec![commit; count.saturating_sub(1)].into();
    let missing = SIZE.saturating_sub(text(&payload).len());
    let filling = ".".repeat(missing.saturating_sub(4));
    payload["head_commit"]["message"] = format!("{}\n\n{filling}", message(push.outcome)).into();
    text(&payload)
}

fn payload(push: &Push<'_>) -> Value {
    let Push { name, branch, before, after, outcome } = push;
    json!({
        "ref": format!("refs/heads/{branch}"),
        "before": before,
        "after": after,
        "created": *before == NONE, "deleted": false, "forced": false,
        "compare": format!("https://github.com/acme/{name}/compare"),
        "commits": [],
        "head_commit": commit(after, message(*outcome)),
        "repository": {
            "id": 1, "name": name, "full_name": format!("acme/{name}"), "default_branch": BUILT,
            "private": true, "html_url": format!("https://github.com/acme/{name}"),
        },
        "pusher": { "name": "ada", "email": "ada@example.com" },
        "sender": { "login": "ada", "id": 2, "type": "User" },
    })
}

fn message(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Skipped => "Change something [skip ci]",
        Outcome::Unmatched | Outcome::Built => "Change something",
    }
}

fn commit(id: &str, message: &str) -> Value {
    let author = json!({ "name": "Ada", "email": "ada@example.com", "username": "ada" });
    json!({
        "id": id, "tree_id": id, "distinct": true, "message": message,
        "timestamp": "2026-01-02T03:04:05+00:00",
        "url": format!("https://github.com/acme/app/commit/{id}"),
        "author": author, "committer": author,
        "added": ["docs/new.md"], "removed": [], "modified": ["src/lib.rs", "src/main.rs"],
    })
}

#[cfg(test)]
mod tests {
    use super::{NONE, Outcome, Push, SIZE, body, branch, sign, steps, turn};

    #[test]
    fn a_body_has_its_size_whatever_comes_of_it() {
        for outcome in [Outcome::Skipped, Outcome::Unmatched, Outcome::Built] {
            let (branch, after) = (branch(outcome, (7, 64)), "1".repeat(40));
            let push = Push { name: "app", branch: &branch, before: NONE, after: &after, outcome };
            let body = body(&push);
            assert_eq!(body.len(), SIZE, "{outcome:?}");
            serde_json::from_slice::<serde_json::Value>(&body).unwrap();
        }
    }

    #[test]
    fn each_push_begins_where_the_one_before_ended() {
        for count in [1, 2, 5] {
            let commits: Vec<String> = (0..count).map(|number| number.to_string()).collect();
            let steps = steps(&commits);
            let mut head = NONE;
            for number in 0..20 {
                let (before, after) = steps[turn(number, steps.len())];
                assert_eq!(before, head, "{count} {number}");
                assert_eq!(after, commits[number % count], "{count} {number}");
                head = after;
            }
        }
    }

    #[test]
    fn the_branch_of_a_lane_is_its_own() {
        assert_eq!(branch(Outcome::Built, (0, 1)), "main");
        assert_eq!(branch(Outcome::Skipped, (0, 2)), "main-0");
        assert_eq!(branch(Outcome::Unmatched, (63, 64)), "topic-63");
    }

    #[test]
    fn bodies_are_signed_as_the_standard_says() {
        // RFC 4231, test case 2.
        let expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        assert_eq!(sign(b"Jefe", b"what do ya want for nothing?"), expected);
    }
}
