//! `RawBody`: a webhook's body byte for byte, because its signature is over the bytes.

use std::marker::PhantomData;

use bytes::Bytes;
use poem::{Request, RequestBody, Result};
use poem_openapi::registry::{MetaMediaType, MetaRequest, MetaSchema, MetaSchemaRef, Registry};
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions};

use super::answer::JSON;
use super::error::ApiError;
use super::limit::{self, BodyBudget, BodyRoom, WEBHOOK_LIMIT};
use super::strict::media_type;

const FORM: &str = "application/x-www-form-urlencoded";

/// The content types in which a provider sends its payloads.
pub trait Accepts: Send + Sync + 'static {
    /// In lower case, without parameters.
    const MEDIA_TYPES: &'static [&'static str];
    /// The same for people.
    const WANTED: &'static str;
}

/// The body is the JSON payload, or a form whose field `payload` is.
#[derive(Debug, Clone, Copy)]
pub struct JsonOrForm;

/// The body is the JSON payload.
#[derive(Debug, Clone, Copy)]
pub struct JsonAlone;

impl Accepts for JsonOrForm {
    const MEDIA_TYPES: &'static [&'static str] = &[JSON, FORM];
    const WANTED: &'static str = "application/json or application/x-www-form-urlencoded";
}

impl Accepts for JsonAlone {
    const MEDIA_TYPES: &'static [&'static str] = &[JSON];
    const WANTED: &'static str = JSON;
}

/// The untouched body of a webhook, at most 25 MiB.
#[derive(Debug)]
pub struct RawBody<A = JsonOrForm> {
    /// As it was sent.
    pub bytes: Bytes,
    /// What it has of the memory for all such bodies: to be kept as long as the bytes are.
    pub room: BodyRoom,
    accepts: PhantomData<A>,
}

impl<A> RawBody<A> {
    pub(super) const fn new(bytes: Bytes, room: BodyRoom) -> Self {
        Self { bytes, room, accepts: PhantomData }
    }
}

impl<'a, A: Accepts> ApiExtractor<'a> for RawBody<A> {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];

    type ParamType = ();
    type ParamRawType = ();

    fn register(_: &mut Registry) {}

    fn request_meta() -> Option<MetaRequest> {
        let anything = || MetaSchemaRef::Inline(Box::new(MetaSchema::new("object")));
        let content = A::MEDIA_TYPES
            .iter()
            .map(|content_type| MetaMediaType { content_type, schema: anything() })
            .collect();
        Some(MetaRequest {
            description: Some("The payload as the provider signed it."),
            content,
            required: true,
        })
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        _: ExtractParamOptions<()>,
    ) -> Result<Self> {
        let given = media_type(request);
        let given = given.as_deref().unwrap_or("missing");
        if !A::MEDIA_TYPES.contains(&given) {
            let given = given.to_owned();
            return Err(ApiError::UnsupportedMediaType { given, wanted: A::WANTED }.into());
        }
        let budget: &BodyBudget =
            request.data().ok_or_else(|| ApiError::internal("no budget for bodies was given"))?;
        let mut room = budget.room();
        let bytes = limit::read(request, body, WEBHOOK_LIMIT, Some(&mut room)).await?;
        Ok(Self::new(bytes, room))
    }
}
