//! `oored doctor`: what is wrong with a server, or soon will be, and what to do about it.
//!
//! Each area is a file: it gathers facts, and judges them with pure functions, which tests call.
//! Nothing is changed, whether the server runs or not: files are read, the database is opened for
//! reading, providers are asked for their address alone.

mod address;
mod clock;
mod database;
mod disk;
mod git;
mod keys;
mod locks;
mod providers;
mod report;
mod rows;
mod runner;
mod secrets;
mod tls;

use std::time::Duration;

use crate::config::Config;
use locks::Holder;
pub use report::{Finding, Level, Report};

/// How long one thing outside may take to answer: a person waits.
const PATIENCE: Duration = Duration::from_secs(5);

/// Looks at everything that `config` leads to.
pub async fn examine(config: &Config) -> Report {
    let mut report = Report::default();
    let server = locks::holder(&config.data_dir.join("lock"));
    let database = database::gather(config).await;
    report.extend(database::judge(&database.facts));
    report.extend(disk::examine(config));
    report.extend(git::examine(config).await);
    let rows = || database.reader.as_ref().map_err(Clone::clone);
    report.extend(runner::examine(config, server, rows()).await);
    let providers = providers::gather(config, rows()).await;
    report.extend(clock::examine(database.clock, &providers.reached));
    report.extend(providers::judge(&providers));
    let (findings, sealer) = keys::examine(config, rows()).await;
    report.extend(findings);
    report.extend(secrets::examine(rows(), sealer.as_deref()).await);
    report.extend(tls::examine(config).await);
    report.extend(address::examine(config, server).await);
    if let Ok(reader) = database.reader {
        // What was read is known; nothing depends on how the connection ends.
        let _ended = reader.close().await;
    }
    report
}

/// Whether the server of this data directory runs, for advice.
fn is_running(server: Holder) -> bool {
    server == Holder::Held
}
