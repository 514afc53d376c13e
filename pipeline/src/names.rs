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

/// Names of secrets, which become environment variables.
pub(crate) const SECRET_RULE: &str = "a secret's name begins with a capital letter or `_`, goes on with capital letters, digits and \
     `_`, and has at most 64 characters";

/// Why some names can't be a secret's.
pub(crate) const RESERVED: &str = "Oore, the shell or the system sets or reads that variable";

/// Variables that are set for every step, or that decide which programs and files it runs: a secret
/// in one of them would be seen by everybody, or break the step.
const NOT_SECRETS: [&str; 17] = [
    "CI",
    "PATH",
    "HOME",
    "LANG",
    "TMPDIR",
    "TEMP",
    "TMP",
    "SHELL",
    "USER",
    "LOGNAME",
    "PWD",
    "OLDPWD",
    "TERM",
    "IFS",
    "ENV",
    "SHELLOPTS",
    "PS4",
];

/// The same by how they begin.
const NOT_SECRETS_PREFIXES: [&str; 4] = ["LC_", "LD_", "DYLD_", "BASH"];

/// Why a text can't be the name of a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidSecretName {
    /// It has other characters, or too many.
    #[error("{SECRET_RULE}")]
    Form,
    /// It is the name of a variable that means something already.
    #[error("no secret can have this name: {RESERVED}")]
    Reserved,
}

/// Whether this can name a secret: for the server, where it is stored, as for the file.
///
/// # Errors
/// Why it can't.
pub fn check_secret_name(name: &str) -> Result<(), InvalidSecretName> {
    if !is_word(name) || name.bytes().any(|byte| byte.is_ascii_lowercase()) {
        return Err(InvalidSecretName::Form);
    }
    let is_special = NOT_SECRETS.contains(&name)
        || NOT_SECRETS_PREFIXES.iter().any(|prefix| name.starts_with(prefix));
    if is_special || is_reserved_variable(name) {
        return Err(InvalidSecretName::Reserved);
    }
    Ok(())
}

fn has_only(text: &str, is_allowed: impl Fn(char) -> bool) -> bool {
    text.len() <= MAX_NAME
        && text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && text.chars().all(is_allowed)
}
