//! The only writer of the database.

mod actor;
mod handle;
mod message;

pub use actor::{PersistenceActor, PersistenceArguments};
pub use handle::{Persistence, PersistenceError};
pub use message::PersistenceMessage;
