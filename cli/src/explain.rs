//! Why an event was built or not, for people: what was compared with what, as a tree; what to
//! change; and what came of it.

use serde_json::Value;

use crate::actors;
use crate::output::{Cell, Output, Table, Tone, field};

/// What stands before the last of several branches of a tree, the others, and below both.
const LAST: (&str, &str) = ("└─ ", "   ");
const OTHER: (&str, &str) = ("├─ ", "│  ");

/// The answer of a command that explains a decision; none for other commands, and for programs.
pub(crate) fn explanation(words: &[&str], shown: &Value, output: &Output) -> Option<String> {
    if !output.is_for_people() {
        return None;
    }
    match words {
        ["webhook", "show"] => Some(event(shown, output)),
        ["webhook", "replay"] => Some(replayed(shown, output)),
        ["repo", "test-event"] => Some(tested(shown, output)),
        ["system", "actors"] => Some(actors::tree(shown, output, usize::MAX)),
        _ => None,
    }
}

/// A webhook event with its decision and its builds.
fn event(shown: &Value, output: &Output) -> String {
    let mut text = head(shown, output);
    let waits = shown["status"] == "received";
    match (&shown["decision"], waits) {
        (Value::Null, _) => text.push_str("\nIt is not decided yet.\n"),
        (decision, true) => {
            text.push_str("\nIt waits to be decided again. Before, it was decided like this:\n");
            text.push_str(&self::decision(decision, output));
        }
        (decision, false) => text.push_str(&self::decision(decision, output)),
    }
    text + &builds(shown, output)
}

/// What a person asked to be decided again; the decision in the answer is that of before.
fn replayed(shown: &Value, output: &Output) -> String {
    let mut text = head(shown, output);
    let id = plain(&shown["id"]);
    text.push_str(&format!(
        "\nIt is decided again, with the settings and the pipeline file as they are now.\n\
         `oore webhook show {id}` tells what comes of it; what was built before stays.\n"
    ));
    text + &builds(shown, output)
}

/// What would come of an event.
fn tested(shown: &Value, output: &Output) -> String {
    let fields = ["event", "ref.kind", "ref.name", "commit.sha", "commit.message"];
    let request = ["source_branch", "target_branch", "draft", "fork"];
    let request = request.map(|name| format!("pull_request.{name}"));
    let fields = fields.into_iter().chain(request.iter().map(String::as_str));
    let mut text = rows(shown, fields, output);
    // It has happened to nothing yet.
    let told = decision(&shown["decision"], output).replacen("Built: ", "Would be built: ", 1);
    text.push_str(&told);
    text.push_str(&planned(&shown["build"], output));
    text.push_str("\nNothing was stored and nothing was started.\n");
    text
}

/// What an event is about, and how far it got.
fn head(shown: &Value, output: &Output) -> String {
    let fields = [
        "id",
        "provider",
        "event",
        "action",
        "summary.repository",
        "summary.ref",
        "summary.commit",
        "summary.pull_request",
        "summary.sender",
        "status",
        "error",
        "received_at",
        "handled_at",
        "delivery_id",
        "redeliveries",
        "attempts",
    ];
    rows(shown, fields.into_iter(), output)
}

/// Fields one below the other, those that are there and say something.
fn rows<'f>(shown: &Value, fields: impl Iterator<Item = &'f str>, output: &Output) -> String {
    let mut table = Table::fields();
    for path in fields {
        let value = path.split('.').try_fold(shown, |value, part| value.get(part));
        let says_nothing = |value: &&Value| value.is_null() || **value == 0 || **value == false;
        if let Some(value) = value.filter(|value| !says_nothing(value)) {
            let (mut label, cells) = field(path, value, output.now);
            if let Some(own) = label.text.strip_prefix("summary ") {
                label.text = own.to_owned();
            }
            for cell in cells {
                table.row([std::mem::replace(&mut label, Cell::new("", Tone::Plain)), cell]);
            }
        }
    }
    table.text(output)
}

/// The outcome, the rules and the advice.
fn decision(decision: &Value, output: &Output) -> String {
    let tone = Cell::status(&plain(&decision["outcome"])).tone;
    let reason = Cell::new(&plain(&decision["reason"]), tone).painted(output.colours);
    let mut text = format!("\n{reason}\n");
    text.push_str(&tree(list(&decision["trace"]), output));
    let advice = list(&decision["advice"]);
    if !advice.is_empty() {
        text.push_str(&heading("what to change", output));
        for (number, sentence) in (1..).zip(advice) {
            text.push_str(&format!("{number}. {}\n", plain(sentence)));
        }
    }
    text
}

/// The rules in their order. Those of a pipeline file hang below it, the filters of a trigger below
/// the trigger.
fn tree(trace: &[Value], output: &Output) -> String {
    let depths: Vec<usize> = trace.iter().map(depth).collect();
    let mut text = String::new();
    for (index, entry) in trace.iter().enumerate() {
        let has_next = |depth: usize| {
            let mut behind = depths[index + 1..].iter();
            behind.find(|other| **other <= depth).is_some_and(|other| *other == depth)
        };
        let own = depths[index];
        let mut line: String =
            (0..own).map(|depth| if has_next(depth) { OTHER.1 } else { LAST.1 }).collect();
        line.push_str(if has_next(own) { OTHER.0 } else { LAST.0 });
        text.push_str(&Cell::new(&line, Tone::Faint).painted(output.colours));
        text.push_str(&rule(entry, output));
    }
    text
}

fn depth(entry: &Value) -> usize {
    match entry["rule"].as_str() {
        Some("trigger_push" | "trigger_pull_request" | "trigger_manual") => 1,
        Some(
            "branches" | "tags" | "pull_request_types" | "drafts" | "target_changed" | "paths"
            | "inputs",
        ) => 2,
        // Rules of a later version, too.
        _ => 0,
    }
}

/// `✓ branches: branch `main` against `main`: `main` matches (oore.yaml:4)`
fn rule(entry: &Value, output: &Output) -> String {
    let (mark, tone) =
        if entry["matched"] == true { ("✓", Tone::Good) } else { ("✗", Tone::Bad) };
    let mark = Cell::new(mark, tone).painted(output.colours);
    let name = Cell::new(&plain(&entry["rule"]), Tone::Bold).painted(output.colours);
    let source = &entry["source"];
    let place = match (source["path"].as_str(), source["line"].as_u64()) {
        (Some(path), Some(line)) => format!(" ({path}:{line})"),
        _ => String::new(),
    };
    let place = Cell::new(&place, Tone::Faint).painted(output.colours);
    format!("{mark} {name}: {}{place}\n", plain(&entry["detail"]))
}

/// The builds that came of an event, and how they are looked at.
fn builds(shown: &Value, output: &Output) -> String {
    let builds = list(&shown["builds"]);
    let Some(newest) = builds.last() else { return String::new() };
    let mut table = Table::headless();
    for build in builds {
        table.row([
            Cell::new(&format!("build {}", plain(&build["number"])), Tone::Plain),
            Cell::status(&plain(&build["status"])),
            Cell::new(&plain(&build["id"]), Tone::Plain),
        ]);
    }
    let hint = format!("`oore build show {}` shows the newest.\n", plain(&newest["id"]));
    heading("builds", output) + &table.text(output) + &hint
}

/// The build that would be made.
fn planned(build: &Value, output: &Output) -> String {
    let mut text = String::new();
    for diagnostic in list(&build["diagnostics"]) {
        text.push('\n');
        for line in diagnostic["rendered"].as_str().unwrap_or_default().lines() {
            text.push_str(&format!("{}\n", Cell::new(line, Tone::Plain).text));
        }
    }
    let jobs = list(&build["jobs"]);
    if jobs.is_empty() {
        return text;
    }
    let titles = ["JOB", "NAME", "FIRST STATE", "NEEDS", "RUNS ON", "IF", "WHY"];
    let mut table = Table::new(titles.map(str::to_owned));
    for job in jobs {
        let joined = |name: &str| {
            let words: Vec<String> = list(&job[name]).iter().map(plain).collect();
            Cell::new(&words.join(", "), Tone::Plain)
        };
        table.row([
            Cell::new(&plain(&job["key"]), Tone::Plain),
            Cell::new(&plain(&job["name"]), Tone::Plain),
            Cell::status(&plain(&job["status"])),
            joined("needs"),
            joined("runs_on"),
            Cell::new(&plain(&job["condition"]), Tone::Plain),
            Cell::new(&plain(&job["detail"]), Tone::Faint),
        ]);
    }
    text + &heading("jobs that would be made", output) + &table.text(output)
}

fn heading(text: &str, output: &Output) -> String {
    format!("\n{}\n", Cell::new(&text.to_uppercase(), Tone::Bold).painted(output.colours))
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// A value as text that can't steer the terminal.
fn plain(value: &Value) -> String {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    };
    Cell::new(&text, Tone::Plain).text
}

#[cfg(test)]
mod tests;
