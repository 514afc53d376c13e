//! Repositories as callers see and describe them.

use poem_openapi::Object;
use poem_openapi::types::MaybeUndefined;

use super::sync::LastSync;
use crate::api::words::Word;
use crate::clock::Timestamp;
use crate::domain::approval::ForkApproval;
use crate::domain::provider::{ProviderKind, PullRequestBuilds};
use crate::entities::repositories::Model;
use crate::ids::RepositoryId;

/// A registered repository.
#[derive(Debug, Clone, PartialEq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Repository {
    /// Its id.
    pub id: RepositoryId,
    /// Where it is hosted.
    pub provider: Word<ProviderKind>,
    /// The user, organisation or group that it belongs to; may hold slashes on GitLab.
    pub owner: String,
    /// Its name below the owner.
    pub repo: String,
    /// Owner and name with a slash between them.
    pub full_name: String,
    /// Where its commits come from.
    pub clone_url: String,
    /// The branch that is built when none is named.
    pub default_branch: String,
    /// Whether its events are built.
    pub active: bool,
    /// What is built of a pull request.
    pub pull_request_builds: Word<PullRequestBuilds>,
    /// Whether a commit that is pushed and proposed in a pull request is built for both.
    pub build_twice: bool,
    /// Which pull requests from forks wait for approval.
    pub fork_approval: Word<ForkApproval>,
    /// Where its provider's API is, where that was given.
    pub api_url: Option<String>,
    /// Whether there is an access token, with which commits get their state at the provider.
    pub has_access_token: bool,
    /// Whether the server's GitHub App speaks for it: gives access to its code, and shows check runs.
    pub through_app: bool,
    /// Why the GitHub App is not let at it any more.
    pub inaccessible: Option<String>,
    /// Until when a webhook secret or signing token that was replaced is valid beside the new one.
    pub previous_secrets_until: Option<Timestamp>,
    /// The last look for what no webhook told. Only where one repository is shown.
    pub last_sync: Option<LastSync>,
    /// When it was registered.
    pub created_at: Timestamp,
    /// When its settings changed last.
    pub updated_at: Timestamp,
    /// The secret that was made for its webhook. Shown once, in the answer to the registration
    /// that gave none.
    pub webhook_secret: Option<String>,
}

/// A repository to register.
#[derive(Debug, Clone, PartialEq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct RepositoryIn {
    /// Where it is hosted. `gitea` stands for Forgejo and Gogs too, `bitbucket` for Cloud and Data
    /// Center, `git` for a repository without a service around it.
    pub provider: Word<ProviderKind>,
    /// The user, organisation or group that it belongs to; may hold slashes on GitLab.
    #[oai(validator(min_length = 1, max_length = 512))]
    pub owner: String,
    /// Its name below the owner.
    #[oai(validator(min_length = 1, max_length = 255))]
    pub repo: String,
    /// Where its commits come from: a URL of a protocol that the server allows, or `git@host:path`.
    /// Left out, it is the one of github.com, gitlab.com or bitbucket.org; the others have none.
    #[oai(validator(min_length = 1, max_length = 2048))]
    pub clone_url: Option<String>,
    /// What is built of a pull request: its head, as when left out, or what merging it would give,
    /// where the provider keeps that: GitHub and GitLab do. The head is built where there is none.
    pub pull_request_builds: Option<Word<PullRequestBuilds>>,
    /// The branch that is built when none is named; `main` when left out.
    #[oai(validator(min_length = 1, max_length = 1024))]
    pub default_branch: Option<String>,
    /// What its webhook is verified with: the secret token on GitLab, the secret elsewhere. Left
    /// out, one is made and shown once in the answer, unless there is a signing token.
    #[oai(validator(min_length = 8, max_length = 255))]
    pub webhook_secret: Option<String>,
    /// GitLab's signing token (`whsec_..`). With it every delivery must be signed, and the secret
    /// token counts for nothing.
    #[oai(validator(min_length = 8, max_length = 255))]
    pub webhook_signing_token: Option<String>,
    /// What the provider's API is called with, to show the state of commits there and to find pull
    /// requests that no webhook told, and what git shows when it clones over HTTP: on GitHub a token
    /// with the permissions *commit statuses*, and to read *pull requests* and *contents*, on GitLab
    /// one with the scope `api`, on Bitbucket Cloud a repository access token. `user:token` in one
    /// belongs to that user, as on Bitbucket Data Center. It is sealed and never shown.
    #[oai(validator(min_length = 8, max_length = 1024))]
    pub access_token: Option<String>,
    /// Where the provider's API is. Left out, it follows from the clone URL.
    #[oai(validator(min_length = 8, max_length = 1024))]
    pub api_url: Option<String>,
    /// Whether a commit that is pushed and proposed in a pull request of the repository itself is
    /// built for both. False when left out: what comes first is built, and its state is also that
    /// of the other.
    pub build_twice: Option<bool>,
    /// Which pull requests from forks wait for approval before any of their commits runs. Left out:
    /// those of authors who are new here.
    pub fork_approval: Option<Word<ForkApproval>>,
}

/// What to change of a repository; what is left out stays.
#[derive(Debug, Clone, Default, PartialEq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct RepositoryPatch {
    /// The user, organisation or group that it belongs to now.
    #[oai(validator(min_length = 1, max_length = 512))]
    pub owner: Option<String>,
    /// Its name now.
    #[oai(validator(min_length = 1, max_length = 255))]
    pub repo: Option<String>,
    /// Where its commits come from. Null: from the place that follows from provider and name.
    #[oai(nullable, validator(min_length = 1, max_length = 2048))]
    pub clone_url: MaybeUndefined<String>,
    /// The branch that is built when none is named.
    #[oai(validator(min_length = 1, max_length = 1024))]
    pub default_branch: Option<String>,
    /// Whether its events are built.
    pub active: Option<bool>,
    /// What is built of a pull request: its head, or what merging it would give.
    pub pull_request_builds: Option<Word<PullRequestBuilds>>,
    /// Whether a commit that is pushed and proposed in a pull request of the repository itself is
    /// built for both.
    pub build_twice: Option<bool>,
    /// Which pull requests from forks wait for approval. What waits already goes on waiting.
    pub fork_approval: Option<Word<ForkApproval>>,
    /// What its webhook is verified with; the one before stays valid for 24 hours beside it. Null:
    /// nothing, and its webhook URL refuses every delivery that no signing token verifies.
    #[oai(nullable, validator(min_length = 8, max_length = 255))]
    pub webhook_secret: MaybeUndefined<String>,
    /// GitLab's signing token; the one before stays valid for 24 hours beside it. Null: the secret
    /// token counts again.
    #[oai(nullable, validator(min_length = 8, max_length = 255))]
    pub webhook_signing_token: MaybeUndefined<String>,
    /// What the provider's API is called with. Null: nothing, and no states are reported.
    #[oai(nullable, validator(min_length = 8, max_length = 1024))]
    pub access_token: MaybeUndefined<String>,
    /// Where the provider's API is. Null: from where it follows from the clone URL.
    #[oai(nullable, validator(min_length = 8, max_length = 1024))]
    pub api_url: MaybeUndefined<String>,
    /// True: a secret or signing token that was replaced is invalid at once.
    pub revoke_previous_secrets: Option<bool>,
}

/// How a repository's webhook is set up at its provider.
#[derive(Debug, Clone, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct WebhookUrl {
    /// The URL to enter.
    pub url: String,
    /// The content type to choose.
    pub content_type: String,
    /// The events to choose, in the provider's words.
    pub events: Vec<String>,
    /// What to enter as secret.
    pub secret_hint: String,
    /// The URL for the webhook of a GitHub App, which serves all repositories that it is installed
    /// in.
    pub app_url: Option<String>,
}

impl From<Model> for Repository {
    fn from(row: Model) -> Self {
        let full_name = row.full_name();
        let Model {
            id,
            provider,
            owner,
            name,
            name_key: _,
            clone_url,
            default_branch,
            active,
            webhook_secret: _,
            webhook_token_hash: _,
            webhook_signing_token: _,
            webhook_secret_previous: _,
            webhook_token_hash_previous: _,
            webhook_signing_token_previous: _,
            previous_secrets_until,
            access_token,
            api_url,
            provider_id: _,
            through_app,
            pull_request_builds,
            build_twice,
            fork_approval,
            inaccessible,
            created_at,
            updated_at,
        } = row;
        Self {
            id,
            provider: Word(provider),
            owner,
            repo: name,
            full_name,
            clone_url,
            default_branch,
            active,
            pull_request_builds: Word(pull_request_builds),
            build_twice,
            fork_approval: Word(fork_approval),
            api_url,
            through_app: through_app && access_token.is_none(),
            inaccessible,
            has_access_token: access_token.is_some(),
            previous_secrets_until,
            last_sync: None,
            created_at,
            updated_at,
            webhook_secret: None,
        }
    }
}
