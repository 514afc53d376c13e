//! What attackers do to a CI server, one file for each area.

#![expect(clippy::unwrap_used, reason = "a test that meets what must not be fails there")]

mod sessions;
mod sign_in;
