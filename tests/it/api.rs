//! The API as its callers see it: each operation's answers, and the errors that all share.

#![expect(clippy::unwrap_used, reason = "a test that meets what must not be fails there")]

mod actors;
mod builds;
mod document;
mod errors;
mod pages;
mod pipelines;
mod repositories;
mod runners;
mod secrets;
mod sessions;
mod shown;
