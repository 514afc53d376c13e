//! `oore system actors`: the server's actors as a tree, once or as they change.

use std::io::IsTerminal as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use chrono::DateTime;
use oore_client::{ActorWatcher, Patience};
use serde_json::Value;

use crate::console::{print, say};
use crate::output::{Cell, Output, Table, Tone, relative};
use crate::session::Session;

/// What stands before the last of several branches of a tree, the others, and below both.
const LAST: (&str, &str) = ("└─ ", "   ");
const OTHER: (&str, &str) = ("├─ ", "│  ");

/// Shows each tree that comes, until the server stays away.
pub(crate) async fn watch(session: &Session, output: &Output) -> anyhow::Result<()> {
    let is_lost = Arc::new(AtomicBool::new(false));
    let lost = Arc::clone(&is_lost);
    let watcher = ActorWatcher::new(&session.connection, Patience::default());
    let mut watcher = watcher.when_lost(move |_| {
        say("connection lost, reconnecting");
        lost.store(true, Ordering::Relaxed);
    });
    let is_drawn = std::io::stdout().is_terminal();
    let mut drawn = 0;
    loop {
        let shown = serde_json::to_value(watcher.next().await?)?;
        if !output.is_for_people() {
            print(&format!("{shown}\n"))?;
            continue;
        }
        if !is_drawn {
            // One tree below the other, with room between them.
            print(&format!("{}\n", tree(&shown["items"], &output.resized(), usize::MAX)))?;
            continue;
        }
        // What comes next stands below what was written meanwhile.
        if is_lost.swap(false, Ordering::Relaxed) {
            drawn = 0;
        }
        let now = output.resized();
        // The cursor's own line is needed too.
        let height = now.height.map_or(usize::MAX, |height| height.saturating_sub(1));
        let text = tree(&shown["items"], &now, height);
        let over = if drawn > 0 { format!("\x1b[{drawn}F\x1b[J") } else { String::new() };
        drawn = text.lines().count();
        print(&(over + &text))?;
    }
}

/// The actors `shown` as a tree of at most `height` lines.
pub(crate) fn tree(shown: &Value, output: &Output, height: usize) -> String {
    let mut table =
        Table::new(["ACTOR", "STATE", "MAILBOX", "RESTARTS", "LAST FAILURE"].map(str::to_owned));
    let root = Cell::new("root", Tone::Bold);
    table.row([root]);
    let actors = shown.as_array().map_or(&[][..], Vec::as_slice);
    let named = |actor: &Value| plain(&actor["name"]);
    let parents: Vec<&Value> = actors.iter().filter(|it| !named(it).contains('/')).collect();
    let mut rows = Vec::new();
    for (place, parent) in parents.iter().enumerate() {
        let (branch, below) = if place + 1 == parents.len() { LAST } else { OTHER };
        let name = named(parent);
        rows.push(row(&format!("{branch}{name}"), parent, output));
        let of_parent = format!("{name}/");
        let children: Vec<_> =
            actors.iter().filter(|actor| named(actor).starts_with(&of_parent)).collect();
        for (place, child) in children.iter().enumerate() {
            let (branch, _) = if place + 1 == children.len() { LAST } else { OTHER };
            let own = named(child).split_off(of_parent.len());
            rows.push(row(&format!("{below}{branch}{own}"), child, output));
        }
    }
    // Beside the actors: the titles, the root, and how many are not shown.
    let room = height.saturating_sub(3).max(1);
    let hidden = if rows.len() > room + 1 { rows.len() - room } else { 0 };
    rows.truncate(rows.len() - hidden);
    rows.into_iter().for_each(|cells| table.row(cells));
    if hidden > 0 {
        table.row([Cell::new(&format!("and {hidden} more"), Tone::Faint)]);
    }
    table.text(output)
}

fn row(name: &str, actor: &Value, output: &Output) -> [Cell; 5] {
    let count = |field: &str| {
        let number = actor[field].as_u64().unwrap_or_default();
        Cell::new(&number.to_string(), if number > 0 { Tone::Busy } else { Tone::Faint })
    };
    let failure = &actor["last_failure"];
    let when = failure["at"].as_str().and_then(|at| DateTime::parse_from_rfc3339(at).ok());
    let told = when.map_or(String::new(), |at| {
        format!("{}: {}", relative(at.to_utc(), output.now), plain(&failure["reason"]))
    });
    [
        Cell::new(name, Tone::Plain),
        Cell::new(&plain(&actor["state"]), tone(&plain(&actor["state"]))),
        count("mailbox"),
        count("restarts"),
        Cell::new(&told, Tone::Faint),
    ]
}

fn tone(state: &str) -> Tone {
    match state {
        "running" => Tone::Good,
        "restarting" => Tone::Bad,
        _ => Tone::Busy,
    }
}

fn plain(value: &Value) -> String {
    Cell::new(value.as_str().unwrap_or_default(), Tone::Plain).text
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn actors() -> Value {
        let actor = |name: &str, mailbox: u64| json!({ "name": name, "state": "running", "mailbox": mailbox, "restarts": 0 });
        let mut failed = actor("scheduler", 0);
        failed["state"] = "restarting".into();
        failed["restarts"] = 2.into();
        failed["last_failure"] = json!({ "at": "2026-01-01T00:00:00Z", "reason": "no disk" });
        json!([actor("logs", 0), actor("logs/stream:01", 3), actor("logs/stream:02", 0), failed])
    }

    fn drawn(height: usize) -> String {
        let now = DateTime::parse_from_rfc3339("2026-01-01T00:05:00Z").unwrap().to_utc();
        tree(&actors(), &Output::plain(now), height)
    }

    #[test]
    fn children_stand_below_their_parents() {
        let text = drawn(usize::MAX);
        let width = text.find("STATE").unwrap();
        let name = |line: &str| line.chars().take(width).collect::<String>().trim().to_owned();
        let names: Vec<_> = text.lines().map(name).collect();
        let expected =
            ["ACTOR", "root", "├─ logs", "│  ├─ stream:01", "│  └─ stream:02", "└─ scheduler"];
        assert_eq!(names, expected, "{text}");
        assert!(text.ends_with("5 min ago: no disk\n"), "{text}");
    }

    #[test]
    fn no_more_is_drawn_than_the_terminal_holds() {
        let text = drawn(5);
        assert!(text.lines().count() <= 5, "{text}");
        assert!(text.ends_with("and 2 more\n"), "{text}");
    }
}
