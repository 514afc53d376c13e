//! How connections come in: with TLS, and how long and how many.

mod limits;
mod tls;
