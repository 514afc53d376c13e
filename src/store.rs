//! Reads by aggregate, and writes as values.
//!
//! A read takes a connection and returns models. A write is a struct that implements [`Write`];
//! only the persistence actor applies it.

pub mod builds;
mod database;
pub mod jobs;
pub mod logs;
pub mod repositories;
pub mod runners;
pub mod schedule;
pub mod webhook_events;
mod write;

pub use database::{Database, default_url};
pub use write::{Facts, Write, WriteError};
