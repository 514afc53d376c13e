//! The server itself.

mod actors;

use poem_openapi::OpenApi;

use super::answer::Ok200;
use super::events::EventStream;
use super::fail::{Fail, NoFailures};
use super::guard::{AdminScope, Authorized};
use super::services::With;
use super::tags::Tag;
use super::views::system::{Actor, ActorTree, SystemInfo};
use crate::config::DatabaseKind;
use crate::metrics::StreamKind;

/// Operations on the server.
#[derive(Debug, Clone, Copy)]
pub(super) struct System;

#[OpenApi(tag = "Tag::System")]
impl System {
    /// List the server's actors
    ///
    /// With their states, their mailboxes and their last failures.
    #[oai(path = "/api/system/actors", method = "get", operation_id = "system_actors")]
    async fn actors(
        &self,
        _caller: Authorized<AdminScope>,
        services: With<'_>,
    ) -> Result<Ok200<ActorTree>, Fail<NoFailures>> {
        let items = services.directory.list().into_iter().map(Actor::from).collect();
        Ok(Ok200(ActorTree { items }))
    }

    /// Follow the server's actors
    ///
    /// All of them now, and again when one has changed, at most twice a second. Mailboxes are looked
    /// at once a second. The stream ends with the server.
    #[oai(
        path = "/api/system/actors/events",
        method = "get",
        operation_id = "system_actors_events"
    )]
    async fn actors_events(
        &self,
        _caller: Authorized<AdminScope>,
        services: With<'_>,
    ) -> Result<EventStream<ActorTree>, Fail<NoFailures>> {
        let trees = actors::follow(services.directory.clone());
        let open = services.metrics.open(StreamKind::Actors);
        Ok(EventStream::until(services.stop(), trees).counted(open))
    }

    /// Show what the server is
    ///
    /// Its version, its database, the address that others reach it at, and since when it runs.
    #[oai(path = "/api/system/info", method = "get", operation_id = "system_info")]
    async fn info(
        &self,
        _caller: Authorized<AdminScope>,
        services: With<'_>,
    ) -> Result<Ok200<SystemInfo>, Fail<NoFailures>> {
        let settings = &services.settings;
        let database = match settings.database {
            DatabaseKind::Sqlite => "sqlite",
            DatabaseKind::Postgres => "postgres",
        };
        let protocols = settings.git_protocols.iter().map(|protocol| protocol.name().to_owned());
        Ok(Ok200(SystemInfo {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            database: database.to_owned(),
            public_url: settings.base_url.clone(),
            started_at: services.started_at,
            git_protocols: protocols.collect(),
        }))
    }
}
