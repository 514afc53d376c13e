//! From a commit to its pipeline: fetch, find, read, parse.

use pipeline::{Diagnostics, Pipeline, Source};

use crate::domain::text::{MESSAGE_LIMIT, NAME_LIMIT, bounded};
use crate::git::{GitError, Mirror, Objects, RootFile};
use crate::trace::timed;

/// A commit and what its pipeline file says.
#[derive(Debug)]
pub(super) struct CommitPipeline {
    /// The commit's whole id, as git has it.
    pub(super) id: String,
    /// The beginning of the commit's author, as git has it.
    pub(super) author: String,
    /// The beginning of the commit's message, as git has it.
    pub(super) message: String,
    /// The pipeline, or what is wrong with its file.
    pub(super) pipeline: Result<Pipeline, Diagnostics>,
}

/// Fetches `commit` and reads its pipeline file.
///
/// # Errors
/// [`GitError`] when the commit or the file can't be fetched: worth another try.
pub(super) async fn load(
    mirror: &Mirror,
    commit: &str,
    full_ref: Option<&str>,
) -> Result<CommitPipeline, GitError> {
    timed("git fetch", mirror.fetch(commit, full_ref)).await?;
    timed("read pipeline", read_at(mirror, commit)).await
}

async fn read_at(mirror: &Mirror, commit: &str) -> Result<CommitPipeline, GitError> {
    let mut objects = mirror.objects().await?;
    let facts = objects.commit(commit).await?;
    let files = objects.root(&facts.id, &pipeline::FILE_NAMES).await?;
    let names: Vec<_> = files.iter().map(|file| file.name.as_str()).collect();
    let chosen =
        pipeline::choose(&names).and_then(|chosen| chosen.ok_or_else(Diagnostics::missing_file));
    let pipeline = match chosen {
        Err(diagnostics) => Err(diagnostics),
        Ok(name) => match files.iter().find(|file| file.name == name) {
            Some(file) => read(&mut objects, file).await?,
            None => Err(Diagnostics::missing_file()),
        },
    };
    Ok(CommitPipeline {
        id: facts.id,
        author: bounded(&facts.author, NAME_LIMIT),
        message: bounded(&facts.message, MESSAGE_LIMIT),
        pipeline,
    })
}

async fn read(
    objects: &mut Objects<'_>,
    file: &RootFile,
) -> Result<Result<Pipeline, Diagnostics>, GitError> {
    let bytes = match objects.read(file).await {
        Ok(bytes) => bytes,
        Err(GitError::TooMuch { limit, .. }) => {
            return Ok(Err(Diagnostics::too_large(&file.name, limit + 1)));
        }
        Err(error) => return Err(error),
    };
    Ok(match String::from_utf8(bytes) {
        Ok(text) => pipeline::parse(&Source { path: file.name.clone(), text }),
        Err(_) => Err(Diagnostics::not_text(&file.name)),
    })
}
