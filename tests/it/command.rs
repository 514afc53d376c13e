//! `oored` as an operator runs it: what it prints, what it leaves, and how it ends.

#![expect(clippy::unwrap_used, reason = "a test that meets what must not be fails there")]

mod demo;
mod doctor;
mod giving_up;
mod lost_keys;
mod rotate_key;
mod serving;
mod starting;
