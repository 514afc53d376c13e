//! Trouble of ordinary life: what it costs, and how long.

mod doubles;
mod draining;
mod full_disk;
mod half_open;
mod overdue;
mod plans;
mod pressure;
mod troubled_database;
mod versions;
mod wrong_key;

use std::process::Command;

/// Sends a signal to a process.
fn signal(name: &str, process: &str) {
    let status = Command::new("kill").args([name, process]).status().expect("kill runs");
    assert!(status.success(), "kill {name} {process}");
}
