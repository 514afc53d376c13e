//! One value in a table: as text for people, and with a colour where it means something.

use chrono::{DateTime, Utc};
use serde_json::Value;
use unicode_width::UnicodeWidthChar as _;

use super::Colours;

/// How many characters of a commit's id tell it apart.
const SHORT_COMMIT: usize = 12;

/// What a cell's colour says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    Plain,
    Good,
    Bad,
    Busy,
    Faint,
    Bold,
}

/// A text with a tone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cell {
    pub(crate) text: String,
    pub(crate) tone: Tone,
}

impl Cell {
    /// What strangers wrote (commit messages, names) can't steer the terminal.
    pub(crate) fn new(text: &str, tone: Tone) -> Self {
        let line = text.lines().next().unwrap_or_default();
        let text = line.chars().map(|one| if one.is_control() { '\u{fffd}' } else { one });
        Self { text: text.collect(), tone }
    }

    /// A word of state.
    pub(crate) fn status(word: &str) -> Self {
        Self::new(word, tone_of(word))
    }

    pub(super) fn label(path: &str) -> Self {
        Self::new(path, Tone::Faint)
    }

    pub(super) fn title(text: &str) -> Self {
        Self::new(&text.to_uppercase(), Tone::Bold)
    }

    /// How many columns of a terminal it takes.
    pub(super) fn width(&self) -> usize {
        self.text.chars().map(|one| one.width().unwrap_or(0)).sum()
    }

    /// At most `width` columns of it.
    pub(super) fn cut(&self, width: usize) -> Self {
        if self.width() <= width {
            return self.clone();
        }
        let mut text = String::new();
        let mut used = 1;
        for one in self.text.chars() {
            used += one.width().unwrap_or(0);
            if used > width {
                break;
            }
            text.push(one);
        }
        text.push('…');
        Self { text, tone: self.tone }
    }

    pub(crate) fn painted(&self, colours: Colours) -> String {
        if self.text.is_empty() {
            return String::new();
        }
        let code = match (colours, self.tone) {
            (Colours::Off, _) | (_, Tone::Plain) => return self.text.clone(),
            (Colours::On, Tone::Good) => "32",
            (Colours::On, Tone::Bad) => "31",
            (Colours::On, Tone::Busy) => "33",
            (Colours::On, Tone::Faint) => "2",
            (Colours::On, Tone::Bold) => "1",
        };
        format!("\x1b[{code}m{}\x1b[0m", self.text)
    }
}

/// The cells of a field that has room for all of it: one for each line of its text.
pub(super) fn whole(path: &str, value: &Value, now: DateTime<Utc>) -> Vec<Cell> {
    let lines = |text: &str| text.lines().map(|line| Cell::new(line, Tone::Plain)).collect();
    match (path.rsplit('.').next(), value) {
        (Some("sha" | "commit"), Value::String(text)) => lines(text),
        (_, Value::String(text)) if text.trim_end().contains('\n') => lines(text.trim_end()),
        _ => vec![of(path, Some(value), now)],
    }
}

/// The cell of the field at `path`.
pub(super) fn of(path: &str, value: Option<&Value>, now: DateTime<Utc>) -> Cell {
    let field = path.rsplit('.').next().unwrap_or(path);
    match value {
        None | Some(Value::Null) => Cell::new("-", Tone::Faint),
        Some(Value::Bool(true)) => Cell::new("yes", Tone::Plain),
        Some(Value::Bool(false)) => Cell::new("no", Tone::Plain),
        Some(Value::Number(number)) => match number.as_u64() {
            Some(number) if field.ends_with("_ms") => Cell::new(&duration(number), Tone::Plain),
            Some(number) if field.ends_with("_bytes") => Cell::new(&size(number), Tone::Plain),
            _ => Cell::new(&number.to_string(), Tone::Plain),
        },
        Some(Value::String(text)) => match field {
            "status" | "outcome" | "state" => Cell::status(text),
            "sha" | "commit" => {
                Cell::new(&text.chars().take(SHORT_COMMIT).collect::<String>(), Tone::Plain)
            }
            _ if field == "at" || field.ends_with("_at") => {
                match DateTime::parse_from_rfc3339(text) {
                    Ok(time) => Cell::new(&relative(time.to_utc(), now), Tone::Plain),
                    Err(_) => Cell::new(text, Tone::Plain),
                }
            }
            _ => Cell::new(text, Tone::Plain),
        },
        Some(Value::Array(items)) => {
            let words: Vec<String> =
                items.iter().map(|item| of("", Some(item), now).text).collect();
            Cell::new(&words.join(", "), Tone::Plain)
        }
        Some(Value::Object(fields)) => {
            let pairs = fields
                .iter()
                .map(|(name, value)| format!("{name}={}", of(name, Some(value), now).text));
            Cell::new(&pairs.collect::<Vec<_>>().join(", "), Tone::Plain)
        }
    }
}

fn tone_of(word: &str) -> Tone {
    match word {
        "succeeded" | "handled" | "build" | "online" | "ok" => Tone::Good,
        "failed" | "timed_out" | "lost" | "refused" => Tone::Bad,
        "running" | "received" | "restarting" => Tone::Busy,
        "queued" | "blocked" | "pending" | "skipped" | "canceled" | "ignored" | "offline" => {
            Tone::Faint
        }
        _ => Tone::Plain,
    }
}

/// `3 min ago`.
pub(crate) fn relative(time: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let seconds = (now - time).num_seconds();
    let amount = |seconds: i64| match seconds {
        0..60 => format!("{seconds} s"),
        60..3_600 => format!("{} min", seconds / 60),
        3_600..86_400 => format!("{} h", seconds / 3_600),
        _ => format!("{} d", seconds / 86_400),
    };
    match seconds {
        0 => "now".to_owned(),
        1.. => format!("{} ago", amount(seconds)),
        _ => format!("in {}", amount(-seconds)),
    }
}

/// `1 min 5 s`; short ones in tenths of seconds or milliseconds.
pub(crate) fn duration(milliseconds: u64) -> String {
    let seconds = milliseconds / 1_000;
    match seconds {
        0 => format!("{milliseconds} ms"),
        1..10 => format!("{seconds}.{} s", milliseconds % 1_000 / 100),
        10..60 => format!("{seconds} s"),
        60..3_600 => format!("{} min {} s", seconds / 60, seconds % 60),
        _ => format!("{} h {} min", seconds / 3_600, seconds % 3_600 / 60),
    }
}

fn size(bytes: u64) -> String {
    let units = [(1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")];
    match units.iter().find(|(unit, _)| bytes >= *unit) {
        Some((unit, name)) => format!("{}.{} {name}", bytes / unit, bytes % unit * 10 / unit),
        None => format!("{bytes} B"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(path: &str, value: &Value) -> String {
        let now = DateTime::parse_from_rfc3339("2026-01-01T00:00:00Z").unwrap().to_utc();
        of(path, Some(value), now).text
    }

    #[test]
    fn values_are_told_as_people_say_them() {
        for (path, value, expected) in [
            ("created_at", Value::from("2025-12-31T23:59:18Z"), "42 s ago"),
            ("created_at", Value::from("2025-12-31T20:00:00Z"), "4 h ago"),
            ("created_at", Value::from("2026-01-03T00:00:00Z"), "in 2 d"),
            ("last_failure.at", Value::from("2026-01-01T00:00:00Z"), "now"),
            ("at", Value::from("never"), "never"),
            ("duration_ms", Value::from(850), "850 ms"),
            ("duration_ms", Value::from(1_250), "1.2 s"),
            ("duration_ms", Value::from(65_000), "1 min 5 s"),
            ("timeout_ms", Value::from(7_260_000), "2 h 1 min"),
            ("size_bytes", Value::from(1_536), "1.5 KiB"),
            ("size_bytes", Value::from(12), "12 B"),
            ("number", Value::from(850), "850"),
            ("commit.sha", Value::from("0123456789abcdef"), "0123456789ab"),
            ("labels", serde_json::json!(["a", "b"]), "a, b"),
            ("matrix", serde_json::json!({"os": "linux"}), "os=linux"),
            ("x", Value::Null, "-"),
            ("active", Value::from(true), "yes"),
        ] {
            assert_eq!(text(path, &value), expected, "{path} {value}");
        }
    }

    #[test]
    fn what_strangers_wrote_cannot_steer_the_terminal() {
        let told = text("message", &Value::from("a\u{1b}[2Jb\nsecond line"));
        assert_eq!(told, "a\u{fffd}[2Jb");
    }

    #[test]
    fn cut_texts_are_as_wide_as_they_may_be() {
        let cell = Cell::new("日本語テキスト", Tone::Plain);
        assert_eq!(cell.width(), 14);
        assert_eq!(cell.cut(6).text, "日本…");
        assert_eq!(cell.cut(14).text, cell.text);
    }
}
