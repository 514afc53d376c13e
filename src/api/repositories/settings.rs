//! From what a caller says about a repository to the row that is stored.

use poem_openapi::types::MaybeUndefined;
use secrecy::ExposeSecret;

use super::secrets::{Verification, check_secret, check_signing_token, revoke_previous};
use super::{access, clone_url, names};
use crate::api::error::ApiError;
use crate::api::problem::FieldError;
use crate::api::services::Services;
use crate::api::views::repository::{RepositoryIn, RepositoryPatch};
use crate::clock;
use crate::crypto::token::random_secret;
use crate::domain::approval::ForkApproval;
use crate::domain::event::RefName;
use crate::domain::provider::{ProviderKind, PullRequestBuilds};
use crate::entities::repositories::{Model, name_key};
use crate::ids::RepositoryId;

/// The branch that is built when neither caller nor event names one.
const DEFAULT_BRANCH: &str = "main";

/// The mistakes found so far, each with its field.
#[derive(Default)]
pub(super) struct Mistakes(Vec<FieldError>);

impl Mistakes {
    pub(super) fn note(&mut self, field: &str, result: Result<(), String>) {
        if let Err(message) = result {
            self.0.push(FieldError { field: field.to_owned(), message });
        }
    }

    fn into_result(self) -> Result<(), ApiError> {
        if self.0.is_empty() { Ok(()) } else { Err(ApiError::Unprocessable(self.0)) }
    }
}

/// The row of a repository to register, and the secret that was made for it.
pub(super) fn of_new(
    given: RepositoryIn,
    services: &Services,
) -> Result<(Model, Option<String>), ApiError> {
    let RepositoryIn {
        provider,
        owner,
        repo,
        clone_url,
        pull_request_builds,
        default_branch,
        webhook_secret,
        webhook_signing_token,
        access_token,
        api_url,
        build_twice,
        fork_approval,
    } = given;
    let made_secret = (webhook_secret.is_none() && webhook_signing_token.is_none())
        .then(|| random_secret().expose_secret().to_owned());
    let secret = webhook_secret.as_deref().or(made_secret.as_deref());
    let (id, now) = (RepositoryId::generate(), clock::now());
    let clone_url =
        clone_url.map_or_else(|| usual_clone_url(provider.0, &owner, &repo, services), Ok)?;
    let mut row = Model {
        id,
        provider: provider.0,
        name_key: name_key(&format!("{owner}/{repo}")),
        owner,
        name: repo,
        clone_url,
        default_branch: default_branch.unwrap_or_else(|| DEFAULT_BRANCH.to_owned()),
        active: true,
        webhook_secret: None,
        webhook_token_hash: None,
        webhook_signing_token: None,
        webhook_secret_previous: None,
        webhook_token_hash_previous: None,
        webhook_signing_token_previous: None,
        previous_secrets_until: None,
        access_token: None,
        api_url,
        provider_id: None,
        through_app: false,
        pull_request_builds: pull_request_builds.map_or(PullRequestBuilds::Head, |word| word.0),
        build_twice: build_twice.unwrap_or_default(),
        fork_approval: fork_approval.map_or(ForkApproval::FirstTime, |word| word.0),
        inaccessible: None,
        created_at: now,
        updated_at: now,
    };
    let mut mistakes = Mistakes::default();
    check_row(&row, services, &mut mistakes);
    check_secrets(provider.0, secret, webhook_signing_token.as_deref(), &mut mistakes);
    access::check(&row, access_token.as_deref(), services, &mut mistakes);
    mistakes.into_result()?;
    let verification = Verification::new(services);
    verification.set_secret(&mut row, secret, now);
    verification.set_signing_token(&mut row, webhook_signing_token.as_deref(), now);
    access::set_token(&mut row, access_token.as_deref(), services);
    access::set_through_app(&mut row, services);
    Ok((row, made_secret))
}

/// The row after a change.
pub(super) fn changed(
    before: &Model,
    given: RepositoryPatch,
    services: &Services,
) -> Result<Model, ApiError> {
    let RepositoryPatch {
        owner,
        repo,
        clone_url,
        default_branch,
        active,
        pull_request_builds,
        build_twice,
        fork_approval,
        webhook_secret,
        webhook_signing_token,
        access_token,
        api_url,
        revoke_previous_secrets,
    } = given;
    let mut row = before.clone();
    row.owner = owner.unwrap_or(row.owner);
    row.name = repo.unwrap_or(row.name);
    row.name_key = name_key(&row.full_name());
    row.clone_url = match clone_url {
        MaybeUndefined::Undefined => row.clone_url,
        MaybeUndefined::Null => usual_clone_url(row.provider, &row.owner, &row.name, services)?,
        MaybeUndefined::Value(url) => url,
    };
    row.default_branch = default_branch.unwrap_or(row.default_branch);
    row.active = active.unwrap_or(row.active);
    row.pull_request_builds = pull_request_builds.map_or(row.pull_request_builds, |word| word.0);
    row.build_twice = build_twice.unwrap_or(row.build_twice);
    row.fork_approval = fork_approval.map_or(row.fork_approval, |word| word.0);
    if !api_url.is_undefined() {
        row.api_url = api_url.take();
    }
    row.updated_at = clock::now();
    let mut mistakes = Mistakes::default();
    check_row(&row, services, &mut mistakes);
    let (secret, token) = (text_of(&webhook_secret), text_of(&webhook_signing_token));
    check_secrets(row.provider, secret, token, &mut mistakes);
    let keeps_token = access_token.is_undefined();
    let access_token = access_token.take();
    if keeps_token {
        access::check_kept_token(before, &row, services, &mut mistakes);
    } else {
        row.access_token = None;
    }
    access::check(&row, access_token.as_deref(), services, &mut mistakes);
    mistakes.into_result()?;
    Verification::new(services).change(&mut row, &webhook_secret, &webhook_signing_token);
    if revoke_previous_secrets == Some(true) {
        revoke_previous(&mut row);
    }
    if !keeps_token {
        access::set_token(&mut row, access_token.as_deref(), services);
    }
    access::set_through_app(&mut row, services);
    Ok(row)
}

/// Whether other code would be built, or the access token go elsewhere.
pub(super) fn is_elsewhere(before: &Model, after: &Model) -> bool {
    before.name_key != after.name_key
        || before.clone_url != after.clone_url
        || before.api_url != after.api_url
}

/// Where a repository is fetched from when nobody says so.
fn usual_clone_url(
    provider: ProviderKind,
    owner: &str,
    repo: &str,
    services: &Services,
) -> Result<String, ApiError> {
    let github = &services.settings.github_api_url;
    clone_url::default(provider, owner, repo, github).ok_or_else(|| no_clone_url(provider))
}

fn text_of(given: &MaybeUndefined<String>) -> Option<&str> {
    given.value().map(String::as_str)
}

fn no_clone_url(provider: ProviderKind) -> ApiError {
    let told = format!("must be given for {provider}, which has no usual server");
    ApiError::unprocessable("/clone_url", told)
}

fn check_row(row: &Model, services: &Services, mistakes: &mut Mistakes) {
    mistakes.note("/owner", names::check_owner(row.provider, &row.owner));
    mistakes.note("/repo", names::check_repository(&row.name));
    let allowed = &services.settings.git_protocols;
    mistakes.note("/clone_url", clone_url::check(&row.clone_url, allowed));
    let branch = RefName::new(row.default_branch.as_str());
    mistakes.note("/pull_request_builds", check_pull_request_builds(row));
    mistakes.note("/default_branch", branch.map(|_| ()).map_err(|error| error.to_string()));
}

fn check_pull_request_builds(row: &Model) -> Result<(), String> {
    match row.pull_request_builds {
        PullRequestBuilds::Merge if row.provider.merge_ref(1).is_none() => {
            Err(format!("must be `head`: {} keeps no merge results", row.provider))
        }
        PullRequestBuilds::Merge | PullRequestBuilds::Head => Ok(()),
    }
}

fn check_secrets(
    provider: ProviderKind,
    secret: Option<&str>,
    signing_token: Option<&str>,
    mistakes: &mut Mistakes,
) {
    if let Some(secret) = secret {
        mistakes.note("/webhook_secret", check_secret(provider, secret));
    }
    if let Some(token) = signing_token {
        mistakes.note("/webhook_signing_token", check_signing_token(provider, token));
    }
}
