//! How a webhook is set up at its provider, in that provider's words.

use crate::api::services::Settings;
use crate::api::views::repository::WebhookUrl;
use crate::domain::provider::ProviderKind;
use crate::entities::repositories::Model;

/// What to enter for `row`.
pub(super) fn of(row: &Model, settings: &Settings) -> WebhookUrl {
    let (events, secret_hint): (&[&str], _) = match row.provider {
        ProviderKind::Github if row.through_app && row.access_token.is_none() => {
            (&["Pushes", "Pull requests"], APP_HINT)
        }
        ProviderKind::Github => (&["Pushes", "Pull requests"], secret_hint(row)),
        ProviderKind::Gitlab => {
            (&["Push events", "Tag push events", "Merge request events"], gitlab_hint(row))
        }
        ProviderKind::Gitea => {
            (&["Push", "Pull Request", "Pull Request Synchronized"], secret_hint(row))
        }
        ProviderKind::Bitbucket => (&BITBUCKET_EVENTS, secret_hint(row)),
        ProviderKind::Git => (&["push"], hook_hint(row)),
    };
    let has_app = row.provider == ProviderKind::Github && !settings.github_secrets.is_empty();
    WebhookUrl {
        url: settings.url(&format!("/api/webhooks/{}/{}", row.provider, row.id)),
        content_type: "application/json".to_owned(),
        events: events.iter().map(|event| (*event).to_owned()).collect(),
        secret_hint: secret_hint.to_owned(),
        app_url: has_app.then(|| settings.url("/api/webhooks/github")),
    }
}

/// Where the App's webhook serves the repository.
const APP_HINT: &str = "Nothing is to be entered: the webhook of the GitHub App serves this \
                        repository, once the App is installed in it.";

/// Of Cloud, then of Data Center.
const BITBUCKET_EVENTS: [&str; 8] = [
    "Repository: Push",
    "Pull request: Created",
    "Pull request: Updated",
    "Pull request: Merged",
    "Pull request: Declined",
    "Pull request: Opened (Data Center)",
    "Pull request: Source branch updated (Data Center)",
    "Pull request: Modified (Data Center)",
];

/// GitHub, Gitea with its relatives, and Bitbucket use the same word.
fn secret_hint(row: &Model) -> &'static str {
    if row.webhook_secret.is_some() {
        "Enter as \"Secret\" the webhook secret that was given, or shown, when the repository was \
         registered or changed. It can't be shown again, only set anew."
    } else {
        "The repository has no webhook secret, so its URL refuses every delivery. Set one, and \
         enter it as \"Secret\"."
    }
}

fn hook_hint(row: &Model) -> &'static str {
    if row.webhook_secret.is_some() {
        "Put the webhook secret that was given, or shown, when the repository was registered or \
         changed into the file that the hook reads (`oore.secretFile`). It can't be shown again, \
         only set anew."
    } else {
        "The repository has no webhook secret, so its URL refuses every delivery. Set one, and put \
         it into the file that the hook reads (`oore.secretFile`)."
    }
}

fn gitlab_hint(row: &Model) -> &'static str {
    match (&row.webhook_signing_token, &row.webhook_token_hash) {
        (Some(_), _) => {
            "The webhook must have the signing token that was set here; its secret token is not \
             looked at."
        }
        (None, Some(_)) => {
            "Enter as \"Secret token\" the webhook secret that was given, or shown, when the \
             repository was registered or changed. It can't be shown again, only set anew."
        }
        (None, None) => {
            "The repository has neither a secret token nor a signing token, so its URL refuses \
             every delivery. Set one of them."
        }
    }
}
