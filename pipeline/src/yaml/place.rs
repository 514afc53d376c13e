//! From the parser's places, which count characters, to ours, which count bytes.

use saphyr_parser::Marker;

use crate::Span;

/// Translates places of one text.
#[derive(Debug)]
pub(super) struct Places<'t> {
    text: &'t str,
    /// The offset of each character; empty for a text of ASCII alone, where both are the same.
    offsets: Vec<usize>,
}

impl<'t> Places<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let offsets = match text.is_ascii() {
            true => Vec::new(),
            false => text.char_indices().map(|(offset, _)| offset).collect(),
        };
        Self { text, offsets }
    }

    /// The span between two places, cut at the end of its first line.
    pub(super) fn span(&self, start: &Marker, end: &Marker) -> Span {
        self.cut(start, self.offset(end.index()))
    }

    /// The whole span, over all its lines: for block texts.
    pub(super) fn long_span(&self, start: &Marker, end: &Marker) -> Span {
        let offset = self.offset(start.index());
        let text = self.text.get(offset..self.offset(end.index())).unwrap_or_default();
        Span { length: text.trim_end().len(), ..self.cut(start, offset) }
    }

    /// The character at a place; at the file's end, the last one that is there.
    pub(super) fn point(&self, at: &Marker) -> Span {
        let span = self.cut(at, self.offset(at.index()));
        let Some(next) = self.text.get(span.offset..).and_then(|rest| rest.chars().next()) else {
            return self.last();
        };
        Span { length: if next.is_whitespace() { 0 } else { next.len_utf8() }, ..span }
    }

    fn last(&self) -> Span {
        let text = self.text.trim_end();
        let line = text.rsplit('\n').next().unwrap_or_default();
        let length = line.chars().next_back().map_or(0, char::len_utf8);
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Span {
            offset: text.len() - length,
            length,
            line: count(text.matches('\n').count() + 1),
            column: count(line.chars().count()).max(1),
        }
    }

    fn cut(&self, start: &Marker, end: usize) -> Span {
        let offset = self.offset(start.index());
        let text = self.text.get(offset..end).unwrap_or_default();
        let line = text.lines().next().unwrap_or_default().trim_end();
        Span {
            offset,
            length: line.len(),
            line: u32::try_from(start.line()).unwrap_or(u32::MAX).max(1),
            column: u32::try_from(start.col()).unwrap_or(u32::MAX).saturating_add(1),
        }
    }

    fn offset(&self, characters: usize) -> usize {
        match self.offsets.is_empty() {
            true => characters.min(self.text.len()),
            false => self.offsets.get(characters).copied().unwrap_or(self.text.len()),
        }
    }
}
