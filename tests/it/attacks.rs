//! What attackers of a CI server do, one file per area: against a real server and real runners.

mod host;
mod log_channel;
mod rogue_runner;
