//! What was meant by an id or a name that the server doesn't have.

use std::fmt::Write as _;

use clap::ArgMatches;
use oore_client::{Connection, Failure};

use crate::commands::argument::Kind;
use crate::commands::operation::parameter_id;
use crate::commands::{self, Found};
use crate::document::document;
use crate::things::{self, Thing};

/// How many are named.
const MOST: usize = 3;
/// How many letters of an id may be wrong: ids of one day have ten in common anyway.
const WRONG_LETTERS: usize = 4;
/// Names are alike when no more than one letter in so many is wrong.
const LETTERS_PER_WRONG: usize = 3;

/// What may have been meant; context of the error that says what was not found.
#[derive(Debug, thiserror::Error)]
#[error("{}", told(.0))]
pub(crate) struct Near(Vec<Thing>);

impl Near {
    /// The things whose names are like `name`.
    pub(crate) fn by_name(name: &str, things: Vec<Thing>) -> Option<Self> {
        let most = name.chars().count() / LETTERS_PER_WRONG;
        Self::of(closest(name, most, things, |thing| thing.name.as_deref()))
    }

    /// The things whose ids are like `id`.
    pub(crate) fn by_id(id: &str, things: Vec<Thing>) -> Option<Self> {
        Self::of(closest(id, WRONG_LETTERS, things, |thing| Some(&thing.id)))
    }

    fn of(things: Vec<Thing>) -> Option<Self> {
        (!things.is_empty()).then_some(Self(things))
    }
}

fn told(things: &[Thing]) -> String {
    let mut text = "Did you mean".to_owned();
    for thing in things {
        write!(text, "\n  {} ({})", thing.id, thing.summary).expect("text takes any write");
    }
    text
}

/// Those that differ in `most` letters at most, the closest first.
fn closest(
    asked: &str,
    most: usize,
    things: Vec<Thing>,
    word: impl Fn(&Thing) -> Option<&str>,
) -> Vec<Thing> {
    let asked = asked.to_lowercase();
    let distance = |thing: &Thing| {
        let word = word(thing)?.to_lowercase();
        // `acme/ap` is a part of what was meant, and so is `acme/app-of-mine`.
        let is_part = word.starts_with(&asked) || asked.starts_with(&word);
        let distance = strsim::osa_distance(&asked, &word);
        (is_part || distance <= most).then_some(distance)
    };
    let mut found: Vec<(usize, Thing)> = things
        .into_iter()
        .filter_map(|thing| distance(&thing).map(|distance| (distance, thing)))
        .collect();
    found.sort_by_key(|(distance, _)| *distance);
    found.into_iter().map(|(_, thing)| thing).take(MOST).collect()
}

/// The error of a command, with what may have been meant if something was not found.
pub(crate) async fn explain(
    error: anyhow::Error,
    connection: &Connection,
    words: &[&str],
    matches: &ArgMatches,
) -> anyhow::Error {
    let is_missing = error.downcast_ref::<Failure>().and_then(Failure::status) == Some(404);
    let found = operation(words).filter(|_| is_missing);
    for (schema, id) in found.into_iter().flat_map(|found| ids(found, matches)) {
        // A list that can't be had says nothing about the first error.
        let Ok(things) = things::newest(connection, schema).await else { return error };
        if things.iter().any(|thing| thing.id == id) {
            continue;
        }
        return match Near::by_id(id, things) {
            Some(near) => error.context(near),
            None => error,
        };
    }
    error
}

/// The operation behind a command; the one that watches goes by another name.
fn operation(words: &[&str]) -> Option<Found> {
    match words {
        ["build", "watch"] => commands::find(document(), &["build", "events"]),
        words => commands::find(document(), words),
    }
}

/// The ids that were given, each with its schema.
fn ids(found: Found, matches: &ArgMatches) -> impl Iterator<Item = (&'static str, &str)> {
    found.operation.parameters.iter().filter_map(|parameter| {
        let Kind::Id(_) = Kind::of(document(), &parameter.schema) else { return None };
        let given = matches.try_get_one::<String>(&parameter_id(parameter)).ok()??;
        Some((document().name_of(&parameter.schema)?, given.as_str()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn things() -> Vec<Thing> {
        let thing = |id: &str, name: &str| Thing {
            id: id.to_owned(),
            name: Some(name.to_owned()),
            summary: format!("{name}, github"),
        };
        vec![
            thing("01KAZ3NDEKTSV4RRFFQ69G5FAV", "acme/website"),
            thing("01KAZ3NDEKJ8Q0M1T2X4V7ZBCD", "acme/app"),
            thing("01KAZ3NDEKTSV4RRFFQ69G5FAW", "other/apple"),
        ]
    }

    fn by_name(name: &str) -> String {
        Near::by_name(name, things()).map(|near| near.to_string()).unwrap_or_default()
    }

    #[test]
    fn mistyped_ids_name_the_closest() {
        let near = Near::by_id("01KAZ3NDEKTSV4RRFFQ69G5FVA", things()).unwrap();
        insta::assert_snapshot!(near, @r"
        Did you mean
          01KAZ3NDEKTSV4RRFFQ69G5FAV (acme/website, github)
          01KAZ3NDEKTSV4RRFFQ69G5FAW (other/apple, github)
        ");
        assert!(Near::by_id("01KAZ3NDEKYYYYYYYYYYYYYYYY", things()).is_none());
    }

    #[test]
    fn mistyped_names_name_the_closest() {
        assert!(by_name("acme/ap").contains("acme/app"));
        assert!(by_name("Acme/App").contains("acme/app"));
        assert!(by_name("acme/webiste").contains("acme/website"));
        assert!(by_name("acme/website-old").contains("acme/website"));
        assert_eq!(by_name("nobody/nothing"), "");
    }
}
