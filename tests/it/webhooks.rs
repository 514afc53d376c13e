//! Webhooks as providers send them: taken in whole, refused alike, recorded with what they are
//! about, and never built twice.

#![expect(clippy::unwrap_used, reason = "a test that meets what must not be fails there")]

mod examples;
mod gitlab;
mod refusals;
mod repeats;
mod retries;
mod sending;
