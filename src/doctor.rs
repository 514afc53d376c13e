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
mod runner;
mod secrets;
mod tls;

use std::sync::Arc;
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
    report.extend(runner::examine(config, server, database.reader.as_ref()).await);
    let reached = providers::gather(config, database.reader.as_ref()).await;
    report.extend(clock::examine(database.clock, &reached));
    report.extend(providers::judge(&reached));
    let (findings, keys) = keys::examine(config);
    report.extend(findings);
    if let (Some(keys), Some(reader)) = (&keys, &database.reader) {
        let sealer = Arc::new(crate::app::sealer(keys));
        report.extend(secrets::examine(reader, &sealer).await);
    }
    report.extend(tls::examine(config).await);
    report.extend(address::examine(config, server).await);
    if let Some(reader) = database.reader {
        // What was read is known; nothing depends on how the connection ends.
        let _ended = reader.close().await;
    }
    report
}

/// Whether the server of this data directory runs, for advice.
fn is_running(server: Holder) -> bool {
    server == Holder::Held
}
