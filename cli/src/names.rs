//! Names of repositories and users, such as `acme/app` and `ann`, instead of their ids: in what is
//! given, and in what is shown.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use clap::ArgMatches;
use oore_client::Connection;
use serde_json::Value;

use crate::commands::Found;
use crate::commands::argument::Kind;
use crate::commands::id::Named;
use crate::commands::operation::{field_id, parameter_id};
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
        for (named, name) in given(found, matches) {
            if let Entry::Vacant(place) = names.entry(name) {
                let id = look_up(connection, named, place.key()).await?;
                place.insert(id);
            }
        }
        Ok(Self(names))
    }

    /// What stands for `given` in a request.
    pub(crate) fn resolve(&self, given: Value) -> Value {
        match given {
            Value::String(text) => self.0.get(&text).cloned().unwrap_or(text).into(),
            Value::Array(all) => all.into_iter().map(|one| self.resolve(one)).collect(),
            other => other,
        }
    }
}

/// The names that were given where ids are taken: in parameters and in fields of the body.
fn given(found: Found, matches: &ArgMatches) -> Vec<(Named, String)> {
    let document = document();
    let parameters = found.operation.parameters.iter();
    let parameters = parameters.map(|one| (Kind::of(document, &one.schema), parameter_id(one)));
    let body = found.operation.json_body().map(|schema| &document.resolve(schema).properties);
    let fields = body.into_iter().flatten();
    let fields = fields.map(|(name, schema)| (Kind::of(document, schema), field_id(name)));
    let of = |(kind, id): (Kind, String)| {
        let named = kind.named();
        let texts = named.and_then(|_| matches.get_many::<String>(&id)).into_iter().flatten();
        let names = texts.filter(move |text| named.is_some_and(|named| named.is_name(text)));
        names.filter_map(|text| Some((named?, text.clone()))).collect::<Vec<_>>()
    };
    parameters.chain(fields).flat_map(of).collect()
}

async fn look_up(connection: &Connection, named: Named, name: &str) -> anyhow::Result<String> {
    let mut called = things::named(connection, named, Some(name)).await?;
    called.retain(|thing| is_called(thing, name));
    match called.as_slice() {
        [only] => Ok(only.id.clone()),
        [] => {
            let missing = Mistake::NotFound(format!("there is no {} `{name}`", named.word()));
            let near = Near::by_name(name, things::named(connection, named, None).await?);
            Err(match near {
                Some(near) => anyhow::Error::new(missing).context(near),
                None => missing.into(),
            })
        }
        several => {
            let ids = several.iter().map(|one| format!("\n  {} ({})", one.id, one.summary));
            let ids: String = ids.collect();
            let told = format!("several are called `{name}`; name one by its id:{ids}");
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
    let known = things::named(connection, Named::Repository, None).await.unwrap_or_default();
    for item in items {
        let id = item.get(FIELD).and_then(Value::as_str);
        let name = known.iter().find(|thing| Some(thing.id.as_str()) == id);
        if let Some(name) = name.and_then(|thing| thing.name.clone()) {
            item[FIELD] = name.into();
        }
    }
}
