//! What came of each step, and the table that says so.

use std::fmt::Write as _;
use std::process::Command;
use std::time::Duration;

/// What came of a step, or of a part of it.
#[derive(Debug)]
pub(super) enum Outcome {
    Passed,
    Failed(String),
    /// Something isn't installed: what, and how to install it.
    Missing(String),
}

impl Outcome {
    /// Runs a program whose exit status says it all.
    pub(super) fn of(command: &mut Command) -> Self {
        match command.status() {
            Ok(status) if status.success() => Self::Passed,
            Ok(status) => Self::Failed(status.to_string()),
            Err(error) => {
                Self::Failed(format!("cannot start {:?}: {error}", command.get_program()))
            }
        }
    }
}

/// What is missing on this machine is named, or counts as failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Missing {
    Named,
    Failed,
}

/// A line of the table; a step without outcomes passed.
pub(super) struct Row {
    pub(super) name: &'static str,
    pub(super) outcomes: Vec<Outcome>,
    pub(super) took: Duration,
}

/// The table.
pub(super) fn table(rows: &[Row], missing: Missing, is_coloured: bool) -> String {
    let width = rows.iter().map(|row| row.name.len()).max().unwrap_or(0);
    let mut text = String::from("\n");
    for row in rows {
        let (word, colour) = verdict(row, missing);
        let seconds = row.took.as_secs_f64();
        let word = if is_coloured {
            format!("\x1b[{colour}m{word:7}\x1b[0m")
        } else {
            format!("{word:7}")
        };
        writeln!(text, "{:width$}  {word}  {seconds:7.1} s", row.name)
            .expect("text takes any write");
        for outcome in &row.outcomes {
            let note = match outcome {
                Outcome::Passed => continue,
                Outcome::Failed(why) => why.clone(),
                Outcome::Missing(what) => format!("skipped: {what}"),
            };
            writeln!(text, "{:width$}  {note}", "").expect("text takes any write");
        }
    }
    text
}

/// The word for a step, and its colour as a terminal's code.
fn verdict(row: &Row, missing: Missing) -> (&'static str, &'static str) {
    let has_failed = row.outcomes.iter().any(|outcome| matches!(outcome, Outcome::Failed(_)));
    let misses = row.outcomes.iter().any(|outcome| matches!(outcome, Outcome::Missing(_)));
    match (has_failed || (misses && missing == Missing::Failed), misses) {
        (true, _) => ("failed", "31"),
        (false, true) => ("partly", "33"),
        (false, false) => ("passed", "32"),
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;

    fn rows() -> Vec<Row> {
        let took = Duration::from_millis(1_250);
        vec![
            Row { name: "format", outcomes: vec![Outcome::Passed], took },
            Row { name: "lints", outcomes: vec![Outcome::Failed("exit status: 101".into())], took },
            Row {
                name: "tests",
                outcomes: vec![Outcome::Passed, Outcome::Missing("npm not found: get it".into())],
                took,
            },
        ]
    }

    #[test]
    fn what_is_missing_is_named() {
        assert_snapshot!(table(&rows(), Missing::Named, false), @r"

        format  passed       1.2 s
        lints   failed       1.2 s
                exit status: 101
        tests   partly       1.2 s
                skipped: npm not found: get it
        ");
    }

    #[test]
    fn what_is_missing_fails_a_strict_run() {
        let table = table(&rows(), Missing::Failed, false);
        assert!(table.lines().any(|line| line.starts_with("tests   failed")), "{table}");
    }
}
