//! The record of who did what: what an entry says, and how entries are chained.

use serde_json::{Map, Value};

use crate::domain::text_enum::text_enum;
use crate::ids::{AuditEventId, RepositoryId, TokenId};

text_enum! {
    /// Who did something.
    ActorKind {
        /// Whoever holds the administrator's token.
        AdminToken = "admin_token",
        /// A person, with a token or a session of theirs.
        Person = "person",
        /// A service account.
        Service = "service",
        /// A machine that runs jobs.
        Runner = "runner",
        /// The program itself, on the machine of the server.
        Server = "server",
    }
}

/// Who did something, and from where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribution {
    /// What kind of actor.
    pub kind: ActorKind,
    /// The user's or runner's id, as text.
    pub id: Option<String>,
    /// The name at that time.
    pub name: String,
    /// The token that was shown.
    pub token: Option<TokenId>,
    /// The address that the request came from.
    pub address: Option<String>,
    /// The request's id, which also stands in the server's log.
    pub request: Option<String>,
}

/// What was done something to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// What it is: `repository`, `build`.
    pub kind: &'static str,
    /// Its id, as text.
    pub id: String,
    /// Its name for people.
    pub name: Option<String>,
}

impl Target {
    /// The thing of this kind with this id.
    #[must_use]
    pub fn new(kind: &'static str, id: &impl ToString) -> Self {
        Self { kind, id: id.to_string(), name: None }
    }

    /// The same with a name for people.
    #[must_use]
    pub fn named(self, name: impl Into<String>) -> Self {
        Self { name: Some(name.into()), ..self }
    }
}

/// What came of an operation, without secrets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What was changed.
    pub target: Target,
    /// The repository that it belongs to.
    pub repository: Option<RepositoryId>,
    /// What it was like; only what differs.
    pub before: Option<Value>,
    /// What it is like; only what differs.
    pub after: Option<Value>,
}

impl Change {
    /// Something was done to `target`.
    #[must_use]
    pub fn of(target: Target, repository: Option<RepositoryId>) -> Self {
        Self { target, repository, before: None, after: None }
    }

    /// It was made like this.
    #[must_use]
    pub fn made(self, after: Option<Value>) -> Self {
        Self { after, ..self }
    }

    /// It was like this, and is gone.
    #[must_use]
    pub fn removed(self, before: Option<Value>) -> Self {
        Self { before, ..self }
    }

    /// It was changed from the one to the other.
    #[must_use]
    pub fn from_to(self, before: Option<Value>, after: Option<Value>) -> Self {
        let (before, after) = differing(before, after);
        Self { before, after, ..self }
    }
}

impl Change {
    /// The same, with what is told of secrets: that they were replaced, and no more.
    #[must_use]
    pub fn replaced(mut self, names: &[&str]) -> Self {
        if let (false, Some(Value::Object(fields))) = (names.is_empty(), &mut self.after) {
            fields.insert("replaced".to_owned(), names.into());
        }
        self
    }
}

/// Fields that change with every change and tell nothing.
const NOISE: &[&str] = &["updated_at"];

/// The fields in which two objects differ; other values as they are.
fn differing(before: Option<Value>, after: Option<Value>) -> (Option<Value>, Option<Value>) {
    let (Some(Value::Object(before)), Some(Value::Object(after))) = (&before, &after) else {
        return (before, after);
    };
    let pick = |one: &Map<String, Value>, other: &Map<String, Value>| {
        let fields = one.iter().filter(|(name, value)| {
            !NOISE.contains(&name.as_str()) && other.get(*name) != Some(value)
        });
        Value::Object(fields.map(|(name, value)| (name.clone(), value.clone())).collect())
    };
    (Some(pick(before, after)), Some(pick(after, before)))
}

/// What is chained of an entry: everything that it says, in an order and a form that do not depend
/// on the database.
#[derive(Debug, Clone, Copy)]
pub struct Chained<'a> {
    /// Its place in the record, from 1.
    pub sequence: i64,
    /// Its id.
    pub id: AuditEventId,
    /// When, in milliseconds since 1970.
    pub at_ms: i64,
    /// The texts of the entry in the order of the table; absent ones are told from empty ones.
    pub texts: &'a [Option<&'a str>],
}

impl Chained<'_> {
    /// The bytes that are signed together with the signature before.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        bytes.extend(self.sequence.to_be_bytes());
        bytes.extend(self.id.0.to_bytes());
        bytes.extend(self.at_ms.to_be_bytes());
        for text in self.texts {
            match text {
                None => bytes.push(0),
                Some(text) => {
                    bytes.push(1);
                    bytes.extend((text.len() as u64).to_be_bytes());
                    bytes.extend(text.as_bytes());
                }
            }
        }
        bytes
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_what_differs_is_kept() {
        let before = json!({ "a": 1, "b": 2, "c": null, "updated_at": "1" });
        let after = json!({ "a": 1, "b": 3, "d": 4, "updated_at": "2" });
        let change = Change::of(Target::new("thing", &1), None).from_to(Some(before), Some(after));
        assert_eq!(change.before, Some(json!({ "b": 2, "c": null })));
        assert_eq!(change.after, Some(json!({ "b": 3, "d": 4 })));
    }

    #[test]
    fn entries_that_differ_anywhere_are_chained_differently() {
        let id = "01ARZ3NDEKTSV4RRFFQ69G5FAV".parse().unwrap();
        let bytes = |texts: &[Option<&str>]| Chained { sequence: 1, id, at_ms: 1, texts }.bytes();
        let forms = [
            bytes(&[]),
            bytes(&[None]),
            bytes(&[Some("")]),
            bytes(&[Some("a"), Some("b")]),
            bytes(&[Some("ab"), Some("")]),
            bytes(&[Some("ab"), None]),
            bytes(&[None, Some("ab")]),
        ];
        for (index, form) in forms.iter().enumerate() {
            assert!(!forms[..index].contains(form), "{index}");
        }
    }
}
