//! `secrets:` of a job: the names of those that its steps are to have.

use super::values::Item;
use crate::problems::Problems;
use crate::{InvalidSecretName, MAX_SECRETS, Spanned, check_secret_name, names};

/// Reads the names; none when the key is absent.
pub(super) fn read(item: Option<Item<'_>>, problems: &mut Problems<'_>) -> Vec<Spanned<String>> {
    let mut secrets: Vec<Spanned<String>> = Vec::new();
    for element in item.map(|item| item.one_or_few(MAX_SECRETS, problems)).unwrap_or_default() {
        let Some(secret) = element.plain_text(problems) else { continue };
        if secrets.iter().any(|other| other.value == secret.value) {
            let message = format!("the secret `{}` is named twice", secret.value);
            problems.add("duplicate_value", secret.span, &message);
            continue;
        }
        check(&secret, problems);
        secrets.push(secret);
    }
    secrets
}

fn check(secret: &Spanned<String>, problems: &mut Problems<'_>) {
    let name = &secret.value;
    match check_secret_name(name) {
        Ok(()) => {}
        Err(InvalidSecretName::Form) => {
            let message = format!("`{name}` cannot be the name of a secret");
            let capitals = name.to_uppercase();
            let help = match check_secret_name(&capitals) {
                Ok(()) => format!("names of secrets are written in capitals: `{capitals}`"),
                Err(_) => names::SECRET_RULE.to_owned(),
            };
            problems.add_with_help("invalid_secret_name", secret.span, &message, &help);
        }
        Err(InvalidSecretName::Reserved) => {
            let message = format!("a secret cannot be called `{name}`: {}", names::RESERVED);
            let help = "store the secret under another name";
            problems.add_with_help("reserved_variable_name", secret.span, &message, help);
        }
    }
}
