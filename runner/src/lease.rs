//! One lease on the runner: the job and its delivery side by side, from the order to the
//! acknowledged result.

use std::{sync::Arc, time::Duration};

use protocol::{HeldLease, JobResult, JobSpec, RunnerFrame};
use tokio::{
    sync::{mpsc, watch},
    task::{self, JoinSet},
    time::timeout,
};
use tracing::Instrument as _;
use ulid::Ulid;

use crate::{
    Options, blocking,
    brake::Brake,
    delivery::{Delivery, News, Word},
    job::{self, JobRun},
    link::Link,
    process::{self, Stop},
    spool::{JobSpool, Log, Spool, Undelivered},
    workspace,
};

/// From how many bytes on a log is not synced to this disk before it had time to arrive.
const LONG_LOG: u64 = 1024 * 1024;

/// How much time that is.
const LOG_PATIENCE: Duration = Duration::from_millis(500);

/// What the runner holds of a lease.
#[derive(Debug)]
pub(crate) struct Lease {
    pub(crate) id: Ulid,
    words: mpsc::UnboundedSender<Word>,
    brake: Brake,
    phase: watch::Receiver<Phase>,
    task: Option<task::Id>,
}

/// How far a lease is.
#[derive(Debug, Clone)]
pub(crate) enum Phase {
    /// The job is being written to disk.
    Storing,
    /// The job is on disk, and at work.
    Running(Arc<Log>),
    /// The job has ended; its result is on its way.
    Ended(Arc<Log>),
}

/// What a lease's task shares with its [`Lease`].
struct Shared {
    id: Ulid,
    words: mpsc::UnboundedReceiver<Word>,
    brake: Brake,
    stop: watch::Receiver<Stop>,
    phase: watch::Sender<Phase>,
}

impl Lease {
    /// Stores the job and begins with it, on a task of its own; a task ends with its lease, and
    /// dropping it kills what runs.
    pub(crate) fn begin(
        options: &Arc<Options>,
        spool: &Spool,
        spec: JobSpec,
        link: Link,
        tasks: &mut JoinSet<()>,
    ) -> Self {
        let grace = process::time_span(spec.cancel_grace_ms);
        let (mut lease, shared) = Self::new(spec.lease, Phase::Storing, grace);
        let span = tracing::info_span!(
            "job", lease.id = %spec.lease, job.id = %spec.job, job.key = %spec.key,
            build.id = %spec.build.id,
        );
        let run = store_and_run(Arc::clone(options), spool.clone(), spec, link, shared);
        lease.task = Some(tasks.spawn(run.instrument(span)).id());
        lease
    }

    /// Goes on with a job that an earlier process has finished.
    pub(crate) fn resume(undelivered: Undelivered, tasks: &mut JoinSet<()>) -> Self {
        let Undelivered { lease: id, spool, result } = undelivered;
        let phase = Phase::Ended(Arc::clone(&spool.log));
        let (mut lease, shared) = Self::new(id, phase, Duration::ZERO);
        let deliver = async move {
            let Shared { words, brake, .. } = shared;
            let (_, steps) = mpsc::unbounded_channel();
            let (sender, results) = mpsc::unbounded_channel();
            // Both ends are here.
            let _ = sender.send(result);
            let delivery = Delivery::new(id, Arc::clone(&spool.log), brake);
            let settled = delivery.run(words, News { steps, results }).await;
            forget(&spool, id, settled);
        };
        lease.task = Some(tasks.spawn(deliver).id());
        lease
    }

    fn new(id: Ulid, phase: Phase, grace: Duration) -> (Self, Shared) {
        let (words, words_received) = mpsc::unbounded_channel();
        let (brake, stop) = Brake::new(grace);
        let (phase, phases) = watch::channel(phase);
        let shared = Shared { id, words: words_received, brake: brake.clone(), stop, phase };
        (Self { id, words, brake, phase: phases, task: None }, shared)
    }

    /// What `Hello` says of it.
    pub(crate) fn held(&self) -> HeldLease {
        let log_bytes = match &*self.phase.borrow() {
            Phase::Storing => 0,
            Phase::Running(log) | Phase::Ended(log) => log.length(),
        };
        HeldLease { lease: self.id, log_bytes }
    }

    /// Whether this is its task.
    pub(crate) fn is_task(&self, task: task::Id) -> bool {
        self.task == Some(task)
    }

    /// Whether it takes a place of the runner's capacity. A job that is being killed takes none:
    /// the server knows its lease as void and may fill the place before the last process is gone.
    pub(crate) fn is_running(&self) -> bool {
        if self.brake.is_killing() {
            return false;
        }
        match &*self.phase.borrow() {
            Phase::Storing | Phase::Running(_) => true,
            Phase::Ended(_) => false,
        }
    }

    /// Passes on what the server says.
    pub(crate) fn tell(&self, word: Word) {
        // A task that has ended is about to be forgotten.
        let _ = self.words.send(word);
    }

    /// Ends the job within its grace time, from now.
    pub(crate) fn cancel(&self, reason: String) {
        self.brake.cancel(reason);
    }

    /// Kills what runs and forgets it.
    pub(crate) fn void(&self) {
        self.brake.kill();
        self.tell(Word::Void);
    }

    /// Kills what runs, and leaves a result that is not yet delivered to the next process.
    pub(crate) fn leave(&self) {
        self.brake.kill();
        self.tell(Word::Leave);
    }
}

async fn store_and_run(
    options: Arc<Options>,
    spool: Spool,
    spec: JobSpec,
    link: Link,
    shared: Shared,
) {
    let Shared { id, words, brake, stop, phase } = shared;
    let whole = spool.clone();
    let spool = match create(spool, &options, id).await {
        Ok(spool) => spool,
        Err(error) => {
            whole.discard(id);
            return refuse(&link, id, &error);
        }
    };
    let (is_stored, stored) = watch::channel(false);
    let (reports, steps) = mpsc::unbounded_channel();
    let (result_sender, results) = mpsc::unbounded_channel();
    let delivery = Delivery::new(id, Arc::clone(&spool.log), brake.clone());
    let storing = store(whole.clone(), spool.clone(), spec.clone());
    let key = spec.key.clone();
    let log = Arc::clone(&spool.log);
    let run = JobRun { options: Arc::clone(&options), spec, log, stop, stored, reports };
    let job = async {
        let result = job::run(run).await;
        if let Some(result) = result {
            failpoint::here("result.made");
            store_result(&spool, &result).await;
            failpoint::here("result.spooled");
            tracing::info!(job.outcome = ?result.outcome, "job ended");
            phase.send_replace(Phase::Ended(Arc::clone(&spool.log)));
            // A delivery that has ended needs no result any more.
            let _ = result_sender.send(result);
        }
        failpoint::here("workspace.kept");
        job::clean(options, id).await;
    };
    // The job is made ready while it is written to the disk, which takes several waits for it.
    let told = async {
        // Gone with this part: who waits for it when the job can't be stored has waited enough.
        let is_stored = is_stored;
        if let Err(error) = storing.await {
            brake.kill();
            return Err((link, error));
        }
        failpoint::here("job.spooled");
        // A connection that is gone is followed by one on which `Hello` names the lease.
        let _ = link.frame(&RunnerFrame::Accepted { lease: id });
        failpoint::here("job.accepted");
        drop(link);
        tracing::info!("accepted job {key}");
        phase.send_replace(Phase::Running(Arc::clone(&spool.log)));
        is_stored.send_replace(true);
        Ok(delivery.run(words, News { steps, results }).await)
    };
    match tokio::join!(job, told) {
        ((), Ok(settled)) => forget(&spool, id, settled),
        ((), Err((link, error))) => {
            whole.discard(id);
            refuse(&link, id, &error);
        }
    }
}

/// Another runner may have room where this one has none.
async fn create(spool: Spool, options: &Options, lease: Ulid) -> std::io::Result<JobSpool> {
    let data_dir = options.data_dir.clone();
    blocking::run(move || {
        workspace::check_room(&data_dir)?;
        spool.create(lease)
    })
    .await
}

async fn store(spool: Spool, job: JobSpool, spec: JobSpec) -> std::io::Result<()> {
    blocking::run(move || spool.store(&job, &spec)).await
}

fn refuse(link: &Link, lease: Ulid, error: &std::io::Error) {
    tracing::error!("can't store a job: {error}");
    let reason = format!("the runner can't store the job: {error}");
    // Without a connection the server finds the lease missing at the next one.
    let _ = link.frame(&RunnerFrame::Refused { lease, reason });
}

/// A result that can't be stored is still delivered by this process; only the next one would not
/// know of it.
///
/// The log of a step that printed much is given a moment to arrive first: to wait for it to be on
/// this disk takes longer, and so would everything else that uses the disk, a server's commits for
/// one.
async fn store_result(spool: &JobSpool, result: &JobResult) {
    if result.log_bytes >= LONG_LOG {
        // What has not arrived by then is written to this disk.
        let _ = timeout(LOG_PATIENCE, spool.log.settle()).await;
    }
    let (spool, copy) = (spool.clone(), result.clone());
    if let Err(error) = blocking::run(move || spool.finish(&copy)).await {
        tracing::error!("can't store a job's result: {error}");
    }
}

/// The end of a lease. What nobody has yet, a result or the output of a job that is left, stays on
/// disk for the next process.
fn forget(spool: &JobSpool, id: Ulid, settled: bool) {
    failpoint::here("result.acknowledged");
    if settled && let Err(error) = spool.remove() {
        tracing::error!(lease.id = %id, "can't remove the spool of a job: {error}");
    }
}
