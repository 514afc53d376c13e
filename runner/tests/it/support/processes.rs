//! Which processes are there.

use std::{fs, time::Duration};

use tokio::time::{Instant, interval};

use super::PATIENCE;

/// Between two looks at what tells of no change: `/proc`, and directories that a runner tidies up.
const LOOK_AGAIN: Duration = Duration::from_millis(20);

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

/// The processes in whose arguments this text stands.
pub(crate) fn with_argument(text: &str) -> Vec<i32> {
    let entries = fs::read_dir("/proc").expect("proc").flatten();
    let pids = entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    pids.filter(|pid: &i32| {
        let arguments = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
        String::from_utf8_lossy(&arguments).contains(text)
    })
    .collect()
}

/// Waits until no process has this variable: the kernel tells of nobody's end but a child's.
pub(crate) async fn until_none_with_variable(name: &str, value: &str) {
    until(&format!("processes with {name}={value} are gone"), || {
        with_variable(name, value).is_empty()
    })
    .await;
}

/// Waits until the parent of a process with this `MARKER` is stopped.
pub(crate) async fn until_stopped(marker: &str) {
    let field = |pid: i32, name: &str| {
        let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix(name).map(str::to_owned));
        line.unwrap_or_default().trim().to_owned()
    };
    until("a supervisor is stopped", || {
        let parents = with_variable("MARKER", marker).into_iter().map(|pid| field(pid, "PPid:"));
        parents
            .filter_map(|parent| parent.parse().ok())
            .any(|parent: i32| field(parent, "State:").starts_with('T'))
    })
    .await;
}

/// Waits until something is so that nobody tells of.
pub(crate) async fn until(what: &str, is_so: impl Fn() -> bool) {
    let started = Instant::now();
    let mut looks = interval(LOOK_AGAIN);
    while !is_so() {
        assert!(started.elapsed() < PATIENCE, "not yet so: {what}");
        looks.tick().await;
    }
}
