//! `oore completions` and `oore man`: both made from the tree of commands.

use std::fs;
use std::path::Path;

use anyhow::Context as _;
use clap::{ArgMatches, Command};
use clap_complete::Shell;
use clap_complete::env::Shells;

use crate::console::print_bytes;
use crate::document::document;
use crate::{commands, complete};

pub(crate) fn completions(matches: &ArgMatches) -> anyhow::Result<()> {
    let shell = *matches.get_one::<Shell>("shell").context("no shell was given")?;
    print_bytes(&script(shell)?)
}

/// A script that lets the shell ask `oore` for what may follow.
fn script(shell: Shell) -> anyhow::Result<Vec<u8>> {
    let shells = Shells::builtins();
    let completer = shells.completer(&shell.to_string()).context("the shell is not known")?;
    let mut script = Vec::new();
    completer.write_registration(complete::VARIABLE, "oore", "oore", "oore", &mut script)?;
    Ok(script)
}

pub(crate) fn man(matches: &ArgMatches) -> anyhow::Result<()> {
    let mut tree = commands::tree(document()).disable_help_subcommand(true);
    tree.build();
    match matches.get_one::<String>("directory") {
        Some(directory) => write_pages(&tree, Path::new(directory)),
        None => print_bytes(&page(&tree)?),
    }
}

/// `oore-build-watch.1` for `oore build watch`, and so on.
fn write_pages(command: &Command, directory: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(directory).with_context(|| format!("can't make {}", directory.display()))?;
    let name = command.get_display_name().unwrap_or(command.get_name());
    let file = directory.join(format!("{name}.1"));
    fs::write(&file, page(command)?).with_context(|| format!("can't write {}", file.display()))?;
    command.get_subcommands().try_for_each(|child| write_pages(child, directory))
}

fn page(command: &Command) -> anyhow::Result<Vec<u8>> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    Ok(page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shell_has_a_script_that_asks() {
        for shell in [Shell::Bash, Shell::Elvish, Shell::Fish, Shell::PowerShell, Shell::Zsh] {
            let script = String::from_utf8(script(shell).unwrap()).unwrap();
            assert!(script.contains(complete::VARIABLE), "{shell}: {script}");
        }
    }

    #[test]
    fn shells_that_are_here_understand_their_script() {
        let directory = tempfile::tempdir().unwrap();
        for (shell, name) in [(Shell::Bash, "bash"), (Shell::Fish, "fish"), (Shell::Zsh, "zsh")] {
            let file = directory.path().join(name);
            fs::write(&file, script(shell).unwrap()).unwrap();
            let mut command = std::process::Command::new(name);
            match command.arg("-n").arg(&file).status() {
                Ok(status) => assert!(status.success(), "{name}"),
                Err(error) => assert_eq!(error.kind(), std::io::ErrorKind::NotFound, "{name}"),
            }
        }
    }

    #[test]
    fn every_command_has_a_page() {
        let directory = tempfile::tempdir().unwrap();
        let mut tree = commands::tree(document()).disable_help_subcommand(true);
        tree.build();
        write_pages(&tree, directory.path()).unwrap();
        let page = fs::read_to_string(directory.path().join("oore-build-watch.1")).unwrap();
        assert!(page.contains("exit\\-status"), "{page}");
        assert!(directory.path().join("oore.1").exists());
    }
}
