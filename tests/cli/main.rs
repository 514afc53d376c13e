//! The command line as people use it: the real `oore` against a real `oored`, each command once.

#![expect(clippy::unwrap_used, reason = "what fails in a test ends it")]

mod commands;
mod server;
mod transcript;
