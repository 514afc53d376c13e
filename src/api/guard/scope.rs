//! The scopes of tokens, and a marker type for each.

use poem_openapi::Enum;

/// What a token allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Enum)]
pub enum Scope {
    /// Read repositories and webhook events.
    #[oai(rename = "repo:read")]
    RepoRead,
    /// Register, change and remove repositories; replay webhook events.
    #[oai(rename = "repo:write")]
    RepoWrite,
    /// Read builds, jobs and logs.
    #[oai(rename = "build:read")]
    BuildRead,
    /// Start, cancel and rerun builds.
    #[oai(rename = "build:run")]
    BuildRun,
    /// Set and remove secrets.
    #[oai(rename = "secret:write")]
    SecretWrite,
    /// See and manage runners.
    #[oai(rename = "runner:admin")]
    RunnerAdmin,
    /// Read the record of who did what.
    #[oai(rename = "audit:read")]
    AuditRead,
    /// Everything.
    #[oai(rename = "admin")]
    Admin,
}

impl std::fmt::Display for Scope {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

/// A marker type that names one scope.
pub trait Requires: Send + Sync + 'static {
    /// The scope.
    const SCOPE: Scope;
    /// The security requirement under which the operation is written into the raw document: the
    /// scheme's name, a blank, the scope. `finalize()` takes it apart.
    const REQUIREMENT: &'static str;
}

macro_rules! scopes {
    ($($marker:ident is $variant:ident, $name:literal;)*) => {
        impl Scope {
            /// Every scope.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The scope as it is written in tokens and in the document.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }
        }

        $(
            #[doc = concat!("The scope `", $name, "`.")]
            #[derive(Debug, Clone, Copy)]
            pub struct $marker;

            impl Requires for $marker {
                const SCOPE: Scope = Scope::$variant;
                const REQUIREMENT: &'static str = concat!("bearer ", $name);
            }
        )*
    };
}

scopes! {
    RepoRead is RepoRead, "repo:read";
    RepoWrite is RepoWrite, "repo:write";
    BuildRead is BuildRead, "build:read";
    BuildRun is BuildRun, "build:run";
    SecretWrite is SecretWrite, "secret:write";
    RunnerAdmin is RunnerAdmin, "runner:admin";
    AuditRead is AuditRead, "audit:read";
    AdminScope is Admin, "admin";
}

#[cfg(test)]
mod tests {
    use poem_openapi::types::ToJSON;

    use super::*;

    #[test]
    fn a_scope_is_written_alike_in_tokens_and_bodies() {
        for scope in Scope::ALL {
            assert_eq!(scope.to_json(), Some(scope.name().into()));
        }
    }
}
