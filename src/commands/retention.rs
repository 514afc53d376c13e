//! `oored retention --dry-run`: what of the history would go now, and why.

use std::process::ExitCode;

use anyhow::Context;
use clap::Args;
use sea_orm::DatabaseConnection;
use secrecy::SecretString;

use super::backup::megabytes;
use super::{ConfigFile, load};
use crate::clock;
use crate::domain::retention::{Fate, Rules};
use crate::store::retention::{Page, Walk, count_old_payloads};
use crate::store::{self, Database};

#[derive(Debug, Args)]
pub(super) struct Retention {
    #[command(flatten)]
    config: ConfigFile,
    /// Only show it: the server itself removes what is to go, one OORE_COMPACT_LOGS_EVERY (30 s)
    /// after its start and then every hour
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
    let shown = show(&database.reader(), &rules).await;
    database.close().await?;
    shown?;
    Ok(ExitCode::SUCCESS)
}

async fn show(db: &DatabaseConnection, rules: &Rules) -> anyhow::Result<()> {
    let (mut walk, mut total) = (Walk::new(*rules, clock::now()), Total::default());
    while let Some(page) = walk.next(db).await? {
        show_page(db, &page, &mut total).await?;
    }
    let Total { builds, logs, bytes } = total;
    println!(
        "{builds} builds and the logs of {logs} others would go: {} MB of logs",
        megabytes(bytes)
    );
    if let Some(age) = rules.payloads {
        let (count, bytes) = count_old_payloads(db, clock::now() - age).await?;
        println!("{count} payloads of webhooks would go: {} MB", megabytes(bytes));
    }
    Ok(())
}

async fn show_page(db: &DatabaseConnection, page: &Page, total: &mut Total) -> anyhow::Result<()> {
    let name = page.repository.full_name();
    for (build, fate) in &page.fates {
        let (what, reason) = match fate {
            Fate::Stays => continue,
            Fate::LosesLogs(reason) => ("its logs would go", reason),
            Fate::Goes(reason) => ("would go", reason),
        };
        // The server itself may have removed it meanwhile.
        let Some(found) = store::builds::find(db, build.id).await? else { continue };
        match fate {
            Fate::Goes(_) => total.builds += 1,
            Fate::Stays | Fate::LosesLogs(_) => total.logs += 1,
        }
        let leases = store::retention::logs_of(db, build.id).await?;
        total.bytes += store::retention::stored_bytes(db, &leases).await?;
        let (number, status, branch) = (found.number, build.status, &found.ref_name);
        println!("{name} #{number} ({status}, {branch}): {what}, as it is {reason}");
    }
    Ok(())
}
