//! Where a configuration is read from, and the one place that asks the process for it.

use std::ffi::{OsStr, OsString};
use std::io;
use std::num::NonZeroU16;
use std::path::{Path, PathBuf};

/// The file that is read from the working directory when no other is named.
pub const DEFAULT_FILE: &str = "oored.toml";

/// All that a configuration is made of.
#[derive(Clone)]
pub struct Sources {
    /// The file, if there is one.
    pub file: Option<ConfigFile>,
    /// The variables; those without our prefix matter only for the data directory's default.
    pub environment: Vec<(OsString, OsString)>,
    /// How many jobs the local runner takes unless told otherwise.
    pub cores: NonZeroU16,
}

/// A configuration file as it was found.
#[derive(Clone)]
pub struct ConfigFile {
    /// Its name, as messages show it.
    pub path: PathBuf,
    /// Its content.
    pub text: String,
}

/// A configuration file that was named and can't be read.
#[derive(Debug, thiserror::Error)]
#[error("cannot read the configuration file {}, named by {named_by}", path.display())]
pub struct UnreadableFile {
    path: PathBuf,
    named_by: &'static str,
    source: io::Error,
}

impl Sources {
    /// The sources of this process: the file `named` on the command line, else by `OORE_CONFIG`,
    /// else [`DEFAULT_FILE`] if there is one; the environment; the machine's cores.
    ///
    /// # Errors
    /// When a file can't be read; an absent [`DEFAULT_FILE`] that nobody named is no error.
    pub fn of_this_process(named: Option<&Path>) -> Result<Self, UnreadableFile> {
        let cores = std::thread::available_parallelism()
            .ok()
            .and_then(|cores| NonZeroU16::try_from(u16::try_from(cores.get()).ok()?).ok())
            .unwrap_or(NonZeroU16::MIN);
        let environment: Vec<_> = std::env::vars_os().collect();
        let by_variable = lookup(&environment, "OORE_CONFIG").map(PathBuf::from);
        let file = match (named, by_variable) {
            (Some(path), _) => Some(ConfigFile::read(path, "--config")?),
            (None, Some(path)) => Some(ConfigFile::read(&path, "OORE_CONFIG")?),
            (None, None) => ConfigFile::read_default()?,
        };
        Ok(Self { file, environment, cores })
    }

    /// `$XDG_DATA_HOME/oore`, else `~/.local/share/oore`, else `oore-data` in the working
    /// directory. Relative values of those variables don't count, as the XDG rules have it.
    pub(super) fn default_data_dir(&self) -> PathBuf {
        let absolute =
            |name| lookup(&self.environment, name).map(Path::new).filter(|path| path.is_absolute());
        if let Some(data_home) = absolute("XDG_DATA_HOME") {
            return data_home.join("oore");
        }
        match absolute("HOME") {
            Some(home) => home.join(".local/share/oore"),
            None => PathBuf::from("oore-data"),
        }
    }
}

impl ConfigFile {
    fn read(path: &Path, named_by: &'static str) -> Result<Self, UnreadableFile> {
        match std::fs::read_to_string(path) {
            Ok(text) => Ok(Self { path: path.to_owned(), text }),
            Err(source) => Err(UnreadableFile { path: path.to_owned(), named_by, source }),
        }
    }

    fn read_default() -> Result<Option<Self>, UnreadableFile> {
        match Self::read(Path::new(DEFAULT_FILE), "default") {
            Err(error) if error.source.kind() == io::ErrorKind::NotFound => Ok(None),
            other => other.map(Some),
        }
    }
}

/// The value of a variable, where an empty one counts as absent: that is how compose files and
/// service managers pass on what they were not given.
fn lookup<'a>(environment: &'a [(OsString, OsString)], name: &str) -> Option<&'a OsStr> {
    let (_, value) = environment.iter().find(|(candidate, _)| candidate == name)?;
    (!value.is_empty()).then_some(value)
}
