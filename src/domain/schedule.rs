//! Which waiting job goes to which runner, and why a job that waits does.
//!
//! Oldest build first, then the file's order; a job that can't run anywhere holds up nobody.

use std::collections::HashMap;

use crate::ids::{BuildId, JobId, RunnerId};

/// A job that waits for a runner.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// The job.
    pub job: JobId,
    /// Its build.
    pub build: BuildId,
    /// Its key in the file; with the build it names a matrix.
    pub base_key: String,
    /// Labels that a runner must all have.
    pub runs_on: Vec<String>,
    /// How many rows of its matrix may run at once.
    pub max_parallel: Option<u32>,
}

/// A runner as the scheduler sees it.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The runner.
    pub id: RunnerId,
    /// For people.
    pub name: String,
    /// What it offers.
    pub labels: Vec<String>,
    /// How many jobs it runs at once.
    pub capacity: u32,
    /// How many it runs.
    pub busy: u32,
    /// Whether it is connected.
    pub is_online: bool,
}

impl Candidate {
    fn has_labels(&self, wanted: &[String]) -> bool {
        wanted.iter().all(|label| self.labels.contains(label))
    }

    fn has_room(&self) -> bool {
        self.is_online && self.busy < self.capacity
    }
}

/// How many rows of each matrix run.
pub type RunningRows = HashMap<(BuildId, String), u32>;

/// A job and the runner it goes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Assignment {
    /// The job.
    pub job: JobId,
    /// The runner.
    pub runner: RunnerId,
}

/// Why a job waits for a runner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wait {
    /// Stable, snake_case.
    pub reason: &'static str,
    /// For people.
    pub detail: String,
}

/// Gives waiting jobs, in their order, to the least busy runners that fit.
#[must_use]
pub fn assign(waiting: &[Waiting], runners: &[Candidate], rows: &RunningRows) -> Vec<Assignment> {
    let mut runners = runners.to_vec();
    let mut rows = rows.clone();
    let mut assignments = Vec::new();
    for job in waiting {
        if is_at_matrix_limit(job, &rows) {
            continue;
        }
        let best = runners
            .iter_mut()
            .filter(|runner| runner.has_room() && runner.has_labels(&job.runs_on))
            .min_by_key(|runner| (runner.busy, runner.id));
        if let Some(runner) = best {
            runner.busy += 1;
            *rows.entry((job.build, job.base_key.clone())).or_default() += 1;
            assignments.push(Assignment { job: job.job, runner: runner.id });
        }
    }
    assignments
}

/// Why `job` waits, given what is connected and running now.
#[must_use]
pub fn explain(job: &Waiting, runners: &[Candidate], rows: &RunningRows) -> Wait {
    if is_at_matrix_limit(job, rows) {
        let limit = job.max_parallel.unwrap_or_default();
        return Wait {
            reason: "matrix_limit",
            detail: format!("`max_parallel: {limit}` rows of `{}` run already", job.base_key),
        };
    }
    let fitting: Vec<_> = runners.iter().filter(|runner| runner.has_labels(&job.runs_on)).collect();
    let online: Vec<_> = fitting.iter().filter(|runner| runner.is_online).collect();
    if fitting.is_empty() {
        Wait { reason: "no_matching_runner", detail: no_match(job, runners) }
    } else if online.is_empty() {
        let names = names(fitting.iter().map(|runner| runner.name.as_str()));
        Wait { reason: "runner_offline", detail: format!("{names} would fit but is not connected") }
    } else if online.iter().all(|runner| runner.capacity == 0) {
        let names = names(online.iter().map(|runner| runner.name.as_str()));
        Wait {
            reason: "runner_paused",
            detail: format!("{names} refused a job and is given none for a while"),
        }
    } else if online.iter().all(|runner| runner.busy >= runner.capacity) {
        let names = names(online.iter().map(|runner| runner.name.as_str()));
        Wait { reason: "runner_busy", detail: format!("all places of {names} are taken") }
    } else {
        Wait { reason: "being_scheduled", detail: "about to be given to a runner".to_owned() }
    }
}

fn is_at_matrix_limit(job: &Waiting, rows: &RunningRows) -> bool {
    job.max_parallel.is_some_and(|limit| {
        rows.get(&(job.build, job.base_key.clone())).is_some_and(|running| *running >= limit)
    })
}

fn no_match(job: &Waiting, runners: &[Candidate]) -> String {
    if runners.is_empty() {
        return "no runner is registered".to_owned();
    }
    let missing: Vec<_> = job
        .runs_on
        .iter()
        .filter(|label| !runners.iter().any(|runner| runner.labels.contains(label)))
        .map(String::as_str)
        .collect();
    if missing.is_empty() {
        format!("no runner has all of the labels {}", names(job.runs_on.iter().map(String::as_str)))
    } else {
        format!("no runner has the label {}", names(missing.into_iter()))
    }
}

fn names<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    texts.map(|text| format!("`{text}`")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn waiting(runs_on: &[&str]) -> Waiting {
        Waiting {
            job: JobId::generate(),
            build: BuildId::generate(),
            base_key: "test".to_owned(),
            runs_on: runs_on.iter().map(|label| (*label).to_owned()).collect(),
            max_parallel: None,
        }
    }

    fn runner(name: &str, labels: &[&str], busy: u32, capacity: u32) -> Candidate {
        Candidate {
            id: RunnerId::generate(),
            name: name.to_owned(),
            labels: labels.iter().map(|label| (*label).to_owned()).collect(),
            capacity,
            busy,
            is_online: true,
        }
    }

    #[test]
    fn jobs_go_to_the_least_busy_runner_with_all_their_labels() {
        let runners = [runner("a", &["linux", "x64"], 1, 2), runner("b", &["linux"], 0, 2)];
        let jobs = [waiting(&["linux", "x64"]), waiting(&["linux"]), waiting(&["linux"])];
        let chosen: Vec<_> = assign(&jobs, &runners, &RunningRows::new())
            .iter()
            .map(|assignment| assignment.runner)
            .collect();
        assert_eq!(chosen, [runners[0].id, runners[1].id, runners[1].id]);
    }

    #[test]
    fn a_job_that_fits_nowhere_holds_up_nobody() {
        let runners = [runner("a", &["linux"], 0, 1)];
        let jobs = [waiting(&["mac"]), waiting(&["linux"]), waiting(&["linux"])];
        let assignments = assign(&jobs, &runners, &RunningRows::new());
        assert_eq!(assignments, [Assignment { job: jobs[1].job, runner: runners[0].id }]);
    }

    #[test]
    fn a_matrix_runs_no_more_rows_at_once_than_it_may() {
        let runners = [runner("a", &[], 0, 8)];
        let mut jobs = [waiting(&[]), waiting(&[]), waiting(&[])];
        let build = BuildId::generate();
        for job in &mut jobs {
            (job.build, job.max_parallel) = (build, Some(2));
        }
        assert_eq!(assign(&jobs, &runners, &RunningRows::new()).len(), 2);
        let rows = RunningRows::from([((build, "test".to_owned()), 2)]);
        assert_eq!(assign(&jobs, &runners, &rows), []);
        assert_eq!(explain(&jobs[0], &runners, &rows).reason, "matrix_limit");
    }

    #[test]
    fn every_wait_has_its_reason() {
        let rows = RunningRows::new();
        let busy = runner("a", &["linux"], 1, 1);
        let away = Candidate { is_online: false, ..runner("b", &["mac"], 0, 1) };
        let told = |runs_on: &[&str], runners: &[Candidate]| {
            let wait = explain(&waiting(runs_on), runners, &rows);
            format!("{}: {}", wait.reason, wait.detail)
        };
        insta::assert_snapshot!(told(&["linux"], &[]), @"no_matching_runner: no runner is registered");
        insta::assert_snapshot!(told(&["linux"], &[busy.clone(), away.clone()]), @"runner_busy: all places of `a` are taken");
        insta::assert_snapshot!(told(&["mac"], &[busy.clone(), away.clone()]), @"runner_offline: `b` would fit but is not connected");
        insta::assert_snapshot!(told(&["arm"], &[busy.clone(), away.clone()]), @"no_matching_runner: no runner has the label `arm`");
        insta::assert_snapshot!(told(&["mac", "linux"], &[busy, away]), @"no_matching_runner: no runner has all of the labels `mac`, `linux`");
        insta::assert_snapshot!(told(&[], &[runner("c", &[], 0, 0)]), @"runner_paused: `c` refused a job and is given none for a while");
        insta::assert_snapshot!(told(&[], &[runner("c", &[], 0, 1)]), @"being_scheduled: about to be given to a runner");
    }
}
