//! What a runner reports, from the protocol's words into the store's.

use protocol::{JobResult, Outcome, StepReport};
use serde_json::Value;

use crate::clock::{self, Timestamp};
use crate::domain::status::{AttemptStatus, StepStatus};
use crate::entities::steps;
use crate::ids::{LeaseId, RunnerId};
use crate::store::jobs::FinishAttempt;

/// A step's state as it is stored. Its name is not the runner's to change.
pub(super) fn step(lease: LeaseId, report: StepReport) -> steps::Model {
    let StepReport {
        index,
        status,
        exit_code,
        started_at_ms,
        finished_at_ms,
        log_start,
        log_end,
        detail,
        summary,
    } = report;
    steps::Model {
        attempt_id: lease,
        position: i32::try_from(index).unwrap_or(i32::MAX),
        name: String::new(),
        status: step_status(status),
        exit_code,
        started_at: started_at_ms.map(clock::from_unix_ms),
        finished_at: finished_at_ms.map(clock::from_unix_ms),
        log_start: log_start.and_then(|offset| offset.try_into().ok()),
        log_end: log_end.and_then(|offset| offset.try_into().ok()),
        detail,
        summary,
    }
}

/// A result as it is stored.
pub(super) fn finish(
    lease: LeaseId,
    runner: RunnerId,
    result: JobResult,
    at: Timestamp,
) -> FinishAttempt {
    FinishAttempt {
        lease,
        runner,
        status: match result.outcome {
            Outcome::Succeeded => AttemptStatus::Succeeded,
            Outcome::Failed => AttemptStatus::Failed,
            Outcome::Canceled => AttemptStatus::Canceled,
            Outcome::TimedOut => AttemptStatus::TimedOut,
            Outcome::Interrupted => AttemptStatus::Lost,
        },
        detail: result.detail,
        outputs: result
            .outputs
            .into_iter()
            .map(|(name, value)| (name, Value::String(value)))
            .collect(),
        steps: result.steps.into_iter().map(|report| step(lease, report)).collect(),
        log_bytes: result.log_bytes,
        started_at: clock::from_unix_ms(result.started_at_ms),
        finished_at: clock::from_unix_ms(result.finished_at_ms),
        at,
    }
}

fn step_status(status: protocol::StepStatus) -> StepStatus {
    match status {
        protocol::StepStatus::Pending => StepStatus::Pending,
        protocol::StepStatus::Running => StepStatus::Running,
        protocol::StepStatus::Succeeded => StepStatus::Succeeded,
        protocol::StepStatus::Failed => StepStatus::Failed,
        protocol::StepStatus::Skipped => StepStatus::Skipped,
        protocol::StepStatus::Canceled => StepStatus::Canceled,
        protocol::StepStatus::TimedOut => StepStatus::TimedOut,
    }
}
