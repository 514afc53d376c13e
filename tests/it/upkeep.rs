//! What an operator relies on: logs that move without anybody seeing it, backups that are whole,
//! and that only what was meant to go goes.

mod backup;
mod busy;
mod compaction;
mod keys;
mod owner;
mod retention;
mod unreadable;
mod whole;

use std::fs;
use std::path::{Path, PathBuf};

use oored::entities::{log_chunks, log_objects};
use sea_orm::{EntityTrait, PaginatorTrait};

use crate::support::{GitRepository, Server, TestApp, TestRepository};

/// Compaction as often as it may be.
const COMPACT: (&str, &str) = ("OORE_COMPACT_LOGS_EVERY", "100ms");

/// A repository with one job, `print`, whose one step runs `script` as a file of the commit.
async fn register(server: &Server, git: GitRepository, script: &str) -> TestRepository {
    let pipeline = "
version: 1
on: { push: { branches: [main] } }
jobs:
  print:
    steps:
      - run: bash print.sh
";
    git.commit("First", &[("oore.yaml", pipeline), ("print.sh", script)]);
    server.register("acme/app", git).await
}

/// Waits until so many logs are objects, and no chunk is left.
async fn compacted(app: &TestApp, objects: u64) {
    let db = &app.app().database().reader();
    let what = format!("{objects} objects and no chunk");
    let counted = async || {
        let chunks = log_chunks::Entity::find().count(db).await.expect("a number");
        let there = log_objects::Entity::find().count(db).await.expect("a number");
        (chunks == 0 && there == objects).then_some(())
    };
    Server::ask_until(&what, counted).await;
}

/// The objects in a directory of logs.
fn object_files(directory: &Path) -> Vec<PathBuf> {
    let Ok(shards) = fs::read_dir(directory) else { return Vec::new() };
    let shards = shards.flatten().filter(|entry| entry.path().is_dir());
    let files = shards.flat_map(|shard| fs::read_dir(shard.path()).expect("read")).flatten();
    let paths = files.map(|file| file.path());
    paths.filter(|path| path.extension().is_some_and(|ending| ending == "zst")).collect()
}
