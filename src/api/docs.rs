//! `/openapi.json` and `/docs`, where the address of the server leads: the published document, and Swagger UI that shows just it.
//!
//! The page's script and styles are those that the framework carries, served as files of their
//! own: nothing is loaded from another host, and the content security policy allows no inline
//! script.

use std::sync::{Arc, LazyLock};

use bytes::Bytes;
use poem::http::{Method, StatusCode, header};
use poem::middleware::Compression;
use poem::web::Redirect;
use poem::{
    Endpoint, EndpointExt, IntoEndpoint, IntoResponse, Request, Response, Route, endpoint, get,
};
use poem_openapi::OpenApiService;
use sha2::{Digest, Sha256};

const PAGE: &str = include_str!("docs/page.html");
const START: &str = include_str!("docs/start.js");

/// What the page may do: run its own script, show its own style, call this server.
const PAGE_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; \
    frame-ancestors 'none'";

/// `routes` and the pages, for the published document `text`.
pub(super) fn add(routes: Route, text: String) -> Route {
    let page = || Bytes::from_static(PAGE.as_bytes());
    let start = || Bytes::from_static(START.as_bytes());
    routes
        .at("/openapi.json", file(|| Bytes::from(text), "application/json"))
        .at("/docs", file(page, "text/html; charset=utf-8"))
        .at("/docs/start.js", file(start, "text/javascript"))
        .at("/docs/swagger-ui.js", file(|| swagger_ui().script, "text/javascript"))
        .at("/docs/swagger-ui.css", file(|| swagger_ui().style, "text/css"))
}

/// Leads from the bare address, where nothing else stands, to the page.
pub(super) async fn lead<E: Endpoint>(inner: Arc<E>, request: Request) -> poem::Result<Response> {
    let is_bare = request.uri().path() == "/";
    if is_bare && matches!(*request.method(), Method::GET | Method::HEAD) {
        return Ok(Redirect::see_other("docs").into_response());
    }
    inner.call(request).await.map(IntoResponse::into_response)
}

/// A file as it is sent.
struct File {
    content: Bytes,
    /// Weak, because the same content is sent compressed and not.
    etag: String,
}

impl File {
    fn new(content: Bytes) -> Self {
        let etag = format!("W/\"{}\"", hex::encode(&Sha256::digest(&content)[..16]));
        Self { content, etag }
    }
}

/// A file in memory, made when it is first asked for. A browser asks for it again only to hear that
/// it did not change.
fn file(
    content: impl FnOnce() -> Bytes + Send + 'static,
    content_type: &'static str,
) -> impl IntoEndpoint<Endpoint: 'static> {
    let file = LazyLock::new(move || File::new(content()));
    let page = endpoint::make_sync(move |request: Request| {
        let File { content, etag } = &*file;
        let response = Response::builder()
            .header(header::ETAG, etag)
            .header(header::CACHE_CONTROL, "no-cache")
            .header(header::CONTENT_SECURITY_POLICY, PAGE_POLICY);
        if is_known(request.header(header::IF_NONE_MATCH), etag) {
            return response.status(StatusCode::NOT_MODIFIED).finish();
        }
        response.content_type(content_type).body(content.clone())
    });
    get(page.with(Compression::new()))
}

fn is_known(given: Option<&str>, etag: &str) -> bool {
    let given = given.unwrap_or_default().split(',').map(str::trim);
    let opaque = |tag: &str| tag.trim_start_matches("W/").to_owned();
    given.map(opaque).any(|tag| tag == opaque(etag) || tag == "*")
}

/// Swagger UI.
struct SwaggerUi {
    style: Bytes,
    script: Bytes,
}

/// Its style sheet and its script, cut out of the page that the framework makes.
fn swagger_ui() -> SwaggerUi {
    let page = OpenApiService::new((), "", "").swagger_ui_html();
    let between = |start: &str, end: &str| {
        let (_, rest) = page.split_once(start)?;
        let (part, _) = rest.split_once(end)?;
        Some(Bytes::from(part.to_owned()))
    };
    let style = between(r#"<style charset="UTF-8">"#, "</style>");
    let script = between(r#"<script charset="UTF-8">"#, "</script>\n</head>");
    SwaggerUi {
        style: style
            .expect("the framework's page holds the style; its version is pinned and tested"),
        script: script
            .expect("the framework's page holds the script; its version is pinned and tested"),
    }
}
