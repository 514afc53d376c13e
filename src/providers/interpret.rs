//! From a stored delivery to its meaning, away from the threads that serve others when it is large.

use super::{Parsed, parse, payload};
use crate::domain::provider::ProviderKind;

/// Above this many bytes digest and JSON take longer than others should wait for the thread.
pub const LARGE_BODY: usize = 1024 * 1024;

/// A stored delivery, as far as its meaning is concerned.
#[derive(Debug, Clone)]
pub struct StoredDelivery {
    /// Who sent it.
    pub provider: ProviderKind,
    /// The event in the provider's words.
    pub event: String,
    /// The body's media type without parameters.
    pub content_type: String,
    /// As it came.
    pub body: Vec<u8>,
}

/// What a stored delivery means.
///
/// # Errors
/// Why it can't be used, for people.
pub async fn interpret(delivery: StoredDelivery) -> Result<Parsed, String> {
    if delivery.body.len() <= LARGE_BODY {
        return interpret_here(&delivery);
    }
    let work = move || interpret_here(&delivery);
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|error| Err(error.to_string()))
}

fn interpret_here(delivery: &StoredDelivery) -> Result<Parsed, String> {
    let StoredDelivery { provider, event, content_type, body } = delivery;
    let payload = payload(content_type, body).map_err(|error| error.to_string())?;
    parse(*provider, event, &payload).map_err(|error| error.to_string())
}
