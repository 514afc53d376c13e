//! Which software sent a delivery, told from its headers alone.

use poem::http::HeaderMap;

use crate::domain::provider::ProviderKind;

/// A software that sends webhooks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sender {
    /// A fork of Gitea.
    Forgejo,
    /// Gitea.
    Gitea,
    /// What Gitea came from.
    Gogs,
    /// GitHub.
    Github,
    /// GitLab.
    Gitlab,
    /// Bitbucket Cloud or Data Center.
    Bitbucket,
    /// The hook of a repository without a service around it.
    Hook,
}

/// The order matters: Forgejo and Gitea also send GitHub's header, and Forgejo sends Gitea's.
const BY_HEADER: [(&str, Sender); 7] = [
    ("x-forgejo-event", Sender::Forgejo),
    ("x-gitea-event", Sender::Gitea),
    ("x-gogs-event", Sender::Gogs),
    ("x-github-event", Sender::Github),
    ("x-gitlab-event", Sender::Gitlab),
    ("x-event-key", Sender::Bitbucket),
    ("x-oore-event", Sender::Hook),
];

impl Sender {
    /// The sender of a delivery with these headers, if any is known.
    #[must_use]
    pub fn of(headers: &HeaderMap) -> Option<Self> {
        BY_HEADER
            .into_iter()
            .find(|(header, _)| headers.contains_key(*header))
            .map(|(_, sender)| sender)
    }

    /// The provider whose endpoint takes its deliveries.
    #[must_use]
    pub fn provider(self) -> ProviderKind {
        match self {
            Self::Forgejo | Self::Gitea | Self::Gogs => ProviderKind::Gitea,
            Self::Github => ProviderKind::Github,
            Self::Gitlab => ProviderKind::Gitlab,
            Self::Bitbucket => ProviderKind::Bitbucket,
            Self::Hook => ProviderKind::Git,
        }
    }

    /// Its name as people write it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Forgejo => "Forgejo",
            Self::Gitea => "Gitea",
            Self::Gogs => "Gogs",
            Self::Github => "GitHub",
            Self::Gitlab => "GitLab",
            Self::Bitbucket => "Bitbucket",
            Self::Hook => "the hook of a git repository",
        }
    }
}
