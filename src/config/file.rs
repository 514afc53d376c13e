//! The file as a flat list of dotted keys with their lines. It checks names and the kinds of
//! values, and leaves their meaning to `values`.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::problem::{Origin, Problem};
use super::reader::Raw;
use super::settings::{self, Setting};
use super::sources::ConfigFile;

/// Reads all settings of the file, and reports all that are unknown or of the wrong kind.
pub(super) fn read(file: &ConfigFile, problems: &mut Vec<Problem>) -> Vec<Entry> {
    let (table, errors) = DeTable::parse_recoverable(&file.text);
    let is_sound = errors.is_empty();
    let mut walk = Walk { file, entries: Vec::new(), problems };
    for error in errors {
        let place = error.span().map_or(0, |span| span.start);
        // Not the error's own text, which quotes the line and with it perhaps a secret.
        walk.report("syntax", place, error.message().to_owned());
    }
    // What was salvaged from a broken file would give misleading problems.
    if is_sound {
        walk.table("", table.get_ref());
    }
    walk.entries
}

/// A setting that stands in the file.
pub(super) struct Entry {
    pub(super) setting: &'static Setting,
    pub(super) raw: Raw,
    pub(super) origin: Origin,
}

struct Walk<'a> {
    file: &'a ConfigFile,
    entries: Vec<Entry>,
    problems: &'a mut Vec<Problem>,
}

impl Walk<'_> {
    fn table(&mut self, prefix: &str, table: &DeTable<'_>) {
        // The map sorts by name; its reader thinks in lines.
        let mut members: Vec<_> = table.iter().collect();
        members.sort_by_key(|(name, _)| name.span().start);
        for (name, value) in members {
            let key = match prefix {
                "" => name.get_ref().to_string(),
                prefix => format!("{prefix}.{}", name.get_ref()),
            };
            self.member(&key, name.span().start, value);
        }
    }

    fn member(&mut self, key: &str, place: usize, value: &Spanned<DeValue<'_>>) {
        if let Some(setting) = settings::ALL.iter().find(|setting| setting.key == key) {
            match raw(value.get_ref()) {
                Ok(raw) => {
                    let origin = self.origin(place);
                    self.entries.push(Entry { setting, raw, origin });
                }
                Err(message) => self.report(key, place, message),
            }
            return;
        }
        match value.get_ref() {
            DeValue::Table(members) if is_table(key) => self.table(key, members),
            DeValue::Table(_) => self.report(key, place, unknown("table", key, tables())),
            _ if is_table(key) => self.report(key, place, format!("is a table: write [{key}]")),
            _ => {
                let keys = settings::ALL.iter().map(|setting| setting.key);
                self.report(key, place, unknown("key", key, keys));
            }
        }
    }

    fn report(&mut self, key: &str, place: usize, message: String) {
        let origin = self.origin(place);
        self.problems.push(Problem { key: key.to_owned(), origin, message });
    }

    fn origin(&self, place: usize) -> Origin {
        let before = &self.file.text.as_bytes()[..place.min(self.file.text.len())];
        let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
        Origin::File { path: self.file.path.clone(), line }
    }
}

fn raw(value: &DeValue<'_>) -> Result<Raw, String> {
    match value {
        DeValue::String(text) => Ok(Raw::Text(text.to_string())),
        DeValue::Integer(number) => Ok(Raw::Text(number.to_string())),
        DeValue::Boolean(switch) => Ok(Raw::Text(switch.to_string())),
        DeValue::Array(items) => {
            let texts = items.iter().map(|item| match item.get_ref() {
                DeValue::String(text) => Some(text.to_string()),
                _ => None,
            });
            let texts: Option<Vec<_>> = texts.collect();
            texts.map(Raw::List).ok_or_else(|| "is a list of something else than strings".into())
        }
        DeValue::Float(_) => Err("is a number with a fraction; no setting takes one".into()),
        DeValue::Datetime(_) => Err("is a date; no setting takes one".into()),
        DeValue::Table(_) => Err("is a table where a single value belongs".into()),
    }
}

fn tables() -> impl Iterator<Item = &'static str> {
    settings::ALL.iter().filter_map(|setting| Some(setting.key.split_once('.')?.0))
}

fn is_table(key: &str) -> bool {
    tables().any(|table| table == key)
}

/// A key that stands in the wrong table is recognised by its last part.
fn unknown(kind: &str, key: &str, candidates: impl Iterator<Item = &'static str>) -> String {
    let candidates: Vec<_> = candidates.collect();
    let last = |path: &str| path.rsplit('.').next().map(str::to_owned);
    let misplaced = candidates.iter().copied().find(|candidate| last(candidate) == last(key));
    match misplaced.or_else(|| settings::nearest(key, candidates)) {
        Some(meant) => format!("is an unknown {kind}; did you mean `{meant}`?"),
        None => format!("is an unknown {kind}; oored.example.toml lists all there are"),
    }
}
