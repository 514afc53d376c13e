//! The pushes of a round: what is built of each, and what its steps print and leave behind.

use std::fs;
use std::path::PathBuf;

use crate::support::{Delivery, TestRepository};

/// How many lines each step prints: enough for several chunks.
const LINES: usize = 3_000;

/// One push.
#[derive(Debug)]
pub(crate) struct Push {
    /// From 1 on.
    pub(crate) number: usize,
    pub(crate) commit: String,
    pub(crate) delivery: Delivery,
    /// The event, once it is acknowledged.
    pub(crate) event: Option<String>,
    /// Where the job `print` notes each of its attempts.
    runs: PathBuf,
}

impl Push {
    /// Commits and pushes; nobody is told yet.
    pub(crate) fn make(repository: &TestRepository, number: usize) -> Self {
        let runs = repository.git.scratch().join(format!("runs-{number}"));
        let base = number * 100_000;
        let (first, middle, last) = (base + 1, base + LINES, base + 2 * LINES);
        let pipeline = format!(
            "
version: 1
on: push
jobs:
  print:
    checkout: none
    steps:
      - run: echo $OORE_JOB_ATTEMPT >> {runs}; seq {first} {middle}
      - run: seq {next} {last}
  read:
    needs: print
    steps: [{{ run: cat number }}]
",
            runs = runs.display(),
            next = middle + 1,
        );
        let content = format!("push {number}\n");
        let files = [("oore.yaml", &*pipeline), ("number", &*content)];
        let commit = repository.git.commit(&format!("Push {number}"), &files);
        let delivery = repository.github_push().signed(repository);
        Self { number, commit, delivery, event: None, runs }
    }

    /// What the job `print` prints, byte for byte.
    pub(crate) fn printed(&self) -> Vec<u8> {
        let base = self.number * 100_000;
        let lines = (base + 1..=base + 2 * LINES).map(|line| format!("{line}\n"));
        lines.collect::<String>().into_bytes()
    }

    /// What the log of the job `read` ends with.
    pub(crate) fn read(&self) -> String {
        format!("push {}\n", self.number)
    }

    /// The attempts in which the job `print` was run, in the order in which they began.
    pub(crate) fn runs(&self) -> Vec<String> {
        let runs = fs::read_to_string(&self.runs).unwrap_or_default();
        runs.lines().map(str::to_owned).collect()
    }

    /// The delivery's id.
    pub(crate) fn delivery_id(&self) -> &str {
        let id = self.delivery.headers.iter().find(|(name, _)| name == "x-github-delivery");
        id.map_or("", |(_, id)| id)
    }
}
