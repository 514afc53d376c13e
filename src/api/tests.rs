//! The foundation of the API, exercised by a sample API on a real socket.

mod access;
mod answers;
mod bodies;
mod document;
mod entrance;
mod errors;
mod memory;
mod operations;
mod sample;
mod scopes;
mod server;
mod views;
mod whole;
