//! From a commit to its pipeline: fetch, find, read, parse.

use std::sync::Arc;

use pipeline::{Diagnostics, Pipeline, Source};

use super::commits::Commits;
use crate::domain::text::{MESSAGE_LIMIT, NAME_LIMIT, bounded};
use crate::entities::repositories::Model as Repository;
use crate::git::{GitError, Mirror, Objects, RootFile};
use crate::trace::timed;

/// What a pipeline file says, or what is wrong with it.
pub(super) type PipelineFile = Result<Pipeline, Diagnostics>;

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
    pub(super) pipeline: Arc<PipelineFile>,
}

/// Fetches `commit` and reads its pipeline file.
///
/// # Errors
/// [`GitError`] when the commit or the file can't be fetched: worth another try.
pub(super) async fn load(
    (mirror, repository, commits): (&Mirror, &Repository, &Commits),
    commit: &str,
    full_ref: Option<&str>,
) -> Result<Arc<CommitPipeline>, GitError> {
    timed("git fetch", mirror.fetch(commit, full_ref)).await?;
    let reading = async {
        let objects = mirror.objects().await?;
        Reading { objects, repository, commits }.commit(commit).await
    };
    timed("read pipeline", reading).await
}

/// The same for several commits, with one git that fetches and one that reads.
///
/// # Errors
/// [`GitError`] when one of them can't be had.
pub(super) async fn load_all(
    (mirror, repository, commits): (&Mirror, &Repository, &Commits),
    wanted: &[&str],
) -> Result<(), GitError> {
    mirror.fetch_all(wanted).await?;
    let mut reading = Reading { objects: mirror.objects().await?, repository, commits };
    for commit in wanted {
        reading.commit(commit).await?;
    }
    Ok(())
}

/// Commits are read, and kept for the events to come.
struct Reading<'a> {
    objects: Objects<'a>,
    repository: &'a Repository,
    commits: &'a Commits,
}

impl Reading<'_> {
    async fn commit(&mut self, commit: &str) -> Result<Arc<CommitPipeline>, GitError> {
        let facts = self.objects.commit(commit).await?;
        let files = self.objects.root(&facts.id, &pipeline::FILE_NAMES).await?;
        let names: Vec<_> = files.iter().map(|file| file.name.as_str()).collect();
        let chosen = pipeline::choose(&names)
            .and_then(|chosen| chosen.ok_or_else(Diagnostics::missing_file));
        let pipeline = match chosen {
            Err(diagnostics) => Arc::new(Err(diagnostics)),
            Ok(name) => match files.iter().find(|file| file.name == name) {
                Some(file) => self.pipeline(file).await?,
                None => Arc::new(Err(Diagnostics::missing_file())),
            },
        };
        let found = Arc::new(CommitPipeline {
            id: facts.id,
            author: bounded(&facts.author, NAME_LIMIT),
            message: bounded(&facts.message, MESSAGE_LIMIT),
            pipeline,
        });
        self.commits.keep(self.repository, commit, Arc::clone(&found));
        Ok(found)
    }

    /// Most commits leave the file as it was.
    async fn pipeline(&mut self, file: &RootFile) -> Result<Arc<PipelineFile>, GitError> {
        if let Some(known) = self.commits.find_pipeline(self.repository, file) {
            return Ok(known);
        }
        let read = Arc::new(self.read(file).await?);
        self.commits.keep_pipeline(self.repository, file, Arc::clone(&read));
        Ok(read)
    }

    async fn read(&mut self, file: &RootFile) -> Result<PipelineFile, GitError> {
        let bytes = match self.objects.read(file).await {
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
}
