//! What all actors share: addresses that survive a restart, restart budgets, and the directory
//! that shows the tree.
//!
//! ractor has no restart policy of its own, so this is ours.

mod address;
mod budget;
mod directory;

pub use address::{Address, CallError};
pub use budget::{BudgetExhausted, RestartBudget};
pub use directory::{ActorView, Directory, KindView};
