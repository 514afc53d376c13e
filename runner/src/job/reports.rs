//! The states of a job's steps, as they are reported.

use mask::Masker;
use protocol::{JobSpec, StepReport, StepStatus};
use tokio::sync::mpsc;

use crate::text;

/// Every step's last state.
#[derive(Debug)]
pub(super) struct Reports {
    states: Vec<StepReport>,
    listener: mpsc::UnboundedSender<StepReport>,
    masker: Masker,
}

impl Reports {
    pub(super) fn new(
        spec: &JobSpec,
        listener: mpsc::UnboundedSender<StepReport>,
        masker: Masker,
    ) -> Self {
        let checkout = spec.checkout.as_ref().map(|_| 0);
        let indexes = checkout.into_iter().chain(spec.steps.iter().map(|step| step.index));
        Self { states: indexes.map(pending).collect(), listener, masker }
    }

    /// Changes a step's state and tells it on.
    pub(super) fn change(&mut self, index: u32, change: impl FnOnce(&mut StepReport)) {
        if let Some(state) = self.states.iter_mut().find(|state| state.index == index) {
            change(state);
            let detail = state.detail.take();
            state.detail =
                detail.map(|detail| text::detail(self.masker.text(&detail).into_owned()));
            // Nobody listens when the job is to be forgotten.
            let _ = self.listener.send(state.clone());
        }
    }

    /// Whether a step has not ended and was not skipped.
    pub(super) fn has_unfinished(&self) -> bool {
        self.states.iter().any(|state| is_unfinished(state.status))
    }

    /// The last states for the result. Steps that a job did not come to are skipped; one in which
    /// the job itself broke down has failed.
    pub(super) fn into_last_states(mut self) -> Vec<StepReport> {
        for state in &mut self.states {
            match state.status {
                StepStatus::Pending => state.status = StepStatus::Skipped,
                StepStatus::Running => state.status = StepStatus::Failed,
                StepStatus::Succeeded
                | StepStatus::Failed
                | StepStatus::Skipped
                | StepStatus::Canceled
                | StepStatus::TimedOut => {}
            }
        }
        self.states
    }
}

fn is_unfinished(status: StepStatus) -> bool {
    match status {
        StepStatus::Pending | StepStatus::Running => true,
        StepStatus::Succeeded
        | StepStatus::Failed
        | StepStatus::Skipped
        | StepStatus::Canceled
        | StepStatus::TimedOut => false,
    }
}

fn pending(index: u32) -> StepReport {
    StepReport {
        index,
        status: StepStatus::Pending,
        exit_code: None,
        started_at_ms: None,
        finished_at_ms: None,
        log_start: None,
        log_end: None,
        detail: None,
        summary: None,
    }
}
