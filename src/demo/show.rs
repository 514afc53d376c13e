//! What the demo prints.

use std::io::{IsTerminal, Write};

use serde_json::Value;

/// A step of the demo.
pub(super) fn step(title: &str) {
    line(&format!("\n{}", paint(title, "1")));
}

/// Something about a step.
pub(super) fn detail(text: &str) {
    line(&format!("  {text}"));
}

/// The rules that an event was compared with.
pub(super) fn decision(event: &Value) {
    let decision = &event["decision"];
    for entry in decision["trace"].as_array().into_iter().flatten() {
        let mark = if entry["matched"] == true { paint("✓", "32") } else { paint("✗", "31") };
        let place = match (entry["source"]["path"].as_str(), entry["source"]["line"].as_u64()) {
            (Some(path), Some(line)) => format!("  ({path}:{line})"),
            _ => String::new(),
        };
        let (rule, told) = (word(&entry["rule"]), word(&entry["detail"]));
        line(&format!("  {mark} {rule:<22} {told}{place}"));
    }
    detail(&paint(word(&decision["reason"]), "1"));
}

/// A finished build's jobs as a table.
pub(super) fn result(build: &Value) {
    let jobs = build["jobs"].as_array().cloned().unwrap_or_default();
    let width = jobs.iter().map(|job| word(&job["key"]).len()).max().unwrap_or_default();
    line(&format!("  {:width$}  {:10}  {:>8}  STEPS", "JOB", "STATUS", "TIME"));
    for job in &jobs {
        let steps = job["steps"].as_array().into_iter().flatten();
        let steps: Vec<_> = steps
            .map(|step| format!("{} ({})", word(&step["name"]), word(&step["status"])))
            .collect();
        let status = paint_status(word(&job["status"]));
        let took = duration(&job["started_at"], &job["finished_at"]);
        let key = word(&job["key"]);
        line(&format!("  {key:width$}  {status}  {took:>8}  {}", steps.join(", ")));
    }
    let (number, took) = (&build["number"], duration(&build["created_at"], &build["finished_at"]));
    let status = paint_status(word(&build["status"]));
    line(&format!("  build {number} {} in {took}", status.trim_end()));
}

/// Whether all went as it should.
pub(super) fn verdict(wrong: &[String]) {
    if wrong.is_empty() {
        line(&format!("\n{}", paint("Everything went as it should.", "32")));
    }
    for mistake in wrong {
        line(&format!("{} {mistake}", paint("wrong:", "31")));
    }
}

/// The log of one job, line by line with the job's key before each.
#[derive(Debug)]
pub(super) struct Lines {
    key: String,
    open: Vec<u8>,
}

impl Lines {
    pub(super) fn of(key: &str) -> Self {
        Self { key: key.to_owned(), open: Vec::new() }
    }

    /// Prints the lines that are complete with these bytes.
    pub(super) fn push(&mut self, bytes: &[u8]) {
        self.open.extend_from_slice(bytes);
        while let Some(end) = self.open.iter().position(|byte| *byte == b'\n') {
            let whole: Vec<u8> = self.open.drain(..=end).collect();
            self.print(&whole);
        }
    }

    /// Prints a last line without an end.
    pub(super) fn finish(mut self) {
        if !self.open.is_empty() {
            let rest = std::mem::take(&mut self.open);
            self.print(&rest);
        }
    }

    fn print(&self, bytes: &[u8]) {
        let text = String::from_utf8_lossy(bytes);
        line(&format!("  {} {}", paint(&format!("{:<17}", self.key), "36"), text.trim_end()));
    }
}

fn word(value: &Value) -> &str {
    value.as_str().unwrap_or("-")
}

fn duration(from: &Value, to: &Value) -> String {
    let time = |value: &Value| chrono::DateTime::parse_from_rfc3339(value.as_str()?).ok();
    match (time(from), time(to)) {
        (Some(from), Some(to)) => format!("{} ms", (to - from).num_milliseconds()),
        _ => "-".to_owned(),
    }
}

fn paint_status(status: &str) -> String {
    let color = match status {
        "succeeded" => "32",
        "failed" | "timed_out" | "lost" => "31",
        _ => "33",
    };
    paint(&format!("{status:10}"), color)
}

fn paint(text: &str, code: &str) -> String {
    let is_plain = !std::io::stdout().is_terminal() || std::env::var_os("NO_COLOR").is_some();
    if is_plain { text.to_owned() } else { format!("\x1b[{code}m{text}\x1b[0m") }
}

/// A reader that has gone (`oored demo | head`) is no reason to stop: the exit code counts.
fn line(text: &str) {
    let _ = writeln!(std::io::stdout(), "{text}");
}
