//! Which of a repository's files is its pipeline.

use crate::{Diagnostics, FILE_NAMES};

/// The pipeline's name among the names in the repository's root; none when it is not there.
///
/// # Errors
/// When there are several: which of them counts would be a guess.
pub fn choose(names: &[&str]) -> Result<Option<&'static str>, Diagnostics> {
    let found: Vec<&'static str> =
        FILE_NAMES.into_iter().filter(|name| names.contains(name)).collect();
    match found.as_slice() {
        [] => Ok(None),
        [name] => Ok(Some(name)),
        [first, others @ ..] => {
            let listed: Vec<String> = found.iter().map(|name| format!("`{name}`")).collect();
            let message =
                format!("the repository has several pipeline files: {}", listed.join(", "));
            let removed: Vec<String> = others.iter().map(|name| format!("`{name}`")).collect();
            let help = format!("keep `{first}` and remove {}", removed.join(", "));
            Err(Diagnostics::of_file(first, "several_files", &message, help))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::choose;

    #[test]
    fn the_one_file_there_is_is_taken_whatever_its_name() {
        for name in crate::FILE_NAMES {
            assert_eq!(choose(&["README.md", name, "src"]).ok(), Some(Some(name)));
        }
        assert_eq!(choose(&["README.md", "oore.yaml.bak"]).ok(), Some(None));
    }

    #[test]
    fn two_files_are_an_error_that_names_both() {
        let error = choose(&["oore.yml", ".oore.yaml"]).unwrap_err();
        insta::assert_snapshot!(error);
    }
}
