//! What makes a repeated request find the build of the first.

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};

use crate::entities::builds::{Column, Entity, Model};
use crate::ids::BuildId;

/// A request that its caller can send again, and what it asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestKey {
    /// The caller's key within the operation; unique over all builds.
    pub key: String,
    /// Tells requests apart that ask for different things.
    pub digest: String,
}

/// The key stands for a request that asked for something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the idempotency key was used for another request, which made the build {by}")]
pub struct KeyReused {
    /// The build that the other request made.
    pub by: BuildId,
}

/// The build that the same request made before.
///
/// # Errors
/// When the database does not answer; inside, when another request had the key.
pub async fn find_by_request(
    db: &impl ConnectionTrait,
    request: &RequestKey,
) -> Result<Result<Option<Model>, KeyReused>, DbErr> {
    let found = Entity::find().filter(Column::IdempotencyKey.eq(&request.key)).one(db).await?;
    Ok(same(found, request))
}

/// Builds from before digests were kept have none, and count as made by the same request.
fn same(found: Option<Model>, request: &RequestKey) -> Result<Option<Model>, KeyReused> {
    match found {
        Some(build) if build.idempotency_digest.as_ref().is_some_and(|d| *d != request.digest) => {
            Err(KeyReused { by: build.id })
        }
        found => Ok(found),
    }
}
