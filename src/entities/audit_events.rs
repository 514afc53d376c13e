//! The record of who did what. Rows are added, never changed.

use sea_orm::entity::prelude::*;

use crate::domain::audit::{ActorKind, Chained};
use crate::domain::text_enum::TextEnum;
use crate::ids::{AuditEventId, RepositoryId, TokenId};

/// An entry.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_events")]
pub struct Model {
    /// Its place in the record, from 1 without gaps.
    #[sea_orm(primary_key, auto_increment = false)]
    pub sequence: i64,
    /// Its id.
    pub id: AuditEventId,
    /// When, in milliseconds since 1970.
    pub at_ms: i64,
    /// What kind of actor did it.
    pub actor_kind: ActorKind,
    /// The user or runner.
    pub actor_id: Option<String>,
    /// The actor's name at that time.
    pub actor_name: String,
    /// The token that was shown.
    pub token_id: Option<TokenId>,
    /// The address that the request came from.
    pub address: Option<String>,
    /// The request's id.
    pub request_id: Option<String>,
    /// The operation.
    pub operation: String,
    /// The repository that the target belongs to.
    pub repository_id: Option<RepositoryId>,
    /// What kind of thing it was done to.
    pub target_kind: String,
    /// The thing's id.
    pub target_id: Option<String>,
    /// The thing's name at that time.
    pub target_name: Option<String>,
    /// What it was like, as JSON.
    pub before: Option<String>,
    /// What it is like, as JSON.
    pub after: Option<String>,
    /// Signs this entry and the signature before it.
    pub mac: String,
}

impl Model {
    /// What is signed of the entry, beside the signature before it.
    #[must_use]
    pub fn chained_bytes(&self) -> Vec<u8> {
        let Self {
            sequence,
            id,
            at_ms,
            actor_kind,
            actor_id,
            actor_name,
            token_id,
            address,
            request_id,
            operation,
            repository_id,
            target_kind,
            target_id,
            target_name,
            before,
            after,
            mac: _,
        } = self;
        let token = token_id.map(|id| id.to_string());
        let repository = repository_id.map(|id| id.to_string());
        let texts = [
            Some(actor_kind.as_str()),
            actor_id.as_deref(),
            Some(actor_name),
            token.as_deref(),
            address.as_deref(),
            request_id.as_deref(),
            Some(operation),
            repository.as_deref(),
            Some(target_kind),
            target_id.as_deref(),
            target_name.as_deref(),
            before.as_deref(),
            after.as_deref(),
        ];
        Chained { sequence: *sequence, id: *id, at_ms: *at_ms, texts: &texts }.bytes()
    }
}

/// None: see the module's doc.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
