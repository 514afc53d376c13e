//! `oored audit`: whether the record of who did what is whole.

use std::process::ExitCode;

use anyhow::Context;
use clap::{Args, Subcommand};
use secrecy::SecretString;

use super::{ConfigFile, load};
use crate::config::keys;
use crate::crypto::token::Pepper;
use crate::store::Database;
use crate::store::audit::{self, Verified};

#[derive(Debug, Subcommand)]
pub(super) enum AuditTask {
    /// Follow the record's chain from the first entry to the last; the server may run meanwhile
    ///
    /// Exit code 0: nothing was changed, removed or put in. Exit code 1: something was, and it is
    /// told where.
    Verify(Verify),
}

#[derive(Debug, Args)]
pub(super) struct Verify {
    #[command(flatten)]
    config: ConfigFile,
    /// A signature that an earlier check showed: it must be part of the record
    #[arg(long, value_name = "SIGNATURE")]
    noted: Option<String>,
}

pub(super) async fn run(AuditTask::Verify(task): AuditTask) -> anyhow::Result<ExitCode> {
    let config = load(task.config.config.as_deref())?;
    let keys = keys::load_or_create(&config)?;
    let chain = Pepper::new(&keys.pepper).chain_key();
    let url = SecretString::from(config.database.url.expose());
    let database = Database::connect(&url).await.context("can't open the database")?;
    let verified = audit::verify(database.reader(), &chain, task.noted.as_deref()).await;
    database.close().await?;
    match verified.context("can't read the record")? {
        Ok(Verified { entries, head }) => {
            println!("the record is whole: {entries} entries");
            if let Some(head) = head {
                println!("its last signature, to be noted elsewhere: {head}");
            }
            Ok(ExitCode::SUCCESS)
        }
        Err(broken) => {
            eprintln!("oored: {broken}");
            Ok(ExitCode::FAILURE)
        }
    }
}
