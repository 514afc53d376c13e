//! Entries of the record of who did what.

use poem_openapi::Object;
use serde_json::Value;

use crate::api::words::Word;
use crate::clock::{Timestamp, from_unix_ms};
use crate::domain::audit::ActorKind;
use crate::entities::audit_events::Model;
use crate::ids::{AuditEventId, RepositoryId, TokenId};

/// Something that somebody did.
#[derive(Debug, Clone, PartialEq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct AuditEvent {
    /// Its id.
    pub id: AuditEventId,
    /// Its place in the record, from 1 without gaps.
    pub sequence: i64,
    /// When.
    pub at: Timestamp,
    /// Who did it.
    pub actor: AuditActor,
    /// The operation.
    pub operation: String,
    /// What it was done to.
    pub target: AuditTarget,
    /// The repository that it belongs to.
    pub repository_id: Option<RepositoryId>,
    /// The address that the request came from.
    pub address: Option<String>,
    /// The request's id, which also stands in the server's log.
    pub request_id: Option<String>,
    /// What it was like before, without secrets; of a change, the fields that differ.
    pub before: Option<Value>,
    /// What it was like afterwards, without secrets; of a change, the fields that differ.
    pub after: Option<Value>,
}

/// Who did something.
#[derive(Debug, Clone, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct AuditActor {
    /// What kind of actor.
    pub kind: Word<ActorKind>,
    /// The user or runner.
    pub id: Option<String>,
    /// The name at that time.
    pub name: String,
    /// The token that was shown.
    pub token_id: Option<TokenId>,
}

/// What something was done to.
#[derive(Debug, Clone, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct AuditTarget {
    /// What it is: `repository`, `build`.
    pub kind: String,
    /// Its id.
    pub id: Option<String>,
    /// Its name at that time.
    pub name: Option<String>,
}

impl From<Model> for AuditEvent {
    fn from(row: Model) -> Self {
        // What can't be read is shown as it stands, so that nothing is hidden by it.
        let json = |text: String| serde_json::from_str(&text).unwrap_or(Value::String(text));
        Self {
            id: row.id,
            sequence: row.sequence,
            at: from_unix_ms(row.at_ms),
            actor: AuditActor {
                kind: Word(row.actor_kind),
                id: row.actor_id,
                name: row.actor_name,
                token_id: row.token_id,
            },
            operation: row.operation,
            target: AuditTarget { kind: row.target_kind, id: row.target_id, name: row.target_name },
            repository_id: row.repository_id,
            address: row.address,
            request_id: row.request_id,
            before: row.before.map(json),
            after: row.after.map(json),
        }
    }
}
