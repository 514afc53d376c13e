//! The environment of a step, put together from where its parts come from. Pure.
//!
//! Later parts win: the runner's allow-list, what the server sets (`OORE_*` and `CI`), the job's
//! `env`, its secrets, what earlier steps wrote to `OORE_ENV`, the step's `env`; then the variables that name
//! the step's places. Directories from `OORE_PATH` come before the rest of `PATH`, the latest
//! first.

use std::{fmt, path::Path};

use indexmap::IndexMap;

/// What a step sees of the runner's own environment besides what the configuration names. A
/// runner's environment may hold its token and whatever its administrator's shell had, so nothing
/// else passes.
const INHERITED: [&str; 4] = ["PATH", "HOME", "LANG", "LC_ALL"];

/// Without a `PATH` not even the shell would be found.
const DEFAULT_PATH: &str = "/usr/local/bin:/usr/bin:/bin";

/// Variables by name.
pub(crate) type Variables = IndexMap<String, String>;

/// The runner's own variables that steps may see, as `lookup` finds them.
pub(crate) fn inherited(names: &[String], lookup: impl Fn(&str) -> Option<String>) -> Variables {
    let mut variables: Variables = INHERITED
        .into_iter()
        .chain(names.iter().map(String::as_str))
        .filter_map(|name| Some((name.to_owned(), lookup(name)?)))
        .collect();
    variables.entry("PATH".to_owned()).or_insert_with(|| DEFAULT_PATH.to_owned());
    variables
}

/// What the steps of a job have in common, growing from step to step.
#[derive(Clone, Default)]
pub(crate) struct JobEnvironment {
    /// The allow-list, what the server sets, and the job's `env` rendered, its secrets.
    pub(crate) base: Variables,
    /// From `OORE_ENV`.
    pub(crate) set: Variables,
    /// From `OORE_PATH`, in the order they were added.
    pub(crate) paths: Vec<String>,
}

/// Without the values, some of which are secrets.
impl fmt::Debug for JobEnvironment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { base, set, paths } = self;
        f.debug_struct("JobEnvironment")
            .field("base", &base.keys())
            .field("set", &set.keys())
            .field("paths", paths)
            .finish()
    }
}

impl JobEnvironment {
    /// The variables that hold before a step adds its own.
    pub(crate) fn variables(&self) -> Variables {
        let mut variables = self.base.clone();
        variables.extend(self.set.iter().map(|(name, value)| (name.clone(), value.clone())));
        variables
    }

    /// The whole environment of a step.
    pub(crate) fn of_step(&self, env: Variables, places: Variables) -> Variables {
        let mut variables = self.variables();
        variables.extend(env);
        variables.extend(places);
        if !self.paths.is_empty() {
            let rest = variables.get("PATH").cloned();
            let all: Vec<_> = self.paths.iter().rev().cloned().chain(rest).collect();
            variables.insert("PATH".to_owned(), all.join(":"));
        }
        variables
    }
}

/// The first variable that no process can have, if there is one.
pub(crate) fn impossible(variables: &Variables) -> Option<&str> {
    let impossible = |(name, value): &(&String, &String)| {
        name.is_empty() || name.contains(['=', '\0']) || value.contains('\0')
    };
    variables.iter().find(impossible).map(|(name, _)| name.as_str())
}

/// A variable that holds a path. Paths are UTF-8 here, see [`crate::Options::data_dir`].
pub(crate) fn place(name: &str, path: &Path) -> (String, String) {
    (name.to_owned(), path.to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variables(pairs: &[(&str, &str)]) -> Variables {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn only_the_allow_list_and_named_variables_pass() {
        let own = variables(&[("HOME", "/h"), ("TOKEN", "x"), ("JAVA_HOME", "/j")]);
        let passed =
            inherited(&["JAVA_HOME".to_owned(), "ABSENT".to_owned()], |n| own.get(n).cloned());
        let expected = [("HOME", "/h"), ("JAVA_HOME", "/j"), ("PATH", DEFAULT_PATH)];
        assert_eq!(passed, variables(&expected));
    }

    #[test]
    fn the_later_part_wins_and_added_paths_come_first() {
        let environment = JobEnvironment {
            base: variables(&[("A", "job"), ("B", "job"), ("C", "job"), ("PATH", "/bin")]),
            set: variables(&[("B", "set"), ("C", "set")]),
            paths: vec!["/one".to_owned(), "/two".to_owned()],
        };
        let step = variables(&[("C", "step"), ("OORE_WORKSPACE", "wrong")]);
        let places = variables(&[("OORE_WORKSPACE", "/w")]);
        let expected = variables(&[
            ("A", "job"),
            ("B", "set"),
            ("C", "step"),
            ("PATH", "/two:/one:/bin"),
            ("OORE_WORKSPACE", "/w"),
        ]);
        assert_eq!(environment.of_step(step, places), expected);
    }

    #[test]
    fn a_variable_that_no_process_can_have_is_found() {
        assert_eq!(impossible(&variables(&[("A", "1"), ("B", "a\0b")])), Some("B"));
        assert_eq!(impossible(&variables(&[("A=B", "1")])), Some("A=B"));
        assert_eq!(impossible(&variables(&[("A", "=")])), None);
    }
}
