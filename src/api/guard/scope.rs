//! A marker type for each right that an operation may ask for.

use crate::domain::access::{Right, Role, Scope};

/// A marker type that names one right.
pub trait Requires: Send + Sync + 'static {
    /// The scope that the token must have, and the role that its user must have.
    const RIGHT: Right;
    /// The security requirement under which the operation is written into the raw document: the
    /// scheme's name, the scope and the role, with blanks between. `finalize()` takes it apart.
    const REQUIREMENT: &'static str;
}

macro_rules! rights {
    ($($(#[doc = $doc:literal])+ $marker:ident is $scope:ident $name:literal, $role:ident $role_name:literal;)*) => {
        $(
            $(#[doc = $doc])+
            #[derive(Debug, Clone, Copy)]
            pub struct $marker;

            impl Requires for $marker {
                const RIGHT: Right = Right { scope: Scope::$scope, role: Role::$role };
                const REQUIREMENT: &'static str = concat!("bearer ", $name, " ", $role_name);
            }
        )*

        #[cfg(test)]
        const SPELT: &[(Right, &str)] = &[$(($marker::RIGHT, $marker::REQUIREMENT)),*];
    };
}

rights! {
    /// Seeing repositories and webhook events.
    RepoRead is RepoRead "repo:read", Viewer "viewer";
    /// Changing repositories, and deciding events again.
    RepoWrite is RepoWrite "repo:write", Maintainer "maintainer";
    /// Giving and taking roles in a repository.
    MembersAdmin is Admin "admin", Admin "admin";
    /// Seeing builds, jobs and logs.
    BuildRead is BuildRead "build:read", Viewer "viewer";
    /// Starting, cancelling and repeating builds.
    BuildRun is BuildRun "build:run", Developer "developer";
    /// Letting go on what waits for a person.
    Approve is BuildRun "build:run", Maintainer "maintainer";
    /// Setting and removing secrets.
    SecretWrite is SecretWrite "secret:write", Maintainer "maintainer";
    /// Seeing and managing runners.
    RunnerAdmin is RunnerAdmin "runner:admin", Admin "admin";
    /// Reading the record of who did what.
    AuditRead is AuditRead "audit:read", Admin "admin";
    /// Managing one's own tokens.
    OwnTokens is Admin "admin", Viewer "viewer";
    /// Managing the instance.
    AdminScope is Admin "admin", Admin "admin";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_requirement_spells_its_right() {
        for (Right { scope, role }, requirement) in SPELT {
            assert_eq!(*requirement, format!("bearer {scope} {role}"));
        }
    }
}
