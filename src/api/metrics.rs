//! What Prometheus asks for.

use std::fmt;
use std::sync::atomic::{AtomicI64, AtomicU64};

use poem::{IntoResponse, Response};
use poem_openapi::registry::{MetaResponses, MetaSchema, MetaSchemaRef, Registry as Schemas};
use poem_openapi::{ApiResponse, OpenApi};
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::gauge::{Atomic, Gauge};
use prometheus_client::registry::Registry;

use super::answer::documented;
use super::error::ApiError;
use super::fail::{Fail, NoFailures};
use super::guard::{Authorized, BuildRead};
use super::services::With;
use super::sessions::SignInCounts;
use super::tags::Tag;
use crate::clock;
use crate::store::lags::{Lag, Lags};

/// The media type of Prometheus' text form
/// (<https://prometheus.io/docs/instrumenting/exposition_formats/>).
const TEXT: &str = "text/plain";

/// The operation that measures.
#[derive(Debug, Clone, Copy)]
pub(super) struct Metrics;

#[OpenApi(tag = "Tag::System")]
impl Metrics {
    /// Show figures for Prometheus
    ///
    /// How much waits, and for how long the oldest of it has been waiting: webhook events to be
    /// decided, jobs to be given to a runner, states of commits that a provider is to be told. And
    /// how many sign-ins there were since the server started.
    #[oai(path = "/metrics", method = "get", operation_id = "metrics")]
    async fn metrics(
        &self,
        _caller: Authorized<BuildRead>,
        services: With<'_>,
    ) -> Result<Figures, Fail<NoFailures>> {
        let lags = Lags::load(&services.reader, clock::now()).await?;
        Ok(Figures(text(&lags, &services.sign_in.counts).map_err(ApiError::internal)?))
    }
}

/// 200 with figures.
#[derive(Debug)]
struct Figures(String);

impl IntoResponse for Figures {
    fn into_response(self) -> Response {
        let content_type = format!("{TEXT}; version=0.0.4; charset=utf-8");
        Response::builder().content_type(content_type).body(self.0)
    }
}

impl ApiResponse for Figures {
    fn meta() -> MetaResponses {
        let schema = MetaSchemaRef::Inline(Box::new(MetaSchema::new("string")));
        documented(poem::http::StatusCode::OK, "The figures", Some((TEXT, schema)))
    }

    fn register(_: &mut Schemas) {}
}

fn text(lags: &Lags, sign_ins: &SignInCounts) -> Result<String, fmt::Error> {
    let mut registry = Registry::with_prefix("oore");
    let of = [
        ("webhook_events", "Webhook events that wait to be decided", lags.webhook_events),
        ("jobs", "Jobs that wait for a runner", lags.jobs),
        ("status_reports", "States that a provider is still to be told", lags.status_reports),
    ];
    for (name, what, Lag { count, seconds }) in of {
        registry.register(format!("{name}_waiting"), what, gauge::<_, AtomicI64>(count));
        let oldest = format!("{what}: how long the oldest has been waiting, in seconds");
        registry.register(format!("{name}_lag_seconds"), oldest, gauge::<_, AtomicU64>(seconds));
    }
    // The library puts `_total` behind the names of counters.
    registry.register("sign_ins", "Persons who signed in", sign_ins.accepted.clone());
    let refused = "Sign-ins that were refused";
    registry.register("sign_ins_refused", refused, sign_ins.refused.clone());
    let mut text = String::new();
    encode(&mut text, &registry)?;
    Ok(text)
}

fn gauge<N, A: Atomic<N> + Default>(value: N) -> Gauge<N, A> {
    let gauge = Gauge::<N, A>::default();
    gauge.set(value);
    gauge
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_figure_has_a_name_a_meaning_and_a_value() {
        let lags = Lags {
            webhook_events: Lag::default(),
            jobs: Lag { count: 3, seconds: 12.5 },
            status_reports: Lag { count: 1, seconds: 60.0 },
        };
        let sign_ins = SignInCounts::default();
        sign_ins.refused.inc();
        insta::assert_snapshot!(text(&lags, &sign_ins).unwrap());
    }
}
