//! `oored retention --dry-run`: what of the history would go now, and why.

use std::process::ExitCode;

use anyhow::Context;
use clap::Args;
use sea_orm::DatabaseConnection;
use secrecy::SecretString;

use super::backup::megabytes;
use super::{ConfigFile, load};
use crate::clock;
use crate::domain::access::Reach;
use crate::domain::retention::{Candidate, Fate, Reason, Rules, decide};
use crate::entities::repositories;
use crate::store::{self, Database};

/// How many repositories are read at a time.
const PAGE: u64 = 200;

#[derive(Debug, Args)]
pub(super) struct Retention {
    #[command(flatten)]
    config: ConfigFile,
    /// Only show it: the server itself removes what is to go, within an hour of its start and then
    /// every hour
    #[arg(long, required = true)]
    dry_run: bool,
}

/// What would go in all.
#[derive(Debug, Default)]
struct Total {
    builds: usize,
    logs: usize,
    bytes: u64,
}

pub(super) async fn run(task: Retention) -> anyhow::Result<ExitCode> {
    let Retention { config, dry_run: _ } = task;
    let config = load(config.config.as_deref())?;
    let rules = config.retention;
    if rules.keep_everything() {
        println!(
            "everything is kept; set OORE_KEEP_BUILDS_FOR, OORE_KEEP_BUILDS, OORE_KEEP_LOGS_FOR, \
             OORE_KEEP_LOGS or OORE_KEEP_PAYLOADS_FOR to change that"
        );
        return Ok(ExitCode::SUCCESS);
    }
    let url = SecretString::from(config.database.url.expose());
    let database = Database::connect(&url).await.context(
        "can't open the database (OORE_DATABASE_URL), which the first start of the server makes",
    )?;
    let shown = show(database.reader(), &rules).await;
    database.close().await?;
    shown?;
    Ok(ExitCode::SUCCESS)
}

async fn show(db: &DatabaseConnection, rules: &Rules) -> anyhow::Result<()> {
    let (all, mut before) = (store::repositories::Filter::default(), None);
    let mut total = Total::default();
    loop {
        let page = store::repositories::list(db, &all, &Reach::All, (before, PAGE)).await?;
        let Some(last) = page.last() else { break };
        before = Some(last.id);
        for repository in &page {
            show_repository(db, rules, repository, &mut total).await?;
        }
    }
    let Total { builds, logs, bytes } = total;
    println!(
        "{builds} builds and the logs of {logs} others would go: {} MB of logs",
        megabytes(bytes)
    );
    if let Some(age) = rules.payloads {
        let (count, bytes) = store::retention::old_payloads(db, clock::now() - age).await?;
        println!("{count} payloads of webhooks would go: {} MB", megabytes(bytes));
    }
    Ok(())
}

async fn show_repository(
    db: &DatabaseConnection,
    rules: &Rules,
    repository: &repositories::Model,
    total: &mut Total,
) -> anyhow::Result<()> {
    let name = format!("{}/{}", repository.owner, repository.name);
    let builds = store::retention::candidates(db, repository.id).await?;
    for (build, fate) in builds.iter().zip(decide(rules, &builds, clock::now())) {
        let (what, reason) = match fate {
            Fate::Stays => continue,
            Fate::LosesLogs(reason) => {
                total.logs += 1;
                ("its logs would go", reason)
            }
            Fate::Goes(reason) => {
                total.builds += 1;
                ("would go", reason)
            }
        };
        let leases = store::retention::logs_of(db, build.id).await?;
        total.bytes += store::retention::stored_bytes(db, &leases).await?;
        println!("{}", line(&name, db, build, (what, reason)).await?);
    }
    Ok(())
}

async fn line(
    repository: &str,
    db: &DatabaseConnection,
    build: &Candidate,
    (what, reason): (&str, Reason),
) -> anyhow::Result<String> {
    let found = store::builds::find(db, build.id).await?.context("a build went meanwhile")?;
    let (number, status, name) = (found.number, build.status, &found.ref_name);
    Ok(format!("{repository} #{number} ({status}, {name}): {what}, as it is {reason}"))
}
