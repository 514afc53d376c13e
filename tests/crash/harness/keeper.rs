//! The service manager: keeps `oored serve` started, and ends both processes where a round wants it.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use rustix::process::{Pid, Signal, kill_process};
use tokio::io::{AsyncBufReadExt as _, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};
use tokio::sync::{oneshot, watch};
use tokio::task::JoinHandle;
use tokio::time::timeout;

use super::plan::Ends;
use crate::support::{PATIENCE, local_runners};

/// A service manager starts a server anew after a moment.
const PAUSE: Duration = Duration::from_millis(50);

/// Nobody tells that a process ended elsewhere: it is looked for this often.
const LOOK: Duration = Duration::from_millis(4);

/// A round ends its server a few times; more starts mean that it does not come up.
const MOST_STARTS: u32 = 12;

/// How the server is started, and where it notes the points that ended somebody.
#[derive(Debug, Clone)]
pub(crate) struct Service {
    pub(crate) program: PathBuf,
    pub(crate) directory: PathBuf,
    pub(crate) settings: Vec<(String, String)>,
    pub(crate) ends: Ends,
}

/// Keeps a service started until it is stopped.
#[derive(Debug)]
pub(crate) struct Keeper {
    address: watch::Receiver<Option<String>>,
    stop: oneshot::Sender<()>,
    task: JoinHandle<Result<ExitStatus>>,
}

impl Service {
    /// The names of the points that ended a process, in their order.
    pub(crate) fn hits(&self) -> Vec<String> {
        let log = fs::read_to_string(self.hit_log()).unwrap_or_default();
        log.lines().map(str::to_owned).collect()
    }

    pub(crate) fn hit_log(&self) -> PathBuf {
        self.directory.join("ended-at")
    }

    /// What the server said.
    pub(crate) fn said(&self) -> String {
        fs::read_to_string(self.directory.join("stderr")).unwrap_or_default()
    }

    /// The last line of that.
    pub(crate) fn last_word(&self) -> String {
        self.said().lines().last().unwrap_or("nothing").to_owned()
    }

    fn start(&self) -> Result<Child> {
        let log = self.directory.join("stderr");
        let log = File::options().create(true).append(true).open(log)?;
        let passed = ["PATH", "HOME", "TMPDIR"];
        let passed = passed.iter().filter_map(|name| Some((*name, std::env::var_os(name)?)));
        let mut command = Command::new(&self.program);
        command.arg("serve").current_dir(&self.directory).env_clear().envs(passed);
        command.envs(self.settings.iter().map(|(name, value)| (name, value)));
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(log).kill_on_drop(true);
        command.spawn().with_context(|| self.program.display().to_string())
    }

    async fn keep(
        self,
        address: watch::Sender<Option<String>>,
        mut stop: oneshot::Receiver<()>,
    ) -> Result<ExitStatus> {
        let mut seen = 0;
        for _ in 0..MOST_STARTS {
            let mut child = self.start()?;
            let mut lines = BufReader::new(child.stdout.take().context("piped")?).lines();
            let mut looks = tokio::time::interval(LOOK);
            loop {
                tokio::select! {
                    found = listening(&mut lines) => match found {
                        Some(found) => drop(address.send_replace(Some(found))),
                        None => { child.wait().await?; break }
                    },
                    _ = looks.tick(), if self.ends == Ends::Both => {
                        let hits = self.hits().len();
                        if hits > seen {
                            seen = hits;
                            self.kill_all(&child);
                        }
                    }
                    _ = &mut stop => return terminate(&mut child, &mut lines).await,
                }
            }
            address.send_replace(None);
            tokio::time::sleep(PAUSE).await;
        }
        anyhow::bail!("the server was started {MOST_STARTS} times, and does not stay")
    }

    /// One of the two has ended; the other follows.
    fn kill_all(&self, server: &Child) {
        let server = server.id().map(|id| id.to_string());
        for id in server.into_iter().chain(local_runners(&self.directory)) {
            kill(&id);
        }
    }
}

impl Keeper {
    pub(crate) fn start(service: Service) -> Self {
        let (sender, address) = watch::channel(None);
        let (stop, stopped) = oneshot::channel();
        let task = tokio::spawn(service.keep(sender, stopped));
        Self { address, stop, task }
    }

    /// Where the server listens, while it does.
    pub(crate) fn address(&self) -> watch::Receiver<Option<String>> {
        self.address.clone()
    }

    /// Stops the service by SIGTERM.
    pub(crate) async fn stop(self) -> Result<()> {
        // Without a listener it has given up, which its end tells.
        let _ = self.stop.send(());
        let status =
            timeout(PATIENCE, self.task).await.context("the server does not stop")???;
        ensure!(status.success(), "the server ended with {status} when it was stopped");
        Ok(())
    }
}

/// Kills the runners that a round has left behind.
pub(crate) fn kill_runners(directory: &Path) {
    local_runners(directory).iter().for_each(|id| kill(id));
}

fn kill(id: &str) {
    if let Some(id) = id.parse().ok().and_then(Pid::from_raw) {
        // It may have ended by itself.
        let _ = kill_process(id, Signal::KILL);
    }
}

/// Reads on until the server says where it listens; nothing at the end of its output.
async fn listening(lines: &mut Lines<BufReader<ChildStdout>>) -> Option<String> {
    while let Ok(Some(line)) = lines.next_line().await {
        if let Some((_, rest)) = line.split_once("listening on ") {
            return rest.split_whitespace().next().map(str::to_owned);
        }
    }
    None
}

async fn terminate(
    child: &mut Child,
    lines: &mut Lines<BufReader<ChildStdout>>,
) -> Result<ExitStatus> {
    let id = child.id().and_then(|id| Pid::from_raw(i32::try_from(id).ok()?));
    kill_process(id.context("the server is gone")?, Signal::TERM)?;
    while listening(lines).await.is_some() {}
    Ok(child.wait().await?)
}
