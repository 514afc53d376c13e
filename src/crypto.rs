//! Signatures of webhooks, sealed values in the database, and tokens.
//!
//! Every comparison with a secret takes the same time whatever it finds, and nothing here prints
//! a secret.

pub mod seal;
pub mod signature;
pub mod token;
