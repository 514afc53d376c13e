//! A PostgreSQL cluster that lives as long as the run: its files in a temporary directory, reached
//! through a socket there and nowhere else.

use std::fs;
use std::io::{BufRead as _, BufReader, Read};
use std::os::unix::fs::{MetadataExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

use crate::process;

/// How to get it.
pub(crate) const INSTALL: &str = "apt-get install postgresql, or brew install postgresql";
/// It takes about a second; a loaded machine may need a while.
const START_LIMIT: Duration = Duration::from_secs(60);

/// Runs the server until its standard input ends, then takes it down and its files away. As the
/// input is a pipe from us, that also happens when we are interrupted or killed.
const KEEPER: &str = r#"
programs=$1 directory=$2
shift 2
"$programs/postgres" -D "$directory/data" -k "$directory" \
    -c listen_addresses= -c max_connections=300 "$@" &
server=$!
read -r _
kill -INT "$server"
wait "$server"
rm -rf "$directory"
"#;

/// Faster than PostgreSQL is if nobody says otherwise: nothing that is committed needs to be on the
/// disk.
const CARELESS: [&str; 3] = ["-cfsync=off", "-csynchronous_commit=off", "-cfull_page_writes=off"];

/// A running cluster; dropping it ends it.
pub(crate) struct Cluster {
    keeper: Child,
    directory: PathBuf,
}

/// The directory of PostgreSQL's programs, if it is installed. Debian keeps them out of the
/// search path.
pub(crate) fn programs() -> Option<PathBuf> {
    let mut versions: Vec<PathBuf> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path().join("bin")))
        .collect();
    versions.sort_by_key(|path| version(path));
    versions.reverse();
    let found = process::find("initdb", &versions)?;
    // A link in the search path may stand beside other programs.
    Some(found.canonicalize().ok()?.parent()?.to_owned())
}

fn version(programs: &Path) -> u32 {
    let name = programs.parent().and_then(Path::file_name);
    name.and_then(|name| name.to_str()?.parse().ok()).unwrap_or(0)
}

impl Cluster {
    /// Makes and starts a cluster that is careless with its data and therefore fast, and waits until
    /// it answers.
    pub(crate) fn start(programs: &Path) -> Result<Self> {
        Self::with(programs, &CARELESS)
    }

    /// The same with one that keeps what is committed, as PostgreSQL does if nobody says otherwise.
    pub(crate) fn durable(programs: &Path) -> Result<Self> {
        Self::with(programs, &[])
    }

    fn with(programs: &Path, settings: &[&str]) -> Result<Self> {
        let directory = tempfile::Builder::new().prefix("oore-postgres-").tempdir()?.keep();
        let user = unprivileged_user(&directory)?;
        let mut initdb = Command::new(programs.join("initdb"));
        initdb.args(["--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-locale"]);
        initdb.arg("--no-sync").arg("--pgdata").arg(directory.join("data"));
        process::output(as_user(&mut initdb, user, &directory)).context("cannot make a cluster")?;

        let mut keeper = Command::new("sh");
        keeper.args(["-c", KEEPER, "sh"]).arg(programs).arg(&directory).args(settings);
        keeper.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
        // An own group: Ctrl-C reaches the tests first and the cluster when they are done.
        keeper.process_group(0);
        let mut keeper = as_user(&mut keeper, user, &directory).spawn()?;
        let log = keeper.stderr.take().context("its log is piped")?;
        let cluster = Self { keeper, directory };
        wait_until_ready(log)?;
        Ok(cluster)
    }

    /// The address of its database `postgres`, whose user may make others.
    pub(crate) fn url(&self) -> String {
        let socket = self.directory.to_string_lossy().replace('/', "%2F");
        format!("postgres://postgres@localhost/postgres?host={socket}")
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        if let Err(error) = self.keeper.wait() {
            eprintln!("warning: cannot wait for the end of PostgreSQL: {error}");
        }
    }
}

/// Follows the log in a thread of its own, also later, so that the server never waits for us.
fn wait_until_ready(log: impl Read + Send + 'static) -> Result<()> {
    let (sender, lines) = mpsc::channel();
    std::thread::spawn(move || {
        for line in BufReader::new(log).lines().map_while(Result::ok) {
            // Nobody listens once it is ready; the reading goes on.
            drop(sender.send(line));
        }
    });
    let deadline = Instant::now() + START_LIMIT;
    let mut seen = String::new();
    while let Ok(line) = lines.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
        if line.contains("ready to accept connections") {
            return Ok(());
        }
        seen.push_str(&line);
        seen.push('\n');
        if line.contains("FATAL") {
            break;
        }
    }
    bail!("PostgreSQL did not start:\n{seen}")
}

/// PostgreSQL refuses to run as root; its own user takes over there, else `nobody`.
fn unprivileged_user(directory: &Path) -> Result<Option<u32>> {
    if directory.metadata()?.uid() != 0 {
        return Ok(None);
    }
    let id = |name| process::output(Command::new("id").args(["-u", name]));
    let user = id("postgres").or_else(|_| id("nobody"))?.trim().parse()?;
    chown(directory, Some(user), None)?;
    Ok(Some(user))
}

fn as_user<'a>(command: &'a mut Command, user: Option<u32>, directory: &Path) -> &'a mut Command {
    command.current_dir(directory).env("LC_ALL", "C");
    if let Some(user) = user {
        command.uid(user);
    }
    command
}

/// `cargo xtask postgres`.
pub(crate) fn run() -> Result<ExitCode> {
    let programs = programs().with_context(|| format!("PostgreSQL not found: {INSTALL}"))?;
    let cluster = Cluster::start(&programs)?;
    println!("{}", cluster.url());
    loop {
        std::thread::park();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cluster_answers_at_its_socket_and_leaves_nothing_behind() {
        let Some(programs) = programs() else {
            assert!(std::env::var_os("OORE_TEST_ALL").is_none(), "PostgreSQL not found");
            eprintln!("skipped: PostgreSQL not found: {INSTALL}");
            return;
        };
        let cluster = Cluster::start(&programs).unwrap();
        let directory = cluster.directory.clone();
        assert!(directory.join(".s.PGSQL.5432").exists());
        let mut psql = Command::new(programs.join("psql"));
        let answer = process::output(psql.args(["-tAc", "select 6 * 7"]).arg(cluster.url()));
        assert_eq!(answer.unwrap(), "42\n");
        drop(cluster);
        assert!(!directory.exists());
    }
}
