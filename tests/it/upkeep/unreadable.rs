//! Logs whose files are missing or damaged: who asks is told so, and the server's log says why.

use std::fs::{self, File};
use std::os::unix::fs::FileExt as _;

use oore_client::{Connection, Failure, LogFollower, LogPart, LogStart, Patience};
use oored::archive::FRAME_BYTES;
use reqwest::Method;

use super::{COMPACT, object_files, register};
use crate::support::{
    Daemon, GitRepository, Server, TestDatabase, job_of, on_both_databases, text,
};

on_both_databases!(
    a_log_whose_file_is_gone_is_refused_with_its_cause_in_the_servers_log,
    a_log_that_is_damaged_in_the_middle_breaks_off_there,
);

/// A server with one log, the path of its job, and the log's file.
async fn with_log(database: TestDatabase, script: &str) -> (Daemon, String, std::path::PathBuf) {
    let settings = [COMPACT, ("OORE_LOG", "info")];
    let daemon = Daemon::start(database, &settings).await;
    let repository = register(&daemon, GitRepository::new(), script).await;
    let build = daemon.push_finishes(&repository).await;
    let logs = daemon.data_dir().join("data/logs");
    let object = async || object_files(&logs).pop();
    let object = Server::ask_until("the log is an object", object).await;
    let job = text(job_of(&build, "print"), "id");
    (daemon, job, object)
}

/// The lines of the server's log with a request's id.
fn said(daemon: &Daemon, request: &str) -> String {
    let log = fs::read_to_string(daemon.data_dir().join("stderr")).expect("its log");
    log.lines().filter(|line| line.contains(request)).collect::<Vec<_>>().join("\n")
}

fn follower(daemon: &Daemon, job: &str) -> LogFollower {
    let (url, token) = (daemon.client.base_url(), daemon.client.token());
    let connection = Connection::new(url, Some(token)).expect("an address");
    LogFollower::new(&connection, job, LogStart::default(), Patience::default())
}

async fn a_log_whose_file_is_gone_is_refused_with_its_cause_in_the_servers_log(
    database: TestDatabase,
) {
    let (daemon, job, object) = with_log(database, "echo hello\n").await;
    fs::remove_file(&object).expect("removed");
    for path in [format!("/api/jobs/{job}/log"), format!("/api/jobs/{job}/log/events")] {
        let refused = async || {
            let answer = daemon.client.answer(Method::GET, &path, None).await;
            (answer.status == 500).then_some(answer)
        };
        let answer = Server::ask_until("the log is refused", refused).await.json();
        assert_eq!(answer["code"], "internal", "{answer:#}");
        assert!(text(&answer, "detail").contains("missing or damaged"), "{answer:#}");
        let said = said(&daemon, &text(&answer, "request_id"));
        assert!(said.contains(object.to_str().expect("UTF-8")), "{said}");
    }
    let failure = follower(&daemon, &job).next().await.expect_err("it ends");
    assert!(matches!(&failure, Failure::Refused(problem) if problem.status == 500), "{failure}");
    daemon.finish().await;
}

async fn a_log_that_is_damaged_in_the_middle_breaks_off_there(database: TestDatabase) {
    let script = format!("head -c {} /dev/urandom\n", 3 * FRAME_BYTES);
    let (daemon, job, object) = with_log(database, &script).await;
    let file = File::options().write(true).open(&object).expect("opened");
    file.write_all_at(b"damaged", 2 * FRAME_BYTES as u64).expect("written");
    file.sync_all().expect("synced");
    let path = format!("/api/jobs/{job}/log");
    let broken = async || {
        let mut answer = daemon.client.request(Method::GET, &path).send().await.expect("an answer");
        assert_eq!(answer.status(), 200, "its beginning is whole");
        let request = answer.headers()["x-request-id"].to_str().expect("an id").to_owned();
        loop {
            match answer.chunk().await {
                Ok(Some(_)) => {}
                Ok(None) => return None,
                Err(_) => return Some(request),
            }
        }
    };
    let request = Server::ask_until("the answer breaks off", broken).await;
    let logged = async || said(&daemon, &request).contains(object.to_str()?).then_some(());
    Server::ask_until("the cause is in the server's log", logged).await;

    let (mut follower, mut whole) = (follower(&daemon, &job), 0);
    let failure = loop {
        match follower.next().await {
            Ok(Some(LogPart::Bytes(bytes))) => whole += bytes.len(),
            Ok(other) => panic!("not the end: {other:?}"),
            Err(failure) => break failure,
        }
    };
    assert!((FRAME_BYTES..3 * FRAME_BYTES).contains(&whole), "{whole}");
    assert!(matches!(&failure, Failure::Refused(problem) if problem.status == 500), "{failure}");
    daemon.finish().await;
}
