//! The machine, without which a figure says nothing.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

use anyhow::{Context as _, Result};
use serde_json::{Value, json};

/// What a figure depends on beside the programs.
#[derive(Debug, Clone)]
pub(crate) struct Machine {
    pub(crate) cores: usize,
    pub(crate) processor: String,
    pub(crate) kernel: String,
    /// Of the directory that servers write to.
    pub(crate) filesystem: String,
    /// The one that servers are given.
    pub(crate) database: String,
    /// How many processes wanted a core in the last minute before the start, this one left out as
    /// far as it is young.
    pub(crate) load: String,
    /// How the kernel shares the cores out: `by process`, or `by session`, which it does on most
    /// systems for what runs in a shell and not in a service or container
    /// (<https://man7.org/linux/man-pages/man7/sched.7.html>, autogroup).
    pub(crate) scheduling: &'static str,
}

impl Machine {
    /// This machine, whose servers write to `directory` and are given this database.
    pub(crate) fn this(directory: &Path, database: String) -> Result<Self> {
        let mounts = fs::read_to_string("/proc/self/mounts").unwrap_or_default();
        let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
        let unknown = || "unknown".to_owned();
        Ok(Self {
            cores: thread::available_parallelism().context("cannot count the cores")?.get(),
            processor: processor().unwrap_or_else(unknown),
            kernel: output("uname", &["-sr"]).context("uname tells nothing")?,
            filesystem: filesystem(&mounts, directory).unwrap_or_else(unknown),
            database,
            load: load
                .split(' ')
                .next()
                .filter(|load| !load.is_empty())
                .unwrap_or("unknown")
                .into(),
            scheduling: scheduling(
                "/proc/self/autogroup",
                "/proc/sys/kernel/sched_autogroup_enabled",
            ),
        })
    }

    /// For programs.
    pub(crate) fn json(&self) -> Value {
        let Self { cores, processor, kernel, filesystem, database, load, scheduling } = self;
        json!({
            "cores": cores,
            "processor": processor,
            "kernel": kernel,
            "filesystem": filesystem,
            "database": database,
            "load": load,
            "scheduling": scheduling,
        })
    }
}

/// As Linux tells it in a file and macOS by a program.
fn processor() -> Option<String> {
    let file = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let named = model(&file).map(str::to_owned);
    named.or_else(|| output("sysctl", &["-n", "machdep.cpu.brand_string"]))
}

fn output(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).output().ok()?;
    let text = String::from_utf8(output.stdout).ok().filter(|_| output.status.success())?;
    Some(text.trim().to_owned())
}

/// A process has the first of these files only where it has a group.
fn scheduling(own: &str, setting: &str) -> &'static str {
    let is_on = fs::read_to_string(setting).is_ok_and(|setting| setting.trim() == "1");
    if is_on && Path::new(own).exists() { "by session" } else { "by process" }
}

fn model(cpuinfo: &str) -> Option<&str> {
    let mut lines = cpuinfo.lines().filter_map(|line| line.split_once(':'));
    lines.find(|(key, _)| key.trim() == "model name").map(|(_, name)| name.trim())
}

/// The kind and device of the innermost mount around `directory`, of lines as in `proc(5)`.
fn filesystem(mounts: &str, directory: &Path) -> Option<String> {
    let mount = |line: &str| {
        let mut words = line.split(' ');
        let (device, place, kind) = (words.next()?, words.next()?, words.next()?);
        let place = PathBuf::from(place);
        directory
            .starts_with(&place)
            .then(|| (place.components().count(), format!("{kind} on {device}")))
    };
    // Of several at one place the last one is seen.
    mounts.lines().filter_map(mount).max_by_key(|(depth, _)| *depth).map(|(_, told)| told)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{filesystem, model};

    #[test]
    fn the_processor_is_read_from_what_linux_tells() {
        assert_eq!(model("processor\t: 0\nmodel name\t: Abacus 3: fast\n"), Some("Abacus 3: fast"));
        assert_eq!(model("processor\t: 0\n"), None);
    }

    #[test]
    fn the_innermost_filesystem_counts() {
        let mounts = "/dev/sda / ext4 rw 0 0\ntmpfs /tmp tmpfs rw 0 0\n/dev/sdb /tmp xfs rw 0 0\n";
        let of = |directory| filesystem(mounts, Path::new(directory));
        assert_eq!(of("/tmp/data").as_deref(), Some("xfs on /dev/sdb"));
        assert_eq!(of("/tmpfs").as_deref(), Some("ext4 on /dev/sda"));
        assert_eq!(filesystem("", Path::new("/")), None);
    }
}
