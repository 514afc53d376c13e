//! Identifiers as arguments: checked before anything is sent, and completed from the server.

use std::ffi::OsStr;

use clap::Arg;
use clap_complete::engine::ArgValueCompleter;

use crate::complete;

/// What may be given by its name instead of its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Named {
    /// By its full name: every one holds a slash, and no id does.
    Repository,
    /// By its name, which has no upper-case letters; an id has no lower-case ones.
    User,
}

impl Named {
    /// What ids of the schema name.
    pub(crate) fn of(schema: &str) -> Option<Self> {
        match schema {
            "RepositoryId" => Some(Self::Repository),
            "UserId" => Some(Self::User),
            _ => None,
        }
    }

    /// The schema of its ids.
    pub(crate) fn schema(self) -> &'static str {
        match self {
            Self::Repository => "RepositoryId",
            Self::User => "UserId",
        }
    }

    /// What it is called.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Repository => "repository",
            Self::User => "user",
        }
    }

    /// What its names are like.
    pub(crate) fn sample(self) -> &'static str {
        match self {
            Self::Repository => "full name, such as acme/app",
            Self::User => "name, such as ann",
        }
    }

    /// Whether `text` is a name and no id.
    pub(crate) fn is_name(self, text: &str) -> bool {
        match self {
            Self::Repository => text.contains('/'),
            Self::User => {
                let is_known = |byte: u8| {
                    byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"._-".contains(&byte)
                };
                !text.is_empty() && !is_id(text) && text.bytes().all(is_known)
            }
        }
    }

    fn parse(self, text: &str) -> Result<String, String> {
        if is_id(text) || self.is_name(text) {
            return Ok(text.to_owned());
        }
        Err(format!("neither an id of 26 characters nor a {}", self.sample()))
    }
}

/// Makes `argument` take ids of the schema.
pub(super) fn shape(schema: &str, argument: Arg) -> Arg {
    let of = schema.to_owned();
    let completer = ArgValueCompleter::new(move |current: &OsStr| complete::ids(&of, current));
    let argument = argument.add(completer);
    match Named::of(schema) {
        Some(named) => argument.value_parser(move |text: &str| named.parse(text)),
        None => argument.value_parser(parse),
    }
}

/// Whether it looks like an identifier: 128 bits in Crockford's base 32.
pub(crate) fn is_id(text: &str) -> bool {
    let is_letter =
        |byte: u8| matches!(byte, b'0'..=b'9' | b'A'..=b'Z') && !b"ILOU".contains(&byte);
    let is_small = text.bytes().next().is_some_and(|first| first <= b'7');
    text.len() == 26 && is_small && text.bytes().all(is_letter)
}

fn parse(text: &str) -> Result<String, String> {
    if is_id(text) {
        return Ok(text.to_owned());
    }
    Err("not an id: those have 26 characters, such as 01ARZ3NDEKTSV4RRFFQ69G5FAV".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_checked_before_they_are_sent() {
        assert!(parse("01ARZ3NDEKTSV4RRFFQ69G5FAV").is_ok());
        for wrong in ["", "12", "01arz3ndektsv4rrffq69g5fav", "81ARZ3NDEKTSV4RRFFQ69G5FAV", "a/b"] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn repositories_and_users_are_given_by_their_ids_or_their_names() {
        let id = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
        for right in [id, "acme/app", "group/sub/app"] {
            assert!(Named::Repository.parse(right).is_ok(), "{right}");
        }
        for right in [id, "ann", "ci-robot", "01arz3ndektsv4rrffq69g5fav"] {
            assert!(Named::User.parse(right).is_ok(), "{right}");
        }
        assert!(Named::Repository.parse("app").is_err());
        assert!(Named::User.parse("Ann").is_err() && Named::User.parse("").is_err());
    }
}
