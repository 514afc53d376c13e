//! From what callers say to what is stored, and back to what verifies a delivery.

use std::time::Duration;

use chrono::TimeDelta;
use poem_openapi::types::{MaybeUndefined, ToJSON};
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::watch;

use super::secrets::{Opened, Verification};
use super::settings::{changed, of_new};
use super::webhook_url;
use crate::api::KnownRepositories;
use crate::api::error::ApiError;
use crate::api::middleware::Rules;
use crate::api::services::{Services, Settings};
use crate::api::sessions::SignIn;
use crate::api::views::repository::{Repository, RepositoryIn, RepositoryPatch};
use crate::api::words::Word;
use crate::clock;
use crate::config::{DatabaseKind, GitProtocol};
use crate::crypto::seal::{SealKey, Sealer};
use crate::crypto::token::Pepper;
use crate::domain::provider::{ProviderKind, PullRequestBuilds};
use crate::domain::session::SessionLimits;
use crate::domain::text_enum::TextEnum;
use crate::entities::repositories::Model;
use crate::store::Reader;

/// Services without anything behind them: enough to check, seal and hash.
pub(in crate::api) fn services() -> Services {
    Services {
        reader: Reader::default(),
        persistence: Default::default(),
        runners: Default::default(),
        logs: Default::default(),
        archive: crate::archive::Archive::new(std::path::Path::new("logs")),
        repositories: Default::default(),
        bus: Default::default(),
        known: KnownRepositories::new(&Default::default(), DatabaseKind::Sqlite),
        directory: Default::default(),
        metrics: Default::default(),
        pools: Vec::new(),
        sealer: std::sync::Arc::new(Sealer::new(SealKey::from([7; 32]))),
        chain: std::sync::Arc::new(Pepper::new(&"pepper".into()).chain_key()),
        sign_in: SignIn::new(
            SessionLimits { idle: Duration::ZERO, max: Duration::ZERO },
            &Pepper::new(&"pepper".into()),
            None,
        ),
        pepper: Pepper::new(&"pepper".into()),
        token_brake: Default::default(),
        sealed_away: Default::default(),
        settings: Settings {
            base_url: "https://ci.example.com".to_owned(),
            github_secrets: Vec::new(),
            github_api_url: "https://api.github.com".parse().expect("a URL"),
            has_github_app: false,
            git_protocols: vec![GitProtocol::Https, GitProtocol::Ssh],
            database: DatabaseKind::Sqlite,
            rules: Rules::default(),
        },
        started_at: clock::now(),
        stopping: watch::channel(false).1,
    }
}

fn given(provider: ProviderKind) -> RepositoryIn {
    RepositoryIn {
        provider: Word(provider),
        owner: "Acme".to_owned(),
        repo: "app".to_owned(),
        clone_url: None,
        default_branch: None,
        pull_request_builds: None,
        webhook_secret: None,
        webhook_signing_token: None,
        access_token: None,
        api_url: None,
        build_twice: None,
        fork_approval: None,
    }
}

fn verified_by(services: &Services, row: &Model, after: TimeDelta) -> Opened {
    Verification::new(services).opened(Some(row), row.updated_at + after).unwrap()
}

fn opened(services: &Services, row: &Model) -> Vec<String> {
    exposed(&verified_by(services, row, TimeDelta::zero()).keys)
}

fn exposed(secrets: &[SecretString]) -> Vec<String> {
    secrets.iter().map(|secret| secret.expose_secret().to_owned()).collect()
}

#[test]
fn a_repository_without_a_secret_gets_one_that_is_told_once() {
    let services = services();
    let (row, made) = of_new(given(ProviderKind::Github), &services).unwrap();
    assert_eq!(row.clone_url, "https://github.com/Acme/app.git");
    assert_eq!((row.name_key.as_str(), row.default_branch.as_str()), ("acme/app", "main"));
    assert_eq!(opened(&services, &row), [made.unwrap()]);
    let view = Repository::from(row).to_json_string();
    assert!(!view.contains("secret"), "{view}");
}

#[test]
fn a_given_secret_is_kept_as_its_provider_needs_it_and_told_to_nobody() {
    let services = services();
    for provider in [ProviderKind::Github, ProviderKind::Gitlab] {
        let secret = "a-secret-of-ours";
        let given = RepositoryIn { webhook_secret: Some(secret.to_owned()), ..given(provider) };
        let (row, made) = of_new(given, &services).unwrap();
        assert_eq!(made, None);
        let hashes = verified_by(&services, &row, TimeDelta::zero()).token_hashes;
        if provider == ProviderKind::Gitlab {
            assert!(services.pepper.matches(secret, &hashes[0]));
            assert!(opened(&services, &row).is_empty());
        } else {
            assert!(hashes.is_empty());
            assert_eq!(opened(&services, &row), [secret]);
        }
    }
}

#[test]
fn a_signing_token_makes_no_secret() {
    let services = services();
    let token = "whsec_c2lnbmluZyBrZXk=";
    let given = RepositoryIn {
        webhook_signing_token: Some(token.to_owned()),
        ..given(ProviderKind::Gitlab)
    };
    let (row, made) = of_new(given, &services).unwrap();
    assert_eq!((made, &row.webhook_token_hash), (None, &None));
    let tokens = verified_by(&services, &row, TimeDelta::zero()).signing_tokens;
    assert_eq!(exposed(&tokens), [token]);
}

#[test]
fn every_mistake_is_told_with_its_field_and_no_secret_is_repeated() {
    let given = RepositoryIn {
        owner: "a/b".to_owned(),
        repo: "-x".to_owned(),
        clone_url: Some("https://eve:hunter22@host/x".to_owned()),
        default_branch: Some("a..b".to_owned()),
        webhook_secret: Some("hunter22\n".to_owned()),
        webhook_signing_token: Some("whsec_hunter22".to_owned()),
        ..given(ProviderKind::Github)
    };
    let ApiError::Unprocessable(mistakes) = of_new(given, &services()).unwrap_err() else {
        panic!("it is well-formed, but impossible");
    };
    let told: Vec<_> =
        mistakes.iter().map(|one| format!("{}: {}", one.field, one.message)).collect();
    assert!(!told.join("\n").contains("hunter22"));
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn a_git_repository_has_a_token_for_git_alone() {
    let services = services();
    let at = |url: &str| Some(url.to_owned());
    let given = RepositoryIn {
        clone_url: at("https://git.example.com/app.git"),
        access_token: Some("ada:a-password".to_owned()),
        ..given(ProviderKind::Git)
    };
    assert!(of_new(given.clone(), &services).is_ok());
    let with_api = RepositoryIn { api_url: at("https://git.example.com/api"), ..given };
    let ApiError::Unprocessable(mistakes) = of_new(with_api, &services).unwrap_err() else {
        panic!("it is well-formed, but impossible");
    };
    assert_eq!(mistakes[0].field, "/api_url");
}

#[test]
fn a_token_does_not_go_along_to_another_host_that_is_cloned_from() {
    let services = services();
    let given = RepositoryIn {
        clone_url: Some("https://git.example.com/acme/app.git".to_owned()),
        api_url: Some("https://git.example.com/api/v1".to_owned()),
        access_token: Some("a-token-of-some-length".to_owned()),
        ..given(ProviderKind::Gitea)
    };
    let (row, _) = of_new(given, &services).unwrap();
    let moved = |url: &str| RepositoryPatch {
        clone_url: MaybeUndefined::Value(url.to_owned()),
        ..Default::default()
    };
    assert!(changed(&row, moved("https://git.example.com/acme/app2.git"), &services).is_ok());
    for url in ["https://eve.example.com/acme/app.git", "https://git.example.com:8443/acme/app.git"]
    {
        let error = changed(&row, moved(url), &services).unwrap_err();
        let ApiError::Unprocessable(mistakes) = error else { panic!("{error}") };
        assert_eq!(mistakes[0].field, "/access_token", "{url}");
    }
}

#[test]
fn a_provider_without_a_usual_server_needs_a_clone_url() {
    let error = of_new(given(ProviderKind::Gitea), &services()).unwrap_err();
    let ApiError::Unprocessable(mistakes) = error else { panic!("{error}") };
    assert_eq!(mistakes[0].field, "/clone_url");
    let at = Some("https://git.example.com/acme/app.git".to_owned());
    let with_url = RepositoryIn { clone_url: at, ..given(ProviderKind::Gitea) };
    assert!(of_new(with_url, &services()).is_ok());
}

#[test]
fn what_a_change_leaves_out_stays_and_null_takes_away() {
    let services = services();
    let (row, made) = of_new(given(ProviderKind::Github), &services).unwrap();
    let renamed = RepositoryPatch { repo: Some("App2".to_owned()), ..Default::default() };
    let row = changed(&row, renamed, &services).unwrap();
    assert_eq!((row.name_key.as_str(), row.owner.as_str()), ("acme/app2", "Acme"));
    assert_eq!(row.clone_url, "https://github.com/Acme/app.git");
    assert_eq!(opened(&services, &row), [made.unwrap()]);
    let cleared = RepositoryPatch {
        clone_url: MaybeUndefined::Null,
        webhook_secret: MaybeUndefined::Null,
        active: Some(false),
        ..Default::default()
    };
    let row = changed(&row, cleared, &services).unwrap();
    assert_eq!(row.clone_url, "https://github.com/Acme/App2.git");
    assert_eq!((opened(&services, &row).len(), row.active), (0, false));
}

#[test]
fn merge_results_are_built_where_the_provider_keeps_them() {
    let services = services();
    let merge = Some(Word(PullRequestBuilds::Merge));
    let patch = || RepositoryPatch { pull_request_builds: merge, ..RepositoryPatch::default() };
    let (row, _) = of_new(given(ProviderKind::Github), &services).unwrap();
    assert_eq!(row.pull_request_builds, PullRequestBuilds::Head);
    let row = changed(&row, patch(), &services).unwrap();
    assert_eq!(row.pull_request_builds, PullRequestBuilds::Merge);
    let kept = changed(&row, RepositoryPatch::default(), &services).unwrap();
    assert_eq!(kept.pull_request_builds, PullRequestBuilds::Merge);
    let elsewhere = Model { provider: ProviderKind::Git, ..row };
    let refused = changed(&elsewhere, patch(), &services).unwrap_err();
    assert!(format!("{refused:?}").contains("keeps no merge results"), "{refused:?}");
}

#[test]
fn a_secret_that_is_replaced_is_valid_for_a_day_more_unless_it_is_revoked() {
    let services = services();
    let secret = |text: &str| RepositoryPatch {
        webhook_secret: MaybeUndefined::Value(text.to_owned()),
        ..Default::default()
    };
    for provider in [ProviderKind::Github, ProviderKind::Gitlab] {
        let first = RepositoryIn { webhook_secret: Some("first-one".into()), ..given(provider) };
        let (row, _) = of_new(first, &services).unwrap();
        let row = changed(&row, secret("second-one"), &services).unwrap();
        let count = |row: &Model, hours| {
            let Opened { keys, token_hashes, .. } =
                verified_by(&services, row, TimeDelta::hours(hours));
            keys.len() + token_hashes.len()
        };
        assert_eq!([count(&row, 0), count(&row, 23), count(&row, 25)], [2, 2, 1]);
        let same = changed(&row, secret("second-one"), &services).unwrap();
        assert_eq!(same.previous_secrets_until, row.previous_secrets_until);
        let third = changed(&row, secret("third-one"), &services).unwrap();
        assert_eq!(count(&third, 0), 2, "only the last one that was replaced");
        let revoked =
            RepositoryPatch { revoke_previous_secrets: Some(true), ..secret("fourth-one") };
        let fourth = changed(&third, revoked, &services).unwrap();
        assert_eq!((count(&fourth, 0), fourth.previous_secrets_until), (1, None));
    }
}

#[test]
fn the_webhook_is_set_up_in_the_words_of_its_provider() {
    let services = services();
    let told: Vec<_> = <ProviderKind as TextEnum>::ALL
        .iter()
        .map(|provider| {
            let clone_url = Some("https://git.example.com/acme/app.git".to_owned());
            let given = RepositoryIn { clone_url, ..given(*provider) };
            let (row, _) = of_new(given, &services).unwrap();
            let url = webhook_url::of(&row, &services.settings).to_json_string();
            url.replace(&row.id.to_string(), "ID")
        })
        .collect();
    insta::assert_snapshot!(told.join("\n"));
}
