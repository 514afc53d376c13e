//! Whether runners are there: the local one's process and what it needs, and all that are
//! registered.

use std::path::PathBuf;

use ::runner::SandboxMode;
use chrono::TimeDelta;
use sea_orm::DatabaseConnection;

use super::is_running;
use super::locks::{self, Holder};
use super::report::Finding;
use super::rows::Unseen;
use crate::clock;
use crate::config::Config;
use crate::domain::status::RunnerStatus;
use crate::entities::runners::Model;
use crate::store;

const AREA: &str = "runner";

/// What is known of the runners.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Facts {
    is_local_wanted: bool,
    is_server_running: bool,
    process: Holder,
    sandbox: Option<Result<(), String>>,
    is_sandbox_required: bool,
    /// Whether jobs of the local runner can read what the server can.
    has_open_keys: bool,
    runners: Result<Vec<Seen>, Unseen>,
}

/// One registered runner.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Seen {
    name: String,
    is_local: bool,
    is_connected: bool,
    /// How long ago it connected last; none: it never did.
    silence: Option<TimeDelta>,
}

/// Where the local runner spools and runs jobs.
pub(super) fn directory(config: &Config) -> PathBuf {
    config.runner.data_dir.clone().unwrap_or_else(|| config.data_dir.join("runner"))
}

/// Looks at the local runner, and asks the database for all of them.
pub(super) async fn examine(
    config: &Config,
    server: Holder,
    reader: Result<&DatabaseConnection, Unseen>,
) -> Vec<Finding> {
    let mode = config.runner.sandbox.mode;
    let is_asked_for = config.runner.local && mode != SandboxMode::Never;
    judge(&Facts {
        is_local_wanted: config.runner.local,
        is_server_running: is_running(server),
        process: locks::holder(&directory(config).join("lock")),
        sandbox: is_asked_for.then(|| ::runner::find_bubblewrap().map(drop)),
        is_sandbox_required: mode == SandboxMode::Always,
        has_open_keys: config.runner.shows_keys_to_jobs(),
        runners: registered(reader).await,
    })
}

async fn registered(reader: Result<&DatabaseConnection, Unseen>) -> Result<Vec<Seen>, Unseen> {
    let rows = store::runners::all(reader?).await?;
    Ok(rows.into_iter().map(seen).collect())
}

fn seen(row: Model) -> Seen {
    Seen {
        name: row.name,
        is_local: row.is_local,
        is_connected: row.status == RunnerStatus::Online,
        silence: row.last_seen_at.map(|at| clock::now() - at),
    }
}

fn judge(facts: &Facts) -> Vec<Finding> {
    let mut findings = Vec::new();
    findings.extend(judge_process(facts));
    findings.extend(judge_sandbox(facts));
    findings.extend(facts.has_open_keys.then(|| {
        Finding::warning(
            AREA,
            "jobs of the local runner run as the server's own user and can read its keys",
            "build only what you trust, or set OORE_RUNNER_USER or OORE_RUNNER_SANDBOX=always \
             (docs/security.md)",
        )
    }));
    findings.extend(judge_registered(facts));
    findings
}

fn judge_process(facts: &Facts) -> Option<Finding> {
    if !facts.is_local_wanted {
        return Some(Finding::ok(AREA, "no local runner is wanted (OORE_LOCAL_RUNNER)"));
    }
    match (facts.is_server_running, facts.process) {
        (true, Holder::Free) => Some(Finding::failure(
            AREA,
            "the local runner's process is not there",
            "the server starts it again and again; its log tells why it ends",
        )),
        (true, Holder::Held) => Some(Finding::ok(AREA, "the local runner's process lives")),
        (false, Holder::Held) => {
            Some(Finding::ok(AREA, "a local runner works on while the server is stopped"))
        }
        (false, Holder::Free) => {
            Some(Finding::ok(AREA, "the server is stopped, and so is its local runner"))
        }
        (_, Holder::Unknown) => None,
    }
}

fn judge_sandbox(facts: &Facts) -> Option<Finding> {
    Some(match (facts.sandbox.as_ref()?, facts.is_sandbox_required) {
        (Ok(()), _) => Finding::ok(AREA, "bubblewrap is there for sandboxes"),
        (Err(why), true) => Finding::failure(
            AREA,
            format!("steps are to run in a sandbox, and can't: {why}"),
            "install bubblewrap, such as by `apt-get install bubblewrap`",
        ),
        (Err(why), false) => Finding::warning(
            AREA,
            format!("steps of strangers are refused, as there is no sandbox: {why}"),
            "install bubblewrap, such as by `apt-get install bubblewrap`",
        ),
    })
}

fn judge_registered(facts: &Facts) -> Vec<Finding> {
    if !facts.is_server_running {
        return Vec::new();
    }
    let runners = match &facts.runners {
        Ok(runners) => runners,
        Err(unseen) => return vec![unseen.finding(AREA, "which runners are connected")],
    };
    let mut findings = Vec::new();
    let away: Vec<_> = runners.iter().filter(|it| !it.is_connected).collect();
    let (all, connected) = (runners.len(), runners.len() - away.len());
    if connected == 0 {
        findings.push(Finding::failure(
            AREA,
            format!("none of the {all} registered runners is connected: jobs wait"),
            "start a runner (docs/runners.md), or let the server start one (OORE_LOCAL_RUNNER=true)",
        ));
    } else {
        findings.push(Finding::ok(AREA, format!("{connected} of {all} runners are connected")));
    }
    for runner in away.iter().filter(|it| !it.is_local && connected > 0) {
        let last =
            runner.silence.map_or("never".to_owned(), |it| format!("{} min ago", it.num_minutes()));
        findings.push(Finding::warning(
            AREA,
            format!("{} is not connected; it connected last {last}", runner.name),
            "start it, or remove it with `oore runner remove`",
        ));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::report::Level;
    use super::*;

    fn facts(process: Holder) -> Facts {
        Facts {
            is_local_wanted: true,
            is_server_running: true,
            process,
            sandbox: None,
            is_sandbox_required: false,
            has_open_keys: false,
            runners: Ok(vec![runner("local", (true, true), 1)]),
        }
    }

    fn runner(name: &str, (is_local, is_connected): (bool, bool), seconds: i64) -> Seen {
        let silence = Some(TimeDelta::seconds(seconds));
        Seen { name: name.to_owned(), is_local, is_connected, silence }
    }

    fn levels(facts: &Facts) -> Vec<Level> {
        judge(facts).iter().map(|finding| finding.level).collect()
    }

    #[test]
    fn a_running_server_has_its_local_runner() {
        assert_eq!(levels(&facts(Holder::Held)), [Level::Ok, Level::Ok]);
        assert_eq!(levels(&facts(Holder::Free)), [Level::Failure, Level::Ok]);
        let stopped = Facts { is_server_running: false, ..facts(Holder::Free) };
        assert_eq!(levels(&stopped), [Level::Ok], "nobody is expected to be connected");
    }

    #[test]
    fn a_sandbox_that_cannot_be_made_is_as_bad_as_it_was_asked_for() {
        let missing = Some(Err("no bwrap".to_owned()));
        let facts = Facts { sandbox: missing, ..facts(Holder::Held) };
        assert_eq!(levels(&facts)[1], Level::Warning);
        assert_eq!(levels(&Facts { is_sandbox_required: true, ..facts })[1], Level::Failure);
    }

    #[test]
    fn jobs_that_can_read_the_keys_are_told() {
        let open = Facts { has_open_keys: true, ..facts(Holder::Held) };
        assert_eq!(levels(&open), [Level::Ok, Level::Warning, Level::Ok]);
    }

    #[test]
    fn runners_that_are_away_are_named() {
        let runners =
            Ok(vec![runner("local", (true, true), 1), runner("mac", (false, false), 600)]);
        let told = judge(&Facts { runners, ..facts(Holder::Held) });
        let told: Vec<_> = told.iter().map(|finding| finding.told.as_str()).collect();
        assert!(told[2].starts_with("mac is not connected"), "{told:#?}");
        let nobody = Facts { runners: Ok(Vec::new()), ..facts(Holder::Held) };
        assert_eq!(levels(&nobody)[1], Level::Failure);
    }

    #[test]
    fn runners_that_cannot_be_looked_up_are_not_called_away() {
        let silent = Facts { runners: Err(Unseen::Closed), ..facts(Holder::Held) };
        let told = &judge(&silent)[1];
        assert_eq!(told.level, Level::Warning);
        assert!(told.told.contains("not looked at"), "{}", told.told);
    }
}
