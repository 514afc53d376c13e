//! From what a caller says of a secret to the row that is stored, but for its sealed value.

use pipeline::{GlobList, check_secret_name};
use poem_openapi::types::MaybeUndefined;

use crate::api::error::ApiError;
use crate::api::problem::FieldError;
use crate::api::views::secret::SecretIn;
use crate::clock;
use crate::entities::Stored;
use crate::entities::secrets::Model;
use crate::ids::{RepositoryId, SecretId};

/// In characters, blanks at the ends aside. Shorter ones can't be hidden in logs: their text stands
/// in much that is no secret.
const SHORTEST: usize = 4;

/// In bytes: enough for keys and certificates.
const LONGEST: usize = 64 * 1024;

/// The row to be, whose value is still to be sealed.
///
/// # Errors
/// Each field that can't be meant, with the reason; none tells the value.
pub(super) fn row(
    (owner, name): (Option<RepositoryId>, String),
    present: Option<Model>,
    given: SecretIn,
    by: &str,
) -> Result<Model, ApiError> {
    let SecretIn { value, description, for_forks, branches, tags, environments } = given;
    let now = clock::now();
    let before = present.unwrap_or_else(|| Model {
        id: SecretId::generate(),
        repository_id: owner,
        name,
        sealed_value: Vec::new(),
        description: None,
        for_forks: false,
        branches: Stored::default(),
        tags: Stored::default(),
        environments: Stored::default(),
        created_at: now,
        updated_at: now,
        updated_by: by.to_owned(),
    });
    let row = Model {
        description: changed(description).unwrap_or(before.description),
        for_forks: for_forks.unwrap_or(before.for_forks),
        branches: list(branches, before.branches),
        tags: list(tags, before.tags),
        environments: list(environments, before.environments),
        updated_at: now,
        updated_by: by.to_owned(),
        ..before
    };
    let mistakes = mistakes(&row, &value);
    if mistakes.is_empty() { Ok(row) } else { Err(ApiError::Unprocessable(mistakes)) }
}

/// What is said of a field; none when it is left out.
fn changed<T>(given: MaybeUndefined<T>) -> Option<Option<T>> {
    match given {
        MaybeUndefined::Undefined => None,
        MaybeUndefined::Null => Some(None),
        MaybeUndefined::Value(value) => Some(Some(value)),
    }
}

fn list(given: MaybeUndefined<Vec<String>>, before: Stored<Vec<String>>) -> Stored<Vec<String>> {
    changed(given).map_or(before, |list| Stored(list.unwrap_or_default()))
}

fn mistakes(row: &Model, value: &str) -> Vec<FieldError> {
    let mut mistakes = Vec::new();
    let mut note = |field: String, message: String| mistakes.push(FieldError { field, message });
    if let Err(error) = check_secret_name(&row.name) {
        note(String::new(), error.to_string());
    }
    if let Err(told) = check_value(value) {
        note("/value".to_owned(), told);
    }
    let lists =
        [("branches", &row.branches), ("tags", &row.tags), ("environments", &row.environments)];
    for (field, list) in lists {
        if let Err(wrong) = GlobList::of(&list.0) {
            note(format!("/{field}/{}", wrong.index), wrong.to_string());
        }
    }
    let is_limited = !(row.branches.0.is_empty() && row.tags.0.is_empty());
    if row.for_forks && is_limited {
        let told = "has no effect on a secret for some branches or tags, which no pull request \
                    gets; take the patterns away, or set it to false";
        note("/for_forks".to_owned(), told.to_owned());
    }
    mistakes
}

fn check_value(value: &str) -> Result<(), String> {
    let characters = value.trim().chars().count();
    if value.len() > LONGEST {
        return Err(format!("is larger than {} KiB", LONGEST / 1024));
    }
    match characters {
        0 => Err("is empty".to_owned()),
        1..SHORTEST => Err(format!(
            "has fewer than {SHORTEST} characters, so it can't be hidden in logs: its text would \
             stand in much that is no secret"
        )),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(value: &str) -> SecretIn {
        SecretIn {
            value: value.to_owned(),
            description: MaybeUndefined::Undefined,
            for_forks: None,
            branches: MaybeUndefined::Undefined,
            tags: MaybeUndefined::Undefined,
            environments: MaybeUndefined::Undefined,
        }
    }

    fn of(present: Option<Model>, given: SecretIn) -> Result<Model, ApiError> {
        row((None, "TOKEN".to_owned()), present, given, "ada")
    }

    fn texts(texts: &[&str]) -> MaybeUndefined<Vec<String>> {
        MaybeUndefined::Value(texts.iter().map(|text| (*text).to_owned()).collect())
    }

    #[test]
    fn what_is_left_out_stays_and_null_clears() {
        let first = SecretIn {
            description: MaybeUndefined::Value("to publish".to_owned()),
            branches: texts(&["main"]),
            tags: texts(&["v*"]),
            ..secret("abcd")
        };
        let made = of(None, first).unwrap();
        assert!(!made.for_forks, "forks get nothing unless that is said");
        let again = of(Some(made.clone()), secret("efgh")).unwrap();
        assert_eq!((again.id, again.created_at), (made.id, made.created_at));
        assert_eq!((&again.branches, &again.tags), (&made.branches, &made.tags));
        assert_eq!(again.description.as_deref(), Some("to publish"));
        let (description, tags) = (MaybeUndefined::Null, MaybeUndefined::Null);
        let cleared = SecretIn { description, tags, ..secret("efgh") };
        let cleared = of(Some(again), cleared).unwrap();
        assert_eq!(
            (cleared.description, cleared.tags.0.len(), cleared.branches.0.len()),
            (None, 0, 1)
        );
    }

    #[test]
    fn what_cannot_be_meant_is_refused_without_telling_the_value() {
        let with = |given: SecretIn| match of(None, given).unwrap_err() {
            ApiError::Unprocessable(mistakes) => mistakes
                .into_iter()
                .map(|FieldError { field, message }| format!("{field}: {message}\n"))
                .collect::<String>(),
            other => panic!("{other:?}"),
        };
        let all = [
            with(secret("")),
            with(secret(" \n\t  ")),
            with(secret("abc")),
            with(secret("  abc\n")),
            with(secret(&"x".repeat(LONGEST + 1))),
            with(SecretIn {
                branches: texts(&["main", "["]),
                tags: texts(&["!"]),
                ..secret("abcd")
            }),
            with(SecretIn { for_forks: Some(true), branches: texts(&["main"]), ..secret("abcd") }),
        ];
        insta::assert_snapshot!(all.concat());
        for value in ["abcd", "äöüß", " a b c ", &"x".repeat(LONGEST)] {
            assert!(check_value(value).is_ok(), "{}", value.len());
        }
    }

    #[test]
    fn the_debug_form_holds_no_value() {
        assert!(!format!("{:?}", secret("hush-hush")).contains("hush"));
    }
}
