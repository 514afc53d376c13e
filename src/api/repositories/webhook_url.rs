//! How a webhook is set up at its provider, in that provider's words.

use crate::api::error::ApiError;
use crate::api::services::Settings;
use crate::api::views::repository::WebhookUrl;
use crate::domain::provider::ProviderKind;
use crate::entities::repositories::Model;

/// What to enter for `row`.
///
/// # Errors
/// When the row's provider is none that this version registers.
pub(super) fn of(row: &Model, settings: &Settings) -> Result<WebhookUrl, ApiError> {
    let (events, secret_hint): (&[&str], _) = match row.provider {
        ProviderKind::Github => (&["Pushes", "Pull requests"], github_hint(row)),
        ProviderKind::Gitlab => {
            (&["Push events", "Tag push events", "Merge request events"], gitlab_hint(row))
        }
        ProviderKind::Gitea => {
            (&["Push", "Pull Request", "Pull Request Synchronized"], github_hint(row))
        }
        other @ (ProviderKind::Bitbucket | ProviderKind::Git) => {
            let text = format!("repository {} is of {other}, which can't be registered", row.id);
            return Err(ApiError::internal(text));
        }
    };
    let has_app = row.provider == ProviderKind::Github && !settings.github_secrets.is_empty();
    Ok(WebhookUrl {
        url: settings.url(&format!("/api/webhooks/{}/{}", row.provider, row.id)),
        content_type: "application/json".to_owned(),
        events: events.iter().map(|event| (*event).to_owned()).collect(),
        secret_hint: secret_hint.to_owned(),
        app_url: has_app.then(|| settings.url("/api/webhooks/github")),
    })
}

/// Gitea and its relatives use the same word.
fn github_hint(row: &Model) -> &'static str {
    if row.webhook_secret.is_some() {
        "Enter as \"Secret\" the webhook secret that was given, or shown, when the repository was \
         registered or changed. It can't be shown again, only set anew."
    } else {
        "The repository has no webhook secret, so its URL refuses every delivery. Set one, and \
         enter it as \"Secret\"."
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
