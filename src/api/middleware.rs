//! The outermost layer: whatever happens inside, the caller gets a documented answer with a
//! request id and the security headers, and the log gets what the caller must not see.

mod headers;
mod origin;
mod rules;
mod translate;

use std::any::Any;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::{Duration, Instant};

use futures_util::FutureExt;
use poem::http::Method;
use poem::{Endpoint, IntoResponse, Request, Response};
use poem_openapi::OperationId;
pub use rules::Rules;
use tracing::{Instrument, debug, error, error_span, info};

use super::client_address::ClientAddress;
use super::error::{ApiError, ErrorCode};
use super::limit::BodyTime;
use super::problem;
use super::request_id::{REQUEST_ID, RequestId};
use super::spec::RouteTable;
use crate::metrics::{self, Metrics};

/// An endpoint that never fails and never panics, and counts what it answers.
pub struct Outermost<E> {
    inner: E,
    routes: Arc<RouteTable>,
    rules: Rules,
    metrics: Arc<Metrics>,
}

/// When it is worth to try again what took too long.
const AFTER_TIMEOUT: Duration = Duration::from_secs(10);

/// What is kept of a request, which its handler consumes.
struct Call {
    id: RequestId,
    method: Method,
    path: String,
    client: Option<ClientAddress>,
}

impl<E: Endpoint> Outermost<E> {
    /// Wraps `inner`, whose operations are those of `routes`.
    pub const fn new(
        inner: E,
        routes: Arc<RouteTable>,
        rules: Rules,
        metrics: Arc<Metrics>,
    ) -> Self {
        Self { inner, routes, rules, metrics }
    }

    async fn answer(&self, request: Request, call: &Call) -> Response {
        let mut response = match origin::foreign(&request, self.rules.public_url.as_ref()) {
            Some(origin) => refuse(&ApiError::ForeignOrigin(origin), call),
            None => self.let_in(request, call).await,
        };
        headers::add(&mut response, self.rules.is_reached_by_tls);
        response.headers_mut().insert(REQUEST_ID, call.id.to_header());
        response
    }

    async fn let_in(&self, mut request: Request, call: &Call) -> Response {
        let extensions = request.extensions_mut();
        extensions.insert(call.id.clone());
        extensions.insert(BodyTime(self.rules.body_time));
        if let Some(client) = call.client {
            extensions.insert(client);
        }
        let limit = self.rules.request_time;
        let result = AssertUnwindSafe(self.inner.call(request)).catch_unwind();
        match tokio::time::timeout(limit, result).await {
            Ok(Ok(Ok(response))) => self.check(response.into_response(), call),
            Ok(Ok(Err(error))) => self.fail(error, call),
            Ok(Err(panic)) => refuse(&ApiError::internal(panic_text(panic.as_ref())), call),
            Err(_) => {
                let reason = format!("the answer took longer than {limit:?}").into();
                refuse(&ApiError::Unavailable { reason, retry_after: AFTER_TIMEOUT }, call)
            }
        }
    }

    /// What ended before its operation was known (out of time, from a foreign page) is counted
    /// under the operation that its path is of.
    fn count(&self, response: &Response, call: &Call, time: Duration) {
        let known = response.data::<OperationId>().map(|operation| operation.0);
        // The runners' socket is beside the document, where it would pass for a runner's page.
        let is_documented = call.path != protocol::PATH;
        let of_path = || {
            let template = self.routes.find(&call.path).filter(|_| is_documented)?;
            template.operation(call.method.as_str())
        };
        let code = response.data::<ErrorCode>().map(|code| code.name());
        self.metrics.requests.answered(&metrics::Request {
            operation: known.or_else(of_path),
            status: response.status().as_u16(),
            code: code.as_deref(),
            time,
        });
    }

    fn fail(&self, error: poem::Error, call: &Call) -> Response {
        let operation = error.data::<OperationId>().copied();
        let error = translate::translate(error, call, self.routes.find(&call.path));
        let mut response = self
            .documented(operation, error.code().status().as_u16(), call)
            .unwrap_or_else(|| refuse(&error, call));
        if let Some(operation) = operation {
            response.set_data(operation);
        }
        response
    }

    /// An answer that a handler gave itself: errors become problems here too.
    fn check(&self, response: Response, call: &Call) -> Response {
        let status = response.status();
        let operation = response.data::<OperationId>().copied();
        if (status.is_client_error() || status.is_server_error())
            && response.content_type() != Some(problem::PROBLEM_JSON)
        {
            let error = poem::Error::from_status(status);
            let error = translate::translate(error, call, self.routes.find(&call.path));
            return refuse(&error, call);
        }
        self.documented(operation, status.as_u16(), call).unwrap_or(response)
    }

    /// A status that the document does not list is a fault of this program: a loud one while it is
    /// developed, a line in the log when it runs for people.
    fn documented(
        &self,
        operation: Option<OperationId>,
        status: u16,
        call: &Call,
    ) -> Option<Response> {
        let OperationId(id) = operation?;
        // An answer to an unchanged resource, or to an upgrade, has no body to document.
        if self.routes.documents(id, status) || [101, 304].contains(&status) {
            return None;
        }
        let text = format!("operation `{id}` answered {status}, which it does not document");
        if cfg!(debug_assertions) {
            return Some(refuse(&ApiError::internal(text), call));
        }
        error!("{text}");
        None
    }
}

impl<E: Endpoint> Endpoint for Outermost<E> {
    type Output = Response;

    async fn call(&self, request: Request) -> poem::Result<Response> {
        let call = Call {
            id: RequestId::of(&request),
            method: request.method().clone(),
            path: request.original_uri().path().to_owned(),
            client: self.rules.proxies.client_of(&request),
        };
        let Call { id, method, path, client } = &call;
        // At the highest level, so that no filter takes the id from an error's line.
        let span = error_span!(
            "request",
            request.id = %id,
            http.method = %method,
            http.path = path,
            client.address = client.map(tracing::field::display),
        );
        async move {
            let started = Instant::now();
            let response = self.answer(request, &call).await;
            let status = response.status().as_u16();
            let time = started.elapsed();
            self.count(&response, &call, time);
            let duration_ms = time.as_millis() as u64;
            info!(
                http.status = status,
                duration_ms, "answered {status} to {} {}", call.method, call.path
            );
            Ok(response)
        }
        .instrument(span)
        .await
    }
}

/// Logs an error where it ends, and tells the caller of it.
fn refuse(error: &ApiError, call: &Call) -> Response {
    match error.fault() {
        Some(fault) => error!("could not answer the request: {fault}"),
        None => debug!(code = error.code().name(), "refused the request: {error}"),
    }
    let mut response = problem::respond(error, &call.id);
    response.set_data(error.code());
    response
}

fn panic_text(panic: &(dyn Any + Send)) -> String {
    let text = panic
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned());
    format!("a handler panicked: {}", text.as_deref().unwrap_or("without a text"))
}
