//! The contract as others meet it: a real server, and tools and clients that were written by
//! others and know nothing but its OpenAPI document.

mod browser;
mod clients;
mod document;
mod dropping;
mod following;
mod fuzzing;
mod lint;
mod live;
mod server;
mod tools;
