//! `hash()` of the files in a job's workspace.

use std::process::Command;

use indexmap::IndexMap;
use protocol::{JobSpec, Outcome, StepSpec};

use crate::support::{
    Bench,
    git::Repository,
    jobs::{job_of, step, step_if},
};

fn showing(index: u32, expression: &str) -> StepSpec {
    let env = IndexMap::from([("SUM".to_owned(), format!("${{{{ {expression} }}}}"))]);
    StepSpec { env, ..step(index, "echo \"<$SUM>\"") }
}

#[tokio::test]
async fn it_is_what_sha256sum_prints_for_the_files_that_the_patterns_take() {
    let bench = Bench::new().await;
    let prepare = "mkdir -p a/.git .git; ln -s x link; mkfifo pipe
        for name in x a/y a/z a/.git/kept .git/left-out; do echo $name > $name; done
        sha256sum a/.git/kept a/y x | sha256sum | cut -c1-64; printf '' > empty";
    let finished = bench
        .run(job_of(vec![
            step(1, prepare),
            showing(2, r#"hash("**", "!a/z", "!empty")"#),
            showing(3, r#"hash("nothing/**")"#),
            step_if(4, r#"hash("a/z") != "" && hash("a/z") != hash("x")"#, "echo there"),
            step(5, "echo more >> a/y"),
            showing(6, r#"hash("**", "!a/z", "!empty")"#),
        ]))
        .await;
    assert_eq!(finished.result.outcome, Outcome::Succeeded, "{}", finished.text());
    let printed = finished.step_text(1);
    assert_eq!(finished.step_text(2), format!("<{}>\n", printed.trim()));
    assert_eq!(finished.step_text(3), "<>\n");
    assert_eq!(finished.step_text(4), "there\n");
    assert_ne!(finished.step_text(6), finished.step_text(2));
}

#[tokio::test]
async fn outputs_may_hold_the_sum_of_a_committed_file() {
    let bench = Bench::new().await;
    let repository = Repository::new();
    let commit = repository.commit("pubspec.lock", "packages:\n");
    let outputs =
        IndexMap::from([("key".to_owned(), r#"pub-${{ hash("pubspec.lock") }}"#.to_owned())]);
    let checkout = Some(repository.checkout(&commit));
    let finished = bench.run(JobSpec { checkout, outputs, ..job_of(vec![step(1, "true")]) }).await;
    assert_eq!(finished.result.outputs["key"], format!("pub-{}", sum_of(&repository)));
}

fn sum_of(repository: &Repository) -> String {
    let script = "sha256sum pubspec.lock | sha256sum | cut -c1-64";
    let output = Command::new("sh").args(["-c", script]).current_dir(repository.path()).output();
    String::from_utf8(output.expect("there is a shell").stdout).expect("text").trim().to_owned()
}

#[tokio::test]
async fn a_file_that_cannot_be_read_fails_the_step_by_its_name() {
    let bench = Bench::new().await;
    let big = "truncate -s 1025M large";
    let finished = bench.run(job_of(vec![step(1, big), showing(2, r#"hash("large")"#)])).await;
    assert_eq!(finished.result.outcome, Outcome::Failed);
    let text = finished.step_text(2);
    assert!(text.contains("large: `hash()` reads at most 1024 MiB"), "{text}");
}
