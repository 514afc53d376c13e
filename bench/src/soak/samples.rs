//! What a server took over time, and whether that is flat. Pure.

use std::fmt::Write as _;

use crate::statistics::median;

/// What a server takes at one moment.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sample {
    /// Since the load began.
    pub(super) seconds: u64,
    pub(super) server_megabytes: f64,
    pub(super) server_files: usize,
    pub(super) runner_megabytes: f64,
    pub(super) runner_files: usize,
    /// Of the server, its runners and their steps.
    pub(super) processes: usize,
    /// Webhook events that wait.
    pub(super) undecided: u64,
    /// Pushes of commits that are built, so far.
    pub(super) builds: u64,
}

/// How it is told whether something is flat.
pub(super) const RULE: &str = "the median of the last third is above that of the second third by \
    no more than 10 % or 3 MB of memory, 8 open files, 8 processes; and at rest there are no more \
    processes than before";

/// More than this share of what there was is growth.
const MEMORY_SHARE: f64 = 0.1;
/// Less than this is none, whatever its share.
const MEMORY_FLOOR: f64 = 3.0;
const FILES: f64 = 8.0;
const PROCESSES: f64 = 8.0;

/// All of them as a Markdown table.
pub(super) fn table(samples: &[Sample]) -> String {
    let mut text = String::from(
        "| seconds | server MB | files | runner MB | files | processes | undecided | pushed |\n\
         |--:|--:|--:|--:|--:|--:|--:|--:|\n",
    );
    for sample in samples {
        // Writing to a string can't fail.
        let _ = writeln!(text, "{}", row(sample));
    }
    text
}

/// One line of the table.
pub(super) fn row(sample: &Sample) -> String {
    let Sample {
        seconds,
        server_megabytes,
        server_files,
        runner_megabytes,
        runner_files,
        processes,
        undecided,
        builds,
    } = sample;
    format!(
        "| {seconds} | {server_megabytes:.1} | {server_files} | {runner_megabytes:.1} | \
         {runner_files} | {processes} | {undecided} | {builds} |"
    )
}

/// What grew, in words; nothing if all is flat.
pub(super) fn growth(samples: &[Sample]) -> Vec<String> {
    let memory = |before: f64| (before * MEMORY_SHARE).max(MEMORY_FLOOR);
    let of: [Rule; 5] = [
        ("the server's memory in MB", |it| it.server_megabytes, memory),
        ("the runner's memory in MB", |it| it.runner_megabytes, memory),
        ("the server's open files", |it| count(it.server_files), |_| FILES),
        ("the runner's open files", |it| count(it.runner_files), |_| FILES),
        ("processes", |it| count(it.processes), |_| PROCESSES),
    ];
    of.into_iter().filter_map(|rule| grown(samples, rule)).collect()
}

/// What it is, how much there is, and how much more there may be than before.
type Rule = (&'static str, fn(&Sample) -> f64, fn(f64) -> f64);

fn grown(samples: &[Sample], (what, of, tolerated): Rule) -> Option<String> {
    let values: Vec<f64> = samples.iter().map(of).collect();
    let third = values.len().div_ceil(3);
    let (before, after) =
        (median(values.get(third..2 * third)?)?, median(values.get(2 * third..)?)?);
    (after - before > tolerated(before)).then(|| format!("{what}: from {before:.1} to {after:.1}"))
}

fn count(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::MAX, f64::from)
}

#[cfg(test)]
mod tests {
    use super::{Sample, growth, table};

    fn sample(seconds: u64, megabytes: f64, files: usize) -> Sample {
        Sample {
            seconds,
            server_megabytes: megabytes,
            server_files: files,
            runner_megabytes: 20.0,
            runner_files: 30,
            processes: 12,
            undecided: 0,
            builds: 10 * seconds,
        }
    }

    fn samples(of: impl Fn(u64) -> (f64, usize)) -> Vec<Sample> {
        (0..30).map(|at| (at, of(at))).map(|(at, (mb, files))| sample(at, mb, files)).collect()
    }

    #[test]
    fn what_rises_at_the_beginning_alone_is_flat() {
        assert!(growth(&samples(|at| (20.0 + at.min(9) as f64 * 5.0, 40))).is_empty());
    }

    #[test]
    fn what_goes_on_rising_is_not() {
        let grown = growth(&samples(|at| (50.0 + at as f64, 40)));
        assert_eq!(grown, ["the server's memory in MB: from 64.5 to 74.5"]);
        let grown = growth(&samples(|at| (50.0, 40 + usize::try_from(at).unwrap())));
        assert_eq!(grown, ["the server's open files: from 54.5 to 64.5"]);
    }

    #[test]
    fn a_peak_is_no_growth() {
        assert!(growth(&samples(|at| (if at == 25 { 500.0 } else { 50.0 }, 40))).is_empty());
    }

    #[test]
    fn the_table_has_a_row_for_each_sample() {
        let expected = "| 7 | 33.2 | 41 | 20.0 | 30 | 12 | 0 | 70 |\n";
        assert!(table(&[sample(7, 33.21, 41)]).ends_with(expected));
    }
}
