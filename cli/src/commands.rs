//! The tree of commands: what the document declares, and what is written by hand beside it.

pub(crate) mod argument;
mod example;
pub(crate) mod operation;

use std::collections::BTreeMap;

use clap::{Arg, ArgAction, Command, ValueHint};
use clap_complete::Shell;

use crate::document::{Document, Operation};
use argument::Kind;

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
        root.add(found, words);
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
    by_hand(command)
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
  oore build trigger 01ARZ3NDEKTSV4RRFFQ69G5FAV
  oore build watch 01ARZ3NDEKTSV4RRFFQ69G5FAV

Exit status: 0 done, 1 failed, 2 wrong usage, 3 not found, 4 not allowed, 5 conflict.";

fn global_arguments() -> [Arg; 5] {
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
            .help("The server and token that `oore login` stored under this name"),
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

/// Adds what no operation stands for, or what goes beyond one.
fn by_hand(command: Command) -> Command {
    command
        .mut_subcommand("build", |build| build.subcommand(watch()))
        .mut_subcommand("job", |job| job.mut_subcommand("log", follow))
        .subcommand(login())
        .subcommand(
            Command::new("logout")
                .about("Forget a server and its token")
                .after_help("Example:\n  oore logout --context production"),
        )
        .subcommand(context())
        .subcommand(lint())
        .subcommand(completions())
        .subcommand(man())
}

fn watch() -> Command {
    Command::new("watch")
        .about("Watch a build until it ends")
        .long_about(
            "Watch a build until it ends\n\nThe jobs are drawn as they change on a terminal, and \
             told line by line elsewhere. A dropped connection is made again.",
        )
        .after_help("Example:\n  oore build watch 01ARZ3NDEKTSV4RRFFQ69G5FAV --exit-status")
        .arg(Kind::Id.shape(Arg::new("id").value_name("BUILD_ID").required(true)).help("The build"))
        .arg(
            Arg::new("exit-status")
                .long("exit-status")
                .action(ArgAction::SetTrue)
                .help("End with status 1 unless the build succeeded"),
        )
}

fn follow(log: Command) -> Command {
    log.arg(
        Arg::new("follow")
            .long("follow")
            .short('f')
            .action(ArgAction::SetTrue)
            .conflicts_with_all(["query.limit", "out"])
            .help("Go on as the log grows, until the job ends; a dropped connection is made again"),
    )
}

fn login() -> Command {
    Command::new("login")
        .about("Store a server and its token")
        .long_about(
            "Store a server and its token\n\nThe token is tried at the server first. It is taken \
             from --token, else asked for; without a terminal it is read from the input. It is \
             kept in a file that only you can read, under the name given with --context (default: \
             `default`), and used by every command from then on.",
        )
        .after_help(
            "Examples:\n  oore login https://ci.example.com\n  \
             oore login https://ci.example.com --context production < token.txt",
        )
        .arg(
            Arg::new("url")
                .value_name("URL")
                .value_hint(ValueHint::Url)
                .help("The server's address [default: that of --server, else of the context]"),
        )
}

fn context() -> Command {
    Command::new("context")
        .about("The servers that `oore login` stored")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(
            Command::new("list").about("List them").after_help("Example:\n  oore context list"),
        )
        .subcommand(
            Command::new("use")
                .about("Choose the one that counts from now on")
                .after_help("Example:\n  oore context use production")
                .arg(Arg::new("name").value_name("NAME").required(true).help("Its name")),
        )
}

fn lint() -> Command {
    Command::new("lint")
        .about("Check a pipeline file, without a server")
        .after_help("Examples:\n  oore lint\n  oore lint oore.yaml --format sarif > lint.sarif")
        .arg(
            Arg::new("file").value_name("FILE").value_hint(ValueHint::FilePath).help(
                "The file, - for the input [default: oore.yaml or another of its names here]",
            ),
        )
        .arg(
            Arg::new("format")
                .long("format")
                .value_parser(["human", "json", "sarif"])
                .default_value("human")
                .help("How to tell mistakes"),
        )
}

fn completions() -> Command {
    Command::new("completions")
        .about("Print a script that lets a shell complete commands")
        .after_help(
            "Examples:\n  oore completions bash > ~/.local/share/bash-completion/completions/oore\n  \
             oore completions fish > ~/.config/fish/completions/oore.fish",
        )
        .arg(
            Arg::new("shell")
                .required(true)
                .help("The shell")
                .value_parser(clap::value_parser!(Shell)),
        )
}

fn man() -> Command {
    Command::new("man")
        .about("Print the manual page, or write all of them")
        .after_help(
            "Examples:\n  oore man | man -l -\n  oore man --directory ~/.local/share/man/man1",
        )
        .arg(
            Arg::new("directory")
                .long("directory")
                .value_name("DIRECTORY")
                .value_hint(ValueHint::DirPath)
                .help("Write a page for each command here"),
        )
}

#[cfg(test)]
mod tests;
