//! What the tests of the whole server hold, as far as it serves here too.

#[path = "../it/support/client.rs"]
mod client;
#[path = "../it/support/database.rs"]
mod database;
#[path = "../it/support/deliveries.rs"]
mod deliveries;
#[path = "../it/support/events.rs"]
mod events;
#[path = "../it/support/forge.rs"]
mod forge;
#[path = "../it/support/gate.rs"]
mod gate;
#[path = "../it/support/git.rs"]
mod git;
#[path = "../it/support/optional.rs"]
mod optional;
#[path = "../it/support/processes.rs"]
mod processes;
#[path = "../it/support/proxy.rs"]
mod proxy;
#[path = "../it/support/repository.rs"]
mod repository;

use std::time::Duration;

pub(crate) use client::{Answer, Client, try_send};
pub(crate) use database::TestDatabase;
pub(crate) use deliveries::Delivery;
pub(crate) use forge::Forge;
pub(crate) use gate::Gate;
pub(crate) use git::GitRepository;
pub(crate) use processes::{local_runners, wait_until_gone};
pub(crate) use repository::TestRepository;

/// Nothing that is waited for takes that long; it turns a hang into a failure.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);
