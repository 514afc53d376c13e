//! Owns the streams: starts them with their first chunk, and stops them with their lease.

use std::collections::HashMap;
use std::sync::Arc;

use ractor::{Actor, ActorId, ActorProcessingErr, ActorRef, SupervisionEvent};
use tracing::warn;

use super::handle::Logs;
use super::message::LogsMessage;
use super::stream::{StreamActor, StreamArguments};
use crate::actors::persistence::Persistence;
use crate::actors::supervision::{Address, Directory, RestartBudget};
use crate::clock;
use crate::ids::LeaseId;
use crate::metrics::Metrics;

/// The parent of the log streams.
#[derive(Debug)]
pub struct LogsActor;

/// What the log actors work with.
#[derive(Debug, Clone)]
pub struct LogsArguments {
    /// Where chunks are written.
    pub persistence: Persistence,
    /// Its own handle.
    pub handle: Logs,
    /// Where streams are shown.
    pub directory: Directory,
    /// Where they count.
    pub metrics: Arc<Metrics>,
}

/// The streams that run.
#[derive(Debug)]
pub struct LogsState {
    arguments: LogsArguments,
    streams: HashMap<ActorId, LeaseId>,
    budget: RestartBudget,
}

impl Actor for LogsActor {
    type Msg = LogsMessage;
    type State = LogsState;
    type Arguments = LogsArguments;

    async fn pre_start(
        &self,
        _: ActorRef<LogsMessage>,
        arguments: LogsArguments,
    ) -> Result<LogsState, ActorProcessingErr> {
        arguments.handle.forget_streams();
        arguments.directory.remove_children("logs");
        Ok(LogsState { arguments, streams: HashMap::new(), budget: RestartBudget::default() })
    }

    async fn handle(
        &self,
        myself: ActorRef<LogsMessage>,
        message: LogsMessage,
        state: &mut LogsState,
    ) -> Result<(), ActorProcessingErr> {
        state.arguments.handle.address.taken();
        match message {
            LogsMessage::Open { lease, reply } => {
                state.open(&myself, lease).await;
                // The asker may be gone.
                let _ = reply.send(());
            }
            LogsMessage::Close { lease } => state.close(lease),
        }
        Ok(())
    }

    async fn handle_supervisor_evt(
        &self,
        _: ActorRef<LogsMessage>,
        event: SupervisionEvent,
        state: &mut LogsState,
    ) -> Result<(), ActorProcessingErr> {
        match event {
            SupervisionEvent::ActorFailed(stream, error) => {
                state.ended(stream.get_id(), &error.to_string())
            }
            SupervisionEvent::ActorTerminated(stream, _, reason) => {
                state.ended(stream.get_id(), reason.as_deref().unwrap_or("it stopped"))
            }
            SupervisionEvent::ActorStarted(_) | SupervisionEvent::ProcessGroupChanged(_) => Ok(()),
        }
    }
}

impl LogsState {
    async fn open(&mut self, myself: &ActorRef<LogsMessage>, lease: LeaseId) {
        if self.arguments.handle.stream(lease).is_some() {
            return;
        }
        let address = Address::default();
        let arguments = StreamArguments {
            lease,
            logs: self.arguments.handle.clone(),
            persistence: self.arguments.persistence.clone(),
            address: address.clone(),
            metrics: Arc::clone(&self.arguments.metrics),
        };
        match StreamActor::spawn_linked(None, StreamActor, arguments, myself.get_cell()).await {
            Ok((stream, _)) => {
                self.streams.insert(stream.get_id(), lease);
                address.set(stream);
                self.arguments.directory.add(name(lease), &address);
                self.arguments.handle.add_stream(lease, address);
            }
            Err(error) => warn!(lease.id = %lease, %error, "a log stream did not start"),
        }
    }

    /// The stream stores what waits in its mailbox first. That it ends then is no failure.
    fn close(&mut self, lease: LeaseId) {
        let Some(stream) = self.arguments.handle.remove_stream(lease).and_then(|it| it.cell())
        else {
            return;
        };
        self.forget(stream.get_id());
        stream.drain().unwrap_or_else(|_| stream.stop(None));
    }

    /// A stream that failed starts again with the next chunk.
    fn ended(&mut self, stream: ActorId, why: &str) -> Result<(), ActorProcessingErr> {
        let Some(lease) = self.streams.get(&stream).copied() else { return Ok(()) };
        self.arguments.directory.failed(&name(lease), clock::now(), why);
        self.forget(stream);
        self.arguments.handle.remove_stream(lease);
        warn!(lease.id = %lease, error = why, "a log stream failed");
        self.budget.spend("logs/stream", why, clock::now())?;
        Ok(())
    }

    fn forget(&mut self, stream: ActorId) -> Option<LeaseId> {
        let lease = self.streams.remove(&stream)?;
        self.arguments.directory.remove(&name(lease));
        Some(lease)
    }
}

fn name(lease: LeaseId) -> String {
    format!("logs/stream:{lease}")
}
