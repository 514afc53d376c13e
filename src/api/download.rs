//! Bytes under a name of their own, for saving.

use bytes::Bytes;
use poem::http::{StatusCode, header};
use poem::{IntoResponse, Response};
use poem_openapi::ApiResponse;
use poem_openapi::registry::{MetaHeader, MetaResponses, MetaSchema, MetaSchemaRef, Registry};
use poem_openapi::types::Type;

use super::answer::documented;

/// What the bytes were called by who sent them.
const MEDIA_TYPE: &str = "X-Payload-Type";

/// 200 with bytes that a browser saves and never shows: they come from strangers.
#[derive(Debug)]
pub struct Download {
    /// As they were sent.
    pub bytes: Bytes,
    /// Of the file; letters, digits, `.` and `-`.
    pub name: String,
    /// What the sender called them.
    pub media_type: String,
}

impl IntoResponse for Download {
    fn into_response(self) -> Response {
        let disposition = format!("attachment; filename=\"{}\"", self.name);
        Response::builder()
            .header(header::CONTENT_LENGTH, self.bytes.len())
            .header(header::CONTENT_DISPOSITION, disposition)
            .header(MEDIA_TYPE, self.media_type)
            .content_type("application/octet-stream")
            .body(self.bytes)
    }
}

impl ApiResponse for Download {
    fn meta() -> MetaResponses {
        let schema =
            MetaSchemaRef::Inline(Box::new(MetaSchema::new_with_format("string", "binary")));
        let content = Some(("application/octet-stream", schema));
        let mut meta = documented(StatusCode::OK, "The bytes, as a file to save", content);
        for (name, description) in [
            ("Content-Disposition", "The name of the file."),
            (MEDIA_TYPE, "The content type with which the bytes came."),
        ] {
            meta.responses[0].headers.push(MetaHeader {
                name: name.to_owned(),
                description: Some(description.to_owned()),
                required: true,
                deprecated: false,
                schema: String::schema_ref(),
            });
        }
        meta
    }

    fn register(_: &mut Registry) {}
}
