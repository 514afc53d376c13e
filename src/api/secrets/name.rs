//! The name of a secret in a path.

use std::borrow::Cow;

use pipeline::{InvalidSecretName, check_secret_name};
use poem_openapi::registry::{MetaSchema, MetaSchemaRef};
use poem_openapi::types::{ParseError, ParseFromParameter, ParseResult, Type};

/// What names look like; some of them are reserved.
const PATTERN: &str = "^[A-Z_][A-Z0-9_]{0,63}$";

/// A text that can be the name of a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SecretName(pub(super) String);

impl Type for SecretName {
    const IS_REQUIRED: bool = true;
    type RawValueType = Self;
    type RawElementValueType = Self;

    fn name() -> Cow<'static, str> {
        "SecretName".into()
    }

    fn schema_ref() -> MetaSchemaRef {
        MetaSchemaRef::Inline(Box::new(MetaSchema {
            description: Some(
                "Capital letters, digits and `_`, at most 64; none that begins with `OORE_`, and \
                 none of variables that mean something already, such as `CI` and `PATH`.",
            ),
            pattern: Some(PATTERN.into()),
            example: Some("STORE_PASSWORD".into()),
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

impl ParseFromParameter for SecretName {
    fn parse_from_parameter(text: &str) -> ParseResult<Self> {
        match check_secret_name(text) {
            // Well-formed; it is refused where a secret is set.
            Ok(()) | Err(InvalidSecretName::Reserved) => Ok(Self(text.to_owned())),
            Err(error @ InvalidSecretName::Form) => Err(ParseError::custom(error)),
        }
    }
}
