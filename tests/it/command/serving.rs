//! A server as a process: its first words, its keys, and its end.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::os::unix::fs::PermissionsExt as _;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::starting::serve;

/// Starts a server; its process and what it printed until it listened.
fn start(directory: &TempDir, settings: &[(&str, &str)]) -> (Child, Vec<String>) {
    let mut child = serve(directory, settings).stdout(Stdio::piped()).spawn().unwrap();
    let mut printed = Vec::new();
    for line in BufReader::new(child.stdout.take().unwrap()).lines() {
        let line = line.unwrap();
        let is_last = line.contains("listening on ");
        printed.push(line);
        if is_last {
            return (child, printed);
        }
    }
    panic!("it ended with {:?}: {printed:#?}", child.wait());
}

/// Sends a signal and waits for the end; how long that took.
fn end(mut child: Child, signal: &str) -> (Option<i32>, Duration) {
    let began = Instant::now();
    let id = child.id().to_string();
    assert!(Command::new("kill").args([signal, &id]).status().unwrap().success());
    (child.wait().unwrap().code(), began.elapsed())
}

#[test]
fn the_admin_token_is_printed_at_the_first_start_alone() {
    let directory = tempfile::tempdir().unwrap();
    let (child, first) = start(&directory, &[]);
    assert_eq!(end(child, "-TERM").0, Some(0));
    let (child, second) = start(&directory, &[]);
    assert_eq!(end(child, "-TERM").0, Some(0));
    let kept = fs::read_to_string(directory.path().join("data/admin-token")).unwrap();
    let kept = kept.trim();
    assert!(kept.len() >= 32);
    assert_eq!(first.iter().filter(|line| line.contains(kept)).count(), 1, "{first:#?}");
    assert!(!second.iter().any(|line| line.contains(kept)), "{second:#?}");
}

#[test]
fn a_configured_token_is_neither_printed_nor_kept() {
    let directory = tempfile::tempdir().unwrap();
    let token = "0123456789abcdef0123456789abcdef";
    let (child, printed) = start(&directory, &[("OORE_ADMIN_TOKEN", token)]);
    assert_eq!(end(child, "-TERM").0, Some(0));
    assert!(!printed.iter().any(|line| line.contains(token)), "{printed:#?}");
    assert!(!directory.path().join("data/admin-token").exists());
}

#[test]
fn keys_are_readable_by_their_owner_alone() {
    let directory = tempfile::tempdir().unwrap();
    let (child, _) = start(&directory, &[]);
    assert_eq!(end(child, "-TERM").0, Some(0));
    for name in ["admin-token", "encryption-key", "webhook-pepper", "oore.db"] {
        let path = directory.path().join("data").join(name);
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o7777, 0o600, "{name}");
    }
}

#[test]
fn a_data_directory_serves_one_server_at_a_time() {
    let directory = tempfile::tempdir().unwrap();
    let (child, _) = start(&directory, &[]);
    let second = serve(&directory, &[]).output().unwrap();
    let told = String::from_utf8(second.stderr).unwrap();
    assert_eq!(second.status.code(), Some(1), "{told}");
    assert!(told.contains("another server uses the data directory"), "{told}");
    assert_eq!(end(child, "-TERM").0, Some(0));
    let (child, _) = start(&directory, &[]);
    assert_eq!(end(child, "-TERM").0, Some(0));
}

#[test]
fn a_signal_ends_it_within_seconds() {
    for signal in ["-TERM", "-INT"] {
        let directory = tempfile::tempdir().unwrap();
        let (child, _) = start(&directory, &[]);
        let (code, took) = end(child, signal);
        assert_eq!(code, Some(0), "{signal}");
        assert!(took < Duration::from_secs(10), "{signal}: {took:?}");
        let left: Vec<_> = fs::read_dir(directory.path().join("data"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.ends_with("-wal") || name.ends_with("-shm"))
            .collect();
        assert_eq!(left, [""; 0], "the database is closed in order");
    }
}
