//! One operation as a command.

use std::fmt::Write as _;

use clap::{Arg, ArgAction, Command, ValueHint};

use super::argument::Kind;
use super::{Found, example};
use crate::document::{Document, Operation, Parameter, Place, Schema};

/// The heading of what goes into the request's body.
const BODY: &str = "Fields";

/// The answer's media type when it is to be saved.
pub(crate) const BYTES: &str = "application/octet-stream";

/// The id of the argument for a parameter: names of parameters and fields may be the same.
pub(crate) fn parameter_id(parameter: &Parameter) -> String {
    let place = match parameter.place {
        Place::Path => "path",
        Place::Query => "query",
        Place::Header => "header",
        Place::Cookie => "cookie",
    };
    format!("{place}.{}", parameter.name)
}

/// The id of the argument for a field of the body.
pub(crate) fn field_id(name: &str) -> String {
    format!("body.{name}")
}

/// The id of the argument that clears a field of the body.
pub(crate) fn clear_id(name: &str) -> String {
    format!("clear.{name}")
}

/// The command of an operation.
pub(super) fn command(document: &'static Document, name: &'static str, found: Found) -> Command {
    let Operation { summary, description, shown_by, .. } = found.operation;
    let mut command = Command::new(name)
        // People are led to the other one; scripts may want every event as it came.
        .hide(shown_by.is_some())
        .about(summary.as_str())
        .long_about(format!("{summary}\n\n{description}"))
        .after_help(format!("Example:\n  {}", example::of(document, found.operation)));
    for parameter in &found.operation.parameters {
        command = command.arg(of_parameter(document, parameter));
    }
    if let Some(schema) = found.operation.json_body() {
        command = command.args(of_body(document, document.resolve(schema)));
    }
    if found.operation.paging.is_some() {
        command = command.arg(
            Arg::new("all").long("all").action(ArgAction::SetTrue).help("All pages, not only one"),
        );
    }
    if found.operation.success().is_some_and(|(media_type, _)| media_type == BYTES) {
        command = command.arg(
            Arg::new("out")
                .long("out")
                .short('O')
                .value_name("FILE")
                .value_hint(ValueHint::FilePath)
                .help("Where to write; the output when left out"),
        );
    }
    command
}

fn of_parameter(document: &'static Document, parameter: &'static Parameter) -> Arg {
    let resolved = document.resolve(&parameter.schema);
    let own = Some(parameter.description.as_str()).filter(|text| !text.is_empty());
    let kind = Kind::of(document, &parameter.schema);
    let help = help_of(&kind, own.or(resolved.description.as_deref()));
    let argument = Arg::new(parameter_id(parameter)).required(parameter.required).help(help);
    let argument = if parameter.place == Place::Path {
        argument.value_name(positional_name(document, parameter))
    } else {
        argument.long(kebab(&parameter.name)).value_name(placeholder(&parameter.name))
    };
    kind.shape(argument)
}

/// `BUILD_ID` says more than `ID`.
fn positional_name(document: &Document, parameter: &Parameter) -> String {
    let Some(name) = document.name_of(&parameter.schema) else {
        return parameter.name.to_uppercase();
    };
    let mut words = String::new();
    for (index, letter) in name.char_indices() {
        if letter.is_ascii_uppercase() && index > 0 {
            words.push('_');
        }
        words.push(letter.to_ascii_uppercase());
    }
    words
}

fn of_body(document: &'static Document, schema: &'static Schema) -> Vec<Arg> {
    let mut all = Vec::new();
    for (name, field) in &schema.properties {
        let kind = Kind::of(document, field);
        let described = field.description.as_deref();
        let argument = Arg::new(field_id(name))
            .long(kebab(name))
            .value_name(placeholder(name))
            .help_heading(BODY)
            .help(help_of(&kind, described.or(document.resolve(field).description.as_deref())));
        let argument = kind.shape(argument);
        let is_required = schema.required.contains(name) && kind != Kind::Flag;
        all.push(if is_required { argument.required_unless_present("body") } else { argument });
        if field.nullable {
            all.push(
                Arg::new(clear_id(name))
                    .long(format!("no-{}", kebab(name)))
                    .action(ArgAction::SetTrue)
                    .conflicts_with(field_id(name))
                    .help_heading(BODY)
                    .help(format!("Clear `{name}`")),
            );
        }
    }
    all.push(Arg::new("body").long("body").value_name("JSON|@FILE|@-").help_heading(BODY).help(
        "The whole body; flags go before its fields. The way for secrets, which other \
                 users of this machine could see in flags",
    ));
    all
}

/// What is said of an argument, names included where they are taken for ids.
fn help_of(kind: &Kind, description: Option<&str>) -> String {
    let mut help = help(description);
    if let Some(named) = kind.named() {
        write!(help, "; its {}, is taken too", named.sample()).expect("text takes any write");
    }
    help
}

/// A description as clap shows it: on one line, without the full stop.
fn help(description: Option<&str>) -> String {
    let joined = description.unwrap_or_default().lines().collect::<Vec<_>>().join(" ");
    joined.trim_end_matches('.').to_owned()
}

/// What stands for a value in the help: `WEBHOOK_SECRET`.
fn placeholder(name: &str) -> String {
    name.replace('-', "_").to_uppercase()
}

fn kebab(name: &str) -> String {
    name.replace('_', "-").to_lowercase()
}
