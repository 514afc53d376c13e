//! Operations of every shape that the real API has.

use std::collections::HashMap;
use std::time::Duration;

use futures_util::stream;
use poem_openapi::param::{Header, Path, Query};
use poem_openapi::types::MaybeUndefined;
use poem_openapi::{Enum, Object, OpenApi};
use serde::{Deserialize, Serialize};

use crate::api::answer::{Accepted, Bytes200, Created, NoContent, Ok200};
use crate::api::error::ApiError;
use crate::api::events::{EventStream, StreamEvent};
use crate::api::fail::{Fail, Missing, MissingOrConflict, NoFailures};
use crate::api::guard::{Authorized, RepoRead, RepoWrite};
use crate::api::page::{Page, PageLimit, PageToken, Paging};
use crate::api::raw::RawBody;
use crate::api::strict::StrictJson;
use crate::api::tags::Tag;
use crate::failures;
use crate::ids::RepositoryId;

/// A colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
pub(super) enum Colour {
    Red,
    DarkGreen,
}

/// Who has a thing.
#[derive(Debug, Clone, PartialEq, Eq, Object)]
pub(super) struct Owner {
    /// By name.
    name: String,
}

/// A thing to make.
#[derive(Debug, Clone, PartialEq, Object)]
#[oai(skip_serializing_if_is_none)]
pub(super) struct ThingIn {
    /// What it is called.
    #[oai(validator(min_length = 1, max_length = 8))]
    name: String,
    /// What it looks like.
    colour: Option<Colour>,
    /// Whose it is.
    owner: Option<Owner>,
    /// Words on it.
    #[oai(default)]
    labels: Vec<String>,
    /// How many.
    #[oai(validator(maximum(value = "100")))]
    count: Option<u16>,
    /// Null clears it.
    #[oai(nullable, skip_serializing_if_is_none)]
    note: MaybeUndefined<String>,
    /// Anything by name.
    env: Option<HashMap<String, String>>,
}

/// A thing.
#[derive(Debug, Clone, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
pub(super) struct Thing {
    /// Its number.
    number: u64,
    /// What it is called.
    name: String,
    /// What it looks like.
    colour: Option<Colour>,
}

impl StreamEvent for Thing {
    fn id(&self) -> Option<String> {
        Some(self.number.to_string())
    }

    fn kind(&self) -> Option<&'static str> {
        Some("thing")
    }
}

fn thing(number: u64) -> Thing {
    Thing { number, name: format!("thing {number}"), colour: None }
}

#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
struct Filters {
    even: Option<bool>,
}

failures! {
    AddFails = [AlreadyExists, Unprocessable];
    BusyFails = [Unavailable];
    ReceiveFails = [Unavailable];
}

#[derive(Clone, Copy)]
pub(super) struct Sample;

#[OpenApi(tag = "Tag::System")]
impl Sample {
    /// List things
    ///
    /// From the first to the last.
    #[oai(path = "/api/things", method = "get", operation_id = "thing_list")]
    async fn list(
        &self,
        _caller: Authorized<RepoRead>,
        limit: Query<PageLimit>,
        page_token: Query<PageToken>,
        /// Only even numbers, or only odd ones.
        even: Query<Option<bool>>,
    ) -> Result<Ok200<Page<Thing>>, Fail<NoFailures>> {
        let paging: Paging<Filters, u64> =
            Paging::new("thing_list", limit.0, &page_token.0, Filters { even: even.0 })?;
        let all = (1..=10).filter(|n| paging.filters.even.is_none_or(|even| even == (n % 2 == 0)));
        let after = all.filter(|number| paging.after.is_none_or(|last| *number > last));
        let rows: Vec<u64> = after.take(paging.rows_wanted() as usize).collect();
        Ok(Ok200(paging.page(rows, |row| *row, thing)))
    }

    /// Show a thing
    ///
    /// There is none, ever.
    #[oai(path = "/api/things/:id", method = "get", operation_id = "thing_show")]
    async fn show(
        &self,
        _caller: Authorized<RepoRead>,
        id: Path<RepositoryId>,
    ) -> Result<Ok200<Thing>, Fail<Missing>> {
        Err(ApiError::not_found("thing", &id.0).into())
    }

    /// Remove a thing
    ///
    /// Unless its id ends with a V.
    #[oai(path = "/api/things/:id", method = "delete", operation_id = "thing_remove")]
    async fn remove(
        &self,
        _caller: Authorized<RepoWrite>,
        id: Path<RepositoryId>,
    ) -> Result<NoContent, Fail<MissingOrConflict>> {
        if id.0.to_string().ends_with('V') {
            return Err(ApiError::Conflict("the thing is in use".to_owned()).into());
        }
        Ok(NoContent)
    }

    /// Read a thing's bytes
    ///
    /// As many as are asked for.
    #[oai(path = "/api/things/:id/bytes", method = "get", operation_id = "thing_bytes")]
    async fn bytes(
        &self,
        #[oai(name = "id")] _id: Path<RepositoryId>,
        /// How many.
        #[oai(validator(maximum(value = "1000")))]
        size: Query<u16>,
    ) -> Result<Bytes200, Fail<NoFailures>> {
        Ok(Bytes200(vec![0xff; size.0.into()].into()))
    }

    /// Follow things
    ///
    /// Up to the third.
    #[oai(path = "/api/things/events", method = "get", operation_id = "thing_events")]
    async fn events(
        &self,
        /// The last event that was seen.
        #[oai(name = "Last-Event-ID")]
        last: Header<Option<u64>>,
    ) -> Result<EventStream<Thing>, Fail<NoFailures>> {
        let first = last.0.map_or(1, |last| last + 1);
        Ok(EventStream::new(stream::iter((first..=3).map(thing))))
    }

    /// Panic
    ///
    /// As a fault of the server does.
    #[oai(path = "/api/panic", method = "get", operation_id = "thing_panic")]
    async fn panic(&self) -> Result<NoContent, Fail<NoFailures>> {
        panic!("the secret of the handler")
    }

    /// Fail in an undocumented way
    ///
    /// Which the server notes.
    #[oai(path = "/api/undocumented", method = "get", operation_id = "thing_undocumented")]
    async fn undocumented(&self) -> poem::Result<NoContent> {
        Err(ApiError::Conflict("nobody said so".to_owned()).into())
    }

    /// Be busy
    ///
    /// For a while.
    #[oai(path = "/api/busy", method = "get", operation_id = "thing_busy")]
    async fn busy(&self) -> Result<NoContent, Fail<BusyFails>> {
        let retry_after = Duration::from_millis(1500);
        Err(ApiError::Unavailable { reason: "the store is away".into(), retry_after }.into())
    }
}

/// A second block that shares a path with the first.
#[derive(Clone, Copy)]
pub(super) struct Second;

#[OpenApi(tag = "Tag::System")]
impl Second {
    /// Make a thing
    ///
    /// Under a name that no other has.
    #[oai(path = "/api/things", method = "post", operation_id = "thing_add")]
    async fn add(
        &self,
        caller: Authorized<RepoWrite>,
        body: StrictJson<ThingIn>,
    ) -> Result<Created<Thing>, Fail<AddFails>> {
        let ThingIn { name, colour, .. } = body.0;
        if name == "old" {
            return Err(ApiError::AlreadyExists(format!("there is a thing `{name}`")).into());
        }
        if name == "none" {
            return Err(ApiError::unprocessable("/name", "no thing is called so").into());
        }
        let name = format!("{name} by {}", caller.caller().principal.name);
        Ok(Created { body: Thing { number: 1, name, colour }, location: "/api/things/1".into() })
    }

    /// Paint a thing
    ///
    /// Of whoever owns it.
    #[oai(path = "/api/things/:id/paint", method = "post", operation_id = "thing_paint")]
    async fn paint(
        &self,
        _caller: Authorized<RepoWrite>,
        #[oai(name = "id")] _id: Path<RepositoryId>,
        body: StrictJson<Option<Owner>>,
    ) -> Result<Accepted<String>, Fail<Missing>> {
        Ok(Accepted(body.0.map_or_else(|| "nobody".to_owned(), |owner| owner.name)))
    }

    /// Receive what a thing sends
    ///
    /// Whatever it is.
    #[oai(path = "/api/webhooks/thing", method = "post", operation_id = "webhook_receive_thing")]
    async fn receive(&self, body: RawBody) -> Result<Accepted<String>, Fail<ReceiveFails>> {
        Ok(Accepted(format!("{} bytes", body.bytes.len())))
    }
}
