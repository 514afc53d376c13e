//! Cells in rows and columns, as wide as the terminal at most.

use super::{Cell, Colours, Output, Tone};
use crate::commands::id::is_id;

/// What stands between two columns.
const GAP: &str = "  ";
/// No column is cut to less than this.
const NARROWEST: usize = 10;

/// Rows of cells.
#[derive(Debug, Default)]
pub(crate) struct Table {
    rows: Vec<Vec<Cell>>,
    /// Whether nothing is ever cut: a terminal wraps a long line, and what is copied stays whole.
    is_whole: bool,
}

impl Table {
    /// A table with titles.
    pub(crate) fn new(titles: impl IntoIterator<Item = String>) -> Self {
        let titles = titles.into_iter().map(|title| Cell::new(&title, Tone::Faint));
        Self { rows: vec![titles.collect()], is_whole: false }
    }

    /// The fields of one thing, each with its name.
    pub(crate) fn fields() -> Self {
        Self { rows: Vec::new(), is_whole: true }
    }

    /// A table without titles.
    pub(crate) fn headless() -> Self {
        Self::default()
    }

    pub(crate) fn row(&mut self, cells: impl IntoIterator<Item = Cell>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// As text with a newline at the end of each row.
    pub(crate) fn text(&self, output: &Output) -> String {
        let widths = fit(&self.columns(), output.width.filter(|_| !self.is_whole));
        self.rows.iter().map(|row| line(row, &widths, output.colours)).collect()
    }

    fn columns(&self) -> Vec<Width> {
        let count = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let column = |index: usize| {
            let cells = || self.rows.iter().filter_map(|row| row.get(index));
            let widest = cells().map(Cell::width).max().unwrap_or(0);
            let is_id = cells().any(|cell| is_id(&cell.text));
            Width { widest, least: if is_id { widest } else { widest.min(NARROWEST) } }
        };
        (0..count).map(column).collect()
    }
}

/// How wide a column would be, and has to be: half an id is of no use.
#[derive(Debug, Clone, Copy)]
struct Width {
    widest: usize,
    least: usize,
}

/// Leaves out the last columns, which matter least, until the others have room; then takes from
/// the widest, one after the other, until all fit.
fn fit(columns: &[Width], limit: Option<usize>) -> Vec<usize> {
    let mut widths: Vec<usize> = columns.iter().map(|column| column.widest).collect();
    let Some(limit) = limit else { return widths };
    let total = |widths: &mut dyn Iterator<Item = usize>, count: usize| {
        widths.sum::<usize>() + GAP.len() * count.saturating_sub(1)
    };
    while widths.len() > 1
        && total(&mut columns.iter().take(widths.len()).map(|one| one.least), widths.len()) > limit
    {
        widths.pop();
    }
    let mut excess = total(&mut widths.iter().copied(), widths.len()).saturating_sub(limit);
    while excess > 0 {
        let wider = widths.iter_mut().zip(columns).filter(|(width, one)| **width > one.least);
        let Some((widest, _)) = wider.max_by_key(|(width, _)| **width) else { break };
        *widest -= 1;
        excess -= 1;
    }
    widths
}

fn line(row: &[Cell], widths: &[usize], colours: Colours) -> String {
    let mut line = String::new();
    for (index, (cell, width)) in row.iter().zip(widths).enumerate() {
        let cell = cell.cut(*width);
        line.push_str(&cell.painted(colours));
        // Nothing stands behind the last column.
        if index + 1 < row.len().min(widths.len()) {
            line.push_str(&" ".repeat(width.saturating_sub(cell.width())));
            line.push_str(GAP);
        }
    }
    // Empty cells at the end leave nothing but blanks.
    format!("{}\n", line.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fitted(limit: Option<usize>) -> Vec<usize> {
        let column = |widest: usize| Width { widest, least: widest.min(NARROWEST) };
        fit(&[Width { widest: 26, least: 26 }, column(5), column(40)], limit)
    }

    #[test]
    fn wide_columns_give_way_and_ids_never_do() {
        assert_eq!(fitted(None), [26, 5, 40]);
        assert_eq!(fitted(Some(75)), [26, 5, 40]);
        assert_eq!(fitted(Some(60)), [26, 5, 25]);
        assert_eq!(fitted(Some(45)), [26, 5, 10]);
    }

    #[test]
    fn what_has_no_room_is_left_out() {
        assert_eq!(fitted(Some(44)), [26, 5]);
        assert_eq!(fitted(Some(10)), [26]);
    }
}
