//! The server itself as callers see it.

use poem_openapi::Object;

use crate::actors::supervision::ActorView;
use crate::clock::Timestamp;

/// One actor of the server's tree.
#[derive(Debug, Clone, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Actor {
    /// Its name, with its parent's before it where it is one of many.
    pub name: String,
    /// `running`, `starting`, `stopping` or `restarting`.
    pub state: String,
    /// How many messages wait for it.
    pub mailbox: u64,
    /// How often it was restarted.
    pub restarts: u32,
    /// Its last failure.
    pub last_failure: Option<ActorFailure>,
}

/// A failure of an actor.
#[derive(Debug, Clone, PartialEq, Eq, Object)]
pub struct ActorFailure {
    /// When.
    pub at: Timestamp,
    /// Why.
    pub reason: String,
}

/// The server's tree of actors.
#[derive(Debug, Clone, PartialEq, Eq, Object)]
pub struct ActorTree {
    /// By name.
    pub items: Vec<Actor>,
}

/// The server.
#[derive(Debug, Clone, PartialEq, Eq, Object)]
pub struct SystemInfo {
    /// Its version.
    pub version: String,
    /// The database that it uses: `sqlite` or `postgres`.
    pub database: String,
    /// The address that others reach it at.
    pub public_url: String,
    /// When it started.
    pub started_at: Timestamp,
    /// What clone URLs may begin with.
    pub git_protocols: Vec<String>,
}

/// How the server is.
#[derive(Debug, Clone, PartialEq, Eq, Object)]
pub struct Health {
    /// `ok`; anything else is an error of another status.
    pub status: String,
}

impl Health {
    /// All is well.
    #[must_use]
    pub fn ok() -> Self {
        Self { status: "ok".to_owned() }
    }
}

impl From<ActorView> for Actor {
    fn from(actor: ActorView) -> Self {
        let ActorView { name, state, mailbox, restarts, last_failure } = actor;
        let last_failure = last_failure.map(|(at, reason)| ActorFailure { at, reason });
        Self { name, state: state.to_owned(), mailbox, restarts, last_failure }
    }
}
