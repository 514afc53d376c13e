//! From the parser's events to the tree.

use std::collections::HashSet;

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, ScanError, Span as Range};

use super::place::Places;
use super::{Entry, Kind, MAX_DEPTH, Node, Scalar};
use crate::Span;
use crate::problems::Problems;

/// The tree of a text, or none when it cannot be read at all; the reasons are among the problems.
pub(crate) fn read(problems: &mut Problems<'_>) -> Option<Node> {
    let text = problems.source.text.as_str();
    let mut builder = Builder { places: Places::new(text), problems, open: Vec::new(), root: None };
    for event in Parser::new_from_str(text) {
        match event.map(|(event, range)| builder.take(event, range)) {
            Ok(Ok(())) => {}
            Ok(Err(Stop)) => return None,
            Err(error) => {
                builder.refuse_text(&error);
                return None;
            }
        }
    }
    builder.root
}

/// Reading on makes no sense.
struct Stop;

struct Builder<'p, 's> {
    places: Places<'s>,
    problems: &'p mut Problems<'s>,
    open: Vec<Open>,
    root: Option<Node>,
}

/// A list or mapping whose end has not come yet.
struct Open {
    start: Marker,
    parts: Parts,
}

enum Parts {
    Sequence(Vec<Node>),
    Mapping {
        entries: Vec<Entry>,
        keys: HashSet<String>,
        /// The key whose value comes next; `None` inside when the key was refused.
        pending: Option<Option<(String, Span)>>,
    },
}

impl Builder<'_, '_> {
    fn take(&mut self, event: Event<'_>, range: Range) -> Result<(), Stop> {
        match event {
            Event::DocumentStart(_) if self.root.is_some() => {
                let span = self.places.span(&range.start, &range.end);
                let help = "one file holds one pipeline; remove the `---` and what follows it";
                let message = "the file holds several YAML documents";
                self.problems.add_with_help("several_documents", span, message, help);
                Err(Stop)
            }
            Event::Alias(_) => {
                let span = self.places.span(&range.start, &range.end);
                self.refuse_reuse(span, "aliases (`*name`)");
                self.add(Node { span, kind: Kind::Refused });
                Ok(())
            }
            Event::Scalar(text, style, anchor, tag) => {
                let mut node = self.scalar(&text, style, range);
                self.refuse_decoration(node.span, anchor, tag.is_some());
                if tag.is_some() {
                    node.kind = Kind::Refused;
                }
                self.add(node);
                Ok(())
            }
            Event::SequenceStart(anchor, tag) => {
                self.refuse_decoration(self.start_span(range), anchor, tag.is_some());
                self.open(range, Parts::Sequence(Vec::new()))
            }
            Event::MappingStart(anchor, tag) => {
                self.refuse_decoration(self.start_span(range), anchor, tag.is_some());
                let (entries, keys) = (Vec::new(), HashSet::new());
                self.open(range, Parts::Mapping { entries, keys, pending: None })
            }
            Event::SequenceEnd | Event::MappingEnd => {
                self.close(range);
                Ok(())
            }
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd => Ok(()),
        }
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, range: Range) -> Node {
        let is_plain = style == ScalarStyle::Plain;
        let span = match style {
            ScalarStyle::Literal | ScalarStyle::Folded => {
                self.places.long_span(&range.start, &range.end)
            }
            ScalarStyle::Plain | ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => {
                self.places.span(&range.start, &range.end)
            }
        };
        let is_null = is_plain && matches!(text, "" | "~" | "null" | "Null" | "NULL");
        let kind = match is_null {
            true => Kind::Null,
            false => Kind::Scalar(Scalar { text: text.to_owned(), is_plain }),
        };
        Node { span, kind }
    }

    fn start_span(&self, range: Range) -> Span {
        self.places.span(&range.start, &range.end)
    }

    fn open(&mut self, range: Range, parts: Parts) -> Result<(), Stop> {
        if self.open.len() == MAX_DEPTH {
            let span = self.places.span(&range.start, &range.end);
            let message =
                format!("lists and mappings are nested more than {MAX_DEPTH} levels deep");
            self.problems.add("too_deep", span, &message);
            return Err(Stop);
        }
        self.open.push(Open { start: range.start, parts });
        Ok(())
    }

    fn close(&mut self, range: Range) {
        let Some(open) = self.open.pop() else { return };
        let span = self.places.span(&open.start, &range.end);
        let kind = match open.parts {
            Parts::Sequence(nodes) => Kind::Sequence(nodes),
            Parts::Mapping { entries, .. } => Kind::Mapping(entries),
        };
        self.add(Node { span, kind });
    }

    /// Puts a finished value where it belongs.
    fn add(&mut self, node: Node) {
        match self.open.last_mut().map(|open| &mut open.parts) {
            None => self.root = Some(node),
            Some(Parts::Sequence(nodes)) => nodes.push(node),
            Some(Parts::Mapping { pending: pending @ None, keys, .. }) => {
                *pending = Some(key(node, keys, self.problems));
            }
            Some(Parts::Mapping { entries, pending, .. }) => {
                if let Some((key, key_span)) = pending.take().flatten() {
                    entries.push(Entry { key, key_span, value: node });
                }
            }
        }
    }

    fn refuse_decoration(&mut self, span: Span, anchor: usize, has_tag: bool) {
        if anchor != 0 {
            self.refuse_reuse(span, "anchors (`&name`)");
        }
        if has_tag {
            let help = "remove the tag; put a text that begins with `!` in quotes";
            self.problems.add_with_help("tag_not_allowed", span, "YAML tags are not allowed", help);
        }
    }

    fn refuse_reuse(&mut self, span: Span, what: &str) {
        let message = format!("YAML {what} are not allowed");
        let help = "write the value out, or share it through `env:`, `defaults:` or `matrix:`";
        self.problems.add_with_help("alias_not_allowed", span, &message, help);
    }

    fn refuse_text(&mut self, error: &ScanError) {
        let span = self.places.point(error.marker());
        let message = format!("this is not valid YAML: {}", error.info());
        let help = match error.info().contains("anchor") {
            true => "put a text that begins with `*` or `&` in quotes",
            false => "look for a quote or bracket that is not closed, and at the indentation",
        };
        self.problems.add_with_help("invalid_yaml", span, &message, help);
    }
}

/// Takes a key, unless it is refused.
fn key(
    node: Node,
    keys: &mut HashSet<String>,
    problems: &mut Problems<'_>,
) -> Option<(String, Span)> {
    let Kind::Scalar(Scalar { text, is_plain }) = node.kind else {
        if node.kind != Kind::Refused {
            let message = format!("a key must be a text, but it is {}", node.kind.describe());
            problems.add("invalid_key", node.span, &message);
        }
        return None;
    };
    if is_plain && text == "<<" {
        let help = "write the keys out, or share values through `env:`, `defaults:` or `matrix:`";
        problems.add_with_help(
            "merge_key",
            node.span,
            "YAML merge keys (`<<`) are not allowed",
            help,
        );
        return None;
    }
    if !keys.insert(text.clone()) {
        let message = format!("the key `{text}` stands here for the second time");
        let help = "keep one of the two; which one counts would be a guess";
        problems.add_with_help("duplicate_key", node.span, &message, help);
        return None;
    }
    Some((text, node.span))
}
