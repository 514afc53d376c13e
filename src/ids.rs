//! Typed identifiers: ULIDs that can't be mistaken for one another.
//!
//! One macro makes each of them a serde value, a database value (26 characters of text) and a
//! named schema of the OpenAPI document. Only the canonical spelling is read: upper case, no
//! alias letters, no overflow (<https://github.com/ulid/spec>).

use std::borrow::Cow;
use std::sync::{Mutex, PoisonError};

use poem_openapi::registry::{MetaSchema, MetaSchemaRef, Registry};
use poem_openapi::types::{
    ParseError, ParseFromJSON, ParseFromParameter, ParseResult, ToHeader, ToJSON, Type,
};
use sea_orm::sea_query::{ArrayType, ColumnType, Nullable, StringLen, ValueType, ValueTypeErr};
use sea_orm::{ColIdx, DbErr, QueryResult, TryFromU64, TryGetError, TryGetable, Value};
use ulid::Ulid;

/// A text that is not an identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a canonical ULID (26 characters of 0-9 and A-Z without I, L, O, U)")]
pub struct InvalidId;

/// The canonical spelling as a regular expression, for the OpenAPI document.
const PATTERN: &str = "^[0-7][0-9A-HJKMNP-TV-Z]{25}$";

/// The length of the canonical spelling.
const TEXT_LENGTH: u32 = 26;

fn parse_canonical(text: &str) -> Result<Ulid, InvalidId> {
    let id = Ulid::from_string(text).map_err(|_| InvalidId)?;
    if id.to_string() == text { Ok(id) } else { Err(InvalidId) }
}

macro_rules! ulid_id {
    ($(#[doc = $doc:literal])* $name:ident) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub Ulid);

        impl $name {
            /// A new identifier, later than every earlier one of this millisecond or before.
            #[must_use]
            pub fn generate() -> Self {
                Self(next_ulid())
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                parse_canonical(text).map(Self)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = Cow::<'de, str>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }

        impl From<$name> for Value {
            fn from(id: $name) -> Self {
                id.to_string().into()
            }
        }

        impl TryGetable for $name {
            fn try_get_by<I: ColIdx>(row: &QueryResult, index: I) -> Result<Self, TryGetError> {
                let text = String::try_get_by(row, index)?;
                text.parse().map_err(|error: InvalidId| {
                    TryGetError::DbErr(DbErr::Type(format!("`{text}`: {error}")))
                })
            }
        }

        impl ValueType for $name {
            fn try_from(value: Value) -> Result<Self, ValueTypeErr> {
                let text = <String as ValueType>::try_from(value)?;
                text.parse().map_err(|_| ValueTypeErr)
            }

            fn type_name() -> String {
                stringify!($name).to_owned()
            }

            fn array_type() -> ArrayType {
                ArrayType::String
            }

            fn column_type() -> ColumnType {
                ColumnType::String(StringLen::N(TEXT_LENGTH))
            }
        }

        impl Nullable for $name {
            fn null() -> Value {
                String::null()
            }
        }

        impl TryFromU64 for $name {
            fn try_from_u64(_: u64) -> Result<Self, DbErr> {
                Err(DbErr::ConvertFromU64(stringify!($name)))
            }
        }

        impl Type for $name {
            const IS_REQUIRED: bool = true;
            type RawValueType = Self;
            type RawElementValueType = Self;

            fn name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn schema_ref() -> MetaSchemaRef {
                MetaSchemaRef::Reference(stringify!($name).into())
            }

            fn register(registry: &mut Registry) {
                registry.create_schema::<Self, _>(stringify!($name).into(), |_| MetaSchema {
                    description: Some(const { concat!($($doc),*).trim_ascii() }),
                    pattern: Some(PATTERN.into()),
                    example: Some("01ARZ3NDEKTSV4RRFFQ69G5FAV".into()),
                    ..MetaSchema::new_with_format("string", "ulid")
                });
            }

            fn as_raw_value(&self) -> Option<&Self> {
                Some(self)
            }

            fn raw_element_iter<'a>(&'a self) -> Box<dyn Iterator<Item = &'a Self> + 'a> {
                Box::new(std::iter::once(self))
            }
        }

        impl ParseFromParameter for $name {
            fn parse_from_parameter(text: &str) -> ParseResult<Self> {
                text.parse().map_err(ParseError::custom)
            }
        }

        impl ParseFromJSON for $name {
            fn parse_from_json(value: Option<serde_json::Value>) -> ParseResult<Self> {
                match value.unwrap_or_default() {
                    serde_json::Value::String(text) => text.parse().map_err(ParseError::custom),
                    other => Err(ParseError::expected_type(other)),
                }
            }
        }

        impl ToJSON for $name {
            fn to_json(&self) -> Option<serde_json::Value> {
                Some(self.to_string().into())
            }
        }

        impl ToHeader for $name {
            fn to_header(&self) -> Option<poem::http::HeaderValue> {
                self.to_string().parse().ok()
            }
        }
    };
}

ulid_id!(
    /// Identifies a repository.
    RepositoryId
);
ulid_id!(
    /// Identifies a webhook event.
    WebhookEventId
);
ulid_id!(
    /// Identifies a build.
    BuildId
);
ulid_id!(
    /// Identifies a job.
    JobId
);
ulid_id!(
    /// Identifies a runner.
    RunnerId
);
ulid_id!(
    /// Identifies an API or runner token.
    TokenId
);
ulid_id!(
    /// Identifies a user: a person or a service account.
    UserId
);
ulid_id!(
    /// Identifies a session of a browser.
    SessionId
);
ulid_id!(
    /// Identifies an entry of the audit record.
    AuditEventId
);
ulid_id!(
    /// Identifies a secret.
    SecretId
);
ulid_id!(
    /// Identifies what a person said of a build or job that waited for it.
    ApprovalId
);
ulid_id!(
    /// Identifies what a provider is told about a commit.
    StatusReportId
);
ulid_id!(
    /// Identifies one attempt of a job, as it was given to a runner.
    LeaseId
);

/// The last one that was made or is known.
static LAST: Mutex<Ulid> = Mutex::new(Ulid::nil());

/// Has every identifier that is made from now on follow `known`, which an earlier process has made:
/// the clock may have been set back since.
pub fn follow(known: Ulid) {
    let mut last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
    *last = known.max(*last);
}

/// Strictly increasing within this process, so that identifiers made in one millisecond keep
/// their order, and so do those that are made before and after the clock is set back.
fn next_ulid() -> Ulid {
    let mut last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
    let fresh = Ulid::generate();
    *last = if fresh > *last { fresh } else { last.increment().unwrap_or(fresh) };
    *last
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_made_in_one_millisecond_keep_their_order() {
        let made: Vec<_> = (0..10_000).map(|_| BuildId::generate()).collect();
        assert!(made.is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn identifiers_follow_those_of_an_earlier_process_whatever_the_clock_says() {
        let in_an_hour = BuildId::generate().0.timestamp_ms() + 60 * 60 * 1000;
        let known = Ulid::from_parts(in_an_hour, 7);
        follow(known);
        follow(Ulid::nil());
        let made = [BuildId::generate().0, BuildId::generate().0];
        assert!(known < made[0] && made[0] < made[1], "{known} {made:?}");
        assert_eq!(made[1].timestamp_ms(), in_an_hour);
    }

    #[test]
    fn only_the_canonical_spelling_is_read() {
        let canonical = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
        assert_eq!(canonical.parse::<BuildId>().map(|id| id.to_string()), Ok(canonical.to_owned()));
        for text in [
            "",
            "01arz3ndektsv4rrffq69g5fav",
            "81ARZ3NDEKTSV4RRFFQ69G5FAV",
            "01ARZ3NDEKTSV4RRFFQ69G5FA",
            "01ARZ3NDEKTSV4RRFFQ69G5FAI",
        ] {
            assert_eq!(text.parse::<BuildId>(), Err(InvalidId), "{text}");
        }
    }
}
