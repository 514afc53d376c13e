//! The success side of an operation's answer: one type for each status, documented as sent.
//!
//! The framework's own `Json` says `; charset=utf-8`, which generators stumble over; these send
//! and document plain `application/json`.

use std::io;

use bytes::Bytes;
use futures_util::stream::{Stream, StreamExt};
use poem::http::{StatusCode, header};
use poem::{Body, IntoResponse, Response};
use poem_openapi::ApiResponse;
use poem_openapi::registry::{
    MetaHeader, MetaMediaType, MetaResponse, MetaResponses, MetaSchema, MetaSchemaRef, Registry,
};
use poem_openapi::types::{ToJSON, Type};

/// The media type of JSON bodies, in both directions.
pub const JSON: &str = "application/json";

/// 200 with a body.
#[derive(Debug)]
pub struct Ok200<T>(pub T);

/// 201 with the new thing as body and its path as `Location`.
#[derive(Debug)]
pub struct Created<T> {
    /// What was made.
    pub body: T,
    /// Where it is: `/api/repositories/01..`.
    pub location: String,
}

/// 202: taken in, and worked on from now.
#[derive(Debug)]
pub struct Accepted<T>(pub T);

/// 204: done, and there is nothing to say.
#[derive(Debug)]
pub struct NoContent;

/// 200 with bytes as they are.
#[derive(Debug)]
pub struct Bytes200(pub Bytes);

impl<T: ToJSON> IntoResponse for Ok200<T> {
    fn into_response(self) -> Response {
        json(StatusCode::OK, &self.0)
    }
}

impl<T: ToJSON> IntoResponse for Created<T> {
    fn into_response(self) -> Response {
        json(StatusCode::CREATED, &self.body)
            .with_header(header::LOCATION, self.location)
            .into_response()
    }
}

impl<T: ToJSON> IntoResponse for Accepted<T> {
    fn into_response(self) -> Response {
        json(StatusCode::ACCEPTED, &self.0)
    }
}

impl IntoResponse for NoContent {
    fn into_response(self) -> Response {
        StatusCode::NO_CONTENT.into_response()
    }
}

impl IntoResponse for Bytes200 {
    fn into_response(self) -> Response {
        Response::builder()
            .header(header::CONTENT_LENGTH, self.0.len())
            .content_type("application/octet-stream")
            .body(self.0)
    }
}

impl<T: ToJSON> ApiResponse for Ok200<T> {
    fn meta() -> MetaResponses {
        documented(StatusCode::OK, "Success", Some((JSON, T::schema_ref())))
    }

    fn register(registry: &mut Registry) {
        T::register(registry);
    }
}

impl<T: ToJSON> ApiResponse for Created<T> {
    fn meta() -> MetaResponses {
        let mut meta = documented(StatusCode::CREATED, "Created", Some((JSON, T::schema_ref())));
        meta.responses[0].headers.push(MetaHeader {
            name: "Location".to_owned(),
            description: Some("The path of what was made.".to_owned()),
            required: true,
            deprecated: false,
            schema: String::schema_ref(),
        });
        meta
    }

    fn register(registry: &mut Registry) {
        T::register(registry);
    }
}

impl<T: ToJSON> ApiResponse for Accepted<T> {
    fn meta() -> MetaResponses {
        documented(StatusCode::ACCEPTED, "Accepted", Some((JSON, T::schema_ref())))
    }

    fn register(registry: &mut Registry) {
        T::register(registry);
    }
}

impl ApiResponse for NoContent {
    fn meta() -> MetaResponses {
        documented(StatusCode::NO_CONTENT, "Done", None)
    }

    fn register(_: &mut Registry) {}
}

impl ApiResponse for Bytes200 {
    fn meta() -> MetaResponses {
        let schema =
            MetaSchemaRef::Inline(Box::new(MetaSchema::new_with_format("string", "binary")));
        documented(StatusCode::OK, "The bytes", Some(("application/octet-stream", schema)))
    }

    fn register(_: &mut Registry) {}
}

fn json(status: StatusCode, body: &impl ToJSON) -> Response {
    Response::builder().status(status).content_type(JSON).body(body.to_json_string())
}

/// A body that is sent while it is read. Where it breaks off, its status and what the connection
/// takes at once of what was read before are sent all the same.
pub(super) fn body_of_pieces(
    pieces: impl Stream<Item = io::Result<Vec<u8>>> + Send + 'static,
) -> Body {
    Body::from_bytes_stream(pieces.then(async |piece| {
        if piece.is_err() {
            // The HTTP library drops an answer that breaks off with all that it has not written
            // yet, be it the status; it writes whenever the body keeps it waiting.
            tokio::task::yield_now().await;
        }
        piece
    }))
}

/// The description of an answer of one status.
pub(super) fn documented(
    status: StatusCode,
    description: &'static str,
    content: Option<(&'static str, MetaSchemaRef)>,
) -> MetaResponses {
    let content = content.map(|(content_type, schema)| MetaMediaType { content_type, schema });
    MetaResponses {
        responses: vec![MetaResponse {
            description,
            status: Some(status.as_u16()),
            status_range: None,
            content: content.into_iter().collect(),
            headers: Vec::new(),
        }],
    }
}
