//! `oore build watch`: the jobs as they change, drawn on a terminal, told line by line elsewhere.

mod view;

use std::io::IsTerminal as _;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context as _;
use clap::ArgMatches;
use oore_client::api::types::{Build, BuildStatus};
use oore_client::{BuildChange, BuildWatcher, Failure, Patience};
use tokio::sync::mpsc;

use crate::console::{print, say};
use crate::output::{Format, Output};
use crate::session::Session;
use view::View;

/// How often the times of running jobs are drawn anew.
const TICK: Duration = Duration::from_secs(1);

/// How changes are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    Drawn,
    Told,
    Json,
}

pub(crate) async fn run(
    session: &Session,
    output: &Output,
    matches: &ArgMatches,
) -> anyhow::Result<ExitCode> {
    let id = matches.get_one::<String>("path.id").context("no build was given")?;
    let watcher = BuildWatcher::new(&session.connection, id, Patience::default());
    let ended = watch(watcher, output, style(output, matches)).await?;
    let has_failed = ended.is_none_or(|build| build.status != BuildStatus::Succeeded);
    let fails = matches.get_flag("exit-status") && has_failed;
    Ok(if fails { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn style(output: &Output, matches: &ArgMatches) -> Style {
    let asked = matches.get_one::<String>("output").is_some();
    match (output.format, std::io::stdout().is_terminal()) {
        (Format::Json | Format::JsonLines | Format::Yaml, _) if asked => Style::Json,
        (_, true) => Style::Drawn,
        (_, false) => Style::Told,
    }
}

/// Shows changes until the build has ended.
async fn watch(
    watcher: BuildWatcher,
    output: &Output,
    style: Style,
) -> anyhow::Result<Option<Build>> {
    let mut view = View::default();
    let mut changes = changes(watcher);
    let mut tick = tokio::time::interval(TICK);
    loop {
        let change = tokio::select! {
            change = changes.recv() => change,
            _ = tick.tick(), if style == Style::Drawn && view.build.is_some() => {
                print(&view.drawing(&output.resized()))?;
                continue;
            }
        };
        let change = match change.transpose()? {
            Some(Seen::Change(change)) => *change,
            Some(Seen::Loss) => {
                say("connection lost, reconnecting");
                view.begin_anew();
                continue;
            }
            None => return Ok(view.build),
        };
        match style {
            Style::Json => print(&format!("{}\n", json(&change)?))?,
            Style::Told => print(&view.news(&change))?,
            Style::Drawn => {}
        }
        let is_end = matches!(change, BuildChange::End(_));
        view.take(change);
        if style == Style::Drawn && view.build.is_some() {
            print(&view.drawing(&output.resized()))?;
        }
        if is_end {
            if style != Style::Json {
                view.hints().iter().for_each(|hint| say(hint));
            }
            return Ok(view.build);
        }
    }
}

/// What comes from the server.
#[derive(Debug)]
enum Seen {
    Change(Box<BuildChange>),
    /// The connection; another one is being made.
    Loss,
}

/// The changes from a task of their own, so that a tick never interrupts a connection being made.
fn changes(watcher: BuildWatcher) -> mpsc::Receiver<Result<Seen, Failure>> {
    let (sender, receiver) = mpsc::channel(16);
    let losses = sender.clone();
    let mut watcher = watcher.when_lost(move |_| {
        // Where it has no room, so much has come that the loss is old news.
        drop(losses.try_send(Ok(Seen::Loss)));
    });
    tokio::spawn(async move {
        while let Some(change) = watcher.next().await.transpose() {
            let has_failed = change.is_err();
            let change = change.map(|change| Seen::Change(Box::new(change)));
            if sender.send(change).await.is_err() || has_failed {
                return;
            }
        }
    });
    receiver
}

fn json(change: &BuildChange) -> serde_json::Result<String> {
    match change {
        BuildChange::Build(build) | BuildChange::End(build) => serde_json::to_string(build),
        BuildChange::Job(job) => serde_json::to_string(job),
    }
}
