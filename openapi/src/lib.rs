//! A typed client of Oore's API.
//!
//! [`api`] is generated from the OpenAPI document by `cargo xtask generate`. What a generator can't
//! write is written by hand: a [`Connection`] that knows server and token, errors with a meaning
//! ([`Failure`]), and streams that go on after a dropped connection ([`LogFollower`],
//! [`BuildWatcher`], [`ActorWatcher`]).

mod actors;
mod connection;
mod events;
mod failure;
#[rustfmt::skip]
mod generated;
mod log;
mod patch;
mod patience;
mod resumed;
mod watch;

pub use actors::ActorWatcher;
pub use connection::Connection;
pub use events::{Event, Events};
pub use failure::{Failure, FieldError, Problem};
pub use log::{LogFollower, LogPart, LogStart};
pub use patch::RepositoryPatch;
pub use patience::Patience;
pub use reqwest;
pub use watch::{BuildChange, BuildWatcher};

/// What is generated: [`api::Client`] with a method for each operation, and the types of all bodies.
pub mod api {
    pub use crate::generated::*;
}
