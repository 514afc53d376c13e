//! Steps in a real sandbox, made by a real bubblewrap: what they can't see, reach or leave behind,
//! and that everything else works as outside.

use std::{fs, net::TcpListener, os::unix::fs::PermissionsExt as _, path::Path, time::Duration};

use protocol::{JobSpec, Outcome, ServerFrame, Shell, StepSpec, StepStatus};
use runner::{Options, SandboxMode, SandboxNetwork, SandboxOptions};

use crate::support::{
    Bench, Finished, again_with,
    git::Repository,
    jobs::{job, job_of, pairs, step},
    processes,
};

async fn bench(sandbox: SandboxOptions) -> Bench {
    Bench::with(|options| Options { sandbox, ..options }).await
}

fn always() -> SandboxOptions {
    SandboxOptions { mode: SandboxMode::Always, ..SandboxOptions::default() }
}

fn of_a_stranger(job: JobSpec) -> JobSpec {
    JobSpec { is_untrusted: true, ..job }
}

fn succeeded(finished: &Finished) -> String {
    let text = finished.text();
    assert_eq!(finished.result.outcome, Outcome::Succeeded, "{:?} {text}", finished.result.detail);
    text
}

/// A script that prints the line only when the command fails.
fn refused(command: &str) -> String {
    format!("if {command} 2>/dev/null; then echo 'DONE: {command}'; else echo refused; fi")
}

#[tokio::test]
async fn a_strangers_job_is_kept_in_and_others_are_not() {
    let bench = Bench::new().await;
    let script = "test \"$(cat /proc/1/comm)\" = bwrap && echo inside || echo outside";
    assert_eq!(succeeded(&bench.run(of_a_stranger(job(&[script]))).await), "inside\n");
    assert_eq!(succeeded(&bench.run(job(&[script])).await), "outside\n");
    bench.until_nothing_is_left().await;
}

#[tokio::test]
async fn a_job_in_a_sandbox_sees_no_home_no_runner_and_no_other_job() {
    let bench = bench(always()).await;
    let other = job(&["mkfifo go; echo kept > of-the-other; echo ready; read -r < go"]);
    let (lease, data_dir) = (other.lease, bench.data_dir());
    bench.server.run(other);
    bench.server.until_log_holds(lease, "ready").await;
    let work = data_dir.join("work").join(lease.to_string()).join("source");
    assert!(work.join("of-the-other").exists());

    let home = std::env::var("HOME").expect("a home");
    let (data_dir, work) = (data_dir.display(), work.display());
    let scripts = [
        refused(&format!("ls {home}/.")),
        refused(&format!("ls {data_dir}/jobs")),
        refused(&format!("cat {data_dir}/jobs/{lease}/job.json")),
        refused(&format!("cat {work}/of-the-other")),
        refused("cat /etc/shadow"),
        refused("ls /sys/kernel"),
        refused("ls /var/lib"),
        format!("ls {data_dir}/work | wc -l; ls {data_dir}"),
    ];
    let finished = bench.run(job(&[&scripts.join("\n")])).await;
    assert_eq!(succeeded(&finished), format!("{}1\nwork\n", "refused\n".repeat(7)));
    fs::write(Path::new(&format!("{work}/go")), "\n").expect("a reader");
    succeeded(&bench.finished(lease).await);
}

#[tokio::test]
async fn a_job_in_a_sandbox_can_not_write_to_the_system_or_get_rights() {
    let bench = bench(always()).await;
    let scripts = [
        refused("touch /usr/x"),
        refused("touch /etc/x"),
        refused("touch /x"),
        refused("mount -t tmpfs none /mnt"),
        refused("chown 1:1 ."),
        refused("mknod node b 8 0"),
        "grep -E 'CapEff|NoNewPrivs' /proc/self/status | tr '\\t' ' '".to_owned(),
    ];
    let finished = bench.run(job(&[&scripts.join("\n")])).await;
    let expected = format!("{}CapEff: 0000000000000000\nNoNewPrivs: 1\n", "refused\n".repeat(6));
    assert_eq!(succeeded(&finished), expected);
}

#[tokio::test]
async fn the_network_is_out_of_reach_unless_it_is_allowed() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let script = refused(&format!("(exec 3<>/dev/tcp/127.0.0.1/{port})"));
    let kept_in = bench(always()).await;
    assert_eq!(succeeded(&kept_in.run(job(&[&script])).await), "refused\n");
    let interfaces =
        kept_in.run(job(&["tail -n +3 /proc/net/dev | cut -d: -f1 | tr -d ' '"])).await;
    assert_eq!(succeeded(&interfaces), "lo\n");
    let let_out = bench(SandboxOptions { network: SandboxNetwork::Host, ..always() }).await;
    assert!(succeeded(&let_out.run(job(&[&script])).await).starts_with("DONE: "));
}

#[tokio::test]
async fn temporary_files_and_the_home_are_the_jobs_own() {
    let outside =
        tempfile::Builder::new().prefix("oore-outside-").tempdir_in("/tmp").expect("made");
    let bench = bench(always()).await;
    let name = outside.path().file_name().expect("a name").to_string_lossy();
    let first = format!(
        "ls /tmp | grep -c '^{name}$' || true\necho here > /tmp/{name}; echo $TMPDIR\n\
         echo home > ~/x; test \"$HOME\" = ~"
    );
    let finished = bench.run(job(&[&first, &format!("cat /tmp/{name} ~/x")])).await;
    assert_eq!(succeeded(&finished), "0\n/tmp\nhere\nhome\n");
    assert_eq!(fs::read_dir(outside.path()).expect("there").count(), 0);
    let again = bench.run(job(&[&format!("cat /tmp/{name} ~/x 2>/dev/null || echo gone")])).await;
    assert_eq!(succeeded(&again), "gone\n");
}

#[tokio::test]
async fn no_process_of_a_sandbox_outlives_its_step() {
    let bench = bench(always()).await;
    let script = "setsid sh -c '(sleep 1000 &) ; sleep 1000' & sleep 1000 & echo started";
    let marked = StepSpec { env: pairs(&[("MARKER", "sandbox-left")]), ..step(1, script) };
    let finished = bench.run(job_of(vec![marked, step(2, "ps ax | grep -c '[s]leep 1000'")])).await;
    assert_eq!(finished.text(), "started\n0\n");
    processes::until_none_with_variable("MARKER", "sandbox-left").await;
}

#[tokio::test]
async fn a_step_in_a_sandbox_is_asked_to_end_and_has_its_time_for_that() {
    let bench = bench(always()).await;
    let job = job(&["trap 'echo tidied up; exit 3' TERM; echo ready; sleep 1000 & wait"]);
    let lease = job.lease;
    bench.server.run(job);
    bench.server.until_log_holds(lease, "ready").await;
    bench.server.say(ServerFrame::Cancel { lease, reason: "no more".to_owned() });
    let finished = bench.finished(lease).await;
    assert_eq!(finished.result.outcome, Outcome::Canceled);
    assert_eq!(finished.text(), "ready\ntidied up\noore: canceled: no more\n");
    bench.until_nothing_is_left().await;
}

#[tokio::test]
async fn a_step_in_a_sandbox_that_does_not_end_in_time_is_killed_with_all_it_started() {
    let bench = bench(always()).await;
    let script =
        "trap '' TERM; setsid sh -c 'trap \"\" TERM; sleep 1000' & while :; do sleep 1000; done";
    let deaf = StepSpec {
        timeout_ms: Some(300),
        env: pairs(&[("MARKER", "sandbox-deaf")]),
        ..step(1, script)
    };
    let job = JobSpec { cancel_grace_ms: 200, ..job_of(vec![deaf]) };
    let started = std::time::Instant::now();
    let finished = bench.run(job).await;
    assert_eq!(finished.result.steps[0].status, StepStatus::TimedOut);
    assert!(started.elapsed() < Duration::from_secs(20));
    processes::until_none_with_variable("MARKER", "sandbox-deaf").await;
}

#[tokio::test]
async fn a_runner_that_dies_takes_its_sandboxes_along() {
    let mut bench = bench(always()).await;
    let waiting = StepSpec {
        env: pairs(&[("MARKER", "sandbox-orphan")]),
        ..step(1, "trap '' TERM; echo ready; sleep 1000")
    };
    let job = job_of(vec![waiting]);
    let lease = job.lease;
    bench.server.run(job);
    bench.server.until_log_holds(lease, "ready").await;
    assert!(!processes::with_variable("MARKER", "sandbox-orphan").is_empty());
    bench.crash().await;
    processes::until_none_with_variable("MARKER", "sandbox-orphan").await;
}

#[tokio::test]
async fn outputs_variables_and_secrets_work_in_a_sandbox() {
    let bench = bench(always()).await;
    let setting = "echo a=1 >> $OORE_OUTPUT; echo B=2 >> $OORE_ENV; echo done > $OORE_SUMMARY\n\
                   mkdir bin; printf '#!/bin/sh\\necho tool\\n' > bin/tool; chmod +x bin/tool\n\
                   echo $PWD/bin >> $OORE_PATH; tr '\\0' '\\n' < /proc/1/environ | wc -l";
    let using = StepSpec {
        env: pairs(&[("A", "${{ steps.s1.outputs.a }}")]),
        ..step(2, "echo $A$B; tool; echo \"$LD_PRELOAD\"")
    };
    let using = StepSpec {
        env: using.env.into_iter().chain(pairs(&[("LD_PRELOAD", "/none.so")])).collect(),
        ..using
    };
    let missing = StepSpec {
        shell: Shell::Pwsh,
        continue_on_error: true,
        env: pairs(&[("PATH", "/nonexistent")]),
        ..step(3, "x")
    };
    let job = JobSpec {
        outputs: pairs(&[("a", "${{ steps.s1.outputs.a }}")]),
        ..job_of(vec![step(1, setting), using, missing])
    };
    let finished = bench.run(job).await;
    assert_eq!(finished.result.outputs, pairs(&[("a", "1")]), "{}", finished.text());
    assert_eq!(finished.result.steps[0].summary.as_deref(), Some("done\n"));
    let text = succeeded(&finished);
    let own: Vec<_> = text.lines().filter(|line| !line.starts_with("ERROR: ld.so")).collect();
    assert_eq!(
        own,
        ["0", "12", "tool", "/none.so", "oore: `pwsh` was not found in PATH on this runner"]
    );
}

#[tokio::test]
async fn git_works_in_a_strangers_workspace_and_hooks_of_it_run_nowhere_else() {
    let repository = Repository::new();
    let commit = repository.commit("file", "one");
    let bench = Bench::new().await;
    let script = "git log --format=%s -1; echo x >> file; git status --short; git config user.email a@b; git config user.name n; git commit -qam two; git rev-list --count HEAD";
    let spec = JobSpec { checkout: Some(repository.checkout(&commit)), ..job(&[script]) };
    let finished = bench.run(of_a_stranger(spec)).await;
    assert!(succeeded(&finished).ends_with("M file\n2\n"), "{}", finished.text());
}

#[tokio::test]
async fn tools_that_are_named_can_be_read_and_not_written() {
    let tools = tempfile::tempdir().expect("a directory");
    fs::write(tools.path().join("tool"), "of the tool").expect("written");
    let readable = vec![tools.path().to_owned()];
    let bench = bench(SandboxOptions { readable, ..always() }).await;
    let path = tools.path().display();
    let script = format!("cat {path}/tool; echo; {}", refused(&format!("touch {path}/x")));
    assert_eq!(succeeded(&bench.run(job(&[&script])).await), "of the tool\nrefused\n");
}

#[tokio::test]
async fn what_is_closed_to_others_is_hidden_from_its_owner_too() {
    let tools = tempfile::tempdir().expect("a directory");
    let path = |name: &str| tools.path().join(name);
    fs::create_dir(path("closed")).expect("made");
    for (name, mode) in [("key", 0o600), ("named", 0o644), ("closed/all", 0o644), ("open", 0o644)] {
        fs::write(path(name), "read").expect("written");
        fs::set_permissions(path(name), fs::Permissions::from_mode(mode)).expect("changed");
    }
    fs::set_permissions(path("closed"), fs::Permissions::from_mode(0o700)).expect("changed");
    let (readable, private) = (vec![tools.path().to_owned()], vec![path("named")]);
    let bench = bench(SandboxOptions { readable, private, ..always() }).await;
    let files = ["key", "named", "closed/all", "open"];
    let script = files.map(|name| refused(&format!("cat {}", path(name).display()))).join("\n");
    let expected = format!("refused\nrefused\nrefused\nreadDONE: cat {}\n", path("open").display());
    assert_eq!(succeeded(&bench.run(job(&[&script])).await), expected);
}

#[tokio::test]
async fn without_bubblewrap_a_strangers_job_fails_at_once_and_others_run() {
    let name = "sandbox::without_bubblewrap_a_strangers_job_fails_at_once_and_others_run";
    if !again_with(&["bash"], name) {
        return;
    }
    let bench = Bench::new().await;
    assert_eq!(succeeded(&bench.run(job(&["echo on"])).await), "on\n");
    let finished = bench.run(of_a_stranger(job(&["echo never"]))).await;
    assert_eq!(finished.result.outcome, Outcome::Failed);
    assert_eq!(finished.text(), "");
    assert_eq!(
        finished.result.detail.as_deref(),
        Some(
            "the job's commands come from a stranger, and may run in a sandbox only: `bwrap` is \
             not in the runner's PATH; install bubblewrap, such as by `apt-get install bubblewrap`"
        )
    );
    bench.until_nothing_is_left().await;
}

#[tokio::test]
async fn without_a_sandbox_a_strangers_job_runs_where_that_is_wanted() {
    let never = SandboxOptions { mode: SandboxMode::Never, ..SandboxOptions::default() };
    let bench = bench(never).await;
    let script = "test \"$(cat /proc/1/comm)\" = bwrap || echo outside";
    assert_eq!(succeeded(&bench.run(of_a_stranger(job(&[script]))).await), "outside\n");
}
