//! What Oore decides, as pure values and functions: no clock, no database, no network.
//!
//! Time and facts from outside are arguments, so every decision can be tested and replayed.

pub mod access;
pub mod approval;
pub mod audit;
pub mod change;
pub mod context;
pub mod event;
pub mod fact;
pub mod identity;
pub mod overdue;
pub mod password;
pub mod progress;
pub mod provider;
pub mod reconcile;
pub mod report;
pub mod retention;
pub mod schedule;
pub mod secrets;
pub mod session;
pub mod skip;
pub mod status;
pub mod steps;
pub mod text;
pub mod text_enum;
pub mod trigger;
pub mod twice;
pub mod user;
