//! The programs that are measured, and where they may write.

use std::path::PathBuf;

use anyhow::{Context as _, Result, ensure};
use tempfile::TempDir;

/// What is measured.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Programs {
    /// The server
    #[arg(long, value_name = "FILE")]
    pub(crate) oored: PathBuf,
    /// The command line
    #[arg(long, value_name = "FILE")]
    pub(crate) oore: Option<PathBuf>,
    /// Where servers keep their data while they are measured: on the disk in question
    #[arg(long, value_name = "DIRECTORY", default_value = "target/bench")]
    pub(crate) directory: PathBuf,
    /// Give each server a database of the PostgreSQL whose own database has this address, rather
    /// than SQLite; its user may make others, and `psql` and `pgbench` are in the search path
    #[arg(long, value_name = "URL")]
    pub(crate) postgres: Option<String>,
}

impl Programs {
    /// An empty directory that is removed when it is dropped.
    pub(crate) fn scratch(&self, purpose: &str) -> Result<TempDir> {
        let made = std::fs::create_dir_all(&self.directory)
            .and_then(|()| self.directory.canonicalize())
            .and_then(|place| tempfile::Builder::new().prefix(purpose).tempdir_in(place));
        made.with_context(|| format!("cannot make a directory in {}", self.directory.display()))
    }

    /// The same with whole paths, and only if the server is there.
    pub(crate) fn checked(self) -> Result<Self> {
        let whole = |file: PathBuf| {
            let found = file.canonicalize();
            found.with_context(|| format!("there is no program {}", file.display()))
        };
        let Self { oored, oore, directory, postgres } = self;
        let (oored, oore) = (whole(oored)?, oore.map(whole).transpose()?);
        ensure!(oored.is_file(), "{} is no program", oored.display());
        Ok(Self { oored, oore, directory, postgres })
    }
}
