//! Full names of repositories, such as `acme/app`, instead of their ids: in what is given, and in
//! what is shown.

use std::collections::BTreeMap;

use clap::ArgMatches;
use oore_client::Connection;
use serde_json::Value;

use crate::commands::Found;
use crate::commands::argument::Kind;
use crate::commands::id::is_name;
use crate::commands::operation::parameter_id;
use crate::document::document;
use crate::near::Near;
use crate::things::{self, Thing};
use crate::trouble::Mistake;

/// The field that is shown as a name.
const FIELD: &str = "repository_id";

/// Ids by the names that were given for them.
#[derive(Debug, Default)]
pub(crate) struct Names(BTreeMap<String, String>);

impl Names {
    /// Looks up what was given by name.
    pub(crate) async fn of(
        connection: &Connection,
        found: Found,
        matches: &ArgMatches,
    ) -> anyhow::Result<Self> {
        let mut names = BTreeMap::new();
        for parameter in &found.operation.parameters {
            let is_repository = Kind::of(document(), &parameter.schema).is_repository();
            let id = parameter_id(parameter);
            let given = is_repository.then(|| matches.get_one::<String>(&id)).flatten();
            if let Some(name) = given.filter(|given| is_name(given)) {
                names.insert(name.clone(), look_up(connection, name).await?);
            }
        }
        Ok(Self(names))
    }

    /// What stands for `given` in a request.
    pub(crate) fn resolve(&self, given: String) -> String {
        self.0.get(&given).cloned().unwrap_or(given)
    }
}

async fn look_up(connection: &Connection, name: &str) -> anyhow::Result<String> {
    let mut called = things::repositories(connection, Some(name)).await?;
    called.retain(|thing| is_called(thing, name));
    match called.as_slice() {
        [only] => Ok(only.id.clone()),
        [] => {
            let missing = Mistake::NotFound(format!("there is no repository `{name}`"));
            let near = Near::by_name(name, things::repositories(connection, None).await?);
            Err(match near {
                Some(near) => anyhow::Error::new(missing).context(near),
                None => missing.into(),
            })
        }
        several => {
            let ids = several.iter().map(|one| format!("\n  {} ({})", one.id, one.summary));
            let ids: String = ids.collect();
            let told =
                format!("several repositories are called `{name}`; name one by its id:{ids}");
            Err(Mistake::Usage(told).into())
        }
    }
}

/// The server takes names without regard to case, too.
fn is_called(thing: &Thing, name: &str) -> bool {
    thing.name.as_deref().is_some_and(|full| full.to_lowercase() == name.to_lowercase())
}

/// Puts names in the place of repositories' ids, for people. Where there is none the id stays.
pub(crate) async fn put(connection: &Connection, items: &mut Value) {
    let Some(items) = items.as_array_mut() else { return };
    if !items.iter().any(|item| item.get(FIELD).is_some()) {
        return;
    }
    // Ids are good enough for one who may not list repositories.
    let known = things::repositories(connection, None).await.unwrap_or_default();
    for item in items {
        let id = item.get(FIELD).and_then(Value::as_str);
        let name = known.iter().find(|thing| Some(thing.id.as_str()) == id);
        if let Some(name) = name.and_then(|thing| thing.name.clone()) {
            item[FIELD] = name.into();
        }
    }
}
