//! What tests of the whole server share: [`TestApp`], a server of one's own with everything real
//! around it, and the words to speak about it.

mod app;
mod browser;
mod certificates;
mod client;
mod collector;
mod daemon;
mod database;
mod deliveries;
pub(crate) mod emulate;
mod events;
mod fake_runner;
mod forge;
mod gate;
mod git;
mod http_git;
pub(crate) mod identity;
pub(crate) mod optional;
mod people;
mod processes;
pub(crate) mod proposal;
mod proxy;
mod repository;
mod script;
mod server;
mod small_disk;
mod wire;

use std::time::Duration;

pub(crate) use app::TestApp;
pub(crate) use browser::Browser;
pub(crate) use certificates::Authority;
pub(crate) use client::{Answer, Client, send};
pub(crate) use collector::Collector;
pub(crate) use daemon::{Daemon, RemoteRunner};
pub(crate) use database::TestDatabase;
pub(crate) use deliveries::{Delivery, GithubPush, fixtures, octokit_examples};
pub(crate) use events::{Events, ServerSentEvent};
pub(crate) use fake_runner::{FakeRunner, succeeded};
pub(crate) use forge::Forge;
pub(crate) use gate::Gate;
pub(crate) use git::GitRepository;
pub(crate) use http_git::HttpGit;
pub(crate) use people::PASSWORD;
pub(crate) use processes::{local_runners, processes_with, wait_until_gone};
pub(crate) use proposal::Proposal;
pub(crate) use proxy::{Proxy, Target};
pub(crate) use repository::TestRepository;
pub(crate) use script::{Script, ScriptedAnswer};
pub(crate) use server::{Server, job_of, text};
pub(crate) use small_disk::OnSmallDisk;
pub(crate) use wire::Wire;

/// Nothing that is waited for takes that long; it turns a hang into a failure.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// Makes `name::sqlite` and `name::postgres` of each `async fn name(database: TestDatabase)`.
///
/// Without a PostgreSQL the second says that it is skipped, unless nothing may be missing.
macro_rules! on_both_databases {
    ($($scenario:ident),+ $(,)?) => {$(
        mod $scenario {
            #[tokio::test(flavor = "multi_thread")]
            async fn sqlite() {
                super::$scenario($crate::support::TestDatabase::sqlite()).await;
            }

            #[tokio::test(flavor = "multi_thread")]
            async fn postgres() {
                if let Some(database) = $crate::support::TestDatabase::postgres().await {
                    super::$scenario(database).await;
                }
            }
        }
    )+};
}

pub(crate) use on_both_databases;
