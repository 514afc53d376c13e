//! Trouble of ordinary life: what it costs, and how long.

mod clock;
mod doubles;
mod draining;
mod full_disk;
mod full_start;
mod half_open;
mod lost_connections;
mod overdue;
mod plans;
mod pressure;
mod silent_database;
mod slow_reader;
mod troubled_database;
mod versions;
mod wrong_key;

use std::fs;
use std::process::Command;

use crate::support::{Answer, TestApp};

/// The most memory that a process ever had.
fn peak_kib(process: &str) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).expect("its status");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a peak");
    line.trim().trim_end_matches(" kB").parse().expect("a number")
}

/// Sends a signal to a process.
fn signal(name: &str, process: &str) {
    let status = Command::new("kill").args([name, process]).status().expect("kill runs");
    assert!(status.success(), "kill {name} {process}");
}

/// Whoever sent it is told that it was not taken, and when to send it again.
fn check_comes_again(answer: &Answer) {
    assert_eq!(answer.status, 503, "{}", answer.text());
    assert_eq!(answer.headers["retry-after"], "5", "{}", answer.text());
}

/// No actor failed meanwhile.
async fn check_restarts(app: &TestApp) {
    let actors = app.client.get("/api/system/actors").await;
    let actors = actors["items"].as_array().expect("actors").clone();
    assert!(actors.iter().all(|actor| actor["restarts"] == 0), "{actors:#?}");
}
