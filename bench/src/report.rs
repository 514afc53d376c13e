//! The figures for people, as a Markdown table, and for programs, as JSON. Pure.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::figure::{Aim, Figure, Unit};
use crate::machine::Machine;

/// What was measured, and on what.
#[derive(Debug, Clone)]
pub(crate) struct Report {
    pub(crate) machine: Machine,
    pub(crate) figures: Vec<Figure>,
}

impl Report {
    /// One table, in the order of measuring.
    pub(crate) fn table(&self) -> String {
        let Machine { cores, processor, kernel, filesystem, database, load, scheduling } =
            &self.machine;
        let mut text = format!(
            "Cores: {cores}; processor: {processor}; kernel: {kernel}; filesystem: {filesystem}; \
             database: {database}; load at the start: {load}; cores shared {scheduling}\n\n"
        );
        text += "| | | measured | aim | limit | times the limit |\n|---|---|--:|--:|--:|--:|\n";
        for figure in &self.figures {
            let Figure { group, name, value, unit, aim, limit } = figure;
            let aim = aim.map_or_else(String::new, |aim| shown_aim(aim, *value, *unit));
            let limit = limit.as_ref().map_or_else(String::new, |limit| {
                format!("{} ({})", amount(limit.value, *unit), limit.name)
            });
            let ratio = figure.ratio().map_or_else(String::new, |ratio| format!("{ratio:.2}"));
            let value = amount(*value, *unit);
            // Writing to a string can't fail.
            let _ = writeln!(text, "| {group} | {name} | {value} | {aim} | {limit} | {ratio} |");
        }
        text
    }

    /// The same for programs.
    pub(crate) fn json(&self) -> Value {
        let figures = self.figures.iter().map(|figure| {
            let Figure { group, name, value, unit, aim, limit } = figure;
            let (at_least, under) = match aim {
                None => (None, None),
                Some(Aim::AtLeast(value)) => (Some(value), None),
                Some(Aim::Under(value)) => (None, Some(value)),
            };
            json!({
                "group": group,
                "name": name,
                "value": value,
                "unit": unit.symbol(),
                "aim_at_least": at_least,
                "aim_under": under,
                "aim_met": aim.map(|aim| aim.is_met(*value)),
                "limit": limit.as_ref().map(|limit| json!({
                    "name": limit.name,
                    "value": limit.value,
                })),
                "ratio": figure.ratio(),
            })
        });
        json!({ "machine": self.machine.json(), "figures": figures.collect::<Vec<_>>() })
    }
}

/// One line about a figure, while others are still measured.
pub(crate) fn line(figure: &Figure) -> String {
    let Figure { group, name, value, unit, .. } = figure;
    format!("{group}: {name}: {}", amount(*value, *unit))
}

fn shown_aim(aim: Aim, value: f64, unit: Unit) -> String {
    let mark = if aim.is_met(value) { "met" } else { "missed" };
    match aim {
        Aim::AtLeast(least) => format!("≥ {}, {mark}", amount(least, unit)),
        Aim::Under(most) => format!("< {}, {mark}", amount(most, unit)),
    }
}

/// Three digits or the whole part, whichever is longer.
fn amount(value: f64, unit: Unit) -> String {
    let digits = match value.abs() {
        _ if value.fract() == 0.0 => 0,
        size if size >= 100.0 => 0,
        size if size >= 10.0 => 1,
        _ => 2,
    };
    let number = grouped(&format!("{value:.digits$}"));
    match unit {
        Unit::Count => number,
        Unit::PerSecond => format!("{number}{}", unit.symbol()),
        Unit::Milliseconds
        | Unit::Seconds
        | Unit::Megabytes
        | Unit::MegabytesPerSecond
        | Unit::PercentOfCore => format!("{number} {}", unit.symbol()),
    }
}

/// With a comma between thousands, if there is no fraction.
fn grouped(number: &str) -> String {
    if number.contains('.') {
        return number.to_owned();
    }
    let length = number.len();
    let digit = |(place, digit): (usize, char)| {
        let is_first = place == 0 || !number.as_bytes()[place - 1].is_ascii_digit();
        let comma = (!is_first && (length - place).is_multiple_of(3)).then_some(',');
        comma.into_iter().chain([digit])
    };
    number.chars().enumerate().flat_map(digit).collect()
}

#[cfg(test)]
mod tests {
    use super::{Machine, Report, amount};
    use crate::figure::{Aim, Figure, Unit};

    fn report() -> Report {
        let limit = Figure::new("intake", "rows", 17_800.0, Unit::PerSecond);
        let figures = vec![
            limit.clone(),
            Figure::new("intake", "acknowledged", 4_450.4, Unit::PerSecond)
                .aim(Aim::AtLeast(9_000.0))
                .limit(&limit.as_limit()),
            Figure::new("intake", "p99", 12.34, Unit::Milliseconds).aim(Aim::Under(25.0)),
        ];
        let machine = Machine {
            cores: 2,
            processor: "Abacus".to_owned(),
            kernel: "Linux 6".to_owned(),
            filesystem: "ext4 on /dev/sda".to_owned(),
            database: "SQLite".to_owned(),
            load: "0.05".to_owned(),
            scheduling: "by process",
        };
        Report { machine, figures }
    }

    #[test]
    fn the_table_tells_each_figure_next_to_its_aim_and_limit() {
        insta::assert_snapshot!(report().table());
    }

    #[test]
    fn the_json_tells_the_same() {
        insta::assert_snapshot!(format!("{:#}", report().json()));
    }

    #[test]
    fn amounts_are_as_exact_as_they_are_readable() {
        let of = |value| amount(value, Unit::Count);
        let told = [0.0, 0.123, 3.0, 12.34, 123.4, 1_234.5, -1_234_567.0].map(of);
        assert_eq!(told, ["0", "0.12", "3", "12.3", "123", "1,234", "-1,234,567"]);
    }
}
