//! Crashes: the whole way of a push, with processes that are ended where their state crosses a
//! boundary, and what must hold all the same.
//!
//! A [`Round`] is one server with its runner, database, git repository and forge. Its points are
//! armed by the environment; whoever is ended is started again as a service manager would; whoever
//! sent a webhook and was not answered sends it again as forges do. When all has come to rest the
//! [`checks`] look at what the API, the forge and the machine show.

mod api;
mod checks;
mod findings;
mod keeper;
mod plan;
mod pushes;
mod report;
mod round;

pub(crate) use plan::{Ends, Random, Round};
pub(crate) use report::Report;
pub(crate) use round::run;

/// The processes can only be ended where they pass points.
pub(crate) fn check_points_are_there() {
    if !cfg!(feature = "failpoints") {
        panic!(
            "`oored` was built without its fail points: run the tests with `--features \
             oored/failpoints`, as `cargo xtask test` does, or `cargo xtask crash`"
        );
    }
}
