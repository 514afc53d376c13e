//! The header `Idempotency-Key`: a request that is sent again finds what the first one made.

use std::borrow::Cow;

use poem_openapi::registry::{MetaSchema, MetaSchemaRef};
use poem_openapi::types::{ParseError, ParseFromParameter, ParseResult, ToJSON, Type};
use sha2::{Digest, Sha256};

use crate::store::builds::RequestKey;

/// In characters. A UUID has 36.
const LIMIT: usize = 128;

/// A key that a caller chose for one request and its repetitions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdempotencyKey(String);

impl IdempotencyKey {
    /// The key as it is stored: within `scope`, so that keys of different operations can't meet,
    /// and with a digest of `body`, so that it can't stand for another request.
    #[must_use]
    pub fn within(&self, scope: &str, body: &impl ToJSON) -> RequestKey {
        RequestKey {
            key: format!("{scope}:{}", self.0),
            // What was read of the body, not its bytes: blanks and the order of fields don't count.
            digest: hex::encode(Sha256::digest(body.to_json_string())),
        }
    }
}

impl Type for IdempotencyKey {
    const IS_REQUIRED: bool = true;
    type RawValueType = Self;
    type RawElementValueType = Self;

    fn name() -> Cow<'static, str> {
        "IdempotencyKey".into()
    }

    fn schema_ref() -> MetaSchemaRef {
        MetaSchemaRef::Inline(Box::new(MetaSchema {
            min_length: Some(1),
            max_length: Some(LIMIT),
            pattern: Some("^[!-~]+$".into()),
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

impl ParseFromParameter for IdempotencyKey {
    fn parse_from_parameter(text: &str) -> ParseResult<Self> {
        let is_visible = text.bytes().all(|byte| byte.is_ascii_graphic());
        if (1..=LIMIT).contains(&text.len()) && is_visible {
            Ok(Self(text.to_owned()))
        } else {
            Err(ParseError::custom(format!("must hold 1 to {LIMIT} visible ASCII characters")))
        }
    }
}
