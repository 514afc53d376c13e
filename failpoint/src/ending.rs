//! The end of a process at a point.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::Path;
use std::thread;
use std::time::Duration;

use tokio::runtime::{Handle, RuntimeFlavor};

/// Ends the process after `pause` (milliseconds), unless the log says that one was ended here.
pub(crate) fn end(name: &str, pause: Option<String>) {
    let log = std::env::var_os("FAILPOINTS_LOG");
    let log = log.as_deref().map(Path::new);
    if log.is_some_and(|log| is_noted(log, name)) {
        return;
    }
    if let Some(pause) = pause.and_then(|text| text.parse().ok()) {
        stand_still(Duration::from_millis(pause));
    }
    if let Some(log) = log {
        let file = OpenOptions::new().create(true).append(true).open(log);
        let noted = file.and_then(|mut file| file.write_all(format!("{name}\n").as_bytes()));
        noted.expect("FAILPOINTS_LOG can be written");
    }
    std::process::abort();
}

fn is_noted(log: &Path, name: &str) -> bool {
    fs::read_to_string(log).is_ok_and(|log| log.lines().any(|line| line == name))
}

/// Others must go on meanwhile, also those that the runtime has put behind this task.
fn stand_still(pause: Duration) {
    match Handle::try_current().map(|handle| handle.runtime_flavor()) {
        Ok(RuntimeFlavor::MultiThread) => tokio::task::block_in_place(|| thread::sleep(pause)),
        Ok(_) | Err(_) => thread::sleep(pause),
    }
}
