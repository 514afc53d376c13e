//! `StrictJson<T>`: a JSON body that is held against `T`'s own schema before it is parsed.
//!
//! The framework's parsers take `5` and `true` for a string, `null` for anything optional and
//! ignore fields they don't know; a typing mistake would pass unnoticed. Here every mistake is
//! named, all at once.

mod check;

use std::any::TypeId;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use poem::{Request, RequestBody, Result};
use poem_openapi::registry::{MetaMediaType, MetaRequest, Registry};
use poem_openapi::types::ParseFromJSON;
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions};

use super::answer::JSON;
use super::error::ApiError;
use super::json::{self, Duplicates};
use super::limit::{self, JSON_LIMIT};
use super::problem::{FieldError, plain_reason};

/// A JSON body of at most 1 MiB that follows `T`'s schema to the letter.
#[derive(Debug)]
pub struct StrictJson<T>(pub T);

impl<'a, T: ParseFromJSON + 'static> ApiExtractor<'a> for StrictJson<T> {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];

    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        T::register(registry);
    }

    fn request_meta() -> Option<MetaRequest> {
        let content = vec![MetaMediaType { content_type: JSON, schema: T::schema_ref() }];
        Some(MetaRequest { description: None, content, required: T::IS_REQUIRED })
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        _: ExtractParamOptions<()>,
    ) -> Result<Self> {
        let refuse =
            |given: &str| ApiError::UnsupportedMediaType { given: given.to_owned(), wanted: JSON };
        let given = media_type(request);
        match given.as_deref() {
            Some(JSON) => {}
            Some(other) => return Err(refuse(other).into()),
            None if T::IS_REQUIRED => return Err(refuse("missing").into()),
            None => {}
        }
        let bytes = limit::read(request, body, JSON_LIMIT, None).await?;
        // A body that may be left out has no type only when it is left out.
        if given.is_none() && !bytes.is_empty() {
            return Err(refuse("missing").into());
        }
        Ok(Self(parse(&bytes)?))
    }
}

/// The request's content type without its parameters, in lower case.
pub(super) fn media_type(request: &Request) -> Option<String> {
    let essence = request.content_type()?.split(';').next()?;
    Some(essence.trim().to_ascii_lowercase())
}

/// Reads `bytes` as a `T`.
///
/// # Errors
/// `InvalidBody` with every mistake that was found.
pub fn parse<T: ParseFromJSON + 'static>(bytes: &[u8]) -> Result<T, ApiError> {
    if bytes.is_empty() && !T::IS_REQUIRED {
        return T::parse_from_json(None)
            .map_err(|error| whole(plain_reason(&error.into_message())));
    }
    if bytes.is_empty() {
        return Err(whole("the body is empty".to_owned()));
    }
    let value = json::parse(bytes, Duplicates::Refuse)
        .map_err(|error| whole(format!("the body can't be read as JSON: {error}")))?;
    let mistakes = check::mistakes(&T::schema_ref(), &value, &schemas_of::<T>());
    if !mistakes.is_empty() {
        return Err(ApiError::InvalidBody(mistakes));
    }
    T::parse_from_json(Some(value)).map_err(|error| whole(plain_reason(&error.into_message())))
}

fn whole(message: String) -> ApiError {
    ApiError::InvalidBody(vec![FieldError { field: String::new(), message }])
}

/// The schemas that `T` refers to, registered once for each type.
fn schemas_of<T: ParseFromJSON + 'static>() -> Arc<Registry> {
    static KNOWN: OnceLock<RwLock<HashMap<TypeId, Arc<Registry>>>> = OnceLock::new();
    let known = KNOWN.get_or_init(RwLock::default);
    let id = TypeId::of::<T>();
    if let Some(found) = known.read().unwrap_or_else(PoisonError::into_inner).get(&id) {
        return Arc::clone(found);
    }
    let mut registry = Registry::new();
    T::register(&mut registry);
    let registry = Arc::new(registry);
    known.write().unwrap_or_else(PoisonError::into_inner).insert(id, Arc::clone(&registry));
    registry
}
