//! A repository in the record of who did what.

use serde_json::Value;

use crate::api::record;
use crate::api::views::repository::Repository;
use crate::domain::audit::{Change, Target};
use crate::entities::repositories::Model;
use crate::store::repositories::UpdateRefused;

/// Something was done to it.
pub(in crate::api) fn of(row: &Model) -> Change {
    Change::of(Target::new("repository", &row.id).named(row.full_name()), Some(row.id))
}

/// What may be seen of it.
pub(super) fn seen(row: &Model) -> Option<Value> {
    record::seen(Repository::from(row.clone()))
}

/// How `before` was changed. Of secrets it is told that they were replaced, and no more.
pub(super) fn change(
    before: Model,
) -> impl Fn(&Result<Model, UpdateRefused>) -> Option<Change> + Send + Sync + 'static {
    move |changed| {
        let after = changed.as_ref().ok()?;
        let change = of(after).from_to(seen(&before), seen(after));
        Some(change.replaced(&replaced(&before, after)))
    }
}

fn replaced(before: &Model, after: &Model) -> Vec<&'static str> {
    let secrets = [
        ("access_token", before.access_token == after.access_token),
        ("webhook_secret", before.webhook_secret == after.webhook_secret),
        ("webhook_secret", before.webhook_token_hash == after.webhook_token_hash),
        ("webhook_signing_token", before.webhook_signing_token == after.webhook_signing_token),
    ];
    let mut names: Vec<_> =
        secrets.into_iter().filter(|(_, same)| !same).map(|(name, _)| name).collect();
    names.dedup();
    names
}
