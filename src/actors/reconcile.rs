//! Reconcile: looks at all active repositories after the start and again and again, for what no
//! webhook told.

mod actor;
mod handle;

pub use actor::{ReconcileActor, ReconcileArguments, ReconcileMessage};
pub use handle::Reconcile;
