//! The HTTP API: what is common to all operations, and how they are put together.
//!
//! An operation is a function of a `poem_openapi::OpenApi` block that returns
//! `Result<Ok200<View>, Fail<Failures>>`; the document follows from it through
//! [`spec::finalize`].

pub mod answer;
mod approvals;
mod audit;
mod builds;
pub mod client_address;
mod connect;
mod cookies;
pub mod docs;
pub mod download;
pub mod error;
pub mod events;
pub mod fail;
pub mod guard;
mod health;
pub mod idempotency;
mod jobs;
pub mod json;
pub mod limit;
mod logs;
mod members;
mod metrics;
pub mod middleware;
pub mod page;
mod pipelines;
pub mod problem;
pub mod raw;
mod record;
mod registrations;
mod repositories;
pub mod request_id;
mod runners;
mod secrets;
pub mod services;
mod sessions;
pub mod spec;
pub mod strict;
mod system;
pub mod tags;
mod test_events;
mod text_header;
mod tokens;
mod users;
pub mod views;
mod webhooks;
pub mod words;

use std::sync::Arc;

use error::ErrorCode;
use guard::{Tokens, Verifier};
use limit::BodyBudget;
use middleware::{Outermost, Rules};
use poem::endpoint::BoxEndpoint;
use poem::{Endpoint, EndpointExt, Response, Route};
use poem_openapi::{OpenApi, OpenApiService};
use secrecy::SecretString;
use serde_json::Value;
pub use services::{Services, Settings};
pub use sessions::SignIn;
use spec::{RouteTable, SpecError};
pub use webhooks::SealedAway;
pub use webhooks::known::KnownRepositories;

use crate::metrics::Metrics;

/// What the document says of the API as a whole.
const DESCRIPTION: &str = "Everything that a person or a program can do with this server.\n\n\
    Every error is `application/problem+json` (RFC 9457) with a stable `code`. Every answer \
    carries `X-Request-Id`, which also stands in the server's log. Lists come in pages: `limit` \
    and `page_token` in, `items` and `next_page` out. Bodies are read strictly: unknown fields \
    and wrong types are refused.";

/// The document of an API, and which paths and methods it has.
#[derive(Debug)]
pub struct Contract {
    text: String,
    routes: RouteTable,
}

impl Contract {
    fn of(document: &Value) -> Self {
        Self { text: spec::to_text(document), routes: RouteTable::new(document) }
    }
}

/// The contract of the whole API. It takes a core for some milliseconds.
///
/// # Errors
/// When an operation breaks a rule of this API.
pub fn contract() -> Result<Contract, SpecError> {
    Ok(Contract::of(&describe(operations())?))
}

/// The whole API behind one endpoint: the operations, their document and its pages, and the socket
/// of runners. `admin` is the token that opens the management operations.
#[must_use]
pub fn endpoint(
    contract: Contract,
    services: Arc<Services>,
    admin: &SecretString,
) -> impl Endpoint<Output = Response> + use<> + 'static {
    endpoint_within(BodyBudget::default(), contract, services, admin)
}

/// The same with this much memory for the bodies of webhooks.
fn endpoint_within(
    budget: BodyBudget,
    contract: Contract,
    services: Arc<Services>,
    admin: &SecretString,
) -> impl Endpoint<Output = Response> + use<> + 'static {
    let verifier = Arc::new(Tokens::new(Arc::clone(&services), admin));
    let others = Route::new().at(protocol::PATH, poem::get(connect::connect));
    let outer = (services.settings.rules.clone(), Arc::clone(&services.metrics));
    behind_one_endpoint(service(operations()), contract, others, (verifier, budget), outer)
        .data(services)
}

/// The document of the whole API: the text that is served and checked in.
///
/// # Errors
/// When an operation breaks a rule of this API.
pub fn document() -> Result<String, SpecError> {
    Ok(spec::to_text(&describe(operations())?))
}

/// Every operation of this server.
fn operations() -> impl OpenApi + 'static {
    // In groups, as a tuple holds sixteen at most.
    (
        (
            webhooks::Receive,
            webhooks::Webhooks,
            repositories::Repositories,
            members::Members,
            secrets::Secrets,
            test_events::TestEvents,
        ),
        (builds::Builds, jobs::Jobs, approvals::Approvals, logs::Logs, pipelines::Pipelines),
        (runners::Runners, registrations::Registrations),
        (users::Users, tokens::Tokens, audit::Audit),
        (sessions::Sessions, sessions::Passwords, sessions::SignIns),
        (system::System, metrics::Metrics, health::Health),
    )
}

/// The document that `apis` declare, as it is published.
///
/// # Errors
/// When an operation breaks a rule of this API.
pub fn describe<T: OpenApi>(apis: T) -> Result<Value, SpecError> {
    spec::finalize(&service(apis).spec())
}

/// Puts `apis` under their paths, beside `/openapi.json`, `/docs` and what `others` holds already
/// (pages and sockets that are not in the document), and everything into the outermost layer.
///
/// # Errors
/// When an operation breaks a rule of this API.
pub fn assemble<T: OpenApi + 'static>(
    apis: T,
    others: Route,
    verifier: Verifier,
    budget: BodyBudget,
    (rules, metrics): (Rules, Arc<Metrics>),
) -> Result<impl Endpoint<Output = Response> + 'static, SpecError> {
    let service = service(apis);
    let contract = Contract::of(&spec::finalize(&service.spec())?);
    Ok(behind_one_endpoint(service, contract, others, (verifier, budget), (rules, metrics)))
}

fn behind_one_endpoint<T: OpenApi + 'static>(
    service: OpenApiService<T, ()>,
    contract: Contract,
    others: Route,
    (verifier, budget): (Verifier, BodyBudget),
    (rules, metrics): (Rules, Arc<Metrics>),
) -> Outermost<BoxEndpoint<'static>> {
    let Contract { text, routes } = contract;
    metrics.requests.know(routes.operations(), &ErrorCode::ALL.map(ErrorCode::name));
    let inner: BoxEndpoint<'static> = docs::add(others, text)
        .nest("/", service)
        .around(docs::lead)
        .data(verifier)
        .data(budget)
        .map_to_response()
        .boxed();
    Outermost::new(inner, Arc::new(routes), rules, metrics)
}

fn service<T: OpenApi>(apis: T) -> OpenApiService<T, ()> {
    OpenApiService::new(apis, "Oore", env!("CARGO_PKG_VERSION"))
        .description(DESCRIPTION)
        .server("/")
}

#[cfg(test)]
mod tests;
