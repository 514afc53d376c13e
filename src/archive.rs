//! Where the logs of ended attempts are kept: one compressed object for each, in a directory.
//!
//! It owns the form of an object and the order in which one comes to be durable. It knows neither
//! the database nor who reads: a row names each object, and what no row names is nobody's.

mod directory;
mod format;
mod owner;

pub use directory::{Archive, Draft, Kept, Leftover, Removed};
pub use format::{FRAME_BYTES, Object, Summary, check};
pub use owner::Claim;
