//! What attackers do to a CI server, one file for each area: against a real server and real runners.

#![expect(clippy::unwrap_used, reason = "a test that meets what must not be fails there")]

mod forks;
mod forks_around;
mod host;
mod injection;
mod log_channel;
mod origins;
mod paths;
mod runner;
mod runner_registration;
mod secrets;
mod sessions;
mod sign_in;
mod ssrf;
mod webhook;
