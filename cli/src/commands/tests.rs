//! The tree as a whole. What each command does is tested against a real server.

use super::*;
use crate::document::document;

#[test]
fn the_tree_is_sound() {
    tree(document()).debug_assert();
}

#[test]
fn every_operation_is_found_by_its_command() {
    for (found, words) in operations(document()) {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let again = find(document(), &words).unwrap();
        assert_eq!(again.operation.id, found.operation.id, "a command stands for two operations");
    }
}

#[test]
fn every_example_is_understood() {
    let mut count = 0;
    check_examples(&tree(document()), &mut count);
    assert!(count > 30, "{count}");
}

fn check_examples(command: &Command, count: &mut usize) {
    let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    if command.get_subcommands().next().is_none() {
        assert!(help.contains("Example"), "`{}` has no example", command.get_name());
    }
    for line in help.lines().filter_map(|line| line.strip_prefix("  oore ")) {
        let line = line.split(['|', '<', '>']).next().unwrap_or_default();
        let words = std::iter::once("oore").chain(line.split_whitespace());
        let parsed = tree(document()).try_get_matches_from(words);
        assert!(parsed.is_ok(), "`{line}`: {}", parsed.unwrap_err());
        *count += 1;
    }
    command.get_subcommands().for_each(|child| check_examples(child, count));
}

#[test]
fn the_commands_of_the_contract_are_there() {
    let id = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
    for line in [
        "webhook list",
        "webhook show ID",
        "repo list",
        "repo add --provider gitlab --owner a/b --repo c",
        "repo show ID",
        "repo update ID --default-branch x",
        "repo remove ID",
        "repo webhook-url ID",
        "build list",
        "build list --repo ID",
        "build show ID",
        "build cancel ID",
        "build trigger ID",
        "build trigger ID --branch b",
        "build rerun ID --failed-only",
        "build watch ID --exit-status",
        "job log ID --follow",
    ] {
        let line = line.replace("ID", id);
        let words = std::iter::once("oore").chain(line.split(' '));
        let parsed = tree(document()).try_get_matches_from(words);
        assert!(parsed.is_ok(), "{line}: {}", parsed.unwrap_err());
    }
}

#[test]
fn help_says_what_a_command_takes() {
    let mut add = tree(document());
    add.build();
    let add = add.find_subcommand_mut("repo").unwrap().find_subcommand_mut("update").unwrap();
    insta::assert_snapshot!(add.render_help());
}

#[test]
fn help_begins_with_what_there_is() {
    insta::assert_snapshot!("help", tree(document()).render_help());
}
