//! The crash matrix, bounded: each point ends its process once, on SQLite and on PostgreSQL.
//! `cargo xtask crash` is the long form of it.

mod harness;
#[expect(dead_code, reason = "it holds words for all kinds of tests")]
mod support;

use std::path::Path;

use failpoint::{POINTS, Process};

use harness::{Ends, Random, Report, Round};
use support::TestDatabase;

async fn sqlite() -> Option<TestDatabase> {
    Some(TestDatabase::sqlite())
}

/// Ends `process` at each of its points, in a round of its own.
async fn each_point(
    process: Process,
    name: &str,
    database: impl AsyncFn() -> Option<TestDatabase>,
) {
    harness::check_points_are_there();
    let program = Path::new(env!("CARGO_BIN_EXE_oored"));
    let (mut report, mut wrong) = (Report::default(), Vec::new());
    for point in POINTS.iter().filter(|point| point.process == process) {
        let Some(database) = database().await else { return };
        let outcome = harness::run(program, database, Round::of(point, Ends::Own)).await;
        wrong.extend(report.add_point(name, &outcome));
    }
    println!("{}", report.table());
    assert!(report.is_good(), "{}", wrong.join("\n"));
}

/// A few sequences of the long form; the seed brings them back.
async fn sequences(seed: u64, name: &str, database: impl AsyncFn() -> Option<TestDatabase>) {
    harness::check_points_are_there();
    let program = Path::new(env!("CARGO_BIN_EXE_oored"));
    let points: Vec<_> = POINTS.iter().collect();
    let (mut random, mut report) = (Random::new(seed), Report::default());
    let mut wrong = Vec::new();
    for _ in 0..3 {
        let Some(database) = database().await else { return };
        let outcome = harness::run(program, database, random.round(&points, None)).await;
        wrong.extend(report.add_random(name, &outcome));
    }
    println!("{}", report.table());
    assert!(report.is_good(), "seed {seed}\n{}", wrong.join("\n"));
}

mod the_server_may_end_at_each_point {
    use super::*;

    #[tokio::test(flavor = "multi_thread")]
    async fn on_sqlite() {
        each_point(Process::Server, "sqlite", sqlite).await;
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn on_postgres() {
        each_point(Process::Server, "postgres", TestDatabase::postgres).await;
    }
}

mod the_runner_may_end_at_each_point {
    use super::*;

    #[tokio::test(flavor = "multi_thread")]
    async fn on_sqlite() {
        each_point(Process::Runner, "sqlite", sqlite).await;
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn on_postgres() {
        each_point(Process::Runner, "postgres", TestDatabase::postgres).await;
    }
}

mod both_may_end_at_several_points {
    use super::*;

    #[tokio::test(flavor = "multi_thread")]
    async fn on_sqlite() {
        sequences(1, "sqlite", sqlite).await;
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn on_postgres() {
        sequences(2, "postgres", TestDatabase::postgres).await;
    }
}
