//! Which characters the names of the language may have.

/// How many characters a name may have.
const MAX_NAME: usize = 64;

/// Job keys, step ids and output names; in expressions those with a `-` are written
/// `needs["build-app"]`.
pub(crate) const NAME_RULE: &str = "a name begins with a letter or `_`, goes on with letters, digits, `_` and `-`, \
     and has at most 64 characters";

/// Matrix and input names, which become environment variables as well.
pub(crate) const WORD_RULE: &str = "a name begins with a letter or `_`, goes on with letters, digits and `_`, \
     and has at most 64 characters";

/// Whether this can name a job, a step or an output.
pub(crate) fn is_name(text: &str) -> bool {
    has_only(text, |character| character.is_ascii_alphanumeric() || "_-".contains(character))
}

/// Whether this can name a value of a matrix, an input or an environment variable.
pub(crate) fn is_word(text: &str) -> bool {
    has_only(text, |character| character.is_ascii_alphanumeric() || character == '_')
}

/// Whether an environment variable is set by Oore itself.
#[must_use]
pub fn is_reserved_variable(name: &str) -> bool {
    name == "OORE" || name.starts_with("OORE_")
}

fn has_only(text: &str, is_allowed: impl Fn(char) -> bool) -> bool {
    text.len() <= MAX_NAME
        && text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && text.chars().all(is_allowed)
}
