//! A log as one answer, read from the database piece by piece while it is sent: a log may be
//! larger than memory.

use std::io;
use std::sync::Arc;

use futures_util::stream::{self, BoxStream, Stream, StreamExt};
use poem::http::{StatusCode, header};
use poem::{IntoResponse, Response};
use poem_openapi::ApiResponse;
use poem_openapi::registry::{MetaHeader, MetaResponses, MetaSchema, MetaSchemaRef, Registry};
use poem_openapi::types::Type;
use tracing::{Span, error};

use super::source::Log;
use crate::api::answer::{body_of_pieces, documented};
use crate::api::error::ApiError;
use crate::api::services::Services;
use crate::ids::LeaseId;
use crate::store::logs::{log_end, read_from};

/// Where the log ends now.
const END: &str = "X-Log-End";

/// Whether it will grow.
const COMPLETE: &str = "X-Log-Complete";

/// 200 with a part of a log, or the whole.
pub(super) struct LogBytes {
    pieces: BoxStream<'static, io::Result<Vec<u8>>>,
    length: u64,
    end: u64,
    is_complete: bool,
}

impl std::fmt::Debug for LogBytes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LogBytes").field("length", &self.length).finish_non_exhaustive()
    }
}

/// The bytes of `log` within the range of offset and limit, as far as they are stored now.
pub(super) async fn read(
    services: Arc<Services>,
    log: &Log,
    (offset, limit): (u64, u64),
) -> Result<LogBytes, ApiError> {
    let Some(lease) = log.lease else {
        let pieces = stream::empty().boxed();
        return Ok(LogBytes { pieces, length: 0, end: 0, is_complete: log.is_complete });
    };
    let end = log_end(&services.reader, lease).await?;
    let until = end.min(offset.saturating_add(limit));
    let length = until.saturating_sub(offset);
    let rest = Rest { services, lease, offset, left: length };
    // What can't be read at all is refused, while there is still a status to say so with.
    let (first, rest) = match rest.next().await? {
        Some((first, rest)) => (Some(Ok(first)), Some(rest)),
        None => (None, None),
    };
    let pieces = stream::iter(first).chain(pieces(rest)).boxed();
    Ok(LogBytes { pieces, length, end, is_complete: log.is_complete })
}

/// What is still to be sent.
struct Rest {
    services: Arc<Services>,
    lease: LeaseId,
    offset: u64,
    left: u64,
}

impl Rest {
    async fn next(self) -> Result<Option<(Vec<u8>, Self)>, ApiError> {
        let Self { services, lease, offset, left } = self;
        if left == 0 {
            return Ok(None);
        }
        let piece = read_from(&services.reader, &services.archive, lease, offset).await?;
        let mut piece = piece.ok_or_else(|| ApiError::internal("the log ends before its end"))?;
        piece.truncate(usize::try_from(left).unwrap_or(usize::MAX));
        let taken = piece.len() as u64;
        let rest = Self { services, lease, offset: offset + taken, left: left - taken };
        Ok(Some((piece, rest)))
    }
}

/// An answer that can't be completed breaks off, which its reader sees by its length.
fn pieces(rest: Option<Rest>) -> impl Stream<Item = io::Result<Vec<u8>>> + Send + 'static {
    // The request has been answered when the rest is read; its id belongs to what goes wrong all
    // the same.
    let request = Span::current();
    stream::try_unfold(rest, move |rest| {
        let request = request.clone();
        async move {
            let Some(rest) = rest else { return Ok(None) };
            let next = rest.next().await.map_err(|error| {
                let cause = error.fault().unwrap_or_else(|| error.to_string());
                request.in_scope(|| error!("an answer with a log breaks off: {cause}"));
                io::Error::other(error)
            })?;
            Ok(next.map(|(piece, rest)| (piece, Some(rest))))
        }
    })
}

impl IntoResponse for LogBytes {
    fn into_response(self) -> Response {
        Response::builder()
            .header(header::CONTENT_LENGTH, self.length)
            .header(END, self.end)
            .header(COMPLETE, self.is_complete.to_string())
            .content_type("application/octet-stream")
            .body(body_of_pieces(self.pieces))
    }
}

impl ApiResponse for LogBytes {
    fn meta() -> MetaResponses {
        let schema =
            MetaSchemaRef::Inline(Box::new(MetaSchema::new_with_format("string", "binary")));
        let content = Some(("application/octet-stream", schema));
        let mut meta = documented(StatusCode::OK, "The output as it was written", content);
        let header = |name: &str, description: &str, schema| MetaHeader {
            name: name.to_owned(),
            description: Some(description.to_owned()),
            required: true,
            deprecated: false,
            schema,
        };
        meta.responses[0].headers = vec![
            header(END, "How many bytes the whole log has now.", u64::schema_ref()),
            header(COMPLETE, "Whether nothing more will come.", bool::schema_ref()),
        ];
        meta
    }

    fn register(_: &mut Registry) {}
}
