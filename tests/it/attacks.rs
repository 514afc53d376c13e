//! What attackers do to a CI server, one file for each area: against a real server and real runners.

mod host;
mod injection;
mod log_channel;
mod origins;
mod paths;
mod rogue_runner;
mod secrets;
mod ssrf;
mod webhook;
