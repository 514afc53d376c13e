//! All points: whose they are, what has happened when one is reached, and what a crash there costs.

/// Which process passes a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Process {
    /// `oored serve`.
    Server,
    /// `oored runner`, with its jobs.
    Runner,
}

/// What the end of its process at a point may cost, while the other process lives on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cost {
    /// Nothing but time.
    Nothing,
    /// The attempt of the job that was at work: it is lost, and the job runs again.
    Attempt,
}

/// A place at which a process may be ended.
#[derive(Debug, Clone, Copy)]
pub struct Point {
    /// What [`here`](crate::here) is called with: `area.what`.
    pub name: &'static str,
    /// Who passes it.
    pub process: Process,
    /// What its end there costs at most.
    pub cost: Cost,
    /// What has happened, and what has not.
    pub means: &'static str,
    /// How many milliseconds the process stands still before it ends, so that what it has said
    /// arrives.
    pub pause_ms: u64,
    /// How often the point is passed before it is worth ending the process there.
    pub passes: u32,
}

/// All points, in the order in which a push meets them.
pub const POINTS: &[Point] = &[
    server("migration.half_done", "a step of the schema is made, and not recorded"),
    server("runner.came", "a runner's coming is stored, and it is not welcomed"),
    // Passed by every write: those of the start and of the registration are let by.
    server("write.applied", "writes are applied, and not committed").passed(12),
    server("write.committed", "writes are committed, and nobody has heard of it").passed(14),
    server("webhook.stored", "a webhook is stored, and its sender not answered"),
    server("webhook.answered", "the sender is answered, and the event not looked at").pausing(),
    server("event.decided", "an event is decided, and nothing of that is written"),
    server("build.created", "a build is stored, and nobody acts on it"),
    server("lease.written", "a job is leased, and the runner's session does not know"),
    server("job.sent", "a job is sent to its runner, and its answer not heard").pausing(),
    server("accept.received", "the runner says that it has the job, and that is not stored"),
    server("accept.stored", "it is stored that the runner has the job"),
    server("chunk.received", "output has arrived, and is not stored"),
    server("chunk.stored", "output is stored, and not acknowledged"),
    server("result.received", "a result has arrived, and is not stored"),
    server("result.stored", "a result is stored, and not acknowledged"),
    server("status.told", "the provider is told a state, and that is not noted"),
    server("compaction.object_written", "a log is a file of its own, and no row says so"),
    server("compaction.rows_removed", "a row says so, and the log's chunks are gone"),
    runner("job.received", Cost::Attempt, "a job has arrived, and is not on the runner's disk"),
    runner("job.spooled", Cost::Attempt, "a job is on the runner's disk, and not accepted"),
    runner("job.accepted", Cost::Attempt, "a job is accepted, and not begun").pausing(),
    runner("output.taken", Cost::Attempt, "output is out of the step's pipe, and not on the disk"),
    runner("output.spooled", Cost::Attempt, "output is on the runner's disk, and not sent"),
    runner("chunk.sent", Cost::Attempt, "output is sent, and not acknowledged").pausing(),
    runner("result.made", Cost::Attempt, "a job has ended, and its result is not on the disk"),
    runner("result.half_spooled", Cost::Attempt, "a result is on the disk under another name"),
    runner("result.spooled", Cost::Nothing, "a result is on the disk, and not sent"),
    runner("workspace.kept", Cost::Nothing, "a result is on its way, and the workspace is there"),
    runner("result.sent", Cost::Nothing, "a result is sent, and not acknowledged").pausing(),
    runner("result.acknowledged", Cost::Nothing, "a result is acknowledged, and still spooled"),
    runner("spool.half_removed", Cost::Nothing, "the spool of a job is partly removed"),
];

/// Long enough for a few bytes on their way to a process of the same machine.
const PAUSE_MS: u64 = 150;

const fn server(name: &'static str, means: &'static str) -> Point {
    let (process, cost) = (Process::Server, Cost::Nothing);
    Point { name, process, cost, means, pause_ms: 0, passes: 0 }
}

const fn runner(name: &'static str, cost: Cost, means: &'static str) -> Point {
    Point { name, process: Process::Runner, cost, means, pause_ms: 0, passes: 0 }
}

impl Point {
    /// The process stands still for a while before it ends.
    const fn pausing(mut self) -> Self {
        self.pause_ms = PAUSE_MS;
        self
    }

    /// The point is passed so often before it ends the process.
    const fn passed(mut self, passes: u32) -> Self {
        self.passes = passes;
        self
    }
}
