//! `TextHeader<T>`: a header that may be left out, but not be unreadable.
//!
//! The framework takes a header whose bytes are no visible ASCII for one that was not sent. A
//! caller that sends an `Idempotency-Key` relies on it, so it is refused instead.

use poem::{Request, RequestBody, Result};
use poem_openapi::error::ParseParamError;
use poem_openapi::param::Header;
use poem_openapi::registry::{MetaParamIn, MetaSchemaRef, Registry};
use poem_openapi::types::{ParseFromParameter, Type};
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions};

/// A header that may be left out.
#[derive(Debug, Clone)]
pub(super) struct TextHeader<T>(pub Option<T>);

impl<'a, T: ParseFromParameter> ApiExtractor<'a> for TextHeader<T> {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::Parameter];
    const PARAM_IS_REQUIRED: bool = false;

    type ParamType = Option<T>;
    type ParamRawType = <Option<T> as Type>::RawValueType;

    fn register(registry: &mut Registry) {
        Option::<T>::register(registry);
    }

    fn param_in() -> Option<MetaParamIn> {
        Some(MetaParamIn::Header)
    }

    fn param_schema_ref() -> Option<MetaSchemaRef> {
        Some(Option::<T>::schema_ref())
    }

    fn param_raw_type(&self) -> Option<&Self::ParamRawType> {
        self.0.as_raw_value()
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        options: ExtractParamOptions<Self::ParamType>,
    ) -> Result<Self> {
        let name = options.name;
        let mut values = request.headers().get_all(name).iter();
        if values.any(|value| value.to_str().is_err()) {
            let reason = "must hold visible ASCII characters alone".to_owned();
            return Err(ParseParamError { name, reason }.into());
        }
        Header::<Option<T>>::from_request(request, body, options).await.map(|header| Self(header.0))
    }
}
