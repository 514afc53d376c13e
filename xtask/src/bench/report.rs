//! The figures for people, as a Markdown table, and for programs, as JSON.

use std::fmt::Write as _;
use std::fs;
use std::process::Command;
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result};
use serde_json::{Value, json};

use super::statistics::Summary;
use crate::process;

/// What was measured, and on what.
pub(super) struct Report {
    pub(super) machine: Machine,
    pub(super) rows: Vec<Row>,
    /// Program and bytes.
    pub(super) sizes: [(&'static str, u64); 2],
}

/// One thing that was measured.
pub(super) struct Row {
    pub(super) name: &'static str,
    pub(super) aim: Option<Duration>,
    pub(super) repetitions: usize,
    pub(super) summary: Summary,
    /// Of the median to that of the limit.
    pub(super) ratio: Option<f64>,
}

/// Without which a time says nothing.
pub(super) struct Machine {
    cores: usize,
    processor: String,
    kernel: String,
}

impl Machine {
    pub(super) fn this() -> Result<Self> {
        Ok(Self {
            cores: thread::available_parallelism().context("cannot count the cores")?.get(),
            processor: processor(),
            kernel: process::output(Command::new("uname").arg("-sr"))?.trim().to_owned(),
        })
    }
}

/// As Linux tells it in a file and macOS by a program.
fn processor() -> String {
    let file = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let named = model(&file).map(str::to_owned);
    named
        .or_else(|| {
            let mut sysctl = Command::new("sysctl");
            process::output(sysctl.args(["-n", "machdep.cpu.brand_string"])).ok()
        })
        .map_or_else(|| "unknown".to_owned(), |name| name.trim().to_owned())
}

fn model(cpuinfo: &str) -> Option<&str> {
    let mut lines = cpuinfo.lines().filter_map(|line| line.split_once(':'));
    lines.find(|(key, _)| key.trim() == "model name").map(|(_, name)| name.trim())
}

impl Report {
    pub(super) fn table(&self) -> String {
        let Machine { cores, processor, kernel } = &self.machine;
        let mut text = format!("Cores: {cores}; processor: {processor}; kernel: {kernel}\n\n");
        text += "| | runs | median | worst | times the limit | aim |\n|---|--:|--:|--:|--:|--:|\n";
        for Row { name, aim, repetitions, summary: Summary { median, worst }, ratio } in &self.rows
        {
            let ratio = ratio.map_or_else(|| "-".to_owned(), |ratio| format!("{ratio:.1}"));
            let aim = aim.map_or_else(|| "-".to_owned(), |aim| format!("{} ms", aim.as_millis()));
            let (median, worst) = (ms(*median), ms(*worst));
            // Writing to a string can't fail.
            let _ = writeln!(
                text,
                "| {name} | {repetitions} | {median:.1} ms | {worst:.1} ms | {ratio} | {aim} |"
            );
        }
        text += "\n| program, stripped | size |\n|---|--:|\n";
        for (name, bytes) in &self.sizes {
            let tenths = bytes / 100_000;
            let _ = writeln!(text, "| `{name}` | {}.{} MB |", tenths / 10, tenths % 10);
        }
        text
    }

    pub(super) fn json(&self) -> Value {
        let Machine { cores, processor, kernel } = &self.machine;
        let rows = self.rows.iter().map(|row| {
            json!({
                "name": row.name,
                "repetitions": row.repetitions,
                "median_ms": ms(row.summary.median),
                "worst_ms": ms(row.summary.worst),
                "ratio": row.ratio,
                "aim_ms": row.aim.map(ms),
            })
        });
        let sizes = self.sizes.iter().map(|(name, bytes)| json!({"name": name, "bytes": bytes}));
        json!({
            "machine": {"cores": cores, "processor": processor, "kernel": kernel},
            "times": rows.collect::<Vec<_>>(),
            "sizes": sizes.collect::<Vec<_>>(),
        })
    }
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use serde_json::json;

    use super::{Machine, Report, Row, Summary, model};

    #[test]
    fn the_table_tells_each_time_next_to_its_limit() {
        let machine =
            Machine { cores: 2, processor: "Abacus".to_owned(), kernel: "Linux 6".to_owned() };
        let summary =
            Summary { median: Duration::from_micros(3_500), worst: Duration::from_micros(12_000) };
        let aim = Some(Duration::from_millis(30));
        let row = Row { name: "`oore`", aim, repetitions: 40, summary, ratio: Some(2.5) };
        let other = Row { name: "`true`", aim: None, repetitions: 40, summary, ratio: None };
        let sizes = [("oore", 9_876_543), ("oored", 21_000_000)];
        let report = Report { machine, rows: vec![row, other], sizes };
        insta::assert_snapshot!(report.table(), @r"
        Cores: 2; processor: Abacus; kernel: Linux 6

        | | runs | median | worst | times the limit | aim |
        |---|--:|--:|--:|--:|--:|
        | `oore` | 40 | 3.5 ms | 12.0 ms | 2.5 | 30 ms |
        | `true` | 40 | 3.5 ms | 12.0 ms | - | - |

        | program, stripped | size |
        |---|--:|
        | `oore` | 9.8 MB |
        | `oored` | 21.0 MB |
        ");
        let times = |name, ratio: Option<f64>, aim: Option<f64>| {
            json!({"name": name, "repetitions": 40, "median_ms": 3.5, "worst_ms": 12.0,
                "ratio": ratio, "aim_ms": aim})
        };
        let expected = json!({
            "machine": {"cores": 2, "processor": "Abacus", "kernel": "Linux 6"},
            "times": [times("`oore`", Some(2.5), Some(30.0)), times("`true`", None, None)],
            "sizes": [{"name": "oore", "bytes": 9_876_543}, {"name": "oored", "bytes": 21_000_000}],
        });
        assert_eq!(report.json(), expected);
    }

    #[test]
    fn the_processor_is_read_from_what_linux_tells() {
        assert_eq!(model("processor\t: 0\nmodel name\t: Abacus 3: fast\n"), Some("Abacus 3: fast"));
        assert_eq!(model("processor\t: 0\n"), None);
    }
}
