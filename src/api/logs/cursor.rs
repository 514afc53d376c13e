//! A place in a job's logs, as events name it: the attempt and the byte behind the event, `2:4096`.

use std::borrow::Cow;

use poem_openapi::registry::{MetaSchema, MetaSchemaRef};
use poem_openapi::types::{ParseError, ParseFromParameter, ParseResult, Type};

/// Where a stream goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cursor {
    pub(super) attempt: u32,
    pub(super) end: u64,
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.attempt, self.end)
    }
}

impl Cursor {
    fn read(text: &str) -> Option<Self> {
        let (attempt, end) = text.split_once(':')?;
        let attempt = attempt.parse().ok().filter(|attempt| *attempt > 0)?;
        Some(Self { attempt, end: end.parse().ok()? })
    }
}

impl Type for Cursor {
    const IS_REQUIRED: bool = true;
    type RawValueType = Self;
    type RawElementValueType = Self;

    fn name() -> Cow<'static, str> {
        "LogCursor".into()
    }

    fn schema_ref() -> MetaSchemaRef {
        MetaSchemaRef::Inline(Box::new(MetaSchema {
            pattern: Some("^[1-9][0-9]{0,8}:[0-9]{1,18}$".into()),
            ..MetaSchema::new("string")
        }))
    }

    fn as_raw_value(&self) -> Option<&Self> {
        Some(self)
    }

    fn raw_element_iter<'a>(&'a self) -> Box<dyn Iterator<Item = &'a Self> + 'a> {
        Box::new(std::iter::once(self))
    }
}

impl ParseFromParameter for Cursor {
    fn parse_from_parameter(text: &str) -> ParseResult<Self> {
        Self::read(text)
            .ok_or_else(|| ParseError::custom("must be the id of an event, as `1:4096`"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_reads_back_as_it_was_written() {
        let place = Cursor { attempt: 2, end: 1 << 40 };
        assert_eq!(Cursor::read(&place.to_string()), Some(place));
        for text in ["", "1", "0:5", "1:-1", "x:1", "1:2:3"] {
            assert_eq!(Cursor::read(text), None, "{text}");
        }
    }
}
