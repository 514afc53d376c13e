//! Signatures of webhooks, sealed values in the database, tokens, and hashes of passwords.
//!
//! Every comparison with a secret takes the same time whatever it finds, and nothing here prints
//! a secret.

pub mod password;
pub mod seal;
pub mod signature;
pub mod token;
