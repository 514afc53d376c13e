//! The server as a whole: a real server with its database, git repositories and runner processes,
//! spoken to through HTTP alone. `support` holds what all tests share.

mod access;
mod actors;
mod api;
mod attacks;
mod command;
mod flows;
mod forges;
mod store;
mod support;
mod survival;
mod transport;
mod upkeep;
mod webhooks;
