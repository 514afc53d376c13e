//! From a file's text to its checked model.

use crate::problems::Problems;
use crate::yaml::{self, Kind};
use crate::{Diagnostics, MAX_FILE_BYTES, Pipeline, Source, check, read};

/// Reads and checks a pipeline file.
///
/// # Errors
/// All mistakes of the file at once, in the order of their places.
pub fn parse(source: &Source) -> Result<Pipeline, Diagnostics> {
    if source.text.len() > MAX_FILE_BYTES {
        return Err(Diagnostics::too_large(&source.path, source.text.len() as u64));
    }
    let mut problems = Problems::new(source);
    let draft = draft(&mut problems);
    if let Some(draft) = &draft {
        check::check(draft, &mut problems);
    }
    match (problems.into_diagnostics(), draft) {
        (Some(diagnostics), _) => Err(diagnostics),
        (None, Some(draft)) => Ok(draft.pipeline),
        (None, None) => Err(empty(source)),
    }
}

fn draft(problems: &mut Problems<'_>) -> Option<read::Draft> {
    let root = yaml::read(problems)?;
    if root.kind == Kind::Null {
        return None;
    }
    read::pipeline(&root, problems)
}

fn empty(source: &Source) -> Diagnostics {
    let help = "begin with `version: 1`, `on:` and `jobs:`".to_owned();
    Diagnostics::of_file(&source.path, "empty_file", "the file is empty", help)
}
