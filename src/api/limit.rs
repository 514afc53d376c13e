//! Reading a request's body within a size and a time.
//!
//! The limit belongs to what reads the body, not to a path, so no operation can be without one.
//! A declared length is judged before anything is read; a chunked body when it grows too large.
//! What a stranger may send is also counted with all that strangers send: see [`BodyBudget`].

mod budget;

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures_util::{Stream, StreamExt};
use poem::http::header;
use poem::{Request, RequestBody};

use super::error::ApiError;
pub use budget::{BodyBudget, BodyRoom};

/// The most that a JSON body may hold, in bytes.
pub const JSON_LIMIT: u64 = 1024 * 1024;

/// The most that a webhook may hold, in bytes: GitHub's own cap on payloads.
pub const WEBHOOK_LIMIT: u64 = 25 * 1024 * 1024;

/// How long a whole body may take to arrive, when nothing else is said.
pub const BODY_TIME: Duration = Duration::from_secs(30);

/// How long a whole body may take to arrive, as data of each request.
#[derive(Debug, Clone, Copy)]
pub struct BodyTime(pub Duration);

/// How much of a refused body is still read, so that a caller in the middle of sending gets to
/// see the answer instead of a reset connection.
const DISCARD_LIMIT: usize = 32 * 1024 * 1024;

/// How long is spent on discarding.
const DISCARD_TIME: Duration = Duration::from_secs(2);

/// The whole body of `request`, which takes `room` as it grows; none: its sender is known.
///
/// # Errors
/// `BodyTooLarge` above `limit_bytes`, `BodyTimeout` after [`BodyTime`], `Unavailable` when there
/// is no more room, `BadRequest` when the caller hangs up or breaks the framing.
pub async fn read(
    request: &Request,
    body: &mut RequestBody,
    limit_bytes: u64,
    room: Option<&mut BodyRoom>,
) -> Result<Bytes, ApiError> {
    let declared = request.header(header::CONTENT_LENGTH).and_then(|text| text.parse::<u64>().ok());
    let stream = body.take().map_err(ApiError::internal)?.into_bytes_stream();
    let mut stream = std::pin::pin!(stream);
    let result = if declared.is_some_and(|length| length > limit_bytes) {
        Err(ApiError::BodyTooLarge { limit_bytes })
    } else {
        let time = request.data().map_or(BODY_TIME, |BodyTime(time)| *time);
        tokio::time::timeout(time, collect(&mut stream, limit_bytes, room))
            .await
            .unwrap_or(Err(ApiError::BodyTimeout(time)))
    };
    if let Err(ApiError::BodyTooLarge { .. } | ApiError::Unavailable { .. }) = result
        && request.header(header::EXPECT).is_none()
    {
        discard(&mut stream).await;
    }
    result
}

async fn collect(
    stream: &mut (impl Stream<Item = std::io::Result<Bytes>> + Unpin),
    limit_bytes: u64,
    mut room: Option<&mut BodyRoom>,
) -> Result<Bytes, ApiError> {
    let mut whole = BytesMut::new();
    while let Some(chunk) = stream.next().await {
        let chunk = chunk
            .map_err(|error| ApiError::BadRequest(format!("the body ended early: {error}")))?;
        if (whole.len() + chunk.len()) as u64 > limit_bytes {
            return Err(ApiError::BodyTooLarge { limit_bytes });
        }
        if let Some(room) = &mut room {
            room.take(chunk.len())?;
        }
        whole.extend_from_slice(&chunk);
    }
    Ok(whole.freeze())
}

async fn discard(stream: &mut (impl Stream<Item = std::io::Result<Bytes>> + Unpin)) {
    let rest = async {
        let mut seen = 0;
        while let Some(Ok(chunk)) = stream.next().await {
            seen += chunk.len();
            if seen > DISCARD_LIMIT {
                break;
            }
        }
    };
    // Running out of time is as good an end as any: the answer is sent next either way.
    let _ended = tokio::time::timeout(DISCARD_TIME, rest).await;
}
