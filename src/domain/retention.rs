//! What of a repository's history goes: by age and by count, builds and logs separately.
//!
//! What a person or a build still needs never goes, whatever the limits are: what has not ended, the
//! newest build of each branch that there is, the newest one that succeeded, whatever a build that
//! stays was made from, and a build of which the provider is still to be told.

use std::collections::{HashMap, HashSet};
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
    /// The branch that it was of.
    pub branch: Option<String>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it ended.
    pub finished_at: Option<DateTime<Utc>>,
    /// Whether it has logs that could go.
    pub has_logs: bool,
    /// The builds whose jobs it has taken over, with their logs.
    pub takes_from: Vec<BuildId>,
    /// Whether its provider is still to be told of it, which takes the build and its logs.
    pub is_to_be_told: bool,
}

/// What is known of a repository's branches.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Branches {
    /// Those that were seen last.
    pub seen: HashSet<String>,
    /// When all that there are were asked for; none: never, or what was seen then counts no more.
    pub looked_at: Option<DateTime<Utc>>,
}

/// How long a look may have taken, from the answer of the remote until it was stored.
const LONGEST_LOOK: TimeDelta = TimeDelta::minutes(10);

impl Branches {
    /// Whether a branch is gone for sure: a look that came after its newest build did not see it,
    /// and nobody told of it since.
    fn is_gone(&self, branch: &str, newest_build: DateTime<Utc>) -> bool {
        let is_after = |at: DateTime<Utc>| newest_build + LONGEST_LOOK < at;
        !self.seen.contains(branch) && self.looked_at.is_some_and(is_after)
    }
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

/// Decides about the builds of one repository one after the other, newest first, so that a long
/// history need not be held.
#[derive(Debug)]
pub struct Fates {
    rules: Rules,
    branches: Branches,
    now: DateTime<Utc>,
    place: usize,
    /// The branches that builds were met of.
    met: HashMap<String, Met>,
    /// Builds further on that one that stays was made from.
    needed: HashSet<BuildId>,
}

/// A branch of which a newer build was met.
#[derive(Debug, Clone, Copy)]
struct Met {
    is_gone: bool,
    has_success: bool,
}

impl Fates {
    /// Before the newest build.
    #[must_use]
    pub fn new(rules: Rules, branches: Branches, now: DateTime<Utc>) -> Self {
        let (met, needed) = (HashMap::new(), HashSet::new());
        Self { rules, branches, now, place: 0, met, needed }
    }

    /// What becomes of the next build.
    pub fn next(&mut self, build: &Candidate) -> Fate {
        let place = self.place;
        self.place += 1;
        let is_protected = self.protects(build);
        // Whoever takes something from another build is newer than that.
        let is_needed = self.needed.remove(&build.id);
        let stays = is_protected || is_needed || build.is_to_be_told;
        let fate = match build.finished_at {
            Some(finished_at) if build.status.is_final() && !stays => {
                self.beyond((place, build), finished_at)
            }
            Some(_) | None => Fate::Stays,
        };
        if !matches!(fate, Fate::Goes(_)) {
            self.needed.extend(&build.takes_from);
        }
        fate
    }

    /// The newest build of each branch, and the newest one that succeeded.
    fn protects(&mut self, build: &Candidate) -> bool {
        let Some(branch) = &build.branch else { return false };
        let is_success = build.status == BuildStatus::Succeeded;
        match self.met.get_mut(branch) {
            Some(met) => {
                let is_last_success = is_success && !met.has_success;
                met.has_success |= is_success;
                is_last_success && !met.is_gone
            }
            None => {
                let is_gone = self.branches.is_gone(branch, build.created_at);
                self.met.insert(branch.clone(), Met { is_gone, has_success: is_success });
                !is_gone
            }
        }
    }

    fn beyond(&self, (place, build): (usize, &Candidate), finished_at: DateTime<Utc>) -> Fate {
        if let Some(reason) = self.rules.builds.exceeded(place, finished_at, self.now) {
            return Fate::Goes(reason);
        }
        let logs = self.rules.logs.exceeded(place, finished_at, self.now);
        logs.filter(|_| build.has_logs).map_or(Fate::Stays, Fate::LosesLogs)
    }
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
            created_at: now() - TimeDelta::days(days),
            finished_at: status.is_final().then(|| now() - TimeDelta::days(days)),
            has_logs: true,
            takes_from: Vec::new(),
            is_to_be_told: false,
        }
    }

    fn limits(days: Option<i64>, count: Option<u32>) -> Limits {
        Limits { age: days.map(TimeDelta::days), count }
    }

    fn told(rules: Rules, builds: &[Candidate]) -> Vec<String> {
        told_with(Branches::default(), rules, builds)
    }

    fn told_with(branches: Branches, rules: Rules, builds: &[Candidate]) -> Vec<String> {
        let told = |fate: &Fate| match fate {
            Fate::Stays => "stays".to_owned(),
            Fate::LosesLogs(reason) => format!("logs: {reason}"),
            Fate::Goes(reason) => format!("goes: {reason}"),
        };
        let mut fates = Fates::new(rules, branches, now());
        builds.iter().map(|build| told(&fates.next(build))).collect()
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
            // Of no branch.
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
    fn a_branch_is_gone_only_if_a_later_look_did_not_see_it() {
        let builds = [build(100, Failed, Some("main")), build(101, Succeeded, Some("main"))];
        let rules = Rules { builds: limits(Some(30), Some(0)), ..Rules::default() };
        let told = |seen: &str, looked_at: Option<DateTime<Utc>>| {
            let seen = HashSet::from([seen.to_owned()]);
            told_with(Branches { seen, looked_at }, rules, &builds)
        };
        let made = now() - TimeDelta::days(100);
        let gone = "goes: older than 30 days";
        assert_eq!(told("other", Some(now())), [gone, gone]);
        assert_eq!(told("main", Some(now())), ["stays", "stays"]);
        assert_eq!(told("other", None), ["stays", "stays"], "nobody ever looked");
        // The remote may have answered before the branch was made.
        assert_eq!(told("other", Some(made + LONGEST_LOOK)), ["stays", "stays"]);
    }

    #[test]
    fn a_build_that_is_still_to_be_told_of_stays_with_its_logs() {
        let untold = Candidate { is_to_be_told: true, ..build(500, Failed, None) };
        let rules =
            Rules { builds: limits(Some(365), None), logs: limits(Some(30), None), payloads: None };
        let gone = "goes: older than 365 days";
        assert_eq!(told(rules, &[untold, build(501, Failed, None)]), ["stays", gone]);
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
