//! The API's own types. They are made from rows and never are rows, so that a table may change
//! without the API.

pub mod approval;
pub mod audit;
pub mod build;
pub mod job;
pub mod pipeline;
pub mod repository;
pub mod runner;
pub mod secret;
pub mod session;
pub mod status_report;
pub mod sync;
pub mod system;
pub mod test_event;
pub mod user;
pub mod webhook_event;
