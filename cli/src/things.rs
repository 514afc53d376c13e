//! What the server has, by id: for near matches, for names instead of ids, and for completion.

use anyhow::Context as _;
use oore_client::Connection;
use oore_client::reqwest::Method;
use serde_json::Value;

use crate::commands::id::Named;
use crate::document::{Document, Operation, Place, Schema, document};
use crate::execute::json;
use crate::output::summary;

/// As many as a page holds: what is older is seldom meant.
const MOST: u32 = 200;
/// Jobs are listed with their build only: this many of the newest builds are asked for theirs.
const BUILDS: u32 = 5;

/// A thing that has an id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Thing {
    pub(crate) id: String,
    /// What may be said instead of the id.
    pub(crate) name: Option<String>,
    /// What tells it apart from others.
    pub(crate) summary: String,
}

/// Where things are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Listing {
    path: &'static str,
    item: &'static str,
    pub(crate) words: &'static [String],
}

impl Listing {
    /// Of the things whose ids have the schema `id`, if they can be listed.
    pub(crate) fn of(document: &'static Document, id: &str) -> Option<Self> {
        document.operations().find_map(|(path, method, operation)| {
            let is_plain = method == "get" && operation.parameters_in(Place::Path).count() == 0;
            let item = item(document, operation).filter(|_| is_plain)?;
            let item_id = document.resolve(item).properties.get("id")?;
            let words = operation.command.as_deref()?;
            (document.name_of(item_id)? == id).then_some(Self {
                path,
                item: document.name_of(item)?,
                words,
            })
        })
    }

    /// The newest of them; `filter` is a parameter of the operation.
    pub(crate) async fn newest(
        self,
        connection: &Connection,
        filter: Option<(&str, &str)>,
    ) -> anyhow::Result<Vec<Thing>> {
        let asked = connection.request(Method::GET, self.path).query(&[("limit", MOST)]);
        let asked = filter.into_iter().fold(asked, |asked, filter| asked.query(&[filter]));
        let page = json(connection, connection.send(asked).await?).await?;
        let items = page["items"].as_array().context("the answer is no list")?;
        Ok(items.iter().filter_map(|item| thing(self.item, item)).collect())
    }
}

/// The schema of the items of what an operation answers.
fn item<'d>(document: &'d Document, operation: &'d Operation) -> Option<&'d Schema> {
    let (_, schema) = operation.success()?;
    document.resolve(schema).properties.get("items")?.items.as_deref()
}

fn thing(schema: &str, item: &Value) -> Option<Thing> {
    let id = item["id"].as_str()?.to_owned();
    let name = match schema {
        "Repository" => item["full_name"].as_str(),
        "User" => item["name"].as_str(),
        _ => None,
    };
    let name = name.map(str::to_owned);
    Some(Thing { id, name, summary: summary(schema, item) })
}

/// The newest things whose ids have the schema `id`; none of what can't be listed.
pub(crate) async fn newest(connection: &Connection, id: &str) -> anyhow::Result<Vec<Thing>> {
    match Listing::of(document(), id) {
        Some(listing) => listing.newest(connection, None).await,
        None if id == "JobId" => jobs(connection).await,
        None => Ok(Vec::new()),
    }
}

/// The jobs of the newest builds.
async fn jobs(connection: &Connection) -> anyhow::Result<Vec<Thing>> {
    let get = async |path: &str| {
        let sent = connection.send(connection.request(Method::GET, path)).await?;
        json(connection, sent).await
    };
    let builds = get(&format!("/api/builds?limit={BUILDS}")).await?;
    let mut jobs = Vec::new();
    for build in builds["items"].as_array().into_iter().flatten() {
        let id = build["id"].as_str().context("a build has no id")?;
        let build = get(&format!("/api/builds/{id}")).await?;
        let things = build["jobs"].as_array().into_iter().flatten();
        jobs.extend(things.filter_map(|job| thing("Job", job)));
    }
    Ok(jobs)
}

/// The things that may be given by name, with `text` in it.
pub(crate) async fn named(
    connection: &Connection,
    named: Named,
    text: Option<&str>,
) -> anyhow::Result<Vec<Thing>> {
    let listing = Listing::of(document(), named.schema()).context("they can't be listed")?;
    listing.newest(connection, text.map(|text| ("q", text))).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_listed_where_the_document_lists_them() {
        let words = |id: &str| Listing::of(document(), id).map(|listing| listing.words.join(" "));
        assert_eq!(words("RepositoryId").as_deref(), Some("repo list"));
        assert_eq!(words("BuildId").as_deref(), Some("build list"));
        assert_eq!(words("WebhookEventId").as_deref(), Some("webhook list"));
        assert_eq!(words("UserId").as_deref(), Some("user list"));
        assert_eq!(words("RunnerId").as_deref(), Some("runner list"));
        assert_eq!(words("JobId"), None);
    }
}
