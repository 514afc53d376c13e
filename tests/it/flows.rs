//! Whole ways from what a forge or a person does to a finished build.

mod approvals;
mod bitbucket;
mod cancel;
mod decisions;
mod environment;
mod graph;
mod hook;
mod limits;
mod logs;
mod losses;
mod merge_results;
mod order;
mod outages;
mod pull_requests;
mod push;
mod reconcile;
mod reports;
mod restarts;
mod rust_client;
mod secrets;
mod start;
mod test_events;
mod tracing;
mod twice;
mod waiting;
