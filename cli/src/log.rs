//! `oore job log`: the output as it was written, or as it comes.

mod harmless;

use std::fs::File;
use std::io::{IsTerminal as _, Write};

use anyhow::Context as _;
use clap::ArgMatches;
use oore_client::{LogFollower, LogPart, LogStart, Patience};

use crate::commands;
use crate::console::{print_bytes, say};
use crate::document::document;
use crate::execute::send;
use crate::names::Names;
use crate::request::Request;
use crate::session::Session;
use harmless::Harmless;

/// Where output goes: to a file and a pipe as it is, to a terminal without what could steer it.
enum Target {
    File(File),
    Pipe,
    Terminal(Harmless),
}

impl Target {
    fn of(matches: &ArgMatches) -> anyhow::Result<Self> {
        Ok(match matches.get_one::<String>("out") {
            Some(path) => {
                Self::File(File::create(path).with_context(|| format!("can't write {path}"))?)
            }
            None if std::io::stdout().is_terminal() => Self::Terminal(Harmless::default()),
            None => Self::Pipe,
        })
    }

    fn write(&mut self, bytes: &[u8]) -> anyhow::Result<()> {
        match self {
            Self::File(file) => Ok(file.write_all(bytes)?),
            Self::Pipe => print_bytes(bytes),
            Self::Terminal(harmless) => print_bytes(&harmless.pass(bytes)),
        }
    }
}

/// What there is now.
pub(crate) async fn print(session: &Session, matches: &ArgMatches) -> anyhow::Result<()> {
    let found = commands::find(document(), &["job", "log"]).context("no such command")?;
    let request = Request::of(document(), found, matches, &Names::default())?;
    let connection = &session.connection;
    let mut response = send(connection, &request).await?;
    // Not before: a file is not emptied for an answer that doesn't come.
    let mut target = Target::of(matches)?;
    while let Some(bytes) = response.chunk().await.map_err(|source| connection.lost(source))? {
        target.write(&bytes)?;
    }
    Ok(())
}

/// What there is, then what comes, until the job has ended.
pub(crate) async fn follow(session: &Session, matches: &ArgMatches) -> anyhow::Result<()> {
    let job = matches.get_one::<String>("path.id").context("no job was given")?;
    let number = |id: &str| matches.get_one::<i64>(id).copied();
    let start = LogStart {
        attempt: number("query.attempt").and_then(|attempt| u32::try_from(attempt).ok()),
        offset: number("query.offset").and_then(|offset| u64::try_from(offset).ok()).unwrap_or(0),
    };
    let mut target = Target::of(matches)?;
    let mut follower = LogFollower::new(&session.connection, job, start, Patience::default())
        .when_lost(|_| say("connection lost, reconnecting"));
    while let Some(part) = follower.next().await? {
        match part {
            LogPart::Bytes(bytes) => target.write(&bytes)?,
            LogPart::NextAttempt { attempt, .. } => {
                say(&format!("Attempt {attempt} ended early; the next one follows."));
            }
            LogPart::End { job_status, .. } => {
                say(&format!("The job {}.", verb(&job_status.to_string())));
            }
        }
    }
    Ok(())
}

/// A state as the end of a sentence.
fn verb(status: &str) -> String {
    match status {
        "timed_out" => "took too long and was stopped".to_owned(),
        "canceled" | "skipped" | "lost" => format!("was {status}"),
        other => other.to_owned(),
    }
}
