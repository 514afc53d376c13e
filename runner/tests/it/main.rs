//! The runner against a server that speaks the real protocol over a real socket, with real
//! processes, shells and git repositories.

mod support;

mod checkout;
mod connection;
mod ending;
mod hashing;
mod output;
mod reported;
#[cfg(target_os = "linux")]
mod sandbox;
mod secrets_in_output;
mod spool;
mod steps;
mod supervisor;
mod user;
