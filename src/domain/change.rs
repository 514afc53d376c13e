//! What happened to repositories at their provider, told to the server's GitHub App: other names,
//! and whether the App may still be at them.

use serde::{Deserialize, Serialize};

use super::trigger::{Decision, Outcome, Rule, TraceEntry};

/// What happened to repositories.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Change {
    /// A repository was renamed or went to another owner.
    Moved {
        /// The provider's own number for it.
        provider_id: Option<u64>,
        /// Its full name before.
        from: String,
        /// Its full name now.
        to: String,
    },
    /// Another branch is the default one.
    DefaultBranch {
        /// The repository's full name.
        repository: String,
        /// The branch.
        branch: String,
    },
    /// The App is not let at repositories any more.
    Closed {
        /// Which ones.
        which: Which,
        /// Why, a clause for people: "the App was uninstalled".
        why: String,
    },
    /// The App is let at repositories, again or for the first time.
    Opened {
        /// Which ones.
        which: Which,
    },
}

/// Some repositories of one provider.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Which {
    /// Every one of an owner.
    OfOwner(String),
    /// Those of these full names.
    Named(Vec<String>),
}

impl Which {
    /// Whether a repository is among them; names are compared without regard to case.
    #[must_use]
    pub fn holds(&self, owner: &str, full_name: &str) -> bool {
        match self {
            Self::OfOwner(name) => name.eq_ignore_ascii_case(owner),
            Self::Named(names) => names.iter().any(|name| name.eq_ignore_ascii_case(full_name)),
        }
    }
}

/// What came of a change: nothing is built for it. `done` tells what was changed here.
#[must_use]
pub fn decision(change: &Change, done: &[String]) -> Decision {
    let what = match change {
        Change::Moved { from, to, .. } => format!("`{from}` is called `{to}` now"),
        Change::DefaultBranch { repository, branch } => {
            format!("the default branch of `{repository}` is `{branch}` now")
        }
        Change::Closed { why, .. } => why.clone(),
        Change::Opened { .. } => "the App is let at repositories".to_owned(),
    };
    let effect = if done.is_empty() {
        "no registered repository is concerned".to_owned()
    } else {
        done.join("; ")
    };
    let entries = [what.clone(), effect.clone()];
    Decision {
        outcome: Outcome::Ignored,
        reason: format!("Nothing to build: {what}; {effect}."),
        trace: entries.map(|entry| TraceEntry::matched(Rule::ProviderChange, entry)).into(),
    }
}

/// The clone URL of a repository that was called `from` and is called `to` now; none when it does
/// not hold the name.
#[must_use]
pub fn moved_clone_url(url: &str, from: &str, to: &str) -> Option<String> {
    let (stem, ending) = match url.strip_suffix(".git") {
        Some(stem) => (stem, ".git"),
        None => (url, ""),
    };
    let at = stem.len().checked_sub(from.len()).filter(|at| stem.is_char_boundary(*at))?;
    let (host, name) = stem.split_at(at);
    let is_name = name.eq_ignore_ascii_case(from) && host.ends_with(['/', ':']);
    is_name.then(|| format!("{host}{to}{ending}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clone_url_follows_the_name_that_it_holds() {
        let moved = |url| moved_clone_url(url, "acme/app", "corp/tool");
        for (url, expected) in [
            ("https://github.com/acme/app.git", Some("https://github.com/corp/tool.git")),
            ("https://github.com/Acme/App", Some("https://github.com/corp/tool")),
            ("git@github.com:acme/app.git", Some("git@github.com:corp/tool.git")),
            ("https://mirror.example.com/app.git", None),
            ("https://github.com/macme/app.git", None),
            ("x", None),
        ] {
            assert_eq!(moved(url).as_deref(), expected, "{url}");
        }
    }

    #[test]
    fn an_owner_stands_for_all_its_repositories() {
        let all = Which::OfOwner("Acme".to_owned());
        assert!(all.holds("acme", "acme/app") && !all.holds("other", "other/app"));
        let one = Which::Named(vec!["acme/app".to_owned()]);
        assert!(one.holds("acme", "Acme/App") && !one.holds("acme", "acme/lib"));
    }
}
