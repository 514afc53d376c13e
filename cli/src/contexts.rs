//! The servers and tokens that `oore login` stored, in a file that only its owner can read.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use oore_client::reqwest::Url;
use serde::{Deserialize, Serialize};

use crate::console::say;
use crate::trouble::Mistake;

/// The name that counts when none is given.
pub(crate) const DEFAULT: &str = "default";

/// What the file holds.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Contexts {
    /// The one that counts when none is named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) current: Option<String>,
    #[serde(default)]
    pub(crate) contexts: BTreeMap<String, Stored>,
}

/// A server and its token.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Stored {
    pub(crate) server: String,
    pub(crate) token: String,
}

impl std::fmt::Debug for Stored {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Stored").field("server", &self.server).finish_non_exhaustive()
    }
}

/// Where the file is: in `$XDG_CONFIG_HOME`, else in `~/.config`.
pub(crate) fn path() -> anyhow::Result<PathBuf> {
    let given = std::env::var_os("XDG_CONFIG_HOME").map(PathBuf::from);
    // The specification says that a path that is not absolute does not count.
    if let Some(directory) = given.filter(|path| path.is_absolute()) {
        return Ok(directory.join("oore/contexts.toml"));
    }
    let home = std::env::var_os("HOME").filter(|home| !home.is_empty());
    let home = home.context("neither HOME nor XDG_CONFIG_HOME is set")?;
    Ok(Path::new(&home).join(".config/oore/contexts.toml"))
}

impl Contexts {
    /// What is stored; nothing if there is no file.
    pub(crate) fn load(path: &Path) -> anyhow::Result<Self> {
        match fs::read_to_string(path) {
            Ok(text) => toml::from_str(&text).with_context(|| {
                format!("{} is damaged; remove it and log in again", path.display())
            }),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(error).with_context(|| format!("can't read {}", path.display())),
        }
    }

    /// Replaces the file in one step, so that a crash leaves the old one.
    pub(crate) fn store(&self, path: &Path) -> anyhow::Result<()> {
        let directory = path.parent().context("the file has no directory")?;
        fs::create_dir_all(directory)
            .with_context(|| format!("can't make {}", directory.display()))?;
        let fresh = path.with_extension(format!("{}.new", std::process::id()));
        let written =
            write_private(&fresh, &toml::to_string(self)?).and_then(|()| fs::rename(&fresh, path));
        if written.is_err() && fs::remove_file(&fresh).is_err() {
            say(&format!("{} is left behind", fresh.display()));
        }
        written.with_context(|| format!("can't write {}", path.display()))
    }

    /// The context `name`, or the current one.
    pub(crate) fn find(&self, name: Option<&str>) -> anyhow::Result<Option<&Stored>> {
        match name {
            None => Ok(self.contexts.get(self.current_name())),
            Some(name) => match self.contexts.get(name) {
                Some(stored) => Ok(Some(stored)),
                None => Err(self.missing(name).into()),
            },
        }
    }

    /// The name that counts when none is given.
    pub(crate) fn current_name(&self) -> &str {
        self.current.as_deref().unwrap_or(DEFAULT)
    }

    /// The name under which a login to `server` goes when none is given: never one that belongs to
    /// another server.
    pub(crate) fn name_for(&self, server: &str) -> anyhow::Result<String> {
        let is_of = |stored: &Stored| is_same(&stored.server, server);
        let current = self.current_name();
        if self.contexts.get(current).is_some_and(is_of) {
            return Ok(current.to_owned());
        }
        if let Some((name, _)) = self.contexts.iter().find(|(_, stored)| is_of(stored)) {
            return Ok(name.clone());
        }
        let host = Url::parse(server).ok().and_then(|url| host_of(&url));
        let free = [Some(DEFAULT.to_owned()), host];
        let free = free.into_iter().flatten().find(|name| !self.contexts.contains_key(name));
        let full = || format!("which context is {server}? Name it with --context NAME");
        Ok(free.ok_or_else(|| Mistake::Usage(full()))?)
    }

    /// The error that says so.
    pub(crate) fn missing(&self, name: &str) -> Mistake {
        Mistake::NotFound(format!("there is no context `{name}`; {}", self.names()))
    }

    /// Which there are, as the end of a sentence.
    fn names(&self) -> String {
        let names: Vec<&str> = self.contexts.keys().map(String::as_str).collect();
        match names.as_slice() {
            [] => "`oore login` makes one".to_owned(),
            names => format!("there are: {}", names.join(", ")),
        }
    }
}

/// Whether two addresses are of one server.
pub(crate) fn is_same(one: &str, other: &str) -> bool {
    one.trim_end_matches('/') == other.trim_end_matches('/')
}

/// `ci.example.com`, or with a port of its own `ci.example.com:8443`.
fn host_of(url: &Url) -> Option<String> {
    let host = url.host_str()?;
    Some(url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}")))
}

fn write_private(path: &Path, text: &str) -> std::io::Result<()> {
    let mut options = fs::OpenOptions::new();
    let mut file = options.write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    fn sample() -> Contexts {
        let stored = Stored { server: "http://x".to_owned(), token: "secret".to_owned() };
        Contexts { current: None, contexts: [(DEFAULT.to_owned(), stored)].into() }
    }

    #[test]
    fn what_is_stored_is_read_by_its_owner_alone() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("deep/contexts.toml");
        assert_eq!(Contexts::load(&path).unwrap(), Contexts::default());
        sample().store(&path).unwrap();
        sample().store(&path).unwrap();
        assert_eq!(Contexts::load(&path).unwrap(), sample());
        let metadata = path.metadata().unwrap();
        assert_eq!(metadata.permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    }

    #[test]
    fn a_name_that_is_not_there_is_an_error_that_names_those_that_are() {
        let contexts = sample();
        assert!(contexts.find(None).unwrap().is_some());
        let told = contexts.find(Some("other")).unwrap_err().to_string();
        assert_eq!(told, "there is no context `other`; there are: default");
        assert!(Contexts::default().find(None).unwrap().is_none());
    }

    #[test]
    fn a_login_never_takes_the_name_of_another_server() {
        let name = |contexts: &Contexts, server: &str| contexts.name_for(server).unwrap();
        assert_eq!(name(&Contexts::default(), "https://ci.example.com"), "default");
        let mut contexts = sample();
        assert_eq!(name(&contexts, "http://x/"), "default");
        assert_eq!(name(&contexts, "https://ci.example.com"), "ci.example.com");
        assert_eq!(name(&contexts, "http://127.0.0.1:8080"), "127.0.0.1:8080");
        let other = |server: &str| Stored { server: server.to_owned(), token: "t".to_owned() };
        contexts.contexts.insert("production".to_owned(), other("https://ci.example.com"));
        contexts.current = Some("production".to_owned());
        assert_eq!(name(&contexts, "https://ci.example.com"), "production");
        assert_eq!(name(&contexts, "http://x"), "default");
        contexts.contexts.insert("new".to_owned(), other("http://other"));
        assert!(contexts.name_for("https://new").is_err());
    }

    #[test]
    fn tokens_are_not_shown_in_debug_output() {
        assert!(!format!("{:?}", sample()).contains("secret"));
    }
}
