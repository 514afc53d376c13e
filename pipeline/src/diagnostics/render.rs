//! How mistakes are shown: `miette`'s graphical style, with and without colour.

use std::fmt;

use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, NamedSource, SourceCode, SourceSpan,
    ThemeCharacters, ThemeStyles,
};

use super::{Diagnostic, Diagnostics};
use crate::Span;

/// The width messages are wrapped to; snippets of the file are not wrapped.
const WIDTH: usize = 100;

/// Whether a rendering holds ANSI colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Color {
    /// For terminals.
    Always,
    /// For logs, files and tests.
    Never,
}

impl Diagnostics {
    /// All mistakes with the lines they stand in, the offending text underlined.
    #[must_use]
    pub fn render(&self, color: Color) -> String {
        let styles = match color {
            Color::Always => ThemeStyles::ansi(),
            Color::Never => ThemeStyles::none(),
        };
        let theme = GraphicalTheme { characters: ThemeCharacters::unicode(), styles };
        let handler = GraphicalReportHandler::new_themed(theme)
            .with_width(WIDTH)
            .with_links(false)
            .with_context_lines(1);
        let mut rendered = String::new();
        for report in self.reports() {
            if !rendered.is_empty() {
                rendered.push('\n');
            }
            if handler.render_report(&mut rendered, &report).is_err() {
                rendered.push_str(&report.to_string());
            }
        }
        rendered
    }

    /// Each mistake with the file it stands in.
    fn reports(&self) -> impl Iterator<Item = Report> {
        let text = harmless(&self.source.text);
        self.items.iter().map(move |item| Report {
            item: item.clone(),
            has_snippet: item.span.is_some_and(|span| {
                text.get(span.offset..)
                    .is_some_and(|rest| rest.len() >= span.length && !text.is_empty())
            }),
            source: NamedSource::new(item.path.clone(), text.clone()),
        })
    }
}

impl miette::Diagnostic for Diagnostics {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.items.first().map(|item| -> Box<dyn fmt::Display> { Box::new(&item.code) })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        let help = self.items.first()?.help.as_ref()?;
        Some(Box::new(help))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.source.text)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.items.iter().filter_map(|item| {
            let span = item.span?;
            Some(LabeledSpan::new(Some(item.message.clone()), span.offset, span.length))
        })))
    }
}

/// One mistake as `miette` wants it.
#[derive(Debug)]
struct Report {
    item: Diagnostic,
    /// Whether the text is at hand; a plan is made from the model alone.
    has_snippet: bool,
    source: NamedSource<String>,
}

impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.item.span {
            Some(Span { line, column, .. }) if !self.has_snippet => {
                write!(formatter, "{} ({}:{line}:{column})", self.item.message, self.item.path)
            }
            _ => formatter.write_str(&self.item.message),
        }
    }
}

impl std::error::Error for Report {}

impl miette::Diagnostic for Report {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(&self.item.code))
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.item.help.as_ref().map(|help| -> Box<dyn fmt::Display> { Box::new(help) })
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.has_snippet.then_some(&self.source as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let span = self.item.span.filter(|_| self.has_snippet)?;
        let place = SourceSpan::new(span.offset.into(), span.length);
        Some(Box::new(std::iter::once(LabeledSpan::new_with_span(None, place))))
    }
}

/// The text with the same number of bytes, without what would steer a terminal.
fn harmless(text: &str) -> String {
    text.chars()
        .map(|character| match character {
            '\n' | '\r' | '\t' => character,
            character if character.is_control() && character.len_utf8() == 1 => '?',
            character if character.is_control() => '·',
            character => character,
        })
        .collect()
}
