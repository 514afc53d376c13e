//! The tree of commands: what the document declares, and what is written by hand beside it.

pub(crate) mod argument;
pub(crate) mod by_hand;
mod example;
pub(crate) mod id;
pub(crate) mod operation;

use std::collections::BTreeMap;

use clap::{Arg, Command, ValueHint};
use clap_complete::engine::ArgValueCandidates;

use crate::complete;
use crate::document::{Document, Operation};

/// An operation and its place in the document.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Found {
    pub(crate) path: &'static str,
    pub(crate) method: &'static str,
    pub(crate) operation: &'static Operation,
}

/// A part of the tree: an operation, or commands by name in the document's order.
#[derive(Default)]
struct Node {
    leaf: Option<Found>,
    children: BTreeMap<&'static str, Node>,
    order: Vec<&'static str>,
}

/// The whole tree.
pub(crate) fn tree(document: &'static Document) -> Command {
    let mut root = Node::default();
    for (found, words) in operations(document) {
        if words != by_hand::LINT {
            root.add(found, words);
        }
    }
    let mut command = Command::new("oore")
        .version(document.info.version.as_str())
        .about("The command line of Oore, a self-hosted CI/CD server")
        .after_help(AFTER_HELP)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .args(global_arguments());
    for name in &root.order {
        command = command.subcommand(root.children[name].command(document, name));
    }
    by_hand::add(command)
}

/// The operation that `words` call.
pub(crate) fn find(document: &'static Document, words: &[&str]) -> Option<Found> {
    operations(document).find(|(_, command)| command == &words).map(|(found, _)| found)
}

fn operations(document: &'static Document) -> impl Iterator<Item = (Found, &'static [String])> {
    document.operations().filter_map(|(path, method, operation)| {
        let words = operation.command.as_deref()?;
        Some((Found { path, method, operation }, words))
    })
}

impl Node {
    fn add(&mut self, found: Found, words: &'static [String]) {
        match words {
            [] => self.leaf = Some(found),
            [first, rest @ ..] => {
                if !self.children.contains_key(first.as_str()) {
                    self.order.push(first);
                }
                self.children.entry(first).or_default().add(found, rest);
            }
        }
    }

    fn command(&self, document: &'static Document, name: &'static str) -> Command {
        if let Some(found) = self.leaf {
            return operation::command(document, name, found);
        }
        let tag = document.tags.iter().find(|tag| tag.name.eq_ignore_ascii_case(name));
        let mut command = Command::new(name).subcommand_required(true).arg_required_else_help(true);
        if let Some(tag) = tag {
            command = command.about(tag.description.trim_end_matches('.'));
        }
        for name in &self.order {
            command = command.subcommand(self.children[name].command(document, name));
        }
        command
    }
}

const AFTER_HELP: &str = "\
Begin with:
  oore login http://127.0.0.1:8080
  oore repo add --provider github --owner acme --repo app
  oore build trigger acme/app
  oore build watch 01ARZ3NDEKTSV4RRFFQ69G5FAV

Exit status: 0 done, 1 failed, 2 wrong usage, 3 not found, 4 not allowed, 5 conflict.
A build that failed was watched all the same: `oore build watch --exit-status` ends with 1 then.";

fn global_arguments() -> [Arg; 6] {
    let global = |name: &'static str| {
        Arg::new(name).long(name).global(true).help_heading("Everywhere").display_order(900)
    };
    [
        global("server")
            .value_name("URL")
            .env("OORE_SERVER")
            .value_hint(ValueHint::Url)
            .help("The server's address [default: that of the context]"),
        global("token")
            .value_name("TOKEN")
            .env("OORE_TOKEN")
            .hide_env_values(true)
            .help("The token; better given as OORE_TOKEN, which other users can't see"),
        global("context")
            .value_name("NAME")
            .env("OORE_CONTEXT")
            .add(ArgValueCandidates::new(complete::contexts))
            .help("The server and token that `oore login` stored under this name"),
        global("ca-certificate")
            .value_name("FILE")
            .env("OORE_CA_CERTIFICATE")
            .value_hint(ValueHint::FilePath)
            .help("Authorities that may vouch for the server beside those of the system, in PEM"),
        global("output")
            .short('o')
            .value_name("FORMAT")
            .value_parser(["table", "json", "yaml", "jsonl"])
            .help("How to print [default: table on a terminal, json elsewhere]"),
        global("columns")
            .value_name("FIELDS")
            .value_delimiter(',')
            .help("The columns of tables, such as id,ref.name,status"),
    ]
}

#[cfg(test)]
mod tests;
