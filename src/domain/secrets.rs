//! Which of the secrets that a job names it is given. What is in doubt is withheld.

use std::fmt;

use pipeline::GlobList;
use serde::{Deserialize, Serialize};

use super::event::{PullRequest, RefKind};

/// How many bytes the secrets of one job may have together. The runner looks for each of them, in
/// many forms, in all that the job prints, and needs memory for that.
pub const MOST_BYTES: usize = 256 * 1024;

/// Who may have a secret, as it was said when the secret was set.
#[derive(Debug, Clone, Copy)]
pub struct Rules<'a> {
    /// Whether pull requests from forks may.
    pub for_forks: bool,
    /// Patterns of branches.
    pub branches: &'a [String],
    /// Patterns of tags.
    pub tags: &'a [String],
    /// Patterns of environments.
    pub environments: &'a [String],
}

/// A stored secret, without its value.
#[derive(Debug, Clone, Copy)]
pub struct Candidate<'a> {
    /// Its name.
    pub name: &'a str,
    /// Whether it is the repository's, which goes before one of the instance.
    pub is_repositorys: bool,
    /// Who may have it.
    pub rules: Rules<'a>,
}

/// What a job runs for.
#[derive(Debug, Clone, Copy)]
pub struct Purpose<'a> {
    /// What kind of ref is built.
    pub ref_kind: RefKind,
    /// Its short name.
    pub ref_name: &'a str,
    /// Whether its code comes from a fork; see [`is_from_fork`].
    pub is_from_fork: bool,
    /// The environment that the job changes, if it names one.
    pub environment: Option<&'a str>,
}

/// Whether a build's code comes from another repository, as the provider said when it told of the
/// pull request. A pull request of which nothing is known counts as one.
#[must_use]
pub fn is_from_fork(ref_kind: RefKind, pull_request: Option<&PullRequest>) -> bool {
    match pull_request {
        Some(pull_request) => pull_request.fork,
        None => ref_kind == RefKind::PullRequest,
    }
}

/// Why a job does not get a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Withheld {
    /// Its code comes from a fork.
    Fork,
    /// Its code is on no branch and no tag, and the secret is for some of those.
    PullRequest,
    /// It is for other branches or tags.
    Ref(RefKind, String),
    /// It is for some environments, and the job names none.
    NoEnvironment,
    /// It is for other environments.
    Environment(String),
}

impl fmt::Display for Withheld {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fork => f.write_str(
                "the pull request comes from a fork, and no secret of this name is for forks",
            ),
            Self::PullRequest => f.write_str(
                "it is for some branches or tags only, and a pull request's code is on none yet",
            ),
            Self::Ref(kind, name) => write!(f, "it is not for the {kind} `{name}`"),
            Self::NoEnvironment => {
                f.write_str("it is for some environments only, and the job names none")
            }
            Self::Environment(name) => write!(f, "it is not for the environment `{name}`"),
        }
    }
}

/// Whether a secret with these rules is withheld from a job.
///
/// Once branches or tags are named, refs of the other kind are not meant: a tag can be set on any
/// commit, so a secret for the branch `main` must not reach every tag. Nor does it reach a pull
/// request, whatever that wants to be merged into: its code is what nobody has accepted yet.
#[must_use]
pub fn withheld(rules: &Rules<'_>, purpose: &Purpose<'_>) -> Option<Withheld> {
    if purpose.is_from_fork && !rules.for_forks {
        return Some(Withheld::Fork);
    }
    let is_limited = !(rules.branches.is_empty() && rules.tags.is_empty());
    let name = purpose.ref_name;
    match purpose.ref_kind {
        RefKind::PullRequest if is_limited => return Some(Withheld::PullRequest),
        RefKind::Branch if is_limited && !takes(rules.branches, name) => {
            return Some(Withheld::Ref(RefKind::Branch, name.to_owned()));
        }
        RefKind::Tag if is_limited && !takes(rules.tags, name) => {
            return Some(Withheld::Ref(RefKind::Tag, name.to_owned()));
        }
        RefKind::PullRequest | RefKind::Branch | RefKind::Tag => {}
    }
    match purpose.environment {
        _ if rules.environments.is_empty() => None,
        None => Some(Withheld::NoEnvironment),
        Some(name) if takes(rules.environments, name) => None,
        Some(name) => Some(Withheld::Environment(name.to_owned())),
    }
}

/// Patterns were checked when they were stored; those that can't be read after all take nothing.
fn takes(patterns: &[String], name: &str) -> bool {
    !patterns.is_empty() && GlobList::of(patterns).is_ok_and(|list| list.verdict(name).matched)
}

/// What becomes of one name of a job's `secrets:`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// The candidate at this place is given.
    Give(usize),
    /// It runs without.
    Withhold(Withheld),
}

/// The secrets that a job names and that are not stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing(pub Vec<String>);

/// Chooses for each name of `named`, in its order.
///
/// A fork's pull request may name what it likes, and is not told what there is: to it, a secret
/// that is not stored is withheld like any other.
///
/// # Errors
/// The names under which nothing is stored: a job must not run without what it counts on.
pub fn choose(
    named: &[String],
    candidates: &[Candidate<'_>],
    purpose: &Purpose<'_>,
) -> Result<Vec<Choice>, Missing> {
    let mut missing = Vec::new();
    let mut choices = Vec::new();
    for name in named {
        let stored = candidates.iter().enumerate().filter(|(_, one)| one.name == name);
        match stored.max_by_key(|(_, one)| one.is_repositorys) {
            Some((place, one)) => choices.push(match withheld(&one.rules, purpose) {
                None => Choice::Give(place),
                Some(reason) => Choice::Withhold(reason),
            }),
            None if purpose.is_from_fork => choices.push(Choice::Withhold(Withheld::Fork)),
            None => missing.push(name.clone()),
        }
    }
    if missing.is_empty() { Ok(choices) } else { Err(Missing(missing)) }
}

/// Why a job can't be given its secrets, for people, where they have too many bytes.
#[must_use]
pub fn too_large(bytes: usize) -> Option<String> {
    (bytes > MOST_BYTES).then(|| {
        format!(
            "the job's secrets have {} KiB together, and {} KiB are the most; name fewer in its \
             `secrets`, or keep what is large elsewhere, encrypted, and only its key as a secret",
            bytes.div_ceil(1024),
            MOST_BYTES / 1024
        )
    })
}

impl Missing {
    /// What to do about it, for people; `repository` is the full name.
    #[must_use]
    pub fn told(&self, repository: &str) -> String {
        let names = self.0.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let (what, it) = match self.0.len() {
            1 => ("secret", "it"),
            _ => ("secrets", "each"),
        };
        let first = self.0.first().map_or("NAME", String::as_str);
        format!(
            "the job names the {what} {names}, and nothing of that name is stored for {repository} \
             or for the instance; store {it} with `oore secret set {repository} {first}`, or take \
             {it} out of the job's `secrets` in the pipeline file"
        )
    }
}

/// What became of a secret that an attempt of a job named. It is stored with the attempt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedSecret {
    /// Its name.
    pub name: String,
    /// Why the job ran without it, for people; none: it was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withheld: Option<String>,
}

#[cfg(test)]
mod tests;
