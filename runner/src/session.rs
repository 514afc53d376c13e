//! The runner at large: its leases, and one connection after the other.

mod retry;

use std::{collections::HashMap, io, sync::Arc, time::Duration};

use protocol::{JobSpec, LeaseState, RunnerFrame, ServerFrame};
use tokio::{
    task::{self, JoinSet},
    time::{Instant, sleep_until},
};
use ulid::Ulid;

use crate::{
    Options, RunnerError,
    backoff::Backoff,
    connection::{Connection, Lost},
    delivery::Word,
    lease::Lease,
    link::Link,
    lock::Parent,
    spool::Spool,
    text,
    trust::Trust,
    workspace,
};

/// A runner that a server has started is of no use without one.
const ALONE_LIMIT: Duration = Duration::from_secs(10 * 60);

/// A connection that lasts this long is none of those that break again and again.
const STEADY: Duration = Duration::from_secs(5);

/// A runner with its leases.
pub(crate) struct Runner {
    options: Arc<Options>,
    trust: Trust,
    spool: Spool,
    instance: Ulid,
    leases: HashMap<Ulid, Lease>,
    /// One for each lease; they end with this.
    tasks: JoinSet<()>,
    backoff: Backoff,
    /// Without a connection and without a job at work.
    alone_since: Option<Instant>,
    /// The server has said goodbye, and none has taken its place.
    is_dismissed: bool,
    /// The server that started this process, if one did.
    parent: Option<Parent>,
}

/// Why a connection is not used any more.
enum End {
    Lost(Lost),
    /// The task of a lease broke down, of which the server learns when it is not named again.
    LeaseBroke,
    Rejected(String),
    /// The server can't have this runner for now.
    TurnedAway(String),
    /// The server that started this runner has stopped, and there is nothing left to do.
    Dismissed,
}

impl From<Lost> for End {
    fn from(lost: Lost) -> Self {
        Self::Lost(lost)
    }
}

impl Runner {
    /// Takes up what an earlier process has left, and removes the rest of it.
    pub(crate) fn start(
        options: Options,
        trust: Trust,
        parent: Option<Parent>,
    ) -> io::Result<Self> {
        workspace::remove_stale(&options.data_dir, options.user.as_ref())?;
        let spool = Spool::open(&options.data_dir)?;
        let mut tasks = JoinSet::new();
        let leases = spool
            .recover()?
            .into_iter()
            .map(|undelivered| (undelivered.lease, Lease::resume(undelivered, &mut tasks)))
            .collect();
        Ok(Self {
            options: Arc::new(options),
            trust,
            spool,
            instance: Ulid::generate(),
            leases,
            tasks,
            backoff: Backoff::default(),
            alone_since: None,
            is_dismissed: false,
            parent,
        })
    }

    /// Connects, serves, and connects again.
    pub(crate) async fn keep_connected(&mut self) -> Result<(), RunnerError> {
        loop {
            let pause = match Connection::open(&self.options.server, &self.trust).await {
                Ok(mut connection) => match self.serve_measured(&mut connection).await {
                    End::Dismissed => return Ok(()),
                    End::Rejected(reason) => self.rejected(reason)?,
                    End::TurnedAway(reason) => self.turned_away(&reason),
                    End::Lost(lost) => {
                        tracing::info!("disconnected: {lost}");
                        self.backoff.failed(rand::random())
                    }
                    End::LeaseBroke => {
                        tracing::info!("connecting anew, to tell which leases are left");
                        self.backoff.failed(rand::random())
                    }
                },
                Err(error) => self.not_connected(&error)?,
            };
            if self.rest(pause).await {
                return Ok(());
            }
        }
    }

    /// Kills what runs and waits until it is gone. Results not yet delivered stay on disk.
    pub(crate) async fn leave(&mut self) {
        for lease in self.leases.values() {
            lease.leave();
        }
        while let Some(ended) = self.tasks.join_next_with_id().await {
            self.forget(ended);
        }
    }

    /// Drops the lease of a task that has ended; false when the task broke down, and has told the
    /// server nothing.
    fn forget(&mut self, ended: Result<(task::Id, ()), task::JoinError>) -> bool {
        let (task, is_whole) = match ended {
            Ok((task, ())) => (task, true),
            Err(error) => {
                tracing::error!("the task of a lease broke down: {error}");
                (error.id(), false)
            }
        };
        self.leases.retain(|_, lease| !lease.is_task(task));
        is_whole
    }

    /// Serves one connection to its end. One that has lasted proves that all is well; after one that
    /// broke at once the pauses go on to grow, whatever it is that ends them.
    async fn serve_measured(&mut self, connection: &mut Connection) -> End {
        let began = Instant::now();
        let end = self.serve(connection).await;
        if began.elapsed() >= STEADY {
            self.backoff = Backoff::default();
        }
        end
    }

    /// Serves one connection to its end.
    async fn serve(&mut self, connection: &mut Connection) -> End {
        match self.greet(connection).await {
            Ok(()) => {}
            Err(end) => return end,
        }
        self.backoff.let_in();
        self.alone_since = None;
        self.is_dismissed = false;
        loop {
            tokio::select! {
                frame = connection.next() => match frame {
                    Ok(ServerFrame::Goodbye) => self.is_dismissed = self.options.local,
                    Ok(frame) => self.obey(frame, &connection.link),
                    Err(lost) => return End::Lost(lost),
                },
                Some(ended) = self.tasks.join_next_with_id() => {
                    if !self.forget(ended) {
                        return End::LeaseBroke;
                    }
                }
            }
            if self.is_dismissed && self.leases.is_empty() {
                return End::Dismissed;
            }
        }
    }

    /// Says who is there and what it holds, and hears what is to become of it.
    async fn greet(&mut self, connection: &mut Connection) -> Result<(), End> {
        let hello = RunnerFrame::Hello {
            protocol: protocol::VERSION,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            instance: self.instance,
            labels: self.options.labels.iter().cloned().map(text::without_nul).collect(),
            capacity: u32::try_from(self.options.capacity).unwrap_or(u32::MAX),
            held: self.leases.values().map(Lease::held).collect(),
        };
        // A socket that is gone already shows at the next read.
        let _ = connection.link.frame(&hello);
        match connection.next().await? {
            ServerFrame::Welcome { protocol, .. } if protocol != protocol::VERSION => {
                Err(End::Rejected(format!("it speaks version {protocol} of the protocol")))
            }
            ServerFrame::Welcome { protocol: _, runner, leases } => {
                tracing::info!(runner.id = %runner, "connected as runner {runner}");
                self.settle(leases, &connection.link);
                Ok(())
            }
            ServerFrame::Rejected { reason, is_passing: false } => Err(End::Rejected(reason)),
            ServerFrame::Rejected { reason, is_passing: true } => Err(End::TurnedAway(reason)),
            ServerFrame::Goodbye => Err(Lost::Closed.into()),
            ServerFrame::Run { .. } => Err(Lost::Unexpected("run").into()),
            ServerFrame::Cancel { .. } => Err(Lost::Unexpected("cancel").into()),
            ServerFrame::LogAck { .. } => Err(Lost::Unexpected("log_ack").into()),
            ServerFrame::FinishedAck { .. } => Err(Lost::Unexpected("finished_ack").into()),
            ServerFrame::Void { .. } => Err(Lost::Unexpected("void").into()),
        }
    }

    /// Goes on with the leases that the server knows. One that it does not name is void.
    fn settle(&self, states: Vec<LeaseState>, link: &Link) {
        let mut unnamed: HashMap<_, _> = self.leases.iter().collect();
        for state in states {
            match state {
                LeaseState::Resume { lease, log_end, cancel } => {
                    let Some(lease) = unnamed.remove(&lease) else { continue };
                    lease.tell(Word::Connected { link: link.clone(), log_end });
                    if let Some(reason) = cancel {
                        lease.cancel(reason);
                    }
                }
                LeaseState::Void { lease } => {
                    if let Some(lease) = unnamed.remove(&lease) {
                        lease.void();
                    }
                }
            }
        }
        for lease in unnamed.into_values() {
            tracing::warn!(lease.id = %lease.id, "the server does not know a lease, dropping it");
            lease.void();
        }
    }

    fn obey(&mut self, frame: ServerFrame, link: &Link) {
        match frame {
            ServerFrame::Run { job } => self.run(*job, link),
            ServerFrame::Cancel { lease, reason } => {
                self.with(lease, |lease| lease.cancel(reason));
            }
            ServerFrame::LogAck { lease, end } => {
                self.with(lease, |lease| lease.tell(Word::LogAck(end)));
            }
            ServerFrame::FinishedAck { lease } => {
                self.with(lease, |lease| lease.tell(Word::FinishedAck));
            }
            ServerFrame::Void { lease } => self.with(lease, Lease::void),
            ServerFrame::Welcome { .. } | ServerFrame::Rejected { .. } | ServerFrame::Goodbye => {
                tracing::warn!("the server greets twice");
            }
        }
    }

    /// A lease that is over is not spoken of any more, but a frame may have been under way.
    fn with(&self, lease: Ulid, act: impl FnOnce(&Lease)) {
        if let Some(lease) = self.leases.get(&lease) {
            act(lease);
        }
    }

    fn run(&mut self, job: JobSpec, link: &Link) {
        let id = job.lease;
        if let Some(known) = self.leases.get(&id) {
            known.tell(Word::AcceptAgain);
            return;
        }
        let running = self.leases.values().filter(|lease| lease.is_running()).count();
        if running >= self.options.capacity {
            let reason = format!("the runner is at work on {running} jobs, which is all it takes");
            // The next connection finds the lease missing.
            let _ = link.frame(&RunnerFrame::Refused { lease: id, reason });
            return;
        }
        failpoint::here("job.received");
        let lease = Lease::begin(&self.options, &self.spool, job, link.clone(), &mut self.tasks);
        lease.tell(Word::Connected { link: link.clone(), log_end: 0 });
        self.leases.insert(id, lease);
    }

    /// Whether no server needs this runner: its own is gone, and a new one starts another.
    fn is_useless(&self) -> bool {
        let is_abandoned = self.parent.as_ref().is_some_and(Parent::has_ended);
        self.leases.is_empty() && (self.is_dismissed || is_abandoned)
    }

    /// Waits before the next attempt; true when a local runner is of no use any more.
    async fn rest(&mut self, pause: Duration) -> bool {
        let until = Instant::now() + pause;
        loop {
            // The last job may still have been tidied up when the connection ended.
            if self.is_useless() {
                return true;
            }
            tokio::select! {
                () = sleep_until(until) => break,
                // Without a connection there is nobody to tell.
                Some(ended) = self.tasks.join_next_with_id() => { self.forget(ended); }
            }
        }
        // A result that waits for delivery is on disk, where the next runner finds it.
        if !self.leases.values().any(Lease::is_running) {
            let since = *self.alone_since.get_or_insert_with(Instant::now);
            let is_forgotten = self.options.local && since.elapsed() >= ALONE_LIMIT;
            if is_forgotten {
                tracing::info!("no job and no server for {} s, ending", ALONE_LIMIT.as_secs());
            }
            is_forgotten
        } else {
            self.alone_since = None;
            false
        }
    }
}
