//! Which waiting job goes to which runner, and why a job that waits does.
//!
//! Oldest build first, then the file's order; a job that can't run anywhere holds up nobody.

use std::collections::HashMap;

use crate::ids::{BuildId, JobId, RepositoryId, RunnerId};

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
    /// Whose commands it holds.
    pub origin: Origin,
}

/// Whose commands a job holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin {
    /// The build's repository.
    pub repository: RepositoryId,
    /// Whether they are a stranger's: those of a pull request from a fork, approved or not.
    pub is_fork: bool,
}

/// Which jobs an administrator lets a runner have.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Trust {
    /// Those of these repositories; none: of all.
    pub repositories: Option<Vec<RepositoryId>>,
    /// Whether strangers' are among them.
    pub runs_forks: bool,
}

impl Trust {
    /// Whether a job is among them.
    #[must_use]
    pub fn admits(&self, origin: Origin) -> bool {
        self.admits_repository(origin) && self.admits_strangers(origin)
    }

    fn admits_repository(&self, origin: Origin) -> bool {
        let named = self.repositories.as_ref();
        named.is_none_or(|repositories| repositories.contains(&origin.repository))
    }

    fn admits_strangers(&self, origin: Origin) -> bool {
        self.runs_forks || !origin.is_fork
    }
}

/// What a runner may tell of its machine: what the labels of operating systems and architectures
/// are. Any other label is an administrator's to give.
const FACTS: [&str; 14] = [
    "linux",
    "macos",
    "windows",
    "freebsd",
    "openbsd",
    "netbsd",
    "x64",
    "arm64",
    "x86",
    "arm",
    "riscv64",
    "powerpc64",
    "s390x",
    "loongarch64",
];

/// Those of the labels that a runner tells which are facts of its machine.
#[must_use]
pub fn facts(told: Vec<String>) -> Vec<String> {
    told.into_iter().filter(|label| FACTS.contains(&label.as_str())).collect()
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
    /// Which jobs it may have.
    pub trust: Trust,
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
            .filter(|runner| runner.trust.admits(job.origin))
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
    if fitting.is_empty() {
        return Wait { reason: "no_matching_runner", detail: no_match(job, runners) };
    }
    match admitted(job, &fitting) {
        Ok(admitted) => explain_among(&admitted),
        Err(wait) => wait,
    }
}

/// Those of the runners with its labels that may have the job.
fn admitted<'a>(job: &Waiting, fitting: &[&'a Candidate]) -> Result<Vec<&'a Candidate>, Wait> {
    let of_repository: Vec<_> = fitting
        .iter()
        .copied()
        .filter(|runner| runner.trust.admits_repository(job.origin))
        .collect();
    let Some(first) = of_repository.first() else {
        let names = names(fitting.iter().map(|runner| runner.name.as_str()));
        let detail = format!(
            "{names} would fit but takes no jobs of this repository: `oore runner update <id> \
             --repositories {}` names it",
            job.origin.repository
        );
        return Err(Wait { reason: "repository_not_allowed", detail });
    };
    let admitted: Vec<_> = of_repository
        .iter()
        .copied()
        .filter(|runner| runner.trust.admits_strangers(job.origin))
        .collect();
    if admitted.is_empty() {
        let detail = format!(
            "no runner that fits takes jobs of forks: `oore runner update {} --runs-forks true` \
             has `{}` take them",
            first.id, first.name
        );
        return Err(Wait { reason: "forks_not_allowed", detail });
    }
    Ok(admitted)
}

fn explain_among(fitting: &[&Candidate]) -> Wait {
    let online: Vec<_> = fitting.iter().filter(|runner| runner.is_online).collect();
    if online.is_empty() {
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
            origin: Origin { repository: RepositoryId::generate(), is_fork: false },
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
            trust: Trust::default(),
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

    #[test]
    fn a_runner_gets_no_jobs_that_it_is_not_trusted_with() {
        let mut job = waiting(&["linux"]);
        let only = |trust| Candidate { trust, ..runner("a", &["linux"], 0, 1) };
        let takes = |job: &Waiting, trust: Trust| {
            !assign(std::slice::from_ref(job), &[only(trust)], &RunningRows::new()).is_empty()
        };
        let of = |repositories: &[RepositoryId], runs_forks| Trust {
            repositories: Some(repositories.to_vec()),
            runs_forks,
        };
        let (own, other) = (job.origin.repository, RepositoryId::generate());
        assert!(takes(&job, Trust::default()));
        assert!(takes(&job, of(&[other, own], false)));
        assert!(!takes(&job, of(&[other], true)));
        assert!(!takes(&job, of(&[], true)));
        job.origin.is_fork = true;
        assert!(!takes(&job, Trust::default()));
        assert!(!takes(&job, of(&[own], false)));
        assert!(takes(&job, of(&[own], true)));
        assert!(takes(&job, Trust { repositories: None, runs_forks: true }));
    }

    #[test]
    fn who_asks_why_a_job_waits_is_told_which_runner_to_allow_it() {
        let mut job = waiting(&["linux"]);
        job.origin.repository = "01ARZ3NDEKTSV4RRFFQ69G5FAV".parse().expect("an id");
        let mut only = runner("a", &["linux"], 0, 1);
        only.id = "01BX5ZZKBKACTAV9WEVGEMMVRZ".parse().expect("an id");
        only.trust.repositories = Some(vec![RepositoryId::generate()]);
        let told = |job: &Waiting, only: &Candidate| {
            let wait = explain(job, std::slice::from_ref(only), &RunningRows::new());
            format!("{}: {}", wait.reason, wait.detail)
        };
        insta::assert_snapshot!(told(&job, &only), @"repository_not_allowed: `a` would fit but takes no jobs of this repository: `oore runner update <id> --repositories 01ARZ3NDEKTSV4RRFFQ69G5FAV` names it");
        only.trust.repositories = None;
        job.origin.is_fork = true;
        insta::assert_snapshot!(told(&job, &only), @"forks_not_allowed: no runner that fits takes jobs of forks: `oore runner update 01BX5ZZKBKACTAV9WEVGEMMVRZ --runs-forks true` has `a` take them");
    }

    #[test]
    fn a_runner_gives_itself_no_labels() {
        let told = ["linux", "x64", "signing", "local", "Linux", "", "linux "];
        let told = told.map(str::to_owned).to_vec();
        assert_eq!(facts(told), ["linux", "x64"]);
    }
}
