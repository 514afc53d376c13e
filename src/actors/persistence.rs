//! The only writer of the database.

mod actor;
mod commit;
mod folding;
mod handle;
mod message;
mod waiting;

pub use actor::{PersistenceActor, PersistenceArguments};
pub use handle::{Persistence, PersistenceError};
pub use message::PersistenceMessage;
