//! Jobs that run as another user than the runner, which has to be root for that. Where these tests
//! don't run as root, the user is refused, and that is all there is to see.

use std::{fs, os::unix::fs::PermissionsExt as _};

use protocol::{Checkout, JobSpec, Outcome, ServerFrame};
use runner::{Options, RunnerError, SandboxMode, SandboxOptions, User, UserError};

use crate::support::{
    Bench,
    git::{Repository, old_http_server},
    jobs::{job, pairs},
    start,
};

/// A user that every system has, without a home.
const NOBODY: &str = "nobody";

fn nobody() -> Option<User> {
    match User::named(NOBODY) {
        Ok(user) => Some(user),
        Err(error) => {
            assert!(matches!(error, UserError::NotRoot { .. }), "{error}");
            assert!(!rustix::process::geteuid().is_root(), "{error}");
            None
        }
    }
}

/// A runner in a directory that others can pass.
async fn bench(user: User, sandbox: SandboxOptions) -> Bench {
    Bench::with(|options| {
        let above = options.data_dir.parent().expect("a directory above");
        fs::set_permissions(above, fs::Permissions::from_mode(0o711)).expect("changed");
        Options { user: Some(user), sandbox, ..options }
    })
    .await
}

#[tokio::test]
async fn steps_run_as_the_user_and_hand_over_what_they_like() {
    let Some(user) = nobody() else { return };
    let bench = bench(user, SandboxOptions::default()).await;
    let script = "id -un; echo $USER $LOGNAME $HOME; echo x > file; stat -c %U . file \"$0\"\n\
                  echo x > $TMPDIR/x; echo a=1 >> $OORE_OUTPUT; echo done >> $OORE_SUMMARY\n\
                  grep -E '^(Uid|CapEff)' /proc/self/status | tr '\\t' ' '";
    let job = JobSpec { outputs: pairs(&[("a", "${{ steps.s1.outputs.a }}")]), ..job(&[script]) };
    let finished = bench.run(job).await;
    assert_eq!(
        finished.text(),
        "nobody\nnobody nobody /nonexistent\nnobody\nnobody\nnobody\n\
         Uid: 65534 65534 65534 65534\nCapEff: 0000000000000000\n"
    );
    assert_eq!(finished.result.outcome, Outcome::Succeeded);
    assert_eq!(finished.result.outputs, pairs(&[("a", "1")]));
    assert_eq!(finished.result.steps[0].summary.as_deref(), Some("done\n"));
    bench.until_nothing_is_left().await;
}

#[tokio::test]
async fn the_output_can_be_opened_by_its_names() {
    let Some(user) = nobody() else { return };
    for mode in [SandboxMode::Never, SandboxMode::Always] {
        let sandbox = SandboxOptions { mode, ..SandboxOptions::default() };
        let bench = bench(user.clone(), sandbox).await;
        let script = "echo a > /dev/stdout; echo b > /dev/stderr; echo c | tee /proc/self/fd/2";
        let finished = bench.run(job(&[script])).await;
        assert_eq!(finished.text(), "a\nb\nc\nc\n", "{mode}");
    }
}

#[tokio::test]
async fn the_runners_own_files_are_closed_to_the_user() {
    let Some(user) = nobody() else { return };
    let bench = bench(user, SandboxOptions::default()).await;
    fs::write(bench.data_dir().join("address.json"), "token").expect("written");
    let mode = fs::Permissions::from_mode(0o600);
    fs::set_permissions(bench.data_dir().join("address.json"), mode).expect("changed");
    let data_dir = bench.data_dir();
    let data_dir = data_dir.display();
    let lines = [
        "ls %",
        "cat %/address.json",
        "ls %/jobs",
        "ls %/work",
        "touch %/x",
        "cat %/lock",
        "touch ../x",
        "mv ../control ../c",
        "cat /proc/$RUNNER/environ",
        "kill -9 $RUNNER",
    ];
    let script: String = lines
        .map(|line| line.replace('%', &data_dir.to_string()))
        .map(|line| format!("if {line} 2>/dev/null; then echo 'DONE: {line}'; else echo no; fi\n"))
        .concat();
    let variables = pairs(&[("RUNNER", &std::process::id().to_string())]);
    let finished = bench.run(JobSpec { env: variables, ..job(&[&script]) }).await;
    assert_eq!(finished.text(), "no\n".repeat(lines.len()));
}

#[tokio::test]
async fn a_link_to_what_the_user_may_not_read_is_not_read_for_it() {
    let Some(user) = nobody() else { return };
    let bench = bench(user, SandboxOptions::default()).await;
    let script = "rm $OORE_OUTPUT $OORE_SUMMARY; ln -s /etc/shadow $OORE_SUMMARY\n\
                  ln /etc/hostname $OORE_OUTPUT 2>/dev/null || ln -s /etc/hostname $OORE_OUTPUT";
    let finished = bench.run(job(&[script])).await;
    assert_eq!(
        finished.text(),
        "oore: OORE_OUTPUT: it is not a regular file any more; \
         OORE_SUMMARY: it is not a regular file any more\n"
    );
}

#[tokio::test]
async fn the_checkout_is_the_users() {
    let Some(user) = nobody() else { return };
    let repository = Repository::new();
    let commit = repository.commit("file", "one");
    let url = old_http_server(repository.path());
    let bench = bench(user, SandboxOptions::default()).await;
    let http = vec!["http".to_owned()];
    let checkout = Checkout { url: url.clone(), protocols: http, ..repository.checkout(&commit) };
    let script = "stat -c %U file .git .git/config; git status --short; git remote get-url origin";
    let finished = bench.run(JobSpec { checkout: Some(checkout), ..job(&[script]) }).await;
    assert_eq!(finished.step_text(1), format!("nobody\nnobody\nnobody\n{url}\n"));
    bench.until_nothing_is_left().await;
}

#[tokio::test]
async fn a_sandbox_works_for_the_user_too() {
    let Some(user) = nobody() else { return };
    let sandbox = SandboxOptions { mode: SandboxMode::Always, ..SandboxOptions::default() };
    let bench = bench(user, sandbox).await;
    let script = "id -u; cat /proc/1/comm; echo a=1 >> $OORE_OUTPUT; echo x > ~/x; echo x > /tmp/x\n\
                  cat /etc/shadow 2>/dev/null || echo no; ls -A $HOME; touch /usr/x 2>/dev/null || echo no";
    let job = JobSpec { outputs: pairs(&[("a", "${{ steps.s1.outputs.a }}")]), ..job(&[script]) };
    let finished = bench.run(job).await;
    assert_eq!(finished.text(), "65534\nbwrap\nno\nx\nno\n");
    assert_eq!(finished.result.outputs, pairs(&[("a", "1")]));
    bench.until_nothing_is_left().await;
}

#[tokio::test]
async fn a_job_of_another_user_is_ended_like_any_other() {
    let Some(user) = nobody() else { return };
    let bench = bench(user, SandboxOptions::default()).await;
    let job = JobSpec {
        cancel_grace_ms: 100,
        ..job(&["trap '' TERM; setsid sleep 1000 & echo ready; while :; do sleep 1000; done"])
    };
    let lease = job.lease;
    bench.server.run(job);
    bench.server.until_log_holds(lease, "ready").await;
    bench.server.say(ServerFrame::Cancel { lease, reason: "no more".to_owned() });
    assert_eq!(bench.finished(lease).await.result.outcome, Outcome::Canceled);
    bench.until_nothing_is_left().await;
}

#[tokio::test]
async fn a_data_directory_that_the_user_can_not_reach_is_refused_at_the_start() {
    let Some(user) = nobody() else { return };
    let bench = Bench::new().await;
    let closed = tempfile::tempdir().expect("a directory");
    fs::set_permissions(closed.path(), fs::Permissions::from_mode(0o700)).expect("changed");
    let data_dir = closed.path().join("runner");
    let options = Options { user: Some(user), data_dir, ..bench.options() };
    let error = start(options).ended().await.expect_err("no start");
    assert!(matches!(error, RunnerError::Barred { .. }), "{error}");
    let barrier = format!("can't pass {};", closed.path().display());
    assert!(error.to_string().contains(&barrier), "{error}");
}
