//! What of a repository's history goes: by age and by count, builds and logs separately.
//!
//! What a person or a build still needs never goes, whatever the limits are: what has not ended, the
//! newest build of each branch that there is, the newest one that succeeded, and whatever a build
//! that stays was made from.

use std::collections::HashSet;
use std::fmt;

use chrono::{DateTime, TimeDelta, Utc};

use super::status::BuildStatus;
use crate::ids::BuildId;

/// How much is kept: what is beyond either limit goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Limits {
    /// How long after its end.
    pub age: Option<TimeDelta>,
    /// How many of the repository, the newest ones.
    pub count: Option<u32>,
}

/// What an operator has said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rules {
    /// Of builds, with everything that belongs to them.
    pub builds: Limits,
    /// Of the logs of builds that stay.
    pub logs: Limits,
    /// How long the payloads of webhooks are kept after they were decided.
    pub payloads: Option<TimeDelta>,
}

/// A build, as far as it matters here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Its id; later ones are greater.
    pub id: BuildId,
    /// Its state.
    pub status: BuildStatus,
    /// The branch that it was of, if that is still there.
    pub branch: Option<String>,
    /// When it ended.
    pub finished_at: Option<DateTime<Utc>>,
    /// Whether it has logs that could go.
    pub has_logs: bool,
    /// The builds whose jobs it has taken over, with their logs.
    pub takes_from: Vec<BuildId>,
}

/// What becomes of a build.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// All of it stays.
    Stays,
    /// Its logs go.
    LosesLogs(Reason),
    /// All of it goes.
    Goes(Reason),
}

/// Why something goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// It ended longer ago.
    Older(TimeDelta),
    /// So many are newer.
    Beyond(u32),
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Older(age) if age.num_days() > 0 => {
                write!(f, "older than {} days", age.num_days())
            }
            Self::Older(age) => write!(f, "older than {} seconds", age.num_seconds()),
            Self::Beyond(count) => write!(f, "not among the newest {count}"),
        }
    }
}

impl Rules {
    /// Whether anything could ever go.
    #[must_use]
    pub fn keep_everything(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a build or its logs could ever go.
    #[must_use]
    pub fn keep_builds(&self) -> bool {
        self.builds == Limits::default() && self.logs == Limits::default()
    }
}

impl Limits {
    fn exceeded(
        self,
        place: usize,
        finished_at: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Option<Reason> {
        let is_older = |age: &TimeDelta| now - finished_at > *age;
        let is_beyond = |count: &u32| place >= *count as usize;
        let older = self.age.filter(is_older).map(Reason::Older);
        older.or_else(|| self.count.filter(is_beyond).map(Reason::Beyond))
    }
}

/// What becomes of the builds of one repository, which come newest first.
#[must_use]
pub fn decide(rules: &Rules, builds: &[Candidate], now: DateTime<Utc>) -> Vec<Fate> {
    let protected = protected(builds);
    // Whoever takes something from another build is newer than that.
    let mut needed: HashSet<BuildId> = HashSet::new();
    let mut fates = Vec::with_capacity(builds.len());
    for (place, build) in builds.iter().enumerate() {
        let stays = protected.contains(&build.id) || needed.contains(&build.id);
        let fate = match build.finished_at {
            Some(finished_at) if build.status.is_final() && !stays => {
                beyond(rules, (place, build), finished_at, now)
            }
            Some(_) | None => Fate::Stays,
        };
        if !matches!(fate, Fate::Goes(_)) {
            needed.extend(&build.takes_from);
        }
        fates.push(fate);
    }
    fates
}

fn beyond(
    rules: &Rules,
    (place, build): (usize, &Candidate),
    finished_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Fate {
    if let Some(reason) = rules.builds.exceeded(place, finished_at, now) {
        return Fate::Goes(reason);
    }
    let logs = rules.logs.exceeded(place, finished_at, now);
    logs.filter(|_| build.has_logs).map_or(Fate::Stays, Fate::LosesLogs)
}

/// The newest build of each branch, and the newest one that succeeded.
fn protected(builds: &[Candidate]) -> HashSet<BuildId> {
    let (mut seen, mut succeeded) = (HashSet::new(), HashSet::new());
    let mut protected = HashSet::new();
    for build in builds {
        let Some(branch) = build.branch.as_deref() else { continue };
        let is_newest = seen.insert(branch);
        let is_last_success = build.status == BuildStatus::Succeeded && succeeded.insert(branch);
        if is_newest || is_last_success {
            protected.insert(build.id);
        }
    }
    protected
}

#[cfg(test)]
mod tests {
    use super::*;
    use BuildStatus::{Failed, Queued, Running, Succeeded};

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000, 0).unwrap()
    }

    /// Ended so many days ago, on a branch.
    fn build(days: i64, status: BuildStatus, branch: Option<&str>) -> Candidate {
        Candidate {
            id: BuildId::generate(),
            status,
            branch: branch.map(str::to_owned),
            finished_at: status.is_final().then(|| now() - TimeDelta::days(days)),
            has_logs: true,
            takes_from: Vec::new(),
        }
    }

    fn limits(days: Option<i64>, count: Option<u32>) -> Limits {
        Limits { age: days.map(TimeDelta::days), count }
    }

    fn told(rules: Rules, builds: &[Candidate]) -> Vec<String> {
        let told = |fate: &Fate| match fate {
            Fate::Stays => "stays".to_owned(),
            Fate::LosesLogs(reason) => format!("logs: {reason}"),
            Fate::Goes(reason) => format!("goes: {reason}"),
        };
        decide(&rules, builds, now()).iter().map(told).collect()
    }

    #[test]
    fn without_rules_everything_stays() {
        let builds = [build(0, Failed, None), build(10_000, Succeeded, None)];
        assert_eq!(told(Rules::default(), &builds), ["stays", "stays"]);
        assert!(Rules::default().keep_everything());
    }

    #[test]
    fn what_is_beyond_either_limit_goes_and_logs_go_before_builds() {
        let builds = [1, 5, 5, 40, 400].map(|days| build(days, Failed, None));
        let rules = Rules {
            builds: limits(Some(365), Some(4)),
            logs: limits(Some(30), Some(2)),
            payloads: None,
        };
        let expected = [
            "stays",
            "stays",
            "logs: not among the newest 2",
            "logs: older than 30 days",
            "goes: older than 365 days",
        ];
        assert_eq!(told(rules, &builds), expected);
        let by_count = Rules { builds: limits(None, Some(1)), ..Rules::default() };
        assert_eq!(told(by_count, &builds)[..2], ["stays", "goes: not among the newest 1"]);
    }

    #[test]
    fn a_build_exactly_as_old_as_the_limit_stays() {
        let rules = Rules { builds: limits(Some(30), None), ..Rules::default() };
        assert_eq!(told(rules, &[build(30, Failed, None)]), ["stays"]);
    }

    #[test]
    fn the_newest_build_and_the_last_success_of_each_branch_stay() {
        let builds = [
            build(100, Failed, Some("main")),
            build(101, Failed, Some("main")),
            build(102, Succeeded, Some("main")),
            build(103, Succeeded, Some("main")),
            build(104, Succeeded, Some("next")),
            // Of a branch that is gone.
            build(105, Succeeded, None),
        ];
        let rules = Rules { builds: limits(Some(30), Some(0)), ..Rules::default() };
        let gone = "goes: older than 30 days";
        assert_eq!(told(rules, &builds), ["stays", gone, "stays", gone, "stays", gone]);
        let logs = Rules { logs: limits(Some(30), None), ..Rules::default() };
        let gone = "logs: older than 30 days";
        assert_eq!(told(logs, &builds), ["stays", gone, "stays", gone, "stays", gone]);
    }

    #[test]
    fn what_has_not_ended_stays() {
        let builds = [build(0, Queued, None), build(0, Running, None), build(1, Failed, None)];
        let rules = Rules { builds: limits(None, Some(0)), ..Rules::default() };
        assert_eq!(told(rules, &builds), ["stays", "stays", "goes: not among the newest 0"]);
    }

    #[test]
    fn what_a_build_that_stays_was_made_from_stays_with_its_logs() {
        let original = build(500, Failed, None);
        let first = Candidate { takes_from: vec![original.id], ..build(400, Failed, None) };
        let second = Candidate {
            takes_from: vec![first.id, original.id],
            ..build(1, Succeeded, Some("main"))
        };
        let unrelated = build(450, Failed, None);
        let builds = [second, first.clone(), unrelated, original.clone()];
        let rules =
            Rules { builds: limits(Some(365), None), logs: limits(Some(30), None), payloads: None };
        let gone = "goes: older than 365 days";
        assert_eq!(told(rules, &builds), ["stays", "stays", gone, "stays"]);
        // When nobody is left who needs it, it goes.
        assert_eq!(told(rules, &[first, original]), [gone, gone]);
    }

    #[test]
    fn logs_that_are_gone_do_not_go_again() {
        let without = Candidate { has_logs: false, ..build(100, Failed, None) };
        let rules = Rules { logs: limits(Some(30), None), ..Rules::default() };
        assert_eq!(told(rules, &[without]), ["stays"]);
    }
}
