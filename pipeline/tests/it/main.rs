//! The pipeline language from outside: what files mean, what is wrong with them, and that nothing
//! a stranger writes takes long or panics.

mod attacks;
mod diagnostics;
mod documentation;
mod example;
mod expressions;
mod language;
mod mistakes;
mod mutations;
mod places;
mod plans;
mod support;
