//! Identifiers as arguments: checked before anything is sent, and completed from the server.

use std::ffi::OsStr;

use clap::Arg;
use clap_complete::engine::ArgValueCompleter;

use crate::complete;

/// The schema of ids for which a repository's full name may be given.
pub(crate) const REPOSITORY: &str = "RepositoryId";

/// Makes `argument` take ids of the schema.
pub(super) fn shape(schema: &str, argument: Arg) -> Arg {
    let of = schema.to_owned();
    let completer = ArgValueCompleter::new(move |current: &OsStr| complete::ids(&of, current));
    let argument = argument.add(completer);
    match schema {
        REPOSITORY => argument.value_parser(parse_repository),
        _ => argument.value_parser(parse),
    }
}

/// Whether it looks like an identifier: 128 bits in Crockford's base 32.
pub(crate) fn is_id(text: &str) -> bool {
    let is_letter =
        |byte: u8| matches!(byte, b'0'..=b'9' | b'A'..=b'Z') && !b"ILOU".contains(&byte);
    let is_small = text.bytes().next().is_some_and(|first| first <= b'7');
    text.len() == 26 && is_small && text.bytes().all(is_letter)
}

/// Whether it is a repository's full name: every name holds a slash, and no id does.
pub(crate) fn is_name(text: &str) -> bool {
    text.contains('/')
}

fn parse(text: &str) -> Result<String, String> {
    if is_id(text) {
        return Ok(text.to_owned());
    }
    Err("not an id: those have 26 characters, such as 01ARZ3NDEKTSV4RRFFQ69G5FAV".to_owned())
}

fn parse_repository(text: &str) -> Result<String, String> {
    if is_id(text) || is_name(text) {
        return Ok(text.to_owned());
    }
    Err("neither an id of 26 characters nor a full name, such as acme/app".to_owned())
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
    fn a_repository_is_given_by_its_id_or_its_full_name() {
        for right in ["01ARZ3NDEKTSV4RRFFQ69G5FAV", "acme/app", "group/sub/app"] {
            assert!(parse_repository(right).is_ok(), "{right}");
        }
        assert!(parse_repository("app").is_err());
    }
}
