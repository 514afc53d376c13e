//! Which repositories the server's GitHub App speaks for: it may be configured, or not any more,
//! after they were registered.

use anyhow::Context;
use tracing::info;

use crate::actors::persistence::Persistence;
use crate::config::Config;
use crate::providers::is_at_app;
use crate::store::Reader;
use crate::store::repositories::{SetThroughApp, all};

/// Brings every repository's row in line with the configuration.
///
/// # Errors
/// When the database can't be read or written.
pub(super) async fn adopt(
    config: &Config,
    reader: &Reader,
    persistence: &Persistence,
) -> anyhow::Result<()> {
    let providers = &config.providers;
    let (has_app, github) = (providers.github_app.is_some(), &providers.github_api_url);
    let context = "can't tell the repositories of the GitHub App";
    for row in all(reader).await.context(context)? {
        let api_url = row.api_url.as_deref();
        let through_app = has_app && is_at_app(row.provider, &row.clone_url, api_url, github);
        if row.through_app != through_app {
            info!(repository.id = %row.id, through_app, "the GitHub App speaks for a repository");
            persistence.run(SetThroughApp { id: row.id, through_app }).await.context(context)?;
        }
    }
    Ok(())
}
