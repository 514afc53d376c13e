//! What the server asks git: the pipeline file at a commit, a branch's head, changed paths.
//!
//! For each repository there is a bare one in the data directory that holds only what was asked
//! for: commits without their history, trees, and the blobs of pipeline files (a shallow, blobless
//! partial clone). It is a cache: it may be deleted at any time, and is made anew after a start of
//! the machine, as nothing in it waits for the disk.

mod cache;
mod changes;
mod command;
mod objects;
mod remote;
mod route;
mod tunnel;

pub use cache::{GitCache, Mirror, Origin};
pub use command::GitError;
pub use objects::{CommitFacts, Objects, RootFile};
