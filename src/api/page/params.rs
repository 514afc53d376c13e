//! The two query parameters of every list. Both may be left out.

use std::borrow::Cow;

use poem_openapi::registry::{MetaSchema, MetaSchemaRef};
use poem_openapi::types::{ParseError, ParseFromParameter, ParseResult, Type};

/// How many items a page holds when the caller does not say.
const DEFAULT_LIMIT: u16 = 50;

/// The most items that a page holds.
const MAXIMUM_LIMIT: u16 = 200;

/// The longest token that is looked at, in bytes.
const LONGEST_TOKEN: usize = 2048;

/// The parameter `limit`: 1 to 200 items a page, 50 when left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageLimit(u16);

/// The parameter `page_token`: the `next_page` of the page before, absent for the first page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PageToken(Option<String>);

impl PageLimit {
    /// The number of items.
    #[must_use]
    pub const fn items(self) -> usize {
        self.0 as usize
    }
}

impl Default for PageLimit {
    fn default() -> Self {
        Self(DEFAULT_LIMIT)
    }
}

impl PageToken {
    /// A token as it came in an answer's `next_page`.
    #[must_use]
    pub const fn new(text: Option<String>) -> Self {
        Self(text)
    }

    /// The token's text.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        self.0.as_deref()
    }
}

macro_rules! optional_parameter {
    ($name:ident, $schema:expr) => {
        impl Type for $name {
            const IS_REQUIRED: bool = false;
            type RawValueType = Self;
            type RawElementValueType = Self;

            fn name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn schema_ref() -> MetaSchemaRef {
                MetaSchemaRef::Inline(Box::new($schema))
            }

            fn as_raw_value(&self) -> Option<&Self> {
                Some(self)
            }

            fn raw_element_iter<'a>(&'a self) -> Box<dyn Iterator<Item = &'a Self> + 'a> {
                Box::new(std::iter::once(self))
            }
        }
    };
}

optional_parameter!(
    PageLimit,
    MetaSchema {
        description: Some("How many items the page may hold."),
        default: Some(DEFAULT_LIMIT.into()),
        minimum: Some(1.0),
        maximum: Some(f64::from(MAXIMUM_LIMIT)),
        ..MetaSchema::new_with_format("integer", "int32")
    }
);
optional_parameter!(
    PageToken,
    MetaSchema {
        description: Some("The `next_page` of the page before; leave it out for the first page."),
        // No length here: generators would make this another type than `next_page` has.
        ..MetaSchema::new("string")
    }
);

impl ParseFromParameter for PageLimit {
    fn parse_from_parameter(text: &str) -> ParseResult<Self> {
        match text.parse() {
            Ok(items @ 1..=MAXIMUM_LIMIT) => Ok(Self(items)),
            _ => {
                Err(ParseError::custom(format!("must be a whole number from 1 to {MAXIMUM_LIMIT}")))
            }
        }
    }

    fn parse_from_parameters<I: IntoIterator<Item = A>, A: AsRef<str>>(
        values: I,
    ) -> ParseResult<Self> {
        let first = values.into_iter().next();
        first.map_or_else(|| Ok(Self::default()), |text| Self::parse_from_parameter(text.as_ref()))
    }
}

impl ParseFromParameter for PageToken {
    fn parse_from_parameter(text: &str) -> ParseResult<Self> {
        if text.len() > LONGEST_TOKEN {
            return Err(ParseError::custom("is longer than any token of this server"));
        }
        Ok(Self(Some(text.to_owned())))
    }

    fn parse_from_parameters<I: IntoIterator<Item = A>, A: AsRef<str>>(
        values: I,
    ) -> ParseResult<Self> {
        let first = values.into_iter().next();
        first.map_or_else(|| Ok(Self::default()), |text| Self::parse_from_parameter(text.as_ref()))
    }
}
