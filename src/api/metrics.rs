//! What Prometheus asks for.

mod families;

use std::fmt;

use poem::{IntoResponse, Response};
use poem_openapi::registry::{MetaResponses, MetaSchema, MetaSchemaRef, Registry as Schemas};
use poem_openapi::{ApiResponse, OpenApi};
use sea_orm::DbErr;

use super::answer::documented;
use super::error::ApiError;
use super::fail::{Fail, NoFailures};
use super::guard::{Authorized, BuildRead};
use super::services::{Services, With};
use super::tags::Tag;
use crate::clock;
use crate::metrics::{Page, Process};
use crate::store::fleet::Fleet;
use crate::store::lags::Lags;

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
    /// What came in and what became of it since the server started, how long that took, what waits
    /// now and for how long, and how the server is. `docs/metrics.md` tells each figure.
    #[oai(path = "/metrics", method = "get", operation_id = "metrics")]
    async fn metrics(
        &self,
        _caller: Authorized<BuildRead>,
        services: With<'_>,
    ) -> Result<Figures, Fail<NoFailures>> {
        let asked = Asked::load(&services).await?;
        Ok(Figures(text(&services, &asked).map_err(ApiError::internal)?))
    }
}

/// What is not counted while it happens, but asked for when somebody looks.
#[derive(Debug, Default)]
struct Asked {
    lags: Lags,
    fleet: Fleet,
    process: Process,
}

impl Asked {
    async fn load(services: &Services) -> Result<Self, DbErr> {
        Ok(Self {
            lags: Lags::load(&services.reader, clock::now()).await?,
            fleet: Fleet::load(&services.reader).await?,
            process: Process::read(),
        })
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

fn text(services: &Services, asked: &Asked) -> Result<String, fmt::Error> {
    let mut page = Page::default();
    families::events(&mut page, &services.metrics);
    families::work(&mut page, &services.metrics);
    families::waiting(&mut page, &asked.lags);
    families::runners(&mut page, &asked.fleet);
    families::actors(&mut page, &services.directory);
    families::storage(&mut page, services);
    families::requests(&mut page, services);
    families::server(&mut page, services, &asked.process);
    page.into_text()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::time::Duration;

    use super::*;
    use crate::api::repositories::tests::services;
    use crate::domain::status::WebhookEventStatus;
    use crate::metrics::Request;

    const DOCUMENT: &str = include_str!("../../docs/metrics.md");

    fn served(services: &Services) -> String {
        let process = Process { resident_bytes: Some(30_928_896), open_files: Some(17) };
        text(services, &Asked { process, ..Asked::default() }).unwrap()
    }

    /// The names of `text`, as its `# TYPE` lines tell them.
    fn names(text: &str) -> BTreeSet<&str> {
        let types = text.lines().filter_map(|line| line.strip_prefix("# TYPE "));
        types.filter_map(|line| line.split(' ').next()).collect()
    }

    #[test]
    fn each_figure_is_served_and_documented_and_none_is_only_one_of_both() {
        let services = services();
        let text = served(&services);
        let rows = DOCUMENT.lines().filter_map(|line| line.strip_prefix("| `oore_"));
        let documented: BTreeSet<_> = rows
            .filter_map(|row| row.split(['`', '{']).next())
            .map(|it| format!("oore_{it}"))
            .collect();
        let documented: BTreeSet<_> = documented.iter().map(String::as_str).collect();
        assert_eq!(names(&text), documented);
    }

    #[test]
    fn a_figure_has_a_name_a_meaning_a_type_and_a_value() {
        let services = services();
        let metrics = &services.metrics;
        metrics.requests.know(["webhook_receive_gitlab"].into_iter(), &["unavailable".to_owned()]);
        for (status, code) in [(202, None), (503, Some("unavailable"))] {
            let (operation, time) = (Some("webhook_receive_gitlab"), Duration::from_millis(3));
            metrics.requests.answered(&Request { operation, status, code, time });
        }
        metrics.decisions.of(WebhookEventStatus::Handled).one();
        metrics.commit_writes.counted(7);
        let fixed = ["oore_process_start_time_seconds ", "oore_server_info{"];
        let text = served(&services);
        let stable: String = text
            .lines()
            .filter(|line| !fixed.iter().any(|start| line.starts_with(start)))
            .map(|line| format!("{line}\n"))
            .collect();
        insta::assert_snapshot!(stable);
    }
}
