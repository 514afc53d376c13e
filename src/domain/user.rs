//! Users: persons and service accounts.

use crate::domain::text_enum::text_enum;

text_enum! {
    /// What a user is.
    UserKind {
        /// Somebody who signs in, and may have tokens.
        Person = "person",
        /// A program: it has tokens alone.
        Service = "service",
    }
}

/// The longest name, in bytes.
pub const NAME_LIMIT: usize = 64;

/// Names that builds and records bear which no user started.
const RESERVED: &[&str] = &["admin", "runner", "server", "sync", "webhook", "somebody"];

/// Whether `text` can be a user's name: it is compared, sorted and written into logs as it stands.
///
/// # Errors
/// What a name is, in words that follow the name of the field.
pub fn check_name(text: &str) -> Result<(), String> {
    let is_known =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"._-".contains(&byte);
    let begins_well = text.bytes().next().is_some_and(|byte| byte.is_ascii_alphanumeric());
    if RESERVED.contains(&text) {
        return Err(format!("must not be `{text}`, which stands for no user in records"));
    }
    if begins_well && text.len() <= NAME_LIMIT && text.bytes().all(is_known) {
        return Ok(());
    }
    Err(format!(
        "must hold 1 to {NAME_LIMIT} lower-case letters, digits, `.`, `_` and `-`, and begin with a \
         letter or digit"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_plain_and_in_lower_case() {
        for name in ["a", "0", "ann.b-c_d9", &"x".repeat(64)] {
            assert_eq!(check_name(name), Ok(()), "{name}");
        }
        for name in ["", "Ann", "-a", ".a", "a b", "a\n", "ä", "a/b", &"x".repeat(65), "admin"] {
            assert!(check_name(name).is_err(), "{name}");
        }
    }
}
