//! The processes of this machine, as far as they concern a test.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

/// The processes that have `marker` in their environment or their command line, this one left
/// out. (Linux: `/proc`.)
pub(crate) fn processes_with(marker: &str) -> Vec<String> {
    let own = std::process::id().to_string();
    let mut found = Vec::new();
    for entry in fs::read_dir("/proc").expect("/proc").flatten() {
        let id = entry.file_name().to_string_lossy().into_owned();
        if id == own || !id.bytes().all(|byte| byte.is_ascii_digit()) {
            continue;
        }
        // A process may end while it is looked at.
        let read = |name: &str| fs::read(entry.path().join(name)).unwrap_or_default();
        let (environment, command) = (read("environ"), read("cmdline"));
        if contains(&environment, marker) || contains(&command, marker) {
            let command = String::from_utf8_lossy(&command).replace('\0', " ");
            found.push(format!("{id}: {command}"));
        }
    }
    found
}

/// The ids of the local runners of a data directory: the one at work, and one that may stand by.
pub(crate) fn local_runners(data_dir: &Path) -> Vec<String> {
    let found = processes_with(data_dir.to_str().expect("UTF-8"));
    let found = found.iter().filter(|process| process.contains(" runner --local "));
    found.filter_map(|process| Some(process.split_once(':')?.0.to_owned())).collect()
}

/// Waits until no process has `marker`; what is left when `patience` is over.
pub(crate) async fn wait_until_gone(marker: &str, patience: Duration) -> Vec<String> {
    let deadline = Instant::now() + patience;
    let mut ticks = tokio::time::interval(Duration::from_millis(20));
    loop {
        // Nothing tells that processes of others have ended.
        ticks.tick().await;
        let left = processes_with(marker);
        if left.is_empty() || Instant::now() > deadline {
            return left;
        }
    }
}

fn contains(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}
