//! What a build's jobs would be at first, without making it.

use sea_orm::{ConnectionTrait, DbErr};

use super::create::{NewBuild, Start, build_context, job_row, upcoming_number};
use super::progress::job_state;
use crate::domain::progress::{Action, JobState, advance};
use crate::entities::repositories;
use crate::store::approvals::build_awaits;

/// The states that the jobs of `build` would get when it is made now, in their order, and why.
///
/// # Errors
/// When the database does not answer.
pub async fn first_states(
    db: &impl ConnectionTrait,
    repository: &repositories::Model,
    build: &NewBuild,
) -> Result<Vec<(JobState, Option<String>)>, DbErr> {
    let number = upcoming_number(db, repository).await?;
    let mut context = build.context.clone();
    context.insert("build".to_owned(), build_context(build.id, number));
    let awaits = build_awaits(db, repository, &build.event).await?;
    let start = if awaits { Start::Held } else { Start::AtOnce };
    let row = |(position, job)| job_row(build, (position, start), job);
    let rows = (0..).zip(&build.jobs).map(row);
    let states: Vec<JobState> = rows.map(|row| job_state(&row)).collect();
    let changes = advance(&states, &context);
    let told = |mut state: JobState| {
        let mut reason = None;
        for change in changes.iter().filter(|change| change.job == state.id) {
            if let Action::Apply(event) = change.action
                && let Ok(status) = state.status.transition(event)
            {
                state.status = status;
                reason.clone_from(&change.reason);
            }
        }
        (state, reason)
    };
    Ok(states.into_iter().map(told).collect())
}
