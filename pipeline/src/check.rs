//! What concerns more than one place of the file: needs, cycles, the number of jobs, and what
//! expressions refer to.

mod expressions;
mod needs;

use crate::MAX_JOBS;
use crate::problems::Problems;
use crate::read::Draft;

/// Adds what is wrong between the parts of a file.
pub(crate) fn check(draft: &Draft, problems: &mut Problems<'_>) {
    needs::check(draft, problems);
    expressions::check(&draft.pipeline, problems);
    let jobs = draft.pipeline.jobs.values();
    let count: usize = jobs.map(|job| job.matrix.as_ref().map_or(1, |it| it.rows.len())).sum();
    if count > MAX_JOBS {
        let message = format!("the file makes {count} jobs, more than {MAX_JOBS}");
        let help = "name fewer jobs or smaller matrices; nothing is cut";
        problems.add_with_help("too_many_jobs", draft.jobs_span, &message, help);
    }
}
