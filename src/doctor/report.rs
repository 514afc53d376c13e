//! What was found, for people and for programs.

use std::fmt::Write as _;

use serde::Serialize;

/// How bad something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// All is well.
    Ok,
    /// The server works, and something should be done.
    Warning,
    /// Something does not work.
    Failure,
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What it is about: `database`, `disk`.
    pub area: &'static str,
    /// How bad it is.
    pub level: Level,
    /// What was found.
    pub told: String,
    /// What to do; none where all is well.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub advice: Option<String>,
}

/// Everything that was looked at, in the order of looking.
#[derive(Debug, Default)]
pub struct Report(Vec<Finding>);

/// As programs read it.
#[derive(Serialize)]
struct Whole<'a> {
    status: Level,
    findings: &'a [Finding],
}

impl Level {
    const fn word(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Warning => "warning",
            Self::Failure => "failure",
        }
    }
}

impl Finding {
    pub(super) fn ok(area: &'static str, told: impl Into<String>) -> Self {
        Self { area, level: Level::Ok, told: told.into(), advice: None }
    }

    pub(super) fn warning(
        area: &'static str,
        told: impl Into<String>,
        advice: impl Into<String>,
    ) -> Self {
        Self { area, level: Level::Warning, told: told.into(), advice: Some(advice.into()) }
    }

    pub(super) fn failure(
        area: &'static str,
        told: impl Into<String>,
        advice: impl Into<String>,
    ) -> Self {
        Self { area, level: Level::Failure, told: told.into(), advice: Some(advice.into()) }
    }
}

impl Report {
    /// Adds what was found in one area.
    pub(super) fn extend(&mut self, findings: impl IntoIterator<Item = Finding>) {
        self.0.extend(findings);
    }

    /// The worst of all.
    #[must_use]
    pub fn level(&self) -> Level {
        self.0.iter().map(|finding| finding.level).max().unwrap_or(Level::Ok)
    }

    /// A line for each thing, and one below it for what to do.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        for Finding { area, level, told, advice } in &self.0 {
            // Writing to a text can't fail.
            let _ = writeln!(text, "{:<8} {area:<9} {told}", level.word());
            if let Some(advice) = advice {
                let _ = writeln!(text, "{:18} -> {advice}", "");
            }
        }
        let count = |level| self.0.iter().filter(|finding| finding.level == level).count();
        let (failures, warnings) = (count(Level::Failure), count(Level::Warning));
        let _ = writeln!(
            text,
            "{} looked at: {failures} failed, {warnings} to be seen to",
            self.0.len()
        );
        text
    }

    /// As JSON.
    ///
    /// # Errors
    /// When the library refuses a text.
    pub fn to_json(&self) -> serde_json::Result<String> {
        serde_json::to_string_pretty(&Whole { status: self.level(), findings: &self.0 })
    }
}

/// A size for people.
pub(super) fn size(bytes: u64) -> String {
    const UNITS: [&str; 5] = ["bytes", "KiB", "MiB", "GiB", "TiB"];
    let mut value = bytes as f64;
    let mut unit = 0;
    while value >= 1024.0 && unit + 1 < UNITS.len() {
        value /= 1024.0;
        unit += 1;
    }
    if unit == 0 { format!("{bytes} bytes") } else { format!("{value:.1} {}", UNITS[unit]) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_says_what_to_do_and_the_worst_counts() {
        let mut report = Report::default();
        assert_eq!(report.level(), Level::Ok);
        report.extend([
            Finding::ok("git", "git 2.47.3"),
            Finding::warning("disk", "1.5 GiB are free", "make room"),
            Finding::failure("clock", "it is 90 s late", "set it"),
        ]);
        assert_eq!(report.level(), Level::Failure);
        insta::assert_snapshot!(report.to_text(), @"
        ok       git       git 2.47.3
        warning  disk      1.5 GiB are free
                           -> make room
        failure  clock     it is 90 s late
                           -> set it
        3 looked at: 1 failed, 1 to be seen to
        ");
        let json: serde_json::Value = serde_json::from_str(&report.to_json().unwrap()).unwrap();
        assert_eq!(json["status"], "failure");
        assert_eq!(json["findings"][1]["advice"], "make room");
    }

    #[test]
    fn sizes_are_told_in_the_largest_unit_that_fits() {
        let told = [0, 1023, 1536, 5 << 30].map(size);
        assert_eq!(told, ["0 bytes", "1023 bytes", "1.5 KiB", "5.0 GiB"]);
    }
}
