//! Whole ways from what a forge or a person does to a finished build.

mod cancel;
mod decisions;
mod environment;
mod graph;
mod limits;
mod logs;
mod losses;
mod pull_requests;
mod push;
mod reconcile;
mod reports;
mod restarts;
mod rust_client;
mod start;
mod twice;
mod waiting;
