//! What a provider is told about a commit, and when it is told again.

mod summary;

use std::time::Duration;

pub use summary::{
    Annotation, FailedStep, Summarized, SummarizedJob, TAIL_BYTES, annotations, markdown,
};

use super::event::EventKind;
use super::status::BuildStatus;
use super::text_enum::text_enum;

/// In characters: what GitHub takes as the description of a status, the least of all providers
/// (<https://docs.github.com/en/rest/commits/statuses>).
pub const DESCRIPTION_LIMIT: usize = 140;

/// The pause after the first failure; each further one takes twice as long.
const FIRST_PAUSE: Duration = Duration::from_secs(5);

/// No report is put off for longer, whatever the provider asks for. One that seems to be was put off
/// by a clock that has been set back since.
pub const LONGEST_DELAY: Duration = Duration::from_secs(2 * 60 * 60);

/// The longest pause.
const LONGEST_PAUSE: Duration = Duration::from_secs(15 * 60);

/// How many times a state is told in vain before it is given up: with the pauses between them,
/// about a day.
const MOST_ATTEMPTS: u32 = 100;

text_enum! {
    /// The state that a provider is told.
    ReportState {
        /// The build waits.
        Pending = "pending",
        /// It runs.
        Running = "running",
        /// It ended well.
        Succeeded = "succeeded",
        /// It ended otherwise.
        Failed = "failed",
        /// It was canceled.
        Canceled = "canceled",
        /// It took longer than it may.
        TimedOut = "timed_out",
        /// There is nothing to build for the commit, as its pipeline says.
        Skipped = "skipped",
    }
}

impl From<BuildStatus> for ReportState {
    fn from(status: BuildStatus) -> Self {
        match status {
            BuildStatus::Queued => Self::Pending,
            BuildStatus::Running => Self::Running,
            BuildStatus::Succeeded => Self::Succeeded,
            BuildStatus::Failed => Self::Failed,
            BuildStatus::Canceled => Self::Canceled,
            BuildStatus::TimedOut => Self::TimedOut,
        }
    }
}

/// A report, whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The commit's whole id.
    pub commit: String,
    /// What tells this report from others about the commit.
    pub context: String,
    /// The state.
    pub state: ReportState,
    /// For people, at most [`DESCRIPTION_LIMIT`] characters.
    pub description: String,
    /// Where more about it is.
    pub target_url: String,
    /// Names what is reported to ourselves: the build.
    pub external_id: String,
    /// What is shown beside it, where the provider shows more.
    pub details: Option<Details>,
}

/// What is shown about a build beside its state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Details {
    /// Markdown.
    pub summary: String,
    /// Where the pipeline file is wrong.
    pub annotations: Vec<Annotation>,
    /// When its first job began, RFC 3339.
    pub started_at: Option<String>,
    /// When it ended, RFC 3339.
    pub finished_at: Option<String>,
    /// Whether there are failed jobs to run again.
    pub can_rerun_failed: bool,
}

/// What came of telling a state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// The provider has it.
    Taken {
        /// The provider's own name for it, if it gave one.
        reference: Option<String>,
    },
    /// There is nobody to be told, for this reason.
    Unwanted {
        /// Why, for people; without secrets.
        reason: String,
    },
    /// The provider could not be told, for this reason.
    Failed {
        /// Why, for people; without secrets.
        reason: String,
        /// How long the provider wants to be left alone.
        wait: Option<Duration>,
    },
}

/// The name under which builds of such events are reported: rules of a provider (required checks)
/// refer to it. A commit that is pushed and proposed is built for two reasons, and has two states.
#[must_use]
pub const fn context(event: EventKind) -> &'static str {
    match event {
        EventKind::Push => "oore/push",
        EventKind::Tag => "oore/tag",
        EventKind::PullRequest => "oore/pull_request",
        EventKind::Manual => "oore/manual",
    }
}

/// How long to wait after `attempts` failures, at least `wanted`, which the provider asked for;
/// none: it is not tried again.
#[must_use]
pub fn pause(attempts: u32, wanted: Option<Duration>) -> Option<Duration> {
    if attempts >= MOST_ATTEMPTS {
        return None;
    }
    let doublings = attempts.saturating_sub(1).min(16);
    let own = FIRST_PAUSE.saturating_mul(1 << doublings).min(LONGEST_PAUSE);
    Some(wanted.map_or(own, |wanted| wanted.max(own)))
}

/// What is said about a build: its number, its state, and the jobs that failed.
#[must_use]
pub fn describe(number: i64, state: ReportState, error: Option<&str>, failed: &[&str]) -> String {
    let build = format!("Build {number}");
    let named = || failed.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ");
    let text = match (state, error) {
        (ReportState::Pending, _) => format!("{build} waits"),
        (ReportState::Running, _) => format!("{build} runs"),
        (ReportState::Succeeded, _) => format!("{build} succeeded"),
        (ReportState::Canceled, _) => format!("{build} was canceled"),
        (ReportState::Skipped, _) => "Nothing to build".to_owned(),
        (ReportState::Failed | ReportState::TimedOut, Some(error)) => format!("{build}: {error}"),
        (ReportState::Failed, None) if failed.is_empty() => format!("{build} failed"),
        (ReportState::Failed, None) => format!("{build} failed: {}", named()),
        (ReportState::TimedOut, None) if failed.is_empty() => format!("{build} took too long"),
        (ReportState::TimedOut, None) => format!("{build} took too long: {}", named()),
    };
    shortened(&text)
}

/// What is said about a build that waits for somebody's word.
#[must_use]
pub fn waits_for_approval(number: i64) -> String {
    format!("Build {number} waits for approval")
}

/// At most [`DESCRIPTION_LIMIT`] characters of one line.
#[must_use]
pub fn shortened(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    if line.chars().nth(DESCRIPTION_LIMIT).is_none() {
        return line.to_owned();
    }
    let mut short: String = line.chars().take(DESCRIPTION_LIMIT - 1).collect();
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_to_a_quarter_of_an_hour_and_end_after_a_day() {
        let seconds = |attempts| pause(attempts, None).map(|pause| pause.as_secs());
        let first: Vec<_> = (1..=9).filter_map(seconds).collect();
        assert_eq!(first, [5, 10, 20, 40, 80, 160, 320, 640, 900]);
        let whole: Duration = (1..MOST_ATTEMPTS).filter_map(|attempts| pause(attempts, None)).sum();
        assert!((22..25).contains(&(whole.as_secs() / 3600)), "{} h", whole.as_secs() / 3600);
        assert_eq!(pause(MOST_ATTEMPTS, None), None);
    }

    #[test]
    fn what_a_provider_asks_for_is_kept_to() {
        let minute = Duration::from_secs(60);
        assert_eq!(pause(1, Some(minute)), Some(minute));
        assert_eq!(pause(9, Some(minute)), Some(LONGEST_PAUSE));
    }

    #[test]
    fn a_description_names_what_failed_and_is_never_too_long() {
        assert_eq!(describe(7, ReportState::Pending, None, &[]), "Build 7 waits");
        let two = describe(7, ReportState::Failed, None, &["lint", "test[os=mac]"]);
        assert_eq!(two, "Build 7 failed: `lint`, `test[os=mac]`");
        let broken = describe(7, ReportState::Failed, Some("no `oore.yaml`\nmore"), &[]);
        assert_eq!(broken, "Build 7: no `oore.yaml`");
        let many = vec!["a-rather-long-name-of-a-job"; 20];
        let long = describe(7, ReportState::TimedOut, None, &many);
        assert_eq!(long.chars().count(), DESCRIPTION_LIMIT);
        assert!(long.ends_with('…'), "{long}");
    }
}
