//! The supervised tree: whoever of it is killed comes back, and nothing is lost.

mod budget;
mod killed;
