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
            scheduling: scheduling(),
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

fn scheduling() -> &'static str {
    let read = |path: &str| fs::read_to_string(path).unwrap_or_default();
    let is_on = read("/proc/sys/kernel/sched_autogroup_enabled").trim() == "1";
    let has_group = !read("/proc/self/autogroup").trim().is_empty();
    let is_apart = read("/proc/self/cgroup").lines().any(shares_cores);
    if is_on && has_group && !is_apart { "by session" } else { "by process" }
}

/// Whether a line as in `cgroups(7)` is of a group with a share of the cores, in which sessions do
/// not count.
fn shares_cores(line: &str) -> bool {
    let mut parts = line.splitn(3, ':').skip(1);
    let (Some(controllers), Some(group)) = (parts.next(), parts.next()) else { return false };
    if controllers.is_empty() {
        // The second version tells a group's controllers by the files in it, and a group without one
        // is a part of the next above that has it.
        let weight = |group: &Path| format!("/sys/fs/cgroup{}/cpu.weight", group.display());
        return Path::new(group).ancestors().any(|group| Path::new(&weight(group)).exists());
    }
    group != "/" && controllers.split(',').any(|controller| controller == "cpu")
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

    use super::{filesystem, model, shares_cores};

    #[test]
    fn the_processor_is_read_from_what_linux_tells() {
        assert_eq!(model("processor\t: 0\nmodel name\t: Abacus 3: fast\n"), Some("Abacus 3: fast"));
        assert_eq!(model("processor\t: 0\n"), None);
    }

    #[test]
    fn a_group_shares_the_cores_if_it_is_one_for_the_processor() {
        assert!(shares_cores("8:cpu,cpuacct:/docker/1"));
        for other in ["8:cpu,cpuacct:/", "3:cpuset:/docker/1", "9:name=systemd:/init", "", "0::/no"]
        {
            assert!(!shares_cores(other), "{other}");
        }
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
