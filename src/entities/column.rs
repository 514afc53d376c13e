//! How the domain's values stand in columns: words as text, structures as JSON.

use sea_orm::sea_query::{ArrayType, ColumnType, Nullable, StringLen, ValueType, ValueTypeErr};
use sea_orm::{ColIdx, DbErr, JsonValue, QueryResult, TryFromU64, TryGetError, TryGetable, Value};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::domain::access::Role;
use crate::domain::approval::{ApprovalDecision, ApprovalState, ForkApproval};
use crate::domain::audit::ActorKind;
use crate::domain::event::{EventKind, RefKind};
use crate::domain::provider::{ProviderKind, PullRequestBuilds};
use crate::domain::report::ReportState;
use crate::domain::session::SignInMethod;
use crate::domain::status::{
    AttemptStatus, BuildStatus, JobStatus, RunnerStatus, StepStatus, WebhookEventStatus,
};
use crate::domain::text_enum::TextEnum;
use crate::domain::user::UserKind;

/// A value kept as JSON.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stored<T>(pub T);

impl<T: Serialize> From<Stored<T>> for Value {
    fn from(stored: Stored<T>) -> Self {
        // Serialisation fails only for maps whose keys are no text, which none of our types has.
        serde_json::to_value(&stored.0).unwrap_or_default().into()
    }
}

impl<T: DeserializeOwned> TryGetable for Stored<T> {
    fn try_get_by<I: ColIdx>(row: &QueryResult, index: I) -> Result<Self, TryGetError> {
        let json = JsonValue::try_get_by(row, index)?;
        serde_json::from_value(json).map(Self).map_err(|error| {
            let wanted = std::any::type_name::<T>();
            TryGetError::DbErr(DbErr::Json(format!("stored JSON is no {wanted}: {error}")))
        })
    }
}

impl<T: DeserializeOwned> ValueType for Stored<T> {
    fn try_from(value: Value) -> Result<Self, ValueTypeErr> {
        let json = <JsonValue as ValueType>::try_from(value)?;
        serde_json::from_value(json).map(Self).map_err(|_| ValueTypeErr)
    }

    fn type_name() -> String {
        std::any::type_name::<T>().to_owned()
    }

    fn array_type() -> ArrayType {
        ArrayType::Json
    }

    fn column_type() -> ColumnType {
        ColumnType::JsonBinary
    }
}

impl<T> Nullable for Stored<T> {
    fn null() -> Value {
        JsonValue::null()
    }
}

fn word_from_row<T: TextEnum>(row: &QueryResult, index: impl ColIdx) -> Result<T, TryGetError> {
    let text = String::try_get_by(row, index)?;
    T::from_text(&text).map_err(|error| TryGetError::DbErr(DbErr::Type(error.to_string())))
}

macro_rules! word_columns {
    ($($name:ident),+ $(,)?) => { $(
        impl From<$name> for Value {
            fn from(word: $name) -> Self {
                word.as_str().into()
            }
        }

        impl TryGetable for $name {
            fn try_get_by<I: ColIdx>(row: &QueryResult, index: I) -> Result<Self, TryGetError> {
                word_from_row(row, index)
            }
        }

        impl ValueType for $name {
            fn try_from(value: Value) -> Result<Self, ValueTypeErr> {
                let text = <String as ValueType>::try_from(value)?;
                Self::from_text(&text).map_err(|_| ValueTypeErr)
            }

            fn type_name() -> String {
                Self::NAME.to_owned()
            }

            fn array_type() -> ArrayType {
                ArrayType::String
            }

            fn column_type() -> ColumnType {
                ColumnType::String(StringLen::None)
            }
        }

        impl Nullable for $name {
            fn null() -> Value {
                String::null()
            }
        }

        impl TryFromU64 for $name {
            fn try_from_u64(_: u64) -> Result<Self, DbErr> {
                Err(DbErr::ConvertFromU64(Self::NAME))
            }
        }
    )+ };
}

word_columns!(
    ActorKind,
    ApprovalDecision,
    ApprovalState,
    AttemptStatus,
    BuildStatus,
    EventKind,
    ForkApproval,
    JobStatus,
    ProviderKind,
    PullRequestBuilds,
    RefKind,
    ReportState,
    Role,
    RunnerStatus,
    SignInMethod,
    StepStatus,
    UserKind,
    WebhookEventStatus,
);
