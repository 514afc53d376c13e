//! The commit in the workspace.

use std::time::Instant;

use protocol::{Checkout, JobSpec, Outcome, StepStatus, Submodules};

use crate::support::{
    Bench, again_with,
    git::{Repository, old_http_server},
    jobs::{job, step_if},
};

fn with_checkout(checkout: Checkout, script: &str) -> JobSpec {
    JobSpec { checkout: Some(checkout), ..job(&[script]) }
}

#[tokio::test]
async fn a_branchs_commit_is_checked_out_as_step_zero() {
    let bench = Bench::new().await;
    let repository = Repository::new();
    let commit = repository.commit("file", "content\n");
    let started = Instant::now();
    let script = "cat file; git rev-parse HEAD; git remote get-url origin; git status --short";
    let finished = bench.run(with_checkout(repository.checkout(&commit), script)).await;
    println!("checkout and step in {:?}", started.elapsed());
    assert_eq!(finished.result.outcome, Outcome::Succeeded, "{}", finished.text());
    let url = repository.checkout(&commit).url;
    assert_eq!(finished.step_text(1), format!("content\n{commit}\n{url}\n"));
    let [checkout, step] = &finished.result.steps[..] else { panic!("two steps") };
    assert_eq!((checkout.index, checkout.status), (0, StepStatus::Succeeded));
    assert_eq!((step.index, step.status), (1, StepStatus::Succeeded));
    assert!(finished.step_text(0).contains("HEAD is now at"), "{}", finished.text());
    println!(
        "checkout took {} ms",
        checkout.finished_at_ms.unwrap_or_default() - checkout.started_at_ms.unwrap_or_default()
    );
}

#[tokio::test]
async fn a_commit_below_the_tip_is_checked_out() {
    let bench = Bench::new().await;
    let repository = Repository::new();
    let old = repository.commit("file", "old\n");
    repository.commit("file", "new\n");
    let finished = bench
        .run(with_checkout(repository.checkout(&old), "cat file; git rev-list --count HEAD"))
        .await;
    assert_eq!(finished.step_text(1), "old\n1\n");
}

#[tokio::test]
async fn all_of_the_history_comes_with_depth_zero() {
    let bench = Bench::new().await;
    let repository = Repository::new();
    repository.commit("file", "one\n");
    repository.commit("file", "two\n");
    let tip = repository.commit("file", "three\n");
    let checkout = Checkout { depth: 0, ..repository.checkout(&tip) };
    let finished = bench.run(with_checkout(checkout, "git rev-list --count HEAD")).await;
    assert_eq!(finished.step_text(1), "3\n");
}

#[tokio::test]
async fn a_server_that_refuses_bare_commits_gives_them_by_their_ref() {
    let bench = Bench::new().await;
    let repository = Repository::new();
    let old = repository.commit("file", "old\n");
    repository.commit("file", "new\n");
    let url = old_http_server(repository.path());
    let protocols = vec!["http".to_owned()];
    let checkout = Checkout { url, protocols, ..repository.checkout(&old) };
    let finished = bench.run(with_checkout(checkout, "cat file")).await;
    assert_eq!(finished.step_text(1), "old\n", "{}", finished.text());
    let expected = format!("commit {old} could not be fetched by itself, fetching refs/heads/main");
    assert!(finished.step_text(0).contains(&expected), "{}", finished.text());
}

#[tokio::test]
async fn a_missing_commit_fails_clearly_and_no_step_runs_but_those_that_ask_to() {
    let bench = Bench::new().await;
    let repository = Repository::new();
    repository.commit("file", "content\n");
    let missing = "0123456789".repeat(4);
    let mut job = with_checkout(repository.checkout(&missing), "echo never");
    job.steps.push(step_if(2, "failure()", "echo afterwards"));
    let finished = bench.run(job).await;
    assert_eq!(finished.result.outcome, Outcome::Failed);
    let expected = format!("commit {missing} is not in refs/heads/main of the repository");
    assert_eq!(finished.result.steps[0].detail.as_deref(), Some(expected.as_str()));
    assert!(finished.step_text(0).ends_with(&format!("oore: {expected}\n")));
    assert_eq!(finished.result.steps[1].status, StepStatus::Skipped);
    assert_eq!(finished.step_text(2), "afterwards\n");
}

#[tokio::test]
async fn a_repository_that_is_not_there_is_tried_three_times() {
    let bench = Bench::new().await;
    let repository = Repository::new();
    let commit = repository.commit("file", "content\n");
    let checkout = Checkout {
        url: "file:///nonexistent/repository".to_owned(),
        ..repository.checkout(&commit)
    };
    let finished = bench.run(with_checkout(checkout, "echo never")).await;
    assert_eq!(finished.result.outcome, Outcome::Failed);
    assert_eq!(finished.text().matches("the fetch failed, trying again").count(), 2);
    assert_eq!(finished.result.steps[0].exit_code, Some(128));
}

#[tokio::test]
async fn git_speaks_only_the_protocols_it_may() {
    let bench = Bench::new().await;
    let repository = Repository::new();
    let commit = repository.commit("file", "content\n");
    let marker = bench.directory.path().join("ran");
    for url in [repository.checkout(&commit).url, format!("ext::sh -c touch% {}", marker.display())]
    {
        let protocols = vec!["https".to_owned()];
        let checkout = Checkout { url, protocols, ..repository.checkout(&commit) };
        let finished = bench.run(with_checkout(checkout, "echo never")).await;
        assert_eq!(finished.result.outcome, Outcome::Failed);
        assert!(finished.text().contains("not allowed"), "{}", finished.text());
    }
    assert!(!marker.exists());
}

#[tokio::test]
async fn hooks_do_not_run() {
    let bench = Bench::new().await;
    let repository = Repository::new();
    let commit = repository.commit("file", "content\n");
    let finished = bench
        .run(with_checkout(
            repository.checkout(&commit),
            "git config core.hooksPath || echo unset; ls .git",
        ))
        .await;
    assert!(!finished.step_text(1).contains("hooks"), "{}", finished.text());
}

#[tokio::test]
async fn submodules_come_when_asked_for() {
    let bench = Bench::new().await;
    let inner = Repository::new();
    inner.commit("inner-file", "inner\n");
    let outer = Repository::new();
    let url = format!("file://{}", inner.path().display());
    outer.git(&["submodule", "--quiet", "add", "--", &url, "module"]);
    let commit = outer.commit("file", "outer\n");
    for (submodules, expected) in [
        (Submodules::Recursive, "inner-file\n"),
        (Submodules::Direct, "inner-file\n"),
        (Submodules::None, ""),
    ] {
        let checkout = Checkout { submodules, ..outer.checkout(&commit) };
        let finished = bench.run(with_checkout(checkout, "ls module")).await;
        assert_eq!(finished.step_text(1), expected, "{submodules:?}: {}", finished.text());
    }
}

#[tokio::test]
async fn a_stranger_has_no_submodule_fetched_with_the_rights_of_others() {
    let bench = Bench::new().await;
    let inner = Repository::new();
    inner.commit("inner-file", "inner\n");
    let outer = Repository::new();
    let url = format!("file://{}", inner.path().display());
    outer.git(&["submodule", "--quiet", "add", "--", &url, "module"]);
    let commit = outer.commit("file", "outer\n");
    let checkout = Checkout { submodules: Submodules::Direct, ..outer.checkout(&commit) };
    let job = JobSpec { is_untrusted: true, ..with_checkout(checkout, "ls module") };
    let finished = bench.run(job).await;
    assert_eq!(finished.result.outcome, Outcome::Failed);
    let text = finished.text();
    assert!(text.contains("fatal: transport 'file' not allowed"), "{text}");
}

#[tokio::test]
async fn a_strangers_commit_has_no_large_files_fetched_and_fails_at_once() {
    let bench = Bench::new().await;
    let repository = Repository::new();
    let commit = repository.commit("file", "content\n");
    let checkout = Checkout { lfs: true, ..repository.checkout(&commit) };
    let job = JobSpec { is_untrusted: true, ..with_checkout(checkout, "echo never") };
    let finished = bench.run(job).await;
    assert_eq!(finished.result.outcome, Outcome::Failed);
    let detail = finished.result.steps[0].detail.as_deref().unwrap_or_default();
    assert!(detail.starts_with("the checkout wants Git LFS (`checkout.lfs`), and "), "{detail}");
    assert_eq!(finished.text(), format!("oore: {detail}\n"));
}

/// The machine that tests run on may have Git LFS.
#[tokio::test]
async fn a_runner_without_git_lfs_says_so() {
    if !again_with(&["git", "bash", "sh"], "checkout::a_runner_without_git_lfs_says_so") {
        return;
    }
    let bench = Bench::new().await;
    let repository = Repository::new();
    let commit = repository.commit("file", "content\n");
    let checkout = Checkout { lfs: true, ..repository.checkout(&commit) };
    let finished = bench.run(with_checkout(checkout, "echo never")).await;
    assert_eq!(finished.result.outcome, Outcome::Failed);
    let detail = finished.result.steps[0].detail.as_deref();
    assert_eq!(detail, Some("the checkout wants Git LFS, but `git-lfs` is not on this runner"));
}
