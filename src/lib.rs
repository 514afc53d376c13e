//! The server `oored`.

pub mod actors;
pub mod addresses;
pub mod api;
pub mod app;
pub mod archive;
mod backup;
pub mod clock;
pub mod commands;
pub mod config;
pub mod crypto;
pub mod demo;
pub mod doctor;
pub mod domain;
pub mod entities;
pub mod git;
pub mod identity;
pub mod ids;
pub mod metrics;
pub mod providers;
pub mod store;
pub mod trace;
pub mod transport;
