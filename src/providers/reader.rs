//! Reading a payload that may lack anything.
//!
//! Providers leave fields out, add others and change types at any time, so a payload stays a JSON
//! value and only what is used is looked at, by JSON pointer.

use serde_json::Value;

use crate::domain::event::{CommitSha, InvalidCommitSha, InvalidRefName, RefName};
use crate::domain::text::{MESSAGE_LIMIT, NAME_LIMIT, bounded};

/// A payload of an event that Oore builds, which it can't.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unusable {
    /// A field that must be there is absent or of another type.
    #[error("the payload of `{event}` lacks {expected} at `{pointer}`")]
    Missing {
        /// The event.
        event: String,
        /// Where it should be, as a JSON pointer.
        pointer: &'static str,
        /// What should be there.
        expected: &'static str,
    },
    /// It names a commit in a form that git does not know.
    #[error("`{pointer}` of the payload: {reason}")]
    Commit {
        /// Where it is.
        pointer: &'static str,
        /// What is wrong.
        reason: InvalidCommitSha,
    },
    /// It names a ref that git would refuse or misread.
    #[error("`{pointer}` of the payload: {reason}")]
    Ref {
        /// Where it is.
        pointer: &'static str,
        /// What is wrong.
        reason: InvalidRefName,
    },
    /// A name that no repository can have.
    #[error("`{pointer}` of the payload is not the full name of a repository")]
    Repository {
        /// Where it is.
        pointer: &'static str,
    },
}

/// In bytes.
const FULL_NAME_LIMIT: usize = 512;

/// The payload of one event.
#[derive(Clone, Copy)]
pub(super) struct Payload<'a> {
    pub(super) event: &'a str,
    pub(super) json: &'a Value,
}

impl<'a> Payload<'a> {
    /// A text that is there and not empty.
    pub(super) fn raw(self, pointer: &str) -> Option<&'a str> {
        self.json.pointer(pointer)?.as_str().filter(|text| !text.is_empty())
    }

    /// A text for people.
    pub(super) fn text(self, pointer: &str) -> Option<String> {
        self.raw(pointer).map(|text| bounded(text, NAME_LIMIT))
    }

    pub(super) fn message(self, pointer: &str) -> Option<String> {
        self.raw(pointer).map(|text| bounded(text, MESSAGE_LIMIT))
    }

    pub(super) fn number(self, pointer: &str) -> Option<u64> {
        self.json.pointer(pointer)?.as_u64()
    }

    pub(super) fn flag(self, pointer: &str) -> Option<bool> {
        self.json.pointer(pointer)?.as_bool()
    }

    pub(super) fn has(self, pointer: &str) -> bool {
        self.json.pointer(pointer).is_some_and(|value| !value.is_null())
    }

    pub(super) fn required(self, pointer: &'static str) -> Result<&'a str, Unusable> {
        self.raw(pointer).ok_or_else(|| self.missing(pointer, "a text"))
    }

    pub(super) fn required_number(self, pointer: &'static str) -> Result<u64, Unusable> {
        self.number(pointer).ok_or_else(|| self.missing(pointer, "a number"))
    }

    /// The entries of a list that must be there.
    pub(super) fn required_list(
        self,
        pointer: &'static str,
    ) -> Result<impl Iterator<Item = Payload<'a>>, Unusable> {
        let list = self.json.pointer(pointer).and_then(Value::as_array);
        let list = list.ok_or_else(|| self.missing(pointer, "a list"))?;
        let event = self.event;
        Ok(list.iter().map(move |json| Payload { event, json }))
    }

    /// A commit that must be there.
    pub(super) fn required_commit(self, pointer: &'static str) -> Result<CommitSha, Unusable> {
        let text = self.required(pointer)?;
        CommitSha::new(text).map_err(|reason| Unusable::Commit { pointer, reason })
    }

    /// A commit that may be absent, null or anything else: then there is none.
    pub(super) fn commit(self, pointer: &str) -> Option<CommitSha> {
        CommitSha::new(self.raw(pointer)?).ok().filter(|sha| !sha.is_null())
    }

    /// A branch that must be there.
    pub(super) fn required_ref(self, pointer: &'static str) -> Result<RefName, Unusable> {
        ref_name(self.required(pointer)?, pointer)
    }

    /// A branch that may be absent or anything else: then there is none.
    pub(super) fn ref_name(self, pointer: &str) -> Option<RefName> {
        RefName::new(self.raw(pointer)?).ok()
    }

    /// `owner/name`, which must be there.
    pub(super) fn required_full_name(self, pointer: &'static str) -> Result<String, Unusable> {
        let text = self.required(pointer)?;
        if is_full_name(text) { Ok(text.to_owned()) } else { Err(Unusable::Repository { pointer }) }
    }

    fn missing(self, pointer: &'static str, expected: &'static str) -> Unusable {
        Unusable::Missing { event: self.event.to_owned(), pointer, expected }
    }
}

/// Checks a ref name that was read at `pointer`.
pub(super) fn ref_name(text: &str, pointer: &'static str) -> Result<RefName, Unusable> {
    RefName::new(text).map_err(|reason| Unusable::Ref { pointer, reason })
}

/// Whether a text has the form `owner/name`.
pub(super) fn is_full_name(text: &str) -> bool {
    text.len() <= FULL_NAME_LIMIT
        && text.contains('/')
        && text.split('/').all(|part| !part.is_empty() && part != "." && part != "..")
        && !text.contains(|character: char| character.is_control() || character.is_whitespace())
}

/// The first of the pointers that leads to a text.
pub(super) fn first_text(payload: Payload<'_>, pointers: &[&str]) -> Option<String> {
    pointers.iter().find_map(|pointer| payload.text(pointer))
}

/// The first of the pointers that leads to a commit other than the null one.
pub(super) fn first_commit(payload: Payload<'_>, pointers: &[&str]) -> Option<String> {
    pointers.iter().find_map(|pointer| payload.commit(pointer)).map(String::from)
}

/// The first of the pointers that leads to a number.
pub(super) fn first_number(payload: Payload<'_>, pointers: &[&str]) -> Option<u64> {
    pointers.iter().find_map(|pointer| payload.number(pointer))
}
