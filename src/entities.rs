//! One file per table: model, relations, scoped finders. Writes stand in `store`.

mod column;
mod packed;

pub mod approvals;
pub mod audit_events;
pub mod audit_heads;
pub mod build_counters;
pub mod builds;
pub mod job_attempts;
pub mod jobs;
pub mod log_chunks;
pub mod log_objects;
pub mod repositories;
pub mod repository_heads;
pub mod repository_members;
pub mod repository_syncs;
pub mod runner_registrations;
pub mod runners;
pub mod secrets;
pub mod sessions;
pub mod status_reports;
pub mod steps;
pub mod tokens;
pub mod users;
pub mod webhook_events;

pub use column::Stored;
pub use packed::Packed;
