//! Verifying and reading a delivery, away from the threads that serve requests when it is large.

use poem::http::HeaderMap;

use crate::api::error::ApiError;
use crate::api::limit::BodyRoom;
use crate::api::raw::RawBody;
use crate::domain::provider::ProviderKind;
use crate::entities::Packed;
use crate::providers::{Delivery, LARGE_BODY, Refused};

/// A body on its way to the database.
pub(super) struct Body {
    pub(super) bytes: Packed,
    /// Its own size.
    pub(super) size_bytes: i64,
    /// Given back when it is stored.
    _room: BodyRoom,
}

/// The delivery in `body`, if `verify` finds it good, and the body as it is stored.
///
/// # Errors
/// `InvalidSignature` first of all; then whatever is wrong with the delivery.
pub(super) async fn read<A: Send + 'static>(
    provider: ProviderKind,
    headers: &HeaderMap,
    body: RawBody<A>,
    verify: impl FnOnce(&HeaderMap, &[u8]) -> Result<(), Refused> + Send + 'static,
) -> Result<(Delivery, Body), ApiError> {
    let headers = headers.clone();
    let is_large = body.bytes.len() > LARGE_BODY;
    // Takes the body along, so that its room is not given back while a thread works on it.
    let work = move || {
        verify(&headers, &body.bytes)?;
        let delivery = Delivery::read(provider, &headers, &body.bytes)?;
        let bytes = Packed::new(&body.bytes);
        let size_bytes = i64::try_from(body.bytes.len()).unwrap_or(i64::MAX);
        Ok((delivery, Body { bytes, size_bytes, _room: body.room }))
    };
    if is_large {
        tokio::task::spawn_blocking(work).await.map_err(ApiError::internal)?
    } else {
        work()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::thread;

    use super::*;
    use crate::api::limit::BodyBudget;
    use crate::api::raw::JsonAlone;

    #[tokio::test]
    async fn only_large_bodies_leave_the_threads_of_requests() {
        let mut headers = HeaderMap::new();
        headers.insert("x-gitlab-event", "Push Hook".parse().unwrap());
        for (size, stays) in [(2, true), (LARGE_BODY, true), (LARGE_BODY + 1, false)] {
            let (sender, threads) = mpsc::channel();
            let verify = move |_: &HeaderMap, _: &[u8]| {
                sender.send(thread::current().id()).unwrap();
                Ok(())
            };
            let bytes = format!("{}{{}}", " ".repeat(size - 2));
            let body = RawBody::<JsonAlone>::new(bytes.into(), BodyBudget::default().room());
            let (delivery, _) = read(ProviderKind::Gitlab, &headers, body, verify).await.unwrap();
            assert_eq!(delivery.event, "Push Hook");
            assert_eq!(threads.recv().unwrap() == thread::current().id(), stays, "{size}");
        }
    }
}
