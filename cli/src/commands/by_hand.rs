//! The commands that no operation stands for, or that go beyond one.

use clap::{Arg, ArgAction, Command, ValueHint};
use clap_complete::Shell;
use clap_complete::engine::ArgValueCandidates;

use super::argument::Kind;
use crate::complete;

/// The command of an operation that does the same without a server, and so is written by hand.
pub(super) const LINT: [&str; 1] = ["lint"];

/// The argument of the file that a secret's value is read from.
pub(crate) const VALUE_FILE: &str = "value-file";

/// Adds them to the commands of the document.
pub(super) fn add(command: Command) -> Command {
    command
        .mut_subcommand("build", |build| build.subcommand(watch()))
        .mut_subcommand("job", |job| job.mut_subcommand("log", follow))
        .mut_subcommand("system", |system| system.mut_subcommand("actors", watch_actors))
        .mut_subcommand("session", |session| session.about("The browsers that are signed in"))
        .mut_subcommand("me", |me| me.about("Who you are to the server, and what you may do"))
        .mut_subcommand("token", |token| token.about("Tokens that open the API in a user's name"))
        .mut_subcommand("member", |member| {
            member.about("The roles of users in single repositories")
        })
        .mut_subcommand("user", |user| {
            user.mut_subcommand("set-password", |set| password_elsewhere(&set))
        })
        .mut_subcommand("secret", |secret| {
            secret.mut_subcommand("set", |set| value_elsewhere(&set, SET_SECRET))
        })
        .mut_subcommand("instance-secret", |secret| {
            secret
                .about("Secrets that jobs of every repository may be given")
                .mut_subcommand("set", |set| value_elsewhere(&set, SET_INSTANCE_SECRET))
        })
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

const SET_SECRET: &str = "\
Examples:
  oore secret set acme/app STORE_PASSWORD
  oore secret set acme/app STORE_PASSWORD --branches main < password.txt
  oore secret set acme/app SIGNING_KEY --value-file key.pem --tags v*";

const SET_INSTANCE_SECRET: &str = "\
Examples:
  oore instance-secret set PROXY_PASSWORD
  oore instance-secret set SIGNING_KEY --value-file key.pem --branches main";

/// The command `set` without the arguments that would hold the value: other users of the machine
/// see them, and shells keep them.
fn value_elsewhere(set: &Command, examples: &'static str) -> Command {
    let told = "The value is asked for on a terminal, without showing it; elsewhere it is the whole \
                input. A value of one line is taken without the line's end, one of several lines \
                as it is.";
    let about = set.get_about().map(ToString::to_string).unwrap_or_default();
    let long = set.get_long_about().map(ToString::to_string).unwrap_or_default();
    let kept = |argument: &&Arg| !["body.value", "body"].contains(&argument.get_id().as_str());
    let name = set.get_name().to_owned();
    Command::new(name)
        // Between `list` and `remove`, where the document has it.
        .display_order(1)
        .about(about)
        .long_about(format!("{long}\n\n{told}"))
        .after_help(examples)
        .args(set.get_arguments().filter(kept).cloned())
        .arg(
            Arg::new(VALUE_FILE)
                .long("value-file")
                .value_name("FILE")
                .value_hint(ValueHint::FilePath)
                .help("A file that holds the value, - for the input"),
        )
}

/// The command `set-password` without the arguments that would hold passwords: other users of the
/// machine see them, and shells keep them.
fn password_elsewhere(set: &Command) -> Command {
    let told = "The passwords are asked for on a terminal, without showing them. Elsewhere they are \
                lines of the input: the old one first for whoever sets their own, then the new one.";
    let about = set.get_about().map(ToString::to_string).unwrap_or_default();
    let long = set.get_long_about().map(ToString::to_string).unwrap_or_default();
    let is_kept = |argument: &&Arg| argument.get_id().as_str().starts_with("path.");
    Command::new(set.get_name().to_owned())
        .about(about)
        .long_about(format!("{long}\n\n{told}"))
        .after_help(
            "Examples:\n  oore user set-password 01ARZ3NDEKTSV4RRFFQ69G5FAV\n  oore user \
             set-password 01ARZ3NDEKTSV4RRFFQ69G5FAV < password.txt",
        )
        .args(set.get_arguments().filter(is_kept).cloned())
}

fn watch() -> Command {
    let id = Arg::new("path.id").value_name("BUILD_ID").required(true).help("The build");
    Command::new("watch")
        .about("Watch a build until it ends")
        .long_about(
            "Watch a build until it ends\n\nThe jobs are drawn as they change on a terminal, and \
             told line by line elsewhere; with -o json or jsonl, each change is a line of JSON. A \
             dropped connection is made again. The exit status says whether it could be watched; \
             --exit-status has it say whether the build succeeded.",
        )
        .after_help("Example:\n  oore build watch 01ARZ3NDEKTSV4RRFFQ69G5FAV --exit-status")
        .arg(Kind::Id("BuildId".to_owned()).shape(id))
        .arg(
            Arg::new("exit-status")
                .long("exit-status")
                .action(ArgAction::SetTrue)
                .help("End with status 1 unless the build succeeded"),
        )
}

fn watch_actors(actors: Command) -> Command {
    actors.arg(
        Arg::new("watch")
            .long("watch")
            .short('w')
            .action(ArgAction::SetTrue)
            .conflicts_with("columns")
            .help(
                "Go on as the tree changes, drawn on a terminal, with -o json or jsonl a line of \
                 JSON each time; a dropped connection is made again",
            ),
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
             kept in a file that only you can read, and used by every command from then \
             on.\n\nServer and token are stored under the name given with --context. Without it, \
             they go where this server is stored already, else under `default`, else under the \
             server's host: another server's token is never written over unasked.",
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
                .arg(
                    Arg::new("name")
                        .value_name("NAME")
                        .required(true)
                        .add(ArgValueCandidates::new(complete::contexts))
                        .help("Its name"),
                ),
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
                .help("How to tell mistakes; -o json is --format json [default: human]"),
        )
}

fn completions() -> Command {
    Command::new("completions")
        .about("Print a script that lets a shell complete commands")
        .long_about(
            "Print a script that lets a shell complete commands\n\nThe script calls `oore`, which \
             also completes what the server knows: repositories, builds, jobs, runners and webhook \
             events. A server that does not answer within a second completes nothing.",
        )
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
