//! A runner in a directory of its own, and what tests say to it.

pub(crate) mod git;
pub(crate) mod jobs;
pub(crate) mod processes;
pub(crate) mod server;

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
    time::Duration,
};

use protocol::{JobResult, JobSpec};
use runner::{Options, RunnerError, SandboxOptions, ServerAddress};
use tempfile::TempDir;
use tokio::{sync::oneshot, task::JoinHandle};
use ulid::Ulid;

use server::FakeServer;

/// Nothing in these tests takes that long; it turns a hang into a failure.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// A server, and a runner that is connected to it.
pub(crate) struct Bench {
    pub(crate) server: FakeServer,
    pub(crate) directory: TempDir,
    runner: Option<Started>,
}

/// A runner's task.
pub(crate) struct Started {
    shutdown: oneshot::Sender<()>,
    task: JoinHandle<Result<(), RunnerError>>,
}

impl Bench {
    pub(crate) async fn new() -> Self {
        Self::with_capacity(4).await
    }

    pub(crate) async fn with_capacity(capacity: usize) -> Self {
        Self::with(|options| Options { capacity, ..options }).await
    }

    /// With a runner that is told something of its own.
    pub(crate) async fn with(change: impl FnOnce(Options) -> Options) -> Self {
        let mut bench = Self {
            server: FakeServer::start().await,
            directory: tempfile::tempdir().expect("a directory"),
            runner: None,
        };
        let options = change(bench.options());
        bench.start_with(options).await;
        bench
    }

    /// Starts a runner (again) and waits until it is connected.
    pub(crate) async fn start(&mut self, capacity: usize) {
        let options = Options { capacity, ..self.options() };
        self.start_with(options).await;
    }

    async fn start_with(&mut self, options: Options) {
        let before = self.server.state(|state| state.hellos.len());
        self.runner = Some(start(options));
        self.server.until(|state| (state.hellos.len() > before).then_some(())).await;
    }

    pub(crate) fn options(&self) -> Options {
        Options {
            server: ServerAddress::Fixed {
                url: self.server.url(),
                token: server::TOKEN.to_owned().into(),
            },
            ca_certificate: None,
            data_dir: self.data_dir(),
            capacity: 4,
            labels: vec!["linux".to_owned()],
            step_program: step_program(),
            inherit_env: Vec::new(),
            sandbox: SandboxOptions::default(),
            user: None,
            local: false,
        }
    }

    pub(crate) fn data_dir(&self) -> PathBuf {
        self.directory.path().join("runner")
    }

    /// Runs a job to its end.
    pub(crate) async fn run(&self, job: JobSpec) -> Finished {
        let lease = job.lease;
        self.server.run(job);
        self.finished(lease).await
    }

    pub(crate) async fn finished(&self, lease: Ulid) -> Finished {
        let (result, log) = self
            .server
            .until(|state| {
                let result = state.results.get(&lease)?.clone();
                Some((result, state.logs.get(&lease).cloned().unwrap_or_default()))
            })
            .await;
        Finished { result, log }
    }

    /// Ends the runner in good order.
    pub(crate) async fn stop(&mut self) {
        let Started { shutdown, task } = self.runner.take().expect("a runner");
        shutdown.send(()).expect("a runner at work");
        let ended = tokio::time::timeout(PATIENCE, task).await.expect("in time");
        ended.expect("no panic").expect("a good end");
    }

    /// Ends the runner as a crash would: its task is gone, its pipes are closed.
    pub(crate) async fn crash(&mut self) {
        let Started { shutdown: _, task } = self.runner.take().expect("a runner");
        task.abort();
        assert!(task.await.expect_err("aborted").is_cancelled());
    }

    /// Waits until the runner has nothing left of any job.
    pub(crate) async fn until_nothing_is_left(&self) {
        processes::until("nothing is left of any job", || {
            self.left_in("jobs").is_empty() && self.left_in("work").is_empty()
        })
        .await;
    }

    /// What is left in a directory of the runner.
    pub(crate) fn left_in(&self, directory: &str) -> Vec<String> {
        names(&self.data_dir().join(directory))
    }
}

/// A job's result and log as the server has them.
pub(crate) struct Finished {
    pub(crate) result: JobResult,
    pub(crate) log: Vec<u8>,
}

impl Finished {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.log).into_owned()
    }

    /// The output of one step.
    pub(crate) fn step_text(&self, index: u32) -> String {
        let step = self.result.steps.iter().find(|step| step.index == index).expect("the step");
        let place = |offset: Option<u64>| usize::try_from(offset.expect("it ran")).expect("small");
        String::from_utf8_lossy(&self.log[place(step.log_start)..place(step.log_end)]).into_owned()
    }
}

pub(crate) fn start(options: Options) -> Started {
    let (shutdown, stopped) = oneshot::channel();
    let task = tokio::spawn(runner::run(options, async move {
        // A test that has ended drops its end; the runner's task ends with the runtime then.
        if stopped.await.is_err() {
            std::future::pending::<()>().await;
        }
    }));
    Started { shutdown, task }
}

impl Started {
    pub(crate) async fn ended(self) -> Result<(), RunnerError> {
        tokio::time::timeout(PATIENCE, self.task).await.expect("in time").expect("no panic")
    }
}

/// Runs the test of this name once more in a process whose `PATH` has these programs alone, as the
/// machine that tests run on may have others. True in that process.
pub(crate) fn again_with(programs: &[&str], test: &str) -> bool {
    const AGAIN: &str = "OORE_TEST_AGAIN";
    if std::env::var_os(AGAIN).is_some() {
        return true;
    }
    let directory = tempfile::tempdir().expect("a directory");
    for program in programs {
        let found = std::env::split_paths(&std::env::var_os("PATH").expect("a PATH"))
            .map(|place| place.join(program))
            .find(|file| file.is_file());
        let link = directory.path().join(program);
        std::os::unix::fs::symlink(found.expect("the program"), link).expect("linked");
    }
    let test = std::process::Command::new(std::env::current_exe().expect("this program"))
        .args(["--exact", test])
        .env("PATH", directory.path())
        .env(AGAIN, "1")
        .output()
        .expect("started");
    let said = String::from_utf8_lossy(&test.stdout);
    assert!(test.status.success() && said.contains("1 passed"), "{said}");
    false
}

pub(crate) fn step_program() -> Vec<OsString> {
    vec![env!("CARGO_BIN_EXE_oore-step").into()]
}

fn names(directory: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(directory).into_iter().flatten().flatten();
    entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}
