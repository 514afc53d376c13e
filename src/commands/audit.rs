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
    /// told where. Exit code 2: the record could not be checked, and why.
    Verify(Verify),
}

#[derive(Debug, Args)]
pub(super) struct Verify {
    #[command(flatten)]
    config: ConfigFile,
    /// A signature that an earlier check showed: it must be part of the record
    #[arg(long, value_name = "SIGNATURE", value_parser = signature)]
    noted: Option<String>,
}

/// The exit code when nothing can be said of the record.
pub(super) const NOT_CHECKED: u8 = 2;

/// The length of a signature.
const SIGNATURE_DIGITS: usize = 64;

fn signature(text: &str) -> Result<String, String> {
    if text.len() == SIGNATURE_DIGITS && text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        Ok(text.to_ascii_lowercase())
    } else {
        Err(format!("a signature has {SIGNATURE_DIGITS} hexadecimal digits"))
    }
}

pub(super) async fn run(AuditTask::Verify(task): AuditTask) -> anyhow::Result<ExitCode> {
    let config = load(task.config.config.as_deref())?;
    // A check makes nothing: a new key would fit no record.
    let pepper = keys::pepper(&config)?.with_context(|| {
        format!(
            "there is no data directory {} (OORE_DATA_DIR) that a server has kept its keys in; the \
             first start of the server makes it",
            config.data_dir.display()
        )
    })?;
    let chain = Pepper::new(&pepper).chain_key();
    let url = SecretString::from(config.database.url.expose());
    let database = Database::connect(&url).await.context(
        "can't open the database (OORE_DATABASE_URL), which the first start of the server makes",
    )?;
    let verified = audit::verify(&database.reader(), &chain, task.noted.as_deref()).await;
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
