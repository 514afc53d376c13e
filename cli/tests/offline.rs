//! What `oore` does without a server.

#![expect(clippy::unwrap_used, reason = "what fails in a test ends it")]

use std::fs;
use std::io::{Write as _, pipe};
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn oore(directory: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_oore"));
    command.current_dir(directory).env_clear().env("HOME", directory);
    command
}

fn run(directory: &Path, arguments: &[&str]) -> Output {
    oore(directory).args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

const FINE: &str = "version: 1\non:\n  push: {}\njobs:\n  test:\n    steps:\n      - run: make\n";

#[test]
fn lint_finds_the_file_and_its_mistakes() {
    let directory = tempfile::tempdir().unwrap();
    let here = directory.path();
    let none = run(here, &["lint"]);
    assert_eq!(none.status.code(), Some(1));
    assert!(text(&none.stderr).contains("oore lint FILE"), "{}", text(&none.stderr));

    fs::write(here.join("oore.yaml"), FINE).unwrap();
    let fine = run(here, &["lint"]);
    assert_eq!(text(&fine.stdout), "oore.yaml is fine.\n");
    assert!(fine.status.success());

    fs::write(here.join("wrong.yaml"), FINE.replace("steps", "stepz")).unwrap();
    let wrong = run(here, &["lint", "wrong.yaml"]);
    assert_eq!(wrong.status.code(), Some(1));
    assert!(text(&wrong.stdout).contains("did you mean `steps`?"), "{}", text(&wrong.stdout));
    let sarif = run(here, &["lint", "wrong.yaml", "--format", "sarif"]);
    assert_eq!(sarif.status.code(), Some(1));
    assert!(text(&sarif.stdout).contains("\"version\": \"2.1.0\""));
}

#[test]
fn lint_reads_its_input() {
    let directory = tempfile::tempdir().unwrap();
    let mut child = oore(directory.path())
        .args(["lint", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(FINE.as_bytes()).unwrap();
    assert!(child.wait().unwrap().success());
}

#[test]
fn each_shell_gets_its_completions() {
    let directory = tempfile::tempdir().unwrap();
    for shell in ["bash", "zsh", "fish"] {
        let script = run(directory.path(), &["completions", shell]);
        let script = text(&script.stdout);
        // It asks `oore` itself, which knows its commands.
        assert!(script.contains("OORE_COMPLETE"), "{shell}: {script}");
    }
}

#[test]
fn bash_takes_its_completions() {
    let directory = tempfile::tempdir().unwrap();
    let script = run(directory.path(), &["completions", "bash"]);
    let mut bash = Command::new("bash").arg("-n").stdin(Stdio::piped()).spawn().unwrap();
    bash.stdin.take().unwrap().write_all(&script.stdout).unwrap();
    assert!(bash.wait().unwrap().success());
}

#[test]
fn manual_pages_are_printed_or_written() {
    let directory = tempfile::tempdir().unwrap();
    let page = run(directory.path(), &["man"]);
    assert!(text(&page.stdout).contains(".TH oore 1"), "{}", text(&page.stdout));
    assert!(run(directory.path(), &["man", "--directory", "man1"]).status.success());
    for page in ["oore.1", "oore-build-watch.1", "oore-repo-webhook-url.1"] {
        assert!(directory.path().join("man1").join(page).exists(), "{page}");
    }
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let directory = tempfile::tempdir().unwrap();
    let (reader, writer) = pipe().unwrap();
    drop(reader);
    let mut completions = oore(directory.path());
    let output = completions.args(["completions", "bash"]).stdout(writer).output().unwrap();
    assert_eq!(text(&output.stderr), "");
    assert!(output.status.success());
}

#[test]
fn what_is_mistyped_is_told_with_what_was_meant() {
    let directory = tempfile::tempdir().unwrap();
    let output = run(directory.path(), &["biuld", "list"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("'build'"), "{}", text(&output.stderr));
}

#[test]
fn a_server_that_is_not_there_is_told_with_what_to_do() {
    let directory = tempfile::tempdir().unwrap();
    // Port 1 is privileged and unused.
    let output = run(directory.path(), &["build", "list", "--server", "http://127.0.0.1:1"]);
    assert_eq!(output.status.code(), Some(1));
    let told = text(&output.stderr);
    assert!(told.contains("can't be reached: Connection refused"), "{told}");
    assert!(told.contains("oore login"), "{told}");
}

#[test]
fn a_variable_lets_no_login_take_the_name_of_another_server() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join(".config/oore/contexts.toml");
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    let stored = "[contexts.production]\nserver = \"https://ci\"\ntoken = \"t\"\n";
    fs::write(&file, stored).unwrap();
    let mut login = oore(directory.path());
    login.args(["login", "http://127.0.0.1:1", "--token", "u"]).env("OORE_CONTEXT", "production");
    let output = login.output().unwrap();
    let told = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(told.contains("--context production writes over it"), "{told}");
    assert_eq!(fs::read_to_string(&file).unwrap(), stored);
}

#[test]
fn a_server_without_a_scheme_is_told_how_it_is_written() {
    let directory = tempfile::tempdir().unwrap();
    let output = oore(directory.path()).args(["login", "127.0.0.1:8080"]).output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(told.contains("http://127.0.0.1:8080"), "{told}");
}
