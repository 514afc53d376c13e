//! What errors of the lower layers mean to a caller.

use std::time::Duration;

use sea_orm::DbErr;

use super::ApiError;
use crate::actors::persistence::PersistenceError;
use crate::actors::repositories::{SyncError, TestError, TriggerError};
use crate::crypto::seal::SealError;
use crate::domain::access::{Denied, Escalation};
use crate::domain::trigger::{Decision, Rule};
use crate::providers::{Malformed, Refused};
use crate::store::approvals::DecideRefused;
use crate::store::builds::{CancelRefused, CreateRefused, RerunRefused};
use crate::store::is_passing;
use crate::store::logs::LogError;
use crate::store::repositories::NameTaken;

/// When a caller should come back after the database or an actor could not serve it: longer than
/// a restart takes.
const RETRY_SOON: Duration = Duration::from_secs(5);

/// When a caller should come back after a repository's host could not be reached.
const RETRY_GIT: Duration = Duration::from_secs(30);

impl ApiError {
    /// Not possible now, but probably in a few seconds.
    pub fn unavailable(reason: impl Into<std::borrow::Cow<'static, str>>) -> Self {
        Self::Unavailable { reason: reason.into(), retry_after: RETRY_SOON }
    }
}

impl From<DbErr> for ApiError {
    fn from(error: DbErr) -> Self {
        if is_passing(&error) {
            return Self::unavailable("the database does not answer at the moment");
        }
        Self::internal(error)
    }
}

impl From<PersistenceError> for ApiError {
    fn from(error: PersistenceError) -> Self {
        match error {
            passing if passing.is_passing() => {
                Self::unavailable("the database can't be written at the moment")
            }
            other => Self::internal(other),
        }
    }
}

impl From<LogError> for ApiError {
    fn from(error: LogError) -> Self {
        match error {
            LogError::Database(error) => error.into(),
            LogError::Damaged(_)
            | LogError::TooLarge
            | LogError::Gap
            | LogError::ObjectMissing(_)
            | LogError::ObjectDamaged { .. } => Self::LogUnreadable(error),
        }
    }
}

impl From<Denied> for ApiError {
    fn from(denied: Denied) -> Self {
        Self::Forbidden(denied)
    }
}

impl From<Escalation> for ApiError {
    fn from(escalation: Escalation) -> Self {
        let field = match escalation {
            Escalation::Scope(_) => "/scopes",
            Escalation::AllRepositories | Escalation::Repository(_) => "/repositories",
        };
        Self::unprocessable(field, escalation.to_string())
    }
}

impl From<SealError> for ApiError {
    fn from(error: SealError) -> Self {
        Self::internal(error)
    }
}

impl From<Refused> for ApiError {
    fn from(refused: Refused) -> Self {
        Self::InvalidSignature(refused.to_string())
    }
}

impl From<Malformed> for ApiError {
    fn from(error: Malformed) -> Self {
        let text = error.to_string();
        match error {
            Malformed::Encoding(_) | Malformed::ContentType(_) => Self::UnsupportedBody(text),
            Malformed::WrongProvider { .. }
            | Malformed::Header(_)
            | Malformed::HeaderValue(_)
            | Malformed::Form
            | Malformed::Json(_)
            | Malformed::TooDeep
            | Malformed::NotAnObject => Self::BadRequest(text),
        }
    }
}

impl From<NameTaken> for ApiError {
    fn from(taken: NameTaken) -> Self {
        Self::AlreadyExists(format!("a repository of this name is registered as {}", taken.by))
    }
}

impl From<TriggerError> for ApiError {
    fn from(error: TriggerError) -> Self {
        let text = error.to_string();
        match error {
            TriggerError::RepositoryGone => {
                Self::Conflict("the repository was removed meanwhile".to_owned())
            }
            TriggerError::InvalidBranch(_) | TriggerError::BranchNotFound(_) => {
                Self::unprocessable("/branch", text)
            }
            TriggerError::Refused(decision) => refused(&decision),
            TriggerError::KeyReused(_) => Self::IdempotencyKeyReused(text),
            TriggerError::Git(_) => {
                Self::Unavailable { reason: text.into(), retry_after: RETRY_GIT }
            }
            TriggerError::Unavailable => Self::unavailable(text),
        }
    }
}

impl From<TestError> for ApiError {
    fn from(error: TestError) -> Self {
        let text = error.to_string();
        match error {
            TestError::RepositoryGone => {
                Self::Conflict("the repository was removed meanwhile".to_owned())
            }
            TestError::NotFound { field, .. } => Self::unprocessable(format!("/{field}"), text),
            TestError::Git(_) => Self::Unavailable { reason: text.into(), retry_after: RETRY_GIT },
            TestError::Unavailable => Self::unavailable(text),
        }
    }
}

impl From<SyncError> for ApiError {
    fn from(error: SyncError) -> Self {
        let text = error.to_string();
        match error {
            SyncError::RepositoryGone | SyncError::Inactive | SyncError::Outdated => {
                Self::Conflict(text)
            }
            SyncError::Git(_) => Self::Unavailable { reason: text.into(), retry_after: RETRY_GIT },
            SyncError::Unavailable => Self::unavailable(text),
        }
    }
}

fn refused(decision: &Decision) -> ApiError {
    let reason = decision.reason.clone();
    match decision.trace.last().map(|entry| entry.rule) {
        Some(Rule::RepositoryActive) => ApiError::Conflict(reason),
        Some(Rule::Inputs) => ApiError::unprocessable("/inputs", reason),
        _ => ApiError::unprocessable("", reason),
    }
}

impl From<CancelRefused> for ApiError {
    fn from(refused: CancelRefused) -> Self {
        Self::Conflict(match refused {
            CancelRefused::Gone => "the build was removed meanwhile".to_owned(),
            CancelRefused::Ended(status) => format!("the build has ended already: it is {status}"),
        })
    }
}

impl From<DecideRefused> for ApiError {
    fn from(refused: DecideRefused) -> Self {
        Self::Conflict(refused.to_string())
    }
}

impl From<RerunRefused> for ApiError {
    fn from(refused: RerunRefused) -> Self {
        match refused {
            RerunRefused::NotEnded(_) | RerunRefused::NoJobs | RerunRefused::NothingFailed => {
                Self::Conflict(refused.to_string())
            }
            RerunRefused::Damaged => Self::internal(refused),
        }
    }
}

impl From<CreateRefused> for ApiError {
    fn from(refused: CreateRefused) -> Self {
        let conflict = |told: &str| Self::Conflict(told.to_owned());
        match refused {
            CreateRefused::RepositoryGone => conflict("the repository was removed meanwhile"),
            CreateRefused::EventSettled => conflict("the event was decided meanwhile"),
            CreateRefused::Built(standing) => conflict(&standing.entry.detail),
            CreateRefused::KeyReused(reused) => Self::IdempotencyKeyReused(reused.to_string()),
        }
    }
}
