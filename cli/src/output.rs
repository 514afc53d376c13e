//! How answers are printed: as a table for people, as JSON, YAML or lines of JSON for programs.

mod cell;
mod columns;
mod table;
mod yaml;

use std::io::IsTerminal as _;

use chrono::{DateTime, Utc};
use clap::ArgMatches;
use serde_json::Value;

use crate::console::terminal_size;
use crate::document::Document;
use crate::session::given;
use crate::trouble::Mistake;
pub(crate) use cell::{Cell, Tone, duration, relative};
pub(crate) use table::Table;

/// When a runner that is connected was seen last: not when it connected.
const NOW: &str = "now";

/// The format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Table,
    Json,
    Yaml,
    JsonLines,
}

/// Whether text for a terminal is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Colours {
    On,
    Off,
}

/// How to print, and for whom.
#[derive(Debug, Clone)]
pub(crate) struct Output {
    pub(crate) format: Format,
    pub(crate) colours: Colours,
    /// The terminal's width; none where lines may be as long as they are.
    pub(crate) width: Option<usize>,
    /// The terminal's height, where there is one.
    pub(crate) height: Option<usize>,
    /// Times are told from here.
    pub(crate) now: DateTime<Utc>,
    pub(crate) columns: Option<Vec<String>>,
}

impl Output {
    pub(crate) fn of(matches: &ArgMatches) -> Self {
        let is_terminal = std::io::stdout().is_terminal();
        let format = match given(matches, "output") {
            Some("json") => Format::Json,
            Some("yaml") => Format::Yaml,
            Some("jsonl") => Format::JsonLines,
            None if !is_terminal => Format::Json,
            _ => Format::Table,
        };
        let columns = matches.get_many::<String>("columns");
        let (width, height) = is_terminal.then(terminal_size).flatten().unzip();
        Self {
            // Who names columns wants a table.
            format: match (given(matches, "output"), &columns) {
                (None, Some(_)) => Format::Table,
                _ => format,
            },
            colours: colours(),
            // Columns that were asked for are all shown, whole.
            width: width.filter(|_| columns.is_none()),
            height,
            now: Utc::now(),
            columns: columns.map(|columns| columns.cloned().collect()),
        }
    }

    /// The same for the terminal and the time as they are now.
    pub(crate) fn resized(&self) -> Self {
        let size = self.width.and_then(|_| terminal_size());
        let (width, height) = size.unzip();
        let (width, height) = (width.or(self.width), height.or(self.height));
        Self { width, height, now: Utc::now(), ..self.clone() }
    }

    /// Whether it is a table of what matters to people, and not of columns that were asked for.
    pub(crate) fn is_for_people(&self) -> bool {
        self.format == Format::Table && self.columns.is_none()
    }

    /// Refuses columns that things of the type `schema` don't have.
    pub(crate) fn check(&self, document: &Document, schema: Option<&str>) -> Result<(), Mistake> {
        let asked = self.columns.iter().flatten();
        let missing = |path: &&String| !columns::has(document, schema, path);
        match asked.into_iter().find(missing) {
            Some(path) => Err(columns::unknown(path, &columns::known(document, schema))),
            None => Ok(()),
        }
    }

    /// Refuses columns that are not among `known`.
    pub(crate) fn check_columns(&self, known: &[String]) -> Result<(), Mistake> {
        match self.columns.iter().flatten().find(|path| !known.contains(path)) {
            Some(path) => Err(columns::unknown(path, known)),
            None => Ok(()),
        }
    }

    /// A table without colours, as long and wide as it is.
    #[cfg(test)]
    pub(crate) fn plain(now: DateTime<Utc>) -> Self {
        let (format, colours) = (Format::Table, Colours::Off);
        Self { format, colours, width: None, height: None, now, columns: None }
    }

    /// The text of an answer; `schema` names the type of it, or of the items of a list.
    pub(crate) fn render(
        &self,
        document: &Document,
        answer: &Value,
        schema: Option<&str>,
    ) -> String {
        match (self.format, answer) {
            (Format::Json, answer) => format!("{answer:#}\n"),
            (Format::Yaml, answer) => yaml::to_text(answer),
            (Format::JsonLines, Value::Array(items)) => {
                items.iter().map(|item| format!("{item}\n")).collect()
            }
            (Format::JsonLines, answer) => format!("{answer}\n"),
            // A lone heading says less than the sentence that is told beside it.
            (Format::Table, Value::Array(items)) if items.is_empty() => String::new(),
            (Format::Table, Value::Array(items)) => self.list(items, schema).text(self),
            (Format::Table, answer) => self.one(document, answer, schema),
        }
    }

    fn list(&self, items: &[Value], schema: Option<&str>) -> Table {
        let columns = match &self.columns {
            Some(columns) => columns::named(columns),
            None => columns::of(schema, items),
        };
        let mut table = Table::new(columns.iter().map(|column| column.title.clone()));
        for item in items {
            table.row(columns.iter().map(|column| {
                match columns::is_there_now(&column.path, item) {
                    true => Cell::new(NOW, Tone::Plain),
                    false => cell::of(&column.path, column.value(item), self.now),
                }
            }));
        }
        table
    }

    /// One thing: its fields one below the other, then a table for each list of things in it.
    fn one(&self, document: &Document, answer: &Value, schema: Option<&str>) -> String {
        let Some(fields) = answer.as_object() else { return format!("{answer}\n") };
        if self.columns.is_some() {
            return self.list(std::slice::from_ref(answer), schema).text(self);
        }
        let mut table = Table::fields();
        columns::flatten("", fields, &mut |path, value| {
            let mut label = columns::label(path);
            if columns::is_there_now(path, answer) {
                return table.row([Cell::label(&label), Cell::new(NOW, Tone::Plain)]);
            }
            for line in cell::whole(path, value, self.now) {
                table.row([Cell::label(&std::mem::take(&mut label)), line]);
            }
        });
        let mut text = table.text(self);
        columns::lists("", fields, &mut |path, items| {
            let inner = columns::item_schema(document, schema, path);
            let title = path.replace(['.', '_'], " ");
            text.push_str(&format!("\n{}\n", Cell::title(&title).painted(self.colours)));
            text.push_str(&self.list(items, inner).text(self));
        });
        text
    }
}

/// A field of one thing: its label, and a cell for each line of its value.
pub(crate) fn field(path: &str, value: &Value, now: DateTime<Utc>) -> (Cell, Vec<Cell>) {
    (Cell::label(&columns::label(path)), cell::whole(path, value, now))
}

/// Only on a terminal, and never against <https://no-color.org>.
pub(crate) fn colours() -> Colours {
    let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let is_dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    let is_plain = refused || is_dumb || !std::io::stdout().is_terminal();
    if is_plain { Colours::Off } else { Colours::On }
}

/// What tells a thing apart from others of its type: its first columns but for the id.
pub(crate) fn summary(schema: &str, thing: &Value) -> String {
    const MOST: usize = 2;
    let columns = columns::of(Some(schema), std::slice::from_ref(thing));
    let told = columns.iter().filter(|column| column.path != "id").take(MOST);
    let told = told.map(|column| cell::of(&column.path, column.value(thing), Utc::now()).text);
    told.collect::<Vec<_>>().join(", ")
}

/// What is told of an empty list.
pub(crate) fn nothing(schema: Option<&str>) -> String {
    let Some(schema) = schema else { return "nothing here".to_owned() };
    let mut words = String::new();
    for letter in schema.chars() {
        if letter.is_ascii_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.push(letter.to_ascii_lowercase());
    }
    match words.strip_suffix('y') {
        Some(stem) => format!("no {stem}ies"),
        None => format!("no {words}s"),
    }
}

#[cfg(test)]
mod tests;
