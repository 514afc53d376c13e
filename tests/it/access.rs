//! Who may do what: every operation against every role, and the record of what was done.

#![expect(clippy::unwrap_used, reason = "a test that meets what must not be fails there")]

mod matrix;
mod recipes;
mod record;
mod tokens;
mod users;
mod world;

pub(crate) use recipes::{Named, filled};
pub(crate) use world::World;
