//! Pushes as GitHub sends them, signed before they are needed: while it is measured, a delivery
//! costs nothing but a name of its own and the sending.
//!
//! The payload's form: <https://docs.github.com/en/webhooks/webhook-events-and-payloads#push>.

use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};

use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::origin::{BUILT, Origin};
use crate::server::Registered;

/// The length of a push's body in bytes: that of a push of a few commits.
pub(crate) const SIZE: usize = 10_000;

/// What comes of the pushes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Nothing, as their message says: no git is needed to see that.
    Skipped,
    /// Nothing, as no trigger takes the branch. Each commit of the repository in turn has to be
    /// fetched to see that.
    Unmatched,
    /// A build of each.
    Built,
}

/// Deliveries that are ready to be sent, in turn, as often as one likes.
#[derive(Debug)]
pub(crate) struct Pushes {
    deliveries: Vec<Delivery>,
    next: AtomicU64,
}

/// All but the delivery's name is the same each time.
#[derive(Debug)]
struct Delivery {
    head: String,
    body: Vec<u8>,
}

impl Pushes {
    /// One for each commit of `origin` and each repository that is registered for it.
    pub(crate) fn new(origin: &Origin, repositories: &[Registered], outcome: Outcome) -> Self {
        let mut before = "0".repeat(40);
        let mut deliveries = Vec::with_capacity(origin.commits.len() * repositories.len());
        for commit in &origin.commits {
            let to = |to: &Registered| {
                let name = to.name.as_str();
                Delivery::new(to, body(&Push { name, before: &before, after: commit, outcome }))
            };
            deliveries.extend(repositories.iter().map(to));
            before.clone_from(commit);
        }
        Self { deliveries, next: AtomicU64::new(0) }
    }

    /// Puts the next delivery into `request`, in the place of what is in there.
    pub(crate) fn write_next(&self, request: &mut Vec<u8>) {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let turn = usize::try_from(number).unwrap_or_default() % self.deliveries.len();
        let Delivery { head, body } = &self.deliveries[turn];
        let mut name = String::with_capacity(64);
        // Writing to a string can't fail.
        let _ = write!(name, "X-GitHub-Delivery: bench-{number}\r\n\r\n");
        request.clear();
        for part in [head.as_bytes(), name.as_bytes(), body] {
            request.extend_from_slice(part);
        }
    }
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
    let Push { name, before, after, outcome } = push;
    let branch = match outcome {
        Outcome::Skipped | Outcome::Built => BUILT,
        Outcome::Unmatched => "topic",
    };
    json!({
        "ref": format!("refs/heads/{branch}"),
        "before": before,
        "after": after,
        "created": false, "deleted": false, "forced": false,
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
    use super::{Outcome, Push, SIZE, body, sign};

    #[test]
    fn a_body_has_its_size_whatever_comes_of_it() {
        for outcome in [Outcome::Skipped, Outcome::Unmatched, Outcome::Built] {
            let (before, after) = (&"0".repeat(40), &"1".repeat(40));
            let body = body(&Push { name: "app", before, after, outcome });
            assert_eq!(body.len(), SIZE, "{outcome:?}");
            serde_json::from_slice::<serde_json::Value>(&body).unwrap();
        }
    }

    #[test]
    fn bodies_are_signed_as_the_standard_says() {
        // RFC 4231, test case 2.
        let expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        assert_eq!(sign(b"Jefe", b"what do ya want for nothing?"), expected);
    }
}
