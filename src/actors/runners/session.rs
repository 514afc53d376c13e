//! One connected runner: what it says becomes writes, what it must know becomes frames.

mod catching_up;

use std::time::{Duration, Instant};

use protocol::{JobSpec, LeaseState, Login, RunnerFrame, ServerFrame};
use ractor::{Actor, ActorProcessingErr, ActorRef};
use tokio::sync::{OwnedSemaphorePermit, mpsc, oneshot};
use tracing::{info, warn};

use super::equip::{Equipment, Readiness};
use super::hello::{reunite, void};
use super::message::{Hello, SessionMessage};
use super::outbound::{self, JobSettings, Outbound};
use super::reports;
use super::secrets::{self, Wanted};
use super::watch::Watch;
use crate::actors::logs::{Append, Logs};
use crate::actors::persistence::{Persistence, PersistenceError};
use crate::actors::supervision::Address;
use crate::clock;
use crate::domain::schedule::facts;
use crate::ids::{LeaseId, RunnerId};
use crate::providers::{NoAccess, ProviderClient};
use crate::store::jobs::{
    AcceptAttempt, FailAttempt, FinishOutcome, GiveBack, LoseAttempts, ReportStep,
};
use crate::store::runners::{RunnerCame, SetCapacity};
use crate::store::secrets::{NoteSecrets, Vault};
use crate::store::{self, Reader};

/// How long a runner that refused a job is given none: its disk may be full.
const REFUSAL_PAUSE: Duration = Duration::from_secs(30);

/// What is said of a job that may never have left the server.
const NOT_SENT: &str = "the server ended before a runner had taken the job";

/// The conversation with one runner.
#[derive(Debug)]
pub(super) struct SessionActor;

/// What a session begins with.
#[derive(Debug)]
pub(super) struct SessionArguments {
    pub(super) hello: Hello,
    pub(super) outgoing: mpsc::UnboundedSender<ServerFrame>,
    pub(super) ended: oneshot::Sender<()>,
    pub(super) context: SessionContext,
    pub(super) address: Address<SessionMessage>,
}

/// What every session works with.
#[derive(Debug, Clone)]
pub(super) struct SessionContext {
    pub(super) reader: Reader,
    pub(super) persistence: Persistence,
    pub(super) logs: Logs,
    pub(super) providers: ProviderClient,
    pub(super) vault: Vault,
    pub(super) settings: JobSettings,
    /// Follows the leases of earlier servers.
    pub(super) since: LeaseId,
    pub(super) watch: Watch,
    /// How long a runner may be silent about a job that should have ended.
    pub(super) patience: Duration,
}

/// A session under way. When it ends, the socket's task sees `ended` close.
#[derive(Debug)]
pub(super) struct SessionState {
    runner: RunnerId,
    capacity: i32,
    is_pausing: bool,
    /// When its jobs are looked at for those that are overdue soon.
    next_look: Option<Instant>,
    equipment: Equipment,
    myself: ActorRef<SessionMessage>,
    outgoing: mpsc::UnboundedSender<ServerFrame>,
    _ended: oneshot::Sender<()>,
    context: SessionContext,
    address: Address<SessionMessage>,
}

impl Actor for SessionActor {
    type Msg = SessionMessage;
    type State = SessionState;
    type Arguments = SessionArguments;

    async fn pre_start(
        &self,
        myself: ActorRef<SessionMessage>,
        arguments: SessionArguments,
    ) -> Result<SessionState, ActorProcessingErr> {
        let SessionArguments { hello, outgoing, ended, context, address } = arguments;
        let runner = hello.runner;
        let capacity = i32::try_from(hello.capacity).unwrap_or(i32::MAX);
        end_with_socket(outgoing.clone(), myself.clone());
        let mut state = SessionState {
            runner,
            capacity,
            is_pausing: false,
            next_look: None,
            equipment: Equipment::default(),
            myself,
            outgoing,
            _ended: ended,
            context,
            address,
        };
        state.welcome(&hello).await?;
        info!(runner.id = %runner, runner.version = hello.version, "runner connected");
        Ok(state)
    }

    async fn handle(
        &self,
        myself: ActorRef<SessionMessage>,
        message: SessionMessage,
        state: &mut SessionState,
    ) -> Result<(), ActorProcessingErr> {
        state.address.taken();
        match message {
            SessionMessage::Said(frame) => state.said(frame).await?,
            SessionMessage::Output(chunk, permit) => state.output(chunk, permit).await,
            SessionMessage::Run(lease) => state.run(lease).await?,
            SessionMessage::Equipped(lease, answer) => state.equipped(lease, answer).await?,
            SessionMessage::Cancel(lease, _) if state.equipment.holds_back(lease) => {
                state.run(lease).await?;
            }
            SessionMessage::Cancel(lease, reason) => {
                state.send(ServerFrame::Cancel { lease: lease.0, reason });
                state.watch_job(lease).await?;
            }
            SessionMessage::Void(lease) => state.void(lease),
            SessionMessage::TakeJobsAgain => {
                state.is_pausing = false;
                state.take_jobs_again().await?;
            }
            SessionMessage::CatchUp => state.catch_up().await?,
            SessionMessage::Goodbye => state.send(ServerFrame::Goodbye),
            SessionMessage::Closed => myself.stop(None),
        }
        Ok(())
    }
}

/// Whether a runner takes the frame; if not, how many bytes it has.
fn fits(frame: &ServerFrame) -> Result<(), usize> {
    let size = serde_json::to_vec(frame).map_or(usize::MAX, |bytes| bytes.len());
    if size <= protocol::MAX_FRAME_BYTES { Ok(()) } else { Err(size) }
}

/// Whoever asked for the session may have given up before it was there, and says nothing then.
fn end_with_socket(
    outgoing: mpsc::UnboundedSender<ServerFrame>,
    session: ActorRef<SessionMessage>,
) {
    tokio::spawn(async move {
        outgoing.closed().await;
        // It may have ended already.
        let _ = session.cast(SessionMessage::Closed);
    });
}

impl SessionState {
    async fn welcome(&mut self, hello: &Hello) -> Result<(), ActorProcessingErr> {
        let known = store::runners::find(&self.context.reader, self.runner).await?;
        let instance = hello.instance.to_string();
        let is_same_process = known.is_some_and(|known| known.instance == Some(instance.clone()));
        let given = self
            .context
            .persistence
            .run(RunnerCame {
                id: self.runner,
                token: hello.token,
                instance,
                version: hello.version.clone(),
                // Its word on its machine counts, and on nothing else.
                labels: facts(hello.labels.clone()),
                capacity: self.capacity,
                at: clock::now(),
            })
            .await??;
        failpoint::here("runner.came");
        let reunion = reunite(hello, &given, is_same_process, self.context.since);
        let mut leases: Vec<_> = reunion.void.into_iter().map(void).collect();
        for lease in reunion.resume {
            self.context.watch.heard(lease);
            leases.push(self.resume(lease).await?);
        }
        self.send(ServerFrame::Welcome {
            protocol: protocol::VERSION,
            runner: self.runner.0,
            leases,
        });
        for lease in reunion.send {
            self.run(lease).await?;
        }
        for lease in reunion.back {
            self.give_back(lease, NOT_SENT.to_owned()).await?;
        }
        self.lose(reunion.lost).await?;
        Ok(())
    }

    async fn resume(&self, lease: LeaseId) -> Result<LeaseState, ActorProcessingErr> {
        let db = &self.context.reader;
        let log_end = store::logs::log_end(db, lease).await?;
        let attempt = store::jobs::find_attempt(db, lease).await?;
        let job = match attempt {
            Some(attempt) => store::jobs::find(db, attempt.job_id).await?,
            None => None,
        };
        let cancel = job.and_then(|job| job.cancel_reason);
        Ok(LeaseState::Resume { lease: lease.0, log_end, cancel })
    }

    async fn lose(&self, leases: Vec<LeaseId>) -> Result<(), PersistenceError> {
        if leases.is_empty() {
            return Ok(());
        }
        let reason = "the runner's process ended while the job ran".to_owned();
        let write = LoseAttempts { runner: self.runner, leases, reason, at: clock::now() };
        self.context.persistence.run(write).await
    }

    async fn said(&mut self, frame: RunnerFrame) -> Result<(), ActorProcessingErr> {
        let (runner, at) = (self.runner, clock::now());
        let persistence = &self.context.persistence;
        match frame {
            RunnerFrame::Hello { .. } => warn!(runner.id = %runner, "a second hello is ignored"),
            RunnerFrame::Unknown => {
                warn!(runner.id = %runner, "a frame that this version doesn't know is ignored");
            }
            RunnerFrame::Accepted { lease } => {
                failpoint::here("accept.received");
                persistence.run(AcceptAttempt { lease: LeaseId(lease), runner, at }).await?;
                failpoint::here("accept.stored");
                self.watch_job(LeaseId(lease)).await?;
            }
            RunnerFrame::Refused { lease, reason } => {
                warn!(runner.id = %runner, lease.id = %lease, reason, "a runner refused a job");
                self.is_pausing = true;
                // First, so that the job doesn't come straight back.
                persistence.run(SetCapacity { id: runner, capacity: 0 }).await?;
                self.address.cast_after(REFUSAL_PAUSE, SessionMessage::TakeJobsAgain);
                persistence.run(GiveBack { lease: LeaseId(lease), runner, reason, at }).await?;
            }
            RunnerFrame::Step { lease, step } => {
                self.context.watch.heard(LeaseId(lease));
                let step = reports::step(LeaseId(lease), step);
                persistence.run(ReportStep { runner, step }).await?;
            }
            RunnerFrame::Finished { lease, result } => {
                let write = reports::finish(LeaseId(lease), runner, result, at);
                failpoint::here("result.received");
                let outcome = persistence.run(write).await?;
                failpoint::here("result.stored");
                self.answer_finished(LeaseId(lease), outcome);
            }
        }
        Ok(())
    }

    fn answer_finished(&self, lease: LeaseId, outcome: FinishOutcome) {
        match outcome {
            FinishOutcome::Stored => {
                self.context.logs.close(lease);
                self.context.watch.forget(lease);
                self.send(ServerFrame::FinishedAck { lease: lease.0 });
            }
            FinishOutcome::Void => self.void(lease),
            FinishOutcome::LogIncomplete(end) => {
                self.send(ServerFrame::LogAck { lease: lease.0, end });
            }
        }
    }

    async fn output(&self, chunk: protocol::LogChunk, permit: OwnedSemaphorePermit) {
        let lease = LeaseId(chunk.lease);
        self.context.watch.heard(lease);
        let acknowledge = self.outgoing.clone();
        let append = Append { runner: self.runner, chunk, acknowledge, permit };
        if let Err(error) = self.context.logs.append(lease, append).await {
            warn!(lease.id = %lease, %error, "a log chunk was not taken");
        }
    }

    async fn run(&mut self, lease: LeaseId) -> Result<(), ActorProcessingErr> {
        let found = outbound::load(&self.context.reader, lease, &self.context.settings).await?;
        let Some(Outbound { mut job, cancel, access, secrets, is_accepted }) = found else {
            self.equipment.forget(lease);
            return Ok(());
        };
        match cancel {
            // Nothing of it has run, and nothing is asked for what nobody wants any more.
            Some(reason) if !is_accepted => {
                self.equipment.forget(lease);
                return self.give_back(lease, reason).await;
            }
            Some(reason) => {
                self.send(ServerFrame::Cancel { lease: lease.0, reason });
                return Ok(());
            }
            None => {}
        }
        let (providers, session) = (&self.context.providers, &self.myself);
        match (self.equipment.of(lease, access, providers, session), &mut job.checkout) {
            (Readiness::Asked, _) => return Ok(()),
            (Readiness::Ready(login), Some(checkout)) => checkout.login = login,
            (Readiness::Ready(_), None) => {}
        }
        self.send_with_secrets(lease, job, &secrets).await
    }

    /// What becomes of its secrets is noted first, so that it is known whatever the job does.
    async fn send_with_secrets(
        &self,
        lease: LeaseId,
        mut job: JobSpec,
        wanted: &Wanted,
    ) -> Result<(), ActorProcessingErr> {
        if !wanted.names.is_empty() {
            let given = secrets::give(&self.context.reader, &self.context.vault, wanted).await?;
            let given = match given {
                Ok(given) => given,
                Err(reason) => return self.fail(lease, reason).await,
            };
            let note = NoteSecrets { lease, runner: self.runner, secrets: given.told };
            self.context.persistence.run(note).await?;
            job.secrets = given.values;
        }
        let run = ServerFrame::Run { job: Box::new(job) };
        match fits(&run) {
            Ok(()) => self.send(run),
            Err(size) => return self.refuse_to_send(lease, size).await,
        }
        failpoint::here("job.sent");
        Ok(())
    }

    /// Should it have reached the runner all the same, its lease is void there.
    async fn give_back(&self, lease: LeaseId, reason: String) -> Result<(), ActorProcessingErr> {
        let (runner, at) = (self.runner, clock::now());
        self.context.persistence.run(GiveBack { lease, runner, reason, at }).await?;
        Ok(())
    }

    /// Loaded anew, as it may have been canceled meanwhile.
    async fn equipped(
        &mut self,
        lease: LeaseId,
        answer: Result<Option<Login>, NoAccess>,
    ) -> Result<(), ActorProcessingErr> {
        match self.equipment.answered(lease, answer) {
            Ok(true) => self.run(lease).await,
            Ok(false) => Ok(()),
            Err(reason) => self.fail(lease, reason).await,
        }
    }

    /// The runner would drop the connection on it, again and again.
    async fn refuse_to_send(&self, lease: LeaseId, size: usize) -> Result<(), ActorProcessingErr> {
        let reason = format!(
            "the job is too large to be sent to a runner: {} KiB with its secrets and the outputs \
             of the jobs it needs, and {} KiB are taken",
            size / 1024,
            protocol::MAX_FRAME_BYTES / 1024
        );
        self.fail(lease, reason).await
    }

    async fn fail(&self, lease: LeaseId, reason: String) -> Result<(), ActorProcessingErr> {
        warn!(lease.id = %lease, reason, "a job is failed");
        let write = FailAttempt { lease, runner: self.runner, reason, at: clock::now() };
        self.context.persistence.run(write).await?;
        Ok(())
    }

    fn void(&self, lease: LeaseId) {
        self.context.logs.close(lease);
        self.send(ServerFrame::Void { lease: lease.0 });
    }

    /// The socket may be gone already; its end arrives as `Closed`.
    fn send(&self, frame: ServerFrame) {
        let _ = self.outgoing.send(frame);
    }
}

#[cfg(test)]
#[test]
fn a_frame_that_the_runner_would_drop_the_connection_on_does_not_fit() {
    let frame = |length| ServerFrame::Rejected { reason: "x".repeat(length), is_passing: false };
    assert_eq!(fits(&frame(1)), Ok(()));
    assert!(fits(&frame(protocol::MAX_FRAME_BYTES)).is_err());
}
