//! Places at which a test may end a process, where its state crosses a boundary.
//!
//! A point does nothing unless the feature `enabled` is on *and* the environment variable
//! `FAILPOINTS` names it: `FAILPOINTS='chunk.stored=2*off->1*return'` ends the process at the third
//! passing, without a last word, as `kill -9` does. The forms are those of the crate `fail`
//! (<https://docs.rs/fail>); `return(100)` ends the process 100 ms later, in which what it said last
//! leaves it. [`POINTS`] names all of them.
//!
//! With `FAILPOINTS_LOG` the name is added to that file before the process ends, and a point that
//! the file names already ends nothing: whoever is started anew with the same environment lives on.

#[cfg(feature = "enabled")]
mod ending;
mod points;

pub use points::{Cost, POINTS, Point, Process};

/// Reads `FAILPOINTS`. To be called once, when the process starts.
pub fn arm() {
    // The scenario is torn down when it is dropped, so it is kept for as long as the process lives.
    std::mem::forget(fail::FailScenario::setup());
}

/// Ends the process when the point `name` is armed with `return`; its other actions (`sleep`,
/// `pause`, `panic`, `print`) do what `fail` says.
pub fn here(name: &'static str) {
    fail::fail_point!(name, |pause| ending::end(name, pause));
    // Without the feature the point is nothing, and nobody else reads the name.
    let _ = name;
}
