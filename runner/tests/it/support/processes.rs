//! Which processes are there.

use std::{fs, time::Instant};

use super::PATIENCE;

/// The processes in whose environment this variable stands, zombies apart.
pub(crate) fn with_variable(name: &str, value: &str) -> Vec<i32> {
    let wanted = format!("{name}={value}");
    let entries = fs::read_dir("/proc").expect("proc").flatten();
    let pids = entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    pids.filter(|pid: &i32| {
        let environment = fs::read(format!("/proc/{pid}/environ")).unwrap_or_default();
        environment.split(|&byte| byte == 0).any(|variable| variable == wanted.as_bytes())
    })
    .collect()
}

/// Waits until no process has this variable: the kernel tells of nobody's end but a child's.
pub(crate) async fn until_none_with_variable(name: &str, value: &str) {
    let started = Instant::now();
    while !with_variable(name, value).is_empty() {
        assert!(started.elapsed() < PATIENCE, "processes with {name}={value} are left");
        tokio::task::yield_now().await;
    }
}
