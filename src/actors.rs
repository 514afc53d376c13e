//! The supervised tree.
//!
//! Each actor is three small files: `message.rs`, `handle.rs` (what others see) and `actor.rs`.
//! The database is the truth, an actor is a cache with a lock; a message is a hint. Imports go one
//! way: `supervision, bus < persistence < logs < runners < scheduler < repositories < intake <
//! reconcile < reporter < retention < root`. What must go up goes as a fact on the bus.

mod access;
pub mod bus;
pub mod intake;
pub mod logs;
pub mod persistence;
pub mod reconcile;
pub mod reporter;
pub mod repositories;
pub mod retention;
pub mod root;
pub mod runners;
pub mod scheduler;
pub mod supervision;
