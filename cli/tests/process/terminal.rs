//! What is asked on a terminal.

use std::fs::File;
use std::io::Read as _;
use std::process::{Command, Stdio};

use rustix::fs::{Mode, OFlags, open};
use rustix::process::{Pid, Signal, kill_process};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{LocalModes, tcgetattr};

/// Asks on a terminal, which must not show the answer, and presses Ctrl-C.
fn interrupts(words: &[&str], question: &str) {
    let directory = tempfile::tempdir().unwrap();
    let ours = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
    grantpt(&ours).unwrap();
    unlockpt(&ours).unwrap();
    let name = ptsname(&ours, Vec::new()).unwrap();
    let theirs = open(&name, OFlags::RDWR | OFlags::NOCTTY, Mode::empty()).unwrap();
    let shows = || tcgetattr(&theirs).unwrap().local_modes.contains(LocalModes::ECHO);
    assert!(shows());
    let mut child = Command::new(env!("CARGO_BIN_EXE_oore"))
        .args(words)
        .env_clear()
        .env("HOME", directory.path())
        .stdin(theirs.try_clone().unwrap())
        .stdout(Stdio::null())
        .stderr(theirs.try_clone().unwrap())
        .spawn()
        .unwrap();
    let mut screen = File::from(ours);
    let mut told = Vec::new();
    while !told.ends_with(b": ") {
        let mut byte = [0];
        screen.read_exact(&mut byte).unwrap();
        told.extend(byte);
    }
    assert_eq!(String::from_utf8_lossy(&told), question);
    assert!(!shows(), "the answer would be seen");
    kill_process(Pid::from_child(&child), Signal::INT).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert!(shows(), "the terminal was left without echo");
}

#[test]
fn an_interrupted_question_leaves_the_terminal_as_it_was() {
    interrupts(&["login", "http://127.0.0.1:1"], "Token for http://127.0.0.1:1: ");
}
