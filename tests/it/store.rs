//! The store below everything else: writes as values through the persistence actor, and reads, on
//! each database.

#![expect(clippy::unwrap_used, reason = "a test that meets what must not be fails there")]

mod audit;
mod builds;
mod cancel;
mod deliveries;
mod group_commit;
mod heads;
mod jobs;
mod lists;
mod logs;
mod losses;
mod migrations;
mod repeats;
mod retention;
mod rows;
mod sealed;
mod secrets;
mod sign_in;
mod storage;
mod write_ahead_log;
