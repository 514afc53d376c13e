//! One log that is being written.

use std::sync::Arc;

use protocol::{LogChunk, ServerFrame};
use ractor::{Actor, ActorProcessingErr, ActorRef};
use tracing::warn;

use super::handle::Logs;
use super::message::Append;
use crate::actors::persistence::{Persistence, PersistenceError};
use crate::actors::supervision::Address;
use crate::ids::{LeaseId, RunnerId};
use crate::metrics::Metrics;
use crate::store::logs::{AppendLog, AppendOutcome, LogError};

/// Appends chunks in their order and acknowledges each with the end of what is stored.
#[derive(Debug)]
pub(super) struct StreamActor;

/// What a stream works with.
#[derive(Debug, Clone)]
pub(super) struct StreamArguments {
    pub(super) lease: LeaseId,
    pub(super) logs: Logs,
    pub(super) persistence: Persistence,
    pub(super) address: Address<Append>,
    pub(super) metrics: Arc<Metrics>,
}

impl Actor for StreamActor {
    type Msg = Append;
    type State = StreamArguments;
    type Arguments = StreamArguments;

    async fn pre_start(
        &self,
        _: ActorRef<Append>,
        arguments: StreamArguments,
    ) -> Result<StreamArguments, ActorProcessingErr> {
        Ok(arguments)
    }

    async fn handle(
        &self,
        _: ActorRef<Append>,
        append: Append,
        state: &mut StreamArguments,
    ) -> Result<(), ActorProcessingErr> {
        state.address.taken();
        let Append { runner, chunk, acknowledge, permit } = append;
        let (lease, length) = (state.lease.0, chunk.bytes.len() as u64);
        failpoint::here("chunk.received");
        // The connection may be gone; the runner asks for the end when it is back.
        match state.store(runner, chunk).await {
            Ok(AppendOutcome::Appended(end)) => {
                failpoint::here("chunk.stored");
                state.metrics.log_bytes.add(length);
                state.logs.grew(state.lease, end);
                let _ = acknowledge.send(ServerFrame::LogAck { lease, end });
            }
            // What was stored before is counted already, and readers know of it or will.
            Ok(AppendOutcome::End(end)) => {
                state.logs.grew(state.lease, end);
                let _ = acknowledge.send(ServerFrame::LogAck { lease, end });
            }
            Ok(AppendOutcome::Void) => {
                state.logs.stop_stream(state.lease);
                let _ = acknowledge.send(ServerFrame::Void { lease });
            }
            // Without an acknowledgement the runner sends the chunk again after a while.
            Err(error) => warn!(lease.id = %state.lease, %error, "a log chunk was not stored"),
        }
        drop(permit);
        Ok(())
    }
}

impl StreamArguments {
    async fn store(&self, runner: RunnerId, chunk: LogChunk) -> Result<AppendOutcome, StoreError> {
        let write = AppendLog::new(runner, self.lease, chunk.offset, chunk.bytes)?;
        Ok(self.persistence.run(write).await?)
    }
}

/// Why a chunk was not stored.
#[derive(Debug, thiserror::Error)]
enum StoreError {
    #[error(transparent)]
    Log(#[from] LogError),
    #[error(transparent)]
    Persistence(#[from] PersistenceError),
}
