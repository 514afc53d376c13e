//! Taking times: of a program from its start to its end, and of a server to its first answer.

use std::env;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};

use crate::process;

/// How long a server that listens may take to answer before the run is given up.
const ANSWER_LIMIT: Duration = Duration::from_secs(30);
const REQUEST: &[u8] =
    b"GET /api/health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

/// Something whose time is taken.
pub(super) struct Subject {
    pub(super) name: &'static str,
    pub(super) aim: Option<Duration>,
    program: PathBuf,
    work: Work,
}

enum Work {
    /// Ends by itself.
    Command(&'static [&'static str]),
    /// Answers, and is then ended.
    Server,
}

impl Subject {
    pub(super) fn command(
        name: &'static str,
        aim: Option<Duration>,
        program: &Path,
        arguments: &'static [&'static str],
    ) -> Self {
        Self { name, aim, program: program.to_owned(), work: Work::Command(arguments) }
    }

    pub(super) fn server(name: &'static str, aim: Option<Duration>, program: &Path) -> Self {
        Self { name, aim, program: program.to_owned(), work: Work::Server }
    }

    fn time(&self) -> Result<Duration> {
        let time = match self.work {
            Work::Command(arguments) => time_of_command(&self.program, arguments),
            Work::Server => time_of_server(&self.program),
        };
        time.with_context(|| format!("cannot measure {}", self.name))
    }
}

/// The times of each subject, all of them taken in turn.
pub(super) fn measure(subjects: &[Subject], repetitions: usize) -> Result<Vec<Vec<Duration>>> {
    let mut times = vec![Vec::with_capacity(repetitions); subjects.len()];
    // Once for nothing: the first run reads the program from the disk.
    for subject in subjects {
        subject.time()?;
    }
    for _ in 0..repetitions {
        for (subject, times) in subjects.iter().zip(&mut times) {
            times.push(subject.time()?);
        }
    }
    Ok(times)
}

fn time_of_command(program: &Path, arguments: &[&str]) -> Result<Duration> {
    let mut command = quiet(program);
    command.args(arguments);
    let start = Instant::now();
    let status = command.status()?;
    let time = start.elapsed();
    ensure!(status.success(), "it failed ({status})");
    Ok(time)
}

/// From the start of the process to the whole answer. The data directory is empty, so the keys
/// and the database are made on the way; no local runner is started.
fn time_of_server(program: &Path) -> Result<Duration> {
    let directory = tempfile::tempdir()?;
    let mut command = quiet(program);
    command.arg("serve").current_dir(&directory).stdout(Stdio::piped());
    command.env("OORE_DATA_DIR", directory.path().join("data"));
    command.env("OORE_LISTEN", "127.0.0.1:0").env("OORE_LOCAL_RUNNER", "false");
    let start = Instant::now();
    let mut server = Server(command.spawn()?);
    let address = server.address()?;
    let answer = ask(&address).with_context(|| format!("{address} does not answer"))?;
    let time = start.elapsed();
    ensure!(answer.starts_with("HTTP/1.1 200 "), "it answered {answer:?}");
    Ok(time)
}

/// A program that reads and shows nothing, and that no setting of ours reaches.
fn quiet(program: &Path) -> Command {
    let mut command = process::command(program);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    for (name, _) in env::vars_os() {
        if name.to_str().is_some_and(|name| name.starts_with("OORE_")) {
            command.env_remove(name);
        }
    }
    command
}

fn ask(address: &str) -> Result<String> {
    let mut connection = TcpStream::connect(address)?;
    connection.set_read_timeout(Some(ANSWER_LIMIT))?;
    connection.write_all(REQUEST)?;
    let mut answer = String::new();
    connection.read_to_string(&mut answer)?;
    Ok(answer)
}

/// A server that ends with the measurement, however that goes. Nothing of it is kept, so it is
/// not asked to end in order.
struct Server(Child);

impl Server {
    /// Where it listens, as it tells when it is up.
    fn address(&mut self) -> Result<String> {
        let output = self.0.stdout.as_mut().context("its output is not ours")?;
        for line in BufReader::new(output).lines() {
            if let Some(address) = address(&line?) {
                return Ok(address.to_owned());
            }
        }
        anyhow::bail!("it ended before it listened")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Fails only for a process that has ended already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The address in the line with which a server says that it is up.
fn address(line: &str) -> Option<&str> {
    let url = line.strip_prefix("Oore is listening on ")?.split_whitespace().next()?;
    url.strip_prefix("http://")
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn the_address_is_read_from_the_line_that_tells_it() {
        let line = "Oore is listening on http://127.0.0.1:4567  (API: http://127.0.0.1:4567/docs)";
        assert_eq!(address(line), Some("127.0.0.1:4567"));
        assert_eq!(address("The admin token, shown this once and kept in data:"), None);
    }
}
