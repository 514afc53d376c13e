//! Answers that a browser keeps something of, or follows.

use poem::http::{HeaderValue, StatusCode, header};
use poem::{IntoResponse, Response};
use poem_openapi::ApiResponse;
use poem_openapi::registry::{MetaHeader, MetaResponses, Registry};
use poem_openapi::types::{ToJSON, Type};

use crate::api::answer::{Created, NoContent, documented};

/// 201, with a cookie.
#[derive(Debug)]
pub(super) struct CreatedWithCookie<T> {
    pub(super) created: Created<T>,
    pub(super) cookie: HeaderValue,
}

/// 204, and a cookie is to be forgotten.
#[derive(Debug)]
pub(super) struct NoContentAnymore {
    pub(super) cookie: HeaderValue,
}

/// 303: the browser goes on elsewhere.
#[derive(Debug)]
pub(super) struct SeeOther {
    pub(super) location: String,
    pub(super) cookies: Vec<HeaderValue>,
}

impl<T: ToJSON + Send> IntoResponse for CreatedWithCookie<T> {
    fn into_response(self) -> Response {
        self.created.with_header(header::SET_COOKIE, self.cookie).into_response()
    }
}

impl IntoResponse for NoContentAnymore {
    fn into_response(self) -> Response {
        NoContent.with_header(header::SET_COOKIE, self.cookie).into_response()
    }
}

impl IntoResponse for SeeOther {
    fn into_response(self) -> Response {
        let mut response = StatusCode::SEE_OTHER.into_response();
        // Addresses are written by this program and by the parser of URLs, in plain letters.
        if let Ok(location) = HeaderValue::from_str(&self.location) {
            response.headers_mut().insert(header::LOCATION, location);
        }
        for cookie in self.cookies {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
        response
    }
}

impl<T: ToJSON> ApiResponse for CreatedWithCookie<T> {
    fn meta() -> MetaResponses {
        with_header(Created::<T>::meta(), "Set-Cookie", "The cookie of the session.")
    }

    fn register(registry: &mut Registry) {
        Created::<T>::register(registry);
    }
}

impl ApiResponse for NoContentAnymore {
    fn meta() -> MetaResponses {
        with_header(NoContent::meta(), "Set-Cookie", "Has the browser forget the cookie.")
    }

    fn register(_: &mut Registry) {}
}

impl ApiResponse for SeeOther {
    fn meta() -> MetaResponses {
        let meta = documented(StatusCode::SEE_OTHER, "The browser goes on elsewhere", None);
        let meta = with_header(meta, "Location", "Where to.");
        with_header(meta, "Set-Cookie", "What the browser is to keep.")
    }

    fn register(_: &mut Registry) {}
}

fn with_header(mut meta: MetaResponses, name: &str, description: &str) -> MetaResponses {
    meta.responses[0].headers.push(MetaHeader {
        name: name.to_owned(),
        description: Some(description.to_owned()),
        required: true,
        deprecated: false,
        schema: String::schema_ref(),
    });
    meta
}
