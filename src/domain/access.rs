//! Who may do what: the scopes of a token, the roles of a user, and what both together allow.
//!
//! A call is allowed when the token has the scope *and* its user has the role, in the repository
//! that the call is about or for the instance as a whole. A role for the instance holds in every
//! repository.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::text_enum::text_enum;
use crate::ids::RepositoryId;

text_enum! {
    /// What a token allows.
    Scope {
        /// Read repositories and webhook events.
        RepoRead = "repo:read",
        /// Register, change and remove repositories; replay webhook events.
        RepoWrite = "repo:write",
        /// Read builds, jobs and logs.
        BuildRead = "build:read",
        /// Start, cancel, rerun and approve builds.
        BuildRun = "build:run",
        /// Set and remove secrets.
        SecretWrite = "secret:write",
        /// See and manage runners.
        RunnerAdmin = "runner:admin",
        /// Read the record of who did what.
        AuditRead = "audit:read",
        /// Everything that its user may do.
        Admin = "admin",
    }
}

text_enum! {
    /// What a user is trusted with, in one repository or everywhere. Each role has the rights of
    /// those before it.
    Role {
        /// Sees repositories, builds and logs.
        Viewer = "viewer",
        /// Starts, cancels and reruns builds.
        Developer = "developer",
        /// Changes settings and secrets, and approves what waits for a person.
        Maintainer = "maintainer",
        /// Decides who has which role; for the instance: manages users, runners and everything else.
        Admin = "admin",
    }
}

/// What a call asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Right {
    /// What the token must allow.
    pub scope: Scope,
    /// What its user must be at least.
    pub role: Role,
}

/// Everything that decides what a caller may do.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Access {
    /// Of the token.
    pub scopes: BTreeSet<Scope>,
    /// The user's role for the instance.
    pub instance: Option<Role>,
    /// The user's roles in single repositories.
    pub repositories: BTreeMap<RepositoryId, Role>,
    /// The only repositories that the token is for; absent: all that its user sees. Such a token
    /// opens nothing that concerns the instance as a whole.
    pub only: Option<BTreeSet<RepositoryId>>,
    /// When the token ends, in seconds since 1970: what it makes ends no later. Absent: a session,
    /// or the administrator's token.
    pub ends_at_s: Option<i64>,
}

/// Why a call is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// The token lacks the scope, wherever it is used.
    #[error("the token lacks the scope `{0}`")]
    Scope(Scope),
    /// The caller may not know that the thing exists.
    #[error("there is no such thing")]
    Hidden,
    /// The user's role is not enough.
    #[error("this needs the role `{needed}`{}", of_yours(*.held))]
    Role {
        /// The role that is needed.
        needed: Role,
        /// The role that the user has there.
        held: Option<Role>,
    },
    /// Where a repository is decides whose code and which token is used.
    #[error(
        "owner, name and addresses of a repository are changed by a maintainer of the whole server, \
         as they say whose code is built and where its access token goes"
    )]
    Place,
    /// The token is for single repositories.
    #[error("the token is limited to single repositories, and this concerns the whole server")]
    Limited,
}

fn of_yours(role: Option<Role>) -> String {
    role.map(|role| format!("; yours is `{role}`")).unwrap_or_default()
}

/// Which repositories a list shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reach {
    /// Every one, and what belongs to none.
    All,
    /// These alone.
    Only(Vec<RepositoryId>),
}

impl Reach {
    /// Whether what belongs to `repository` is within it; what belongs to none is only in
    /// [`Reach::All`].
    #[must_use]
    pub fn holds(&self, repository: Option<RepositoryId>) -> bool {
        match self {
            Self::All => true,
            Self::Only(these) => repository.is_some_and(|one| these.contains(&one)),
        }
    }
}

impl Access {
    /// What somebody may do who may do everything.
    #[must_use]
    pub fn everything() -> Self {
        Self {
            scopes: BTreeSet::from([Scope::Admin]),
            instance: Some(Role::Admin),
            ..Self::default()
        }
    }

    /// Whether the token covers `scope`. `admin` covers all.
    #[must_use]
    pub fn has_scope(&self, scope: Scope) -> bool {
        self.scopes.contains(&Scope::Admin) || self.scopes.contains(&scope)
    }

    /// The user's role in a repository, as far as the token reaches.
    #[must_use]
    pub fn role_in(&self, repository: RepositoryId) -> Option<Role> {
        if self.only.as_ref().is_some_and(|only| !only.contains(&repository)) {
            return None;
        }
        self.instance.max(self.repositories.get(&repository).copied())
    }

    /// Whether the token has the scope at all. Checked before anything is looked up, so that a
    /// refusal tells nothing of what exists.
    ///
    /// # Errors
    /// [`Denied::Scope`].
    pub fn check_scope(&self, scope: Scope) -> Result<(), Denied> {
        if self.has_scope(scope) { Ok(()) } else { Err(Denied::Scope(scope)) }
    }

    /// Whether `right` is given for the instance as a whole.
    ///
    /// # Errors
    /// [`Denied`], never `Hidden`.
    pub fn check(&self, right: Right) -> Result<(), Denied> {
        self.check_scope(right.scope)?;
        if self.only.is_some() {
            return Err(Denied::Limited);
        }
        enough(right.role, self.instance)
    }

    /// Whether `right` is given in `repository`; none stands for what belongs to no repository,
    /// which only those see who see all.
    ///
    /// # Errors
    /// [`Denied`]; `Hidden` to those who may not see the repository.
    pub fn check_in(&self, right: Right, repository: Option<RepositoryId>) -> Result<(), Denied> {
        self.check_scope(right.scope)?;
        let role = match repository {
            Some(repository) => self.role_in(repository),
            None if self.only.is_some() => None,
            None => self.instance,
        };
        match role {
            None => Err(Denied::Hidden),
            held => enough(right.role, held),
        }
    }

    /// The repositories in which `role` is given.
    #[must_use]
    pub fn reach(&self, role: Role) -> Reach {
        let everywhere = self.instance >= Some(role);
        let own = || self.repositories.iter().filter(|(_, held)| **held >= role).map(|(id, _)| *id);
        match (&self.only, everywhere) {
            (None, true) => Reach::All,
            (Some(only), true) => Reach::Only(only.iter().copied().collect()),
            (None, false) => Reach::Only(own().collect()),
            (Some(only), false) => Reach::Only(own().filter(|id| only.contains(id)).collect()),
        }
    }
}

fn enough(needed: Role, held: Option<Role>) -> Result<(), Denied> {
    if held >= Some(needed) { Ok(()) } else { Err(Denied::Role { needed, held }) }
}

/// What a token may be given by somebody with `giver`'s access: no more than that.
///
/// # Errors
/// [`Escalation`] names what is beyond it.
pub fn check_gift(
    giver: &Access,
    scopes: &BTreeSet<Scope>,
    only: Option<&BTreeSet<RepositoryId>>,
) -> Result<(), Escalation> {
    if let Some(scope) = scopes.iter().find(|scope| !giver.has_scope(**scope)) {
        return Err(Escalation::Scope(*scope));
    }
    let Some(own) = &giver.only else { return Ok(()) };
    match only {
        None => Err(Escalation::AllRepositories),
        Some(given) => match given.iter().find(|id| !own.contains(id)) {
            Some(id) => Err(Escalation::Repository(*id)),
            None => Ok(()),
        },
    }
}

/// A token would allow more than the one who makes it may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Escalation {
    /// A scope.
    #[error("your own token lacks the scope `{0}`, so it can't give it on")]
    Scope(Scope),
    /// Your token is for some repositories, this one would be for all.
    #[error("your own token is limited to single repositories: name some of them")]
    AllRepositories,
    /// A repository.
    #[error("your own token is not for the repository {0}")]
    Repository(RepositoryId),
}
