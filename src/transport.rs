//! How connections come in: TLS and its certificate, how many there may be, and how long each may
//! take. What is said over them is `api`'s.
//!
//! The framework's own server has no time limit for the head of a request and no limit of
//! connections, so connections are served by `hyper` directly.

mod admission;
mod certificate;
mod connection;
mod door;
mod pace;
mod vanishing;

pub use certificate::{CertificateError, Certificates};
pub use door::{Door, Limits};
