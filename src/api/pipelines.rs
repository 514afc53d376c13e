//! Pipeline files: checked as the server reads them, without a build.

use pipeline::{Diagnostics, FILE_NAMES, MAX_FILE_BYTES, Source};
use poem_openapi::OpenApi;

use super::answer::Ok200;
use super::error::ApiError;
use super::fail::{Fail, NoFailures};
use super::guard::{BuildRead, Within};
use super::strict::StrictJson;
use super::tags::Tag;
use super::views::pipeline::{PipelineIn, PipelineReport};

/// Operations on pipeline files.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pipelines;

#[OpenApi(tag = "Tag::Pipeline")]
impl Pipelines {
    /// Check a pipeline file
    ///
    /// Says what a build of it would say: every mistake with its place and what to do about it.
    /// Nothing is stored and nothing is run. `oore lint` checks the same without a server.
    #[oai(path = "/api/pipelines/lint", method = "post", operation_id = "pipeline_lint")]
    async fn lint(
        &self,
        _caller: Within<BuildRead>,
        body: StrictJson<PipelineIn>,
    ) -> Result<Ok200<PipelineReport>, Fail<NoFailures>> {
        let PipelineIn { path, text } = body.0;
        let path = path.unwrap_or_else(|| FILE_NAMES[0].to_owned());
        // A file of the largest size takes longer than an actor's neighbours should wait.
        let checked = tokio::task::spawn_blocking(move || check(path, text)).await;
        let mistakes = checked.map_err(ApiError::internal)?;
        Ok(Ok200(PipelineReport::new(mistakes.as_ref())))
    }
}

/// What is wrong with the file, if anything is.
fn check(path: String, text: String) -> Option<Diagnostics> {
    if text.len() > MAX_FILE_BYTES {
        return Some(Diagnostics::too_large(&path, text.len() as u64));
    }
    pipeline::parse(&Source { path, text }).err()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_beyond_the_limit_is_wrong_without_being_read() {
        let text = "é".repeat(MAX_FILE_BYTES / 2 + 1);
        let mistakes = check("oore.yaml".to_owned(), text).unwrap();
        assert_eq!(mistakes.items[0].code, "file_too_large");
    }
}
