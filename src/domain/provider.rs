//! Which service a repository lives on, and what is built of its pull requests.

use super::text_enum::text_enum;

text_enum! {
    /// The kind of service a repository lives on.
    ProviderKind {
        /// GitHub and GitHub Enterprise Server.
        Github = "github",
        /// GitLab.
        Gitlab = "gitlab",
        /// Gitea, Forgejo and Gogs, which share one form.
        Gitea = "gitea",
        /// Bitbucket Cloud and Data Center.
        Bitbucket = "bitbucket",
        /// A repository without a service around it.
        Git = "git",
    }
}

text_enum! {
    /// What is built of a pull request.
    PullRequestBuilds {
        /// Its newest commit, as it was pushed.
        Head = "head",
        /// What merging it into its target branch would give, as the provider makes it.
        Merge = "merge",
    }
}

impl ProviderKind {
    /// Whether it shows the states of commits, and so can be told them.
    #[must_use]
    pub const fn shows_states(self) -> bool {
        match self {
            Self::Github | Self::Gitlab | Self::Gitea | Self::Bitbucket => true,
            Self::Git => false,
        }
    }

    /// The ref from which the provider serves the head of pull request `number`, forks included;
    /// none where there is no such ref.
    #[must_use]
    pub fn pull_request_ref(self, number: u64) -> Option<String> {
        match self {
            Self::Github | Self::Gitea => Some(format!("refs/pull/{number}/head")),
            Self::Gitlab => Some(format!("refs/merge-requests/{number}/head")),
            // Bitbucket Data Center has `refs/pull-requests/<n>/from`, Cloud has nothing like it.
            Self::Bitbucket | Self::Git => None,
        }
    }

    /// The ref from which the provider serves what merging pull request `number` would give; none
    /// where there is no such ref.
    #[must_use]
    pub fn merge_ref(self, number: u64) -> Option<String> {
        match self {
            Self::Github | Self::Gitea => Some(format!("refs/pull/{number}/merge")),
            Self::Gitlab => Some(format!("refs/merge-requests/{number}/merge")),
            Self::Bitbucket | Self::Git => None,
        }
    }
}
