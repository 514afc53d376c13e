//! What the provider is told about a build's commit.

use poem_openapi::Object;

use crate::api::words::Word;
use crate::clock::Timestamp;
use crate::domain::report::ReportState;
use crate::entities::status_reports::Model;

/// A commit's state at the provider.
#[derive(Debug, Clone, PartialEq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct StatusReport {
    /// The name under which the provider shows it.
    pub context: String,
    /// The state that the provider is to have.
    pub state: Word<ReportState>,
    /// Whether the provider has that state.
    pub is_delivered: bool,
    /// How often this state was told in vain.
    pub attempts: u32,
    /// Why it could not be told the last time.
    pub last_error: Option<String>,
    /// When it is told next. Absent: the provider has it, or it was given up.
    pub next_try_at: Option<Timestamp>,
    /// When the state changed.
    pub changed_at: Timestamp,
    /// When the provider took a state last.
    pub delivered_at: Option<Timestamp>,
}

impl From<Model> for StatusReport {
    fn from(row: Model) -> Self {
        let Model {
            id: _,
            repository_id: _,
            commit_sha: _,
            context,
            build_id: _,
            state,
            description: _,
            provider_ref: _,
            version,
            sent_version,
            attempts,
            next_try_at,
            last_error,
            changed_at,
            sent_at,
        } = row;
        Self {
            context,
            state: Word(state),
            is_delivered: sent_version == version,
            attempts: u32::try_from(attempts).unwrap_or_default(),
            last_error,
            next_try_at,
            changed_at,
            delivered_at: sent_at,
        }
    }
}
