//! What a server took over time, and whether that is flat. Pure.

use std::fmt::{self, Write as _};

use crate::statistics::median;

/// What a server takes at one moment.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sample {
    /// Since the load began.
    pub(super) seconds: f64,
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
pub(super) const RULE: &str = "over the second half the server's memory and the runner's grow by \
    less than 1 MB each, their open files by less than 2, and all processes by less than 4, by the \
    median of the slopes between any two looks; and at rest there are no more processes than before";

/// Millions of bytes, whatever there is already and however long it takes.
const MEMORY: f64 = 1.0;
const FILES: f64 = 2.0;
/// Steps come and go: what stays is seen at rest.
const PROCESSES: f64 = 4.0;

/// All of them as a Markdown table.
pub(super) fn table<'a>(samples: impl IntoIterator<Item = &'a Sample>) -> String {
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
        "| {seconds:.0} | {server_megabytes:.1} | {server_files} | {runner_megabytes:.1} | \
         {runner_files} | {processes} | {undecided} | {builds} |"
    )
}

/// How much something grew over the second half.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Growth {
    pub(super) what: &'static str,
    /// Less than nothing if it shrank.
    pub(super) by: f64,
    most: f64,
}

impl Growth {
    /// Whether it is too much.
    pub(super) fn is_too_much(&self) -> bool {
        self.by >= self.most
    }
}

impl fmt::Display for Growth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { what, by, most } = self;
        write!(f, "{what} grew by {by:.2} (less than {most})")
    }
}

/// What it is, how much there is, and how much more there has to be for growth.
type Rule = (&'static str, fn(&Sample) -> f64, f64);

/// How much everything grew.
pub(super) fn growth(samples: &[Sample]) -> Vec<Growth> {
    let of: [Rule; 5] = [
        ("the server's memory in MB", |it| it.server_megabytes, MEMORY),
        ("the runner's memory in MB", |it| it.runner_megabytes, MEMORY),
        ("the server's open files", |it| count(it.server_files), FILES),
        ("the runner's open files", |it| count(it.runner_files), FILES),
        ("the number of processes", |it| count(it.processes), PROCESSES),
    ];
    let half = samples.get(samples.len() / 2..).unwrap_or_default();
    let grown = |(what, of, most): Rule| {
        let points: Vec<_> = half.iter().map(|sample| (sample.seconds, of(sample))).collect();
        Some(Growth { what, by: risen(&points)?, most })
    };
    of.into_iter().filter_map(grown).collect()
}

/// How much higher the last point is than the first, by a line whose slope is the median of those
/// between any two points (Theil and Sen): peaks do not bend it.
fn risen(points: &[(f64, f64)]) -> Option<f64> {
    let pairs = |(at, (time, value)): (usize, &(f64, f64))| {
        let later = points[at + 1..].iter();
        let slope = move |(later, then): &(f64, f64)| (then - value) / (later - time);
        later.map(slope).collect::<Vec<_>>()
    };
    let slopes: Vec<f64> = points.iter().enumerate().flat_map(pairs).collect();
    Some(median(&slopes)? * (points.last()?.0 - points.first()?.0))
}

fn count(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::MAX, f64::from)
}

#[cfg(test)]
mod tests {
    use super::{Growth, Sample, growth, table};

    fn sample(at: u32, megabytes: f64, files: usize) -> Sample {
        Sample {
            seconds: f64::from(at) * 5.0,
            server_megabytes: megabytes,
            server_files: files,
            runner_megabytes: 20.0,
            runner_files: 30,
            processes: 12,
            undecided: 0,
            builds: 10,
        }
    }

    /// What grew too much in ten minutes, in words.
    fn wrong(of: impl Fn(u32) -> (f64, usize)) -> Vec<String> {
        let samples = (1..=120).map(|at| (at, of(at)));
        let samples: Vec<_> = samples.map(|(at, (mb, files))| sample(at, mb, files)).collect();
        let growth = growth(&samples).into_iter();
        growth.filter(Growth::is_too_much).map(|it| it.to_string()).collect()
    }

    #[test]
    fn what_rises_in_the_first_half_alone_is_flat() {
        assert!(wrong(|at| (20.0 + f64::from(at.min(60)), 40)).is_empty());
    }

    #[test]
    fn a_slow_leak_is_no_flatness_whatever_there_is_already() {
        // A megabyte in five minutes is 288 MB a day.
        let leak = |megabytes: f64| move |at: u32| (megabytes + f64::from(at) / 58.0, 40);
        for megabytes in [20.0, 2_000.0] {
            let told = ["the server's memory in MB grew by 1.02 (less than 1)"];
            assert_eq!(wrong(leak(megabytes)), told);
        }
        assert!(wrong(|at| (50.0 + f64::from(at) / 65.0, 40)).is_empty());
        let told = ["the server's open files grew by 3.69 (less than 2)"];
        assert_eq!(wrong(|at| (50.0, 40 + usize::try_from(at / 15).unwrap())), told);
    }

    #[test]
    fn peaks_and_unrest_are_no_growth() {
        assert!(wrong(|at| (if at > 110 { 500.0 } else { 50.0 }, 40)).is_empty());
        assert!(wrong(|at| (50.0 + f64::from(at * 7 % 5), 40)).is_empty());
    }

    #[test]
    fn what_shrinks_is_flat() {
        assert!(wrong(|at| (200.0 - f64::from(at), 400 - usize::try_from(at).unwrap())).is_empty());
    }

    #[test]
    fn the_table_has_a_row_for_each_sample() {
        let expected = "| 35 | 33.2 | 41 | 20.0 | 30 | 12 | 0 | 10 |\n";
        assert!(table([&sample(7, 33.21, 41)]).ends_with(expected));
    }
}
