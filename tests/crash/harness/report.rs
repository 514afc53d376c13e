//! The table of what came of all rounds.

use std::fmt::Write as _;

use super::findings::Kind;
use super::plan::Ends;
use super::round::Outcome;

/// A line of the table.
#[derive(Debug)]
struct Row {
    database: String,
    /// The point, or what kind of round it is.
    what: String,
    ends: &'static str,
    rounds: usize,
    hits: usize,
    lost: usize,
    doubled: usize,
    stuck: usize,
    wrong: usize,
    longest_ms: u128,
}

/// What came of all rounds so far.
#[derive(Debug, Default)]
pub(crate) struct Report {
    rows: Vec<Row>,
    is_bad: bool,
}

impl Report {
    /// Adds a round of one point, which must have been reached; what is wrong with it.
    pub(crate) fn add_point(&mut self, database: &str, outcome: &Outcome) -> Vec<String> {
        let point = outcome.round.armed.first().map_or("", |armed| armed.point.name);
        let mut wrong = self.add(database, point, outcome);
        if !outcome.hits.contains_key(point) {
            self.is_bad = true;
            wrong.push(format!("{database}, {point}: no process came to the point"));
        }
        wrong
    }

    /// Adds a round of several points, of which some may not have been reached.
    pub(crate) fn add_random(&mut self, database: &str, outcome: &Outcome) -> Vec<String> {
        self.add(database, "random", outcome)
    }

    fn add(&mut self, database: &str, what: &str, outcome: &Outcome) -> Vec<String> {
        let ends = match outcome.round.ends {
            Ends::Own => "one",
            Ends::Both => "both",
        };
        let is_row = |row: &Row| row.database == database && row.what == what && row.ends == ends;
        let index = self.rows.iter().position(is_row).unwrap_or_else(|| {
            self.rows.push(Row::new(database, what, ends));
            self.rows.len() - 1
        });
        self.rows[index].count(outcome);
        self.is_bad |= !outcome.findings.is_empty();
        let place = outcome.kept.as_ref().map_or(String::new(), |kept| kept.display().to_string());
        let told = outcome.findings.iter().map(|finding| {
            format!(
                "{database}, {what} ({}): {finding}\n  kept in {place}",
                outcome.round.failpoints()
            )
        });
        told.collect()
    }

    /// Whether nothing is wrong.
    pub(crate) fn is_good(&self) -> bool {
        !self.is_bad
    }

    /// The table.
    pub(crate) fn table(&self) -> String {
        let width = self.rows.iter().map(|row| row.what.len()).max().unwrap_or(0).max(5);
        let mut text = format!(
            "{:8}  {:width$}  ends  rounds  hits  lost  doubled  stuck  wrong  longest\n",
            "database", "point"
        );
        for row in &self.rows {
            let Row { database, what, ends, rounds, hits, lost, doubled, stuck, wrong, .. } = row;
            let seconds = row.longest_ms as f64 / 1000.0;
            writeln!(
                text,
                "{database:8}  {what:width$}  {ends:4}  {rounds:6}  {hits:4}  {lost:4}  {doubled:7}  \
                 {stuck:5}  {wrong:5}  {seconds:5.1} s",
            )
            .expect("text takes any write");
        }
        text + &self.sum()
    }

    fn sum(&self) -> String {
        let sum = |of: fn(&Row) -> usize| self.rows.iter().map(of).sum::<usize>();
        format!(
            "in all: {} rounds, {} ends, {} lost, {} doubled, {} stuck, {} wrong\n",
            sum(|row| row.rounds),
            sum(|row| row.hits),
            sum(|row| row.lost),
            sum(|row| row.doubled),
            sum(|row| row.stuck),
            sum(|row| row.wrong),
        )
    }
}

impl Row {
    fn new(database: &str, what: &str, ends: &'static str) -> Self {
        let (database, what) = (database.to_owned(), what.to_owned());
        let (rounds, hits, lost, doubled, stuck, wrong) = (0, 0, 0, 0, 0, 0);
        Self { database, what, ends, rounds, hits, lost, doubled, stuck, wrong, longest_ms: 0 }
    }

    fn count(&mut self, outcome: &Outcome) {
        let of = |kind| outcome.findings.iter().filter(|finding| finding.kind == kind).count();
        self.rounds += 1;
        self.hits += outcome.hits.values().sum::<usize>();
        self.lost += of(Kind::Lost);
        self.doubled += of(Kind::Doubled);
        self.stuck += of(Kind::Stuck);
        self.wrong += of(Kind::Wrong);
        self.longest_ms = self.longest_ms.max(outcome.took.as_millis());
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::time::Duration;

    use failpoint::POINTS;

    use super::*;
    use crate::harness::findings::Finding;
    use crate::harness::plan::Round;

    fn outcome(hits: usize, findings: &[Kind]) -> Outcome {
        let point = &POINTS[0];
        let finding = |kind: &Kind| Finding { kind: *kind, text: "an event".to_owned() };
        Outcome {
            round: Round::of(point, Ends::Own),
            hits: BTreeMap::from_iter((hits > 0).then(|| (point.name.to_owned(), hits))),
            findings: findings.iter().map(finding).collect(),
            took: Duration::from_secs(1),
            kept: None,
        }
    }

    #[test]
    fn a_point_that_nobody_came_to_is_as_bad_as_a_loss() {
        let mut report = Report::default();
        assert!(report.add_point("sqlite", &outcome(1, &[])).is_empty());
        assert!(report.is_good());
        assert_eq!(report.add_point("sqlite", &outcome(0, &[])).len(), 1);
        assert!(!report.is_good());

        let mut report = Report::default();
        assert_eq!(report.add_point("sqlite", &outcome(1, &[Kind::Lost, Kind::Stuck])).len(), 2);
        assert!(!report.is_good());
        let sum = "in all: 1 rounds, 1 ends, 1 lost, 0 doubled, 1 stuck, 0 wrong\n";
        assert!(report.table().ends_with(sum), "{}", report.table());
    }
}
