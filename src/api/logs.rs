//! The logs of jobs: as bytes, and as they grow.

#![expect(clippy::too_many_arguments, reason = "each is a parameter of an operation")]

mod bytes;
mod cursor;
mod follow;
mod source;

use poem_openapi::OpenApi;
use poem_openapi::param::Query;

use super::events::EventStream;
use super::fail::{Fail, Missing};
use super::guard::{self, BuildRead};
use super::services::With;
use super::tags::Tag;
use super::text_header::TextHeader;
use crate::entities::jobs::Model;
use crate::metrics::StreamKind;
use bytes::LogBytes;
use cursor::Cursor;
use follow::LogEvent;

/// Operations on logs.
///
/// Offsets end at a petabyte: no log is as long, and every reader of JSON holds it exactly.
#[derive(Debug, Clone, Copy)]
pub(super) struct Logs;

#[OpenApi(tag = "Tag::Job")]
impl Logs {
    /// Download a job's log
    ///
    /// The output byte for byte as the job wrote it, as far as it has arrived. The headers
    /// `X-Log-End` and `X-Log-Complete` tell how long the log is now, and whether it has ended. A
    /// job that was taken over from an earlier build has that build's log.
    #[oai(path = "/api/jobs/:id/log", method = "get", operation_id = "job_log")]
    async fn download(
        &self,
        #[oai(name = "id")] job: guard::Path<Model, BuildRead>,
        services: With<'_>,
        /// Which attempt, counted from 1; the newest when left out.
        #[oai(validator(minimum(value = "1")))]
        attempt: Query<Option<u32>>,
        /// The first byte that is wanted.
        #[oai(validator(maximum(value = "1000000000000000")))]
        offset: Query<Option<u64>>,
        /// How many bytes are wanted at most.
        #[oai(validator(maximum(value = "1000000000000000")))]
        limit: Query<Option<u64>>,
    ) -> Result<LogBytes, Fail<Missing>> {
        let log = source::find(&services.reader, &job.row, attempt.0).await?;
        let range = (offset.0.unwrap_or(0), limit.0.unwrap_or(u64::MAX));
        Ok(bytes::read(services.0.clone(), &log, range).await?)
    }

    /// Follow a job's log
    ///
    /// What is there, then what comes, until the attempt has ended; then an event `end` with the
    /// attempt's status, and nothing more. A job that has not begun is waited for.
    ///
    /// A stream tells of one attempt: the one asked for, else the newest, or the next one of a job
    /// that is in the queue. When the job goes back to the queue because its runner was lost, the
    /// stream ends with `job_status` `queued`; follow again for the next attempt. An event's id
    /// (`attempt:end`) sent back as `Last-Event-ID` goes on behind that event.
    #[oai(path = "/api/jobs/:id/log/events", method = "get", operation_id = "job_log_events")]
    async fn events(
        &self,
        #[oai(name = "id")] job: guard::Path<Model, BuildRead>,
        services: With<'_>,
        /// Which attempt, counted from 1; the next one may be asked for before it begins.
        #[oai(validator(minimum(value = "1")))]
        attempt: Query<Option<u32>>,
        /// The first byte that is wanted.
        #[oai(validator(maximum(value = "1000000000000000")))]
        offset: Query<Option<u64>>,
        /// The id of the last event that was seen: goes before `attempt` and `offset`.
        #[oai(name = "Last-Event-ID")]
        last_event_id: TextHeader<Cursor>,
    ) -> Result<EventStream<LogEvent>, Fail<Missing>> {
        let changes = services.bus.listen();
        let (attempt, offset) = match last_event_id.0 {
            Some(cursor) => (Some(cursor.attempt), cursor.end),
            None => (attempt.0, offset.0.unwrap_or(0)),
        };
        let wanted = source::wanted(&services.reader, &job.row, attempt).await?;
        let pieces = follow::follow(services.0.clone(), wanted, offset, changes).await?;
        let open = services.metrics.open(StreamKind::Log);
        Ok(EventStream::until(services.stop(), pieces).counted(open))
    }
}
