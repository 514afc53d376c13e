//! What attackers do to a CI server, one file for each area: against a real server and real runners.

mod forks;
mod forks_around;
mod host;
mod injection;
mod log_channel;
mod origins;
mod paths;
mod rogue_runner;
mod runner;
mod runner_registration;
mod secrets;
mod ssrf;
mod webhook;
