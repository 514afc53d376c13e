//! Gathers each setting's text from the strongest source, hands it to its parser, and collects
//! what is wrong, so that one start shows all problems.

use std::collections::BTreeMap;
use std::ffi::OsString;

use super::file;
use super::problem::{ConfigErrors, Origin, Problem};
use super::settings::{self, Setting};
use super::sources::Sources;

/// A value as it was written.
pub(super) enum Raw {
    Text(String),
    List(Vec<String>),
}

/// The mark left by a value that was wrong and has been reported.
pub(super) struct Reported;

struct Found {
    /// What the source calls it: the variable or the file's key.
    name: &'static str,
    raw: Raw,
    origin: Origin,
}

/// The settings of all sources, and the problems so far.
pub(super) struct Reader {
    found: BTreeMap<&'static str, Found>,
    problems: Vec<Problem>,
}

impl Reader {
    pub(super) fn new(sources: &Sources) -> Self {
        let mut reader = Self { found: BTreeMap::new(), problems: Vec::new() };
        if let Some(file) = &sources.file {
            for file::Entry { setting, raw, origin } in file::read(file, &mut reader.problems) {
                reader.found.insert(setting.key, Found { name: setting.key, raw, origin });
            }
        }
        let mut environment: Vec<_> = sources.environment.iter().collect();
        environment.sort();
        for (name, value) in environment {
            reader.variable(name, value);
        }
        reader
    }

    fn variable(&mut self, name: &OsString, value: &OsString) {
        let Some(name) = name.to_str().filter(|name| name.starts_with("OORE_")) else { return };
        if settings::is_not_configuration(name) {
            return;
        }
        let Some(setting) = settings::ALL.iter().find(|setting| setting.variable == name) else {
            self.problem(name, Origin::Environment, unknown_variable(name));
            return;
        };
        // Compose files and service managers pass on an absent value as an empty one.
        if value.is_empty() {
            return;
        }
        let Some(text) = value.to_str() else {
            self.problem(name, Origin::Environment, "is not valid UTF-8".into());
            return;
        };
        let raw = Raw::Text(text.to_owned());
        let found = Found { name: setting.variable, raw, origin: Origin::Environment };
        self.found.insert(setting.key, found);
    }

    /// A setting that has no fixed default; `None` where no source gives it.
    pub(super) fn optional<T>(
        &mut self,
        setting: &'static Setting,
        parse: impl Fn(&str) -> Result<T, String>,
    ) -> Result<Option<T>, Reported> {
        let result = match self.found.get(setting.key) {
            None => {
                return setting.default.map(&parse).transpose().map_err(|message| {
                    self.report(setting, message);
                    Reported
                });
            }
            Some(Found { raw: Raw::Text(text), .. }) => parse(text),
            Some(Found { raw: Raw::List(_), .. }) => {
                Err("is a list where a single value belongs".into())
            }
        };
        result.map(Some).map_err(|message| {
            self.report(setting, message);
            Reported
        })
    }

    /// A setting with a fixed default.
    pub(super) fn required<T>(
        &mut self,
        setting: &'static Setting,
        parse: impl Fn(&str) -> Result<T, String>,
    ) -> Result<T, Reported> {
        let value = self.optional(setting, parse)?;
        Ok(value.expect("the settings that are required have a default in the list of settings"))
    }

    /// A setting that is a list: comma-separated in the environment, either way in the file.
    pub(super) fn list<T>(
        &mut self,
        setting: &'static Setting,
        parse: impl Fn(&str) -> Result<T, String>,
    ) -> Result<Vec<T>, Reported> {
        let split = |text: &str| -> Vec<String> {
            text.split(',').map(|item| item.trim().to_owned()).collect()
        };
        let items = match self.found.get(setting.key) {
            None => setting.default.map(split).unwrap_or_default(),
            Some(Found { raw: Raw::Text(text), .. }) => split(text),
            Some(Found { raw: Raw::List(items), .. }) => items.clone(),
        };
        items.iter().map(|item| parse(item)).collect::<Result<_, _>>().map_err(|message| {
            self.report(setting, message);
            Reported
        })
    }

    /// Notes a problem of a setting, at the place that its value came from.
    pub(super) fn report(&mut self, setting: &'static Setting, message: String) {
        let (name, origin) = match self.found.get(setting.key) {
            Some(found) => (found.name, found.origin.clone()),
            None => (setting.variable, Origin::Default),
        };
        self.problem(name, origin, message);
    }

    fn problem(&mut self, key: &str, origin: Origin, message: String) {
        self.problems.push(Problem { key: key.to_owned(), origin, message });
    }

    /// The configuration, unless something was reported.
    pub(super) fn finish<T>(
        self,
        build: impl FnOnce() -> Result<T, Reported>,
    ) -> Result<T, ConfigErrors> {
        let mut problems = self.problems;
        problems.sort_by(|a, b| a.origin.cmp(&b.origin));
        match build() {
            Ok(built) if problems.is_empty() => Ok(built),
            Ok(_) | Err(Reported) => Err(ConfigErrors { problems }),
        }
    }
}

fn unknown_variable(name: &str) -> String {
    // The common prefix would make every name look alike.
    let bare = |name: &'static str| name.trim_start_matches("OORE_");
    let wrong = name.trim_start_matches("OORE_");
    let candidates = settings::ALL.iter().map(|setting| bare(setting.variable));
    match settings::nearest(wrong, candidates) {
        Some(meant) => format!("is an unknown variable; did you mean `OORE_{meant}`?"),
        None => "is an unknown variable; .env.example lists all there are".into(),
    }
}
