//! What attackers do to a CI server, one file for each area.

mod injection;
mod origins;
mod paths;
mod ssrf;
mod webhook;
