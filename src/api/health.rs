//! Whether the server lives, and whether it can work: for load balancers and service managers.

use std::time::Duration;

use poem_openapi::OpenApi;
use tokio::time::timeout;

use super::answer::Ok200;
use super::error::ApiError;
use super::fail::{Fail, NoFailures};
use super::services::With;
use super::tags::Tag;
use super::views::system::Health as View;
use crate::failures;

/// How long a write may wait for those before it. Load balancers give up after a few seconds.
const WRITE_PATIENCE: Duration = Duration::from_secs(2);

failures! {
    ReadyFails = [Unavailable];
}

/// Operations that tell how the server is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Health;

#[OpenApi(tag = "Tag::Health")]
impl Health {
    /// Is the server alive?
    ///
    /// It answers as long as the process can answer at all.
    #[oai(path = "/api/health/live", method = "get", operation_id = "health_live")]
    async fn live(&self) -> Result<Ok200<View>, Fail<NoFailures>> {
        Ok(Ok200(View::ok()))
    }

    /// Is the server ready for work?
    ///
    /// It is when the database answers and can be written, until the server is told to stop.
    #[oai(path = "/api/health/ready", method = "get", operation_id = "health_ready")]
    async fn ready(&self, services: With<'_>) -> Result<Ok200<View>, Fail<ReadyFails>> {
        if *services.stopping.borrow() {
            return Err(ApiError::unavailable("the server is stopping").into());
        }
        services.reader.ping().await.map_err(|error| {
            tracing::warn!(%error, "not ready: the database does not answer");
            ApiError::unavailable("the database does not answer")
        })?;
        let probe = timeout(WRITE_PATIENCE, services.persistence.probe()).await;
        match probe {
            Ok(Ok(())) => Ok(Ok200(View::ok())),
            Ok(Err(_)) | Err(_) => {
                Err(ApiError::unavailable("the database can't be written at the moment").into())
            }
        }
    }
}
