//! Secrets that a job prints, hands over or trips over: they leave the runner as `***`, and never
//! reach its disk.

use std::{fs, path::Path};

use protocol::{Hidden, JobSpec, Outcome, StepSpec};

use crate::support::{
    Bench,
    jobs::{job_of, pairs, step},
    processes,
};

/// A secret with what encoders have to do with.
const SECRET: &str = "p@ss w/rd\"\\é-0123456789";

fn with_secrets(secrets: &[(&str, &str)], steps: Vec<StepSpec>) -> JobSpec {
    let hidden = |(name, value): &(&str, &str)| ((*name).to_owned(), Hidden((*value).to_owned()));
    JobSpec { secrets: secrets.iter().map(hidden).collect(), ..job_of(steps) }
}

fn holds(bytes: &[u8], needle: &str) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle.as_bytes())
}

/// The files below a directory that hold a text.
fn files_with(directory: &Path, needle: &str) -> Vec<String> {
    let files = walkdir::WalkDir::new(directory).into_iter().flatten();
    files
        .filter(|entry| entry.file_type().is_file())
        .filter(|entry| holds(&fs::read(entry.path()).unwrap_or_default(), needle))
        .map(|entry| entry.path().display().to_string())
        .collect()
}

#[tokio::test]
async fn steps_are_given_secrets_over_their_jobs_variables_but_not_reserved_ones() {
    let bench = Bench::new().await;
    let script = r#"test "$TOKEN" = 'the secret' && test -z "$OORE_LIE" && echo "it is [$TOKEN]""#;
    let secrets = [("TOKEN", "the secret"), ("OORE_LIE", "a lie that is set")];
    let job = JobSpec {
        env: pairs(&[("TOKEN", "of the job's env")]),
        ..with_secrets(&secrets, vec![step(1, script)])
    };
    let finished = bench.run(job).await;
    assert_eq!(finished.result.outcome, Outcome::Succeeded, "{}", finished.text());
    assert_eq!(finished.text(), "it is [***]\n");
}

#[tokio::test]
async fn no_form_of_a_secret_is_in_the_log() {
    let bench = Bench::new().await;
    let shell = r#"
        echo "plain $TOKEN."
        printf '%s' "$TOKEN" | base64 -w 8
        printf 'user:%s' "$TOKEN" | base64
        printf '%s' "$TOKEN" | od -An -v -tx1 | tr -d ' \n'; echo
        for ((i = 0; i < ${#TOKEN}; i++)); do printf '%s' "${TOKEN:i:1}"; done; echo
        printf 'colour %s\033[1m%s\033[0m\n' "${TOKEN:0:8}" "${TOKEN:8}"
        printf 'lines %s\r\n%s\n' "${TOKEN:0:8}" "${TOKEN:8}"
        echo "$TOKEN" >&2
        set -x; : "$TOKEN"
    "#;
    let python = "import json, os, urllib.parse\nt = os.environ['TOKEN']\n\
                  print(json.dumps(t), json.dumps(t, ensure_ascii=False).replace('/', '\\\\/'))\n\
                  print(urllib.parse.quote(t), urllib.parse.quote_plus(t))";
    let python = StepSpec { shell: protocol::Shell::Python, ..step(2, python) };
    let job = with_secrets(&[("TOKEN", SECRET)], vec![step(1, shell), python]);
    let finished = bench.run(job).await;
    assert_eq!(finished.result.outcome, Outcome::Succeeded, "{}", finished.text());
    insta::assert_snapshot!(finished.text());
}

#[tokio::test]
async fn what_a_job_reports_holds_no_secret() {
    let bench = Bench::new().await;
    let script = r#"
        echo "key=$TOKEN" >> "$OORE_OUTPUT"
        echo "Deployed with $TOKEN" >> "$OORE_SUMMARY"
        echo "$TOKEN$TOKEN$TOKEN$TOKEN" >> "$OORE_PATH"
    "#;
    let fails = StepSpec { continue_on_error: true, ..step(1, script) };
    let passes_on = StepSpec {
        env: pairs(&[("KEY", "${{ steps.s1.outputs.key }}")]),
        ..step(2, r#"test "$KEY" = "$TOKEN" && echo "TOKEN2=$TOKEN" >> "$OORE_ENV""#)
    };
    let goes_on = step(3, r#"test "$TOKEN2" = "$TOKEN" && echo same"#);
    let job = JobSpec {
        outputs: pairs(&[("key", "${{ steps.s1.outputs.key }}"), ("env", "${{ env.TOKEN }}")]),
        ..with_secrets(&[("TOKEN", SECRET)], vec![fails, passes_on, goes_on])
    };
    let lease = job.lease;
    let finished = bench.run(job).await;
    assert_eq!(finished.result.outcome, Outcome::Succeeded, "{}", finished.text());
    assert_eq!(finished.result.outputs, pairs(&[("key", "***"), ("env", "***")]));
    let first = &finished.result.steps[0];
    assert_eq!(first.summary.as_deref(), Some("Deployed with ***\n"));
    let detail = "OORE_PATH: line 1: `***` is not an absolute path";
    assert_eq!(first.detail.as_deref(), Some(detail));
    assert_eq!(finished.text(), format!("oore: {detail}\nsame\n"));
    let reported = bench.server.state(|state| format!("{:?}", state.steps));
    assert!(reported.contains("***") && !reported.contains("p@ss"), "{lease}: {reported}");
}

#[tokio::test]
async fn a_secret_is_on_no_disk_and_in_no_argument() {
    let bench = Bench::new().await;
    let script = r#"echo "printed: $TOKEN"; mkfifo go; echo ready; read -r < go"#;
    let job = with_secrets(&[("TOKEN", "on-no-disk-77")], vec![step(1, script)]);
    let lease = job.lease;
    bench.server.run(job);
    bench.server.until_log_holds(lease, "ready").await;
    assert_eq!(files_with(&bench.data_dir(), "on-no-disk-77"), Vec::<String>::new());
    assert_eq!(files_with(&bench.data_dir(), "printed: ***").len(), 1, "the spooled log");
    assert_eq!(processes::with_argument("on-no-disk-77"), Vec::<i32>::new());
    let go = bench.data_dir().join("work").join(lease.to_string()).join("source/go");
    tokio::task::spawn_blocking(move || fs::write(go, "\n"))
        .await
        .expect("no panic")
        .expect("a reader");
    let finished = bench.finished(lease).await;
    assert_eq!(finished.text(), "printed: ***\nready\n");
}

#[tokio::test]
async fn output_that_looks_like_the_beginning_of_a_secret_is_not_kept_for_long() {
    let bench = Bench::new().await;
    let script = "mkfifo go; echo cash; read -r < go";
    let job = with_secrets(&[("TOKEN", "hunter22")], vec![step(1, script)]);
    let lease = job.lease;
    bench.server.run(job);
    bench.server.until_log_holds(lease, "cash\n").await;
    let go = bench.data_dir().join("work").join(lease.to_string()).join("source/go");
    tokio::task::spawn_blocking(move || fs::write(go, "\n"))
        .await
        .expect("no panic")
        .expect("a reader");
    assert_eq!(bench.finished(lease).await.text(), "cash\n");
}

#[tokio::test]
async fn a_value_that_no_process_can_have_fails_its_step_by_name() {
    let bench = Bench::new().await;
    let job = with_secrets(&[("TOKEN", "a\0value")], vec![step(1, "echo no")]);
    let finished = bench.run(job).await;
    let expected = "oore: the variable `TOKEN` can't be set: no process can have it\n";
    assert_eq!(finished.text(), expected);
    assert!(finished.result.outputs.is_empty());
}
