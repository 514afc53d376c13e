//! The only way to write to the database.

mod actor;
mod commit;
mod folding;
mod handle;
mod message;
mod waiting;

pub use actor::{PersistenceActor, PersistenceArguments};
pub use handle::{Lane, Persistence, PersistenceError};
pub use message::PersistenceMessage;
