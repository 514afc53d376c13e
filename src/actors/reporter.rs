//! Brings what is due to the providers: the newest state of each commit and context, again and
//! again until the provider has it.

mod actor;
mod details;
mod handle;
mod tell;

pub use actor::{ReporterActor, ReporterArguments, ReporterMessage};
pub use handle::Reporter;
