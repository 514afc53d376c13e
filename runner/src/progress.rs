//! How steps add up to a job. Pure.

use pipeline::expression::Status;
use protocol::{Outcome, StepStatus};
use serde_json::{Map, Value, json};

use crate::environment::Variables;

/// What ends a job before its steps do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cause {
    Canceled,
    /// The job's time limit.
    TimedOut,
}

/// Why a program was not left to end by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cut {
    Canceled,
    /// The job's time limit.
    JobTimeLimit,
    /// The step's own time limit.
    StepTimeLimit,
}

/// How a program ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Exit {
    Code(i32),
    Signal(i32),
    /// There is no such program.
    NotFound,
    /// It could not be started, or its supervisor died.
    Broken(String),
}

/// The job so far.
#[derive(Debug, Clone, Default)]
pub(crate) struct Progress {
    failed: bool,
    cause: Option<Cause>,
    /// `steps` as expressions see it.
    steps: Map<String, Value>,
}

impl Progress {
    /// The job is ending early. The first cause stays.
    pub(crate) fn end_early(&mut self, cause: Cause) {
        self.cause.get_or_insert(cause);
    }

    /// Whether the job is ending early.
    pub(crate) fn is_ending(&self) -> bool {
        self.cause.is_some()
    }

    /// A step has ended, or was skipped.
    pub(crate) fn record(
        &mut self,
        id: Option<&str>,
        status: StepStatus,
        outputs: &Variables,
        continue_on_error: bool,
    ) {
        self.failed |= !continue_on_error && counts_as_failure(status);
        if let Some(id) = id {
            let step = json!({ "outcome": outcome_word(status), "outputs": outputs });
            self.steps.insert(id.to_owned(), step);
        }
    }

    /// Something outside the steps went wrong.
    pub(crate) fn fail(&mut self) {
        self.failed = true;
    }

    /// What `success()`, `failure()` and `canceled()` answer from. A job out of time has failed.
    pub(crate) fn status(&self) -> Status {
        match (self.cause, self.failed) {
            (Some(Cause::Canceled), _) => Status::Canceled,
            (Some(Cause::TimedOut), _) | (None, true) => Status::Failure,
            (None, false) => Status::Success,
        }
    }

    pub(crate) fn outcome(&self) -> Outcome {
        match (self.cause, self.failed) {
            (Some(Cause::Canceled), _) => Outcome::Canceled,
            (Some(Cause::TimedOut), _) => Outcome::TimedOut,
            (None, true) => Outcome::Failed,
            (None, false) => Outcome::Succeeded,
        }
    }

    /// `steps` as expressions see it.
    pub(crate) fn steps(&self) -> &Map<String, Value> {
        &self.steps
    }
}

/// What a program's end makes of its step.
pub(crate) fn step_status(exit: &Exit, cut: Option<Cut>) -> StepStatus {
    match (cut, exit) {
        (Some(Cut::Canceled), _) => StepStatus::Canceled,
        (Some(Cut::StepTimeLimit | Cut::JobTimeLimit), _) => StepStatus::TimedOut,
        (None, Exit::Code(0)) => StepStatus::Succeeded,
        (None, Exit::Code(_) | Exit::Signal(_) | Exit::NotFound | Exit::Broken(_)) => {
            StepStatus::Failed
        }
    }
}

/// Why a step ended as it did, where its exit code doesn't tell.
pub(crate) fn step_detail(exit: &Exit, cut: Option<Cut>) -> Option<String> {
    match (cut, exit) {
        (Some(Cut::Canceled), _) => Some("canceled".to_owned()),
        (Some(Cut::StepTimeLimit), _) => Some("the step's time limit was reached".to_owned()),
        (Some(Cut::JobTimeLimit), _) => Some("the job's time limit was reached".to_owned()),
        (None, Exit::Signal(signal)) => Some(format!("ended by signal {signal}")),
        (None, Exit::Broken(message)) => Some(message.clone()),
        (None, Exit::NotFound) => Some("there is no such program".to_owned()),
        (None, Exit::Code(_)) => None,
    }
}

fn counts_as_failure(status: StepStatus) -> bool {
    match status {
        StepStatus::Failed | StepStatus::TimedOut => true,
        StepStatus::Pending
        | StepStatus::Running
        | StepStatus::Succeeded
        | StepStatus::Skipped
        | StepStatus::Canceled => false,
    }
}

/// A step's status in expressions: the same words as everywhere else.
fn outcome_word(status: StepStatus) -> &'static str {
    match status {
        StepStatus::Pending => "pending",
        StepStatus::Running => "running",
        StepStatus::Succeeded => "succeeded",
        StepStatus::Failed => "failed",
        StepStatus::Skipped => "skipped",
        StepStatus::Canceled => "canceled",
        StepStatus::TimedOut => "timed_out",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(steps: &[(StepStatus, bool)]) -> Progress {
        let mut progress = Progress::default();
        for &(status, continue_on_error) in steps {
            progress.record(None, status, &Variables::new(), continue_on_error);
        }
        progress
    }

    #[test]
    fn a_failure_counts_unless_the_step_may_fail() {
        use StepStatus::{Failed, Skipped, Succeeded, TimedOut};
        let cases: [(&[(StepStatus, bool)], Outcome); 5] = [
            (&[], Outcome::Succeeded),
            (&[(Succeeded, false), (Skipped, false)], Outcome::Succeeded),
            (&[(Failed, true), (Succeeded, false)], Outcome::Succeeded),
            (&[(Failed, false), (Succeeded, false)], Outcome::Failed),
            (&[(TimedOut, false)], Outcome::Failed),
        ];
        for (steps, outcome) in cases {
            assert_eq!(after(steps).outcome(), outcome, "{steps:?}");
        }
    }

    #[test]
    fn the_first_cause_of_an_early_end_decides() {
        let mut progress = after(&[(StepStatus::Failed, false)]);
        progress.end_early(Cause::TimedOut);
        progress.end_early(Cause::Canceled);
        assert_eq!((progress.outcome(), progress.status()), (Outcome::TimedOut, Status::Failure));

        let mut progress = Progress::default();
        progress.end_early(Cause::Canceled);
        assert_eq!((progress.outcome(), progress.status()), (Outcome::Canceled, Status::Canceled));
    }

    #[test]
    fn a_program_that_was_cut_shows_why_even_if_it_ended_well() {
        let ended = Exit::Code(0);
        assert_eq!(step_status(&ended, None), StepStatus::Succeeded);
        assert_eq!(step_status(&ended, Some(Cut::Canceled)), StepStatus::Canceled);
        assert_eq!(step_status(&ended, Some(Cut::StepTimeLimit)), StepStatus::TimedOut);
        assert_eq!(step_status(&Exit::Signal(9), None), StepStatus::Failed);
        assert_eq!(step_detail(&Exit::Signal(9), None).as_deref(), Some("ended by signal 9"));
        assert_eq!(step_detail(&Exit::Code(3), None), None);
    }

    #[test]
    fn expressions_see_outcome_and_outputs_by_id() {
        let mut progress = Progress::default();
        let outputs = Variables::from([("a".to_owned(), "1".to_owned())]);
        progress.record(Some("test"), StepStatus::Failed, &outputs, true);
        progress.record(None, StepStatus::Succeeded, &Variables::new(), false);
        let expected = json!({ "test": { "outcome": "failed", "outputs": { "a": "1" } } });
        assert_eq!(Value::Object(progress.steps().clone()), expected);
    }
}
