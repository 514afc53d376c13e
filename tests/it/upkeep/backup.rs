//! A backup of a server at work becomes a server that knows what the first one had acknowledged.

use std::fs;
use std::io::Read as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::atomic::{AtomicBool, Ordering};

use futures_util::future::join;
use oored::crypto::signature::sha256_hex;
use serde_json::Value;
use tokio::process::Command;

use super::{COMPACT, object_files, register};
use crate::support::{
    Daemon, GitRepository, Server, TestDatabase, TestRepository, job_of, on_both_databases,
    optional, text,
};

on_both_databases!(a_backup_under_load_becomes_a_server);

/// A job prints until a file is there, so that it runs when the backup is made.
fn script(done: &Path) -> String {
    let done = done.display();
    format!("until [ -e {done} ]; do seq 1 500; sleep 0.02; done; echo end\n")
}

async fn a_backup_under_load_becomes_a_server(database: TestDatabase) {
    if database.url().is_some() && !["pg_dump", "pg_restore"].into_iter().all(optional::program) {
        return database.drop().await;
    }
    let daemon = Daemon::start(database, &[COMPACT]).await;
    let git = GitRepository::new();
    let done = git.scratch().join("done");
    let repository = register(&daemon, git, "seq 1 100000\n").await;
    let first = daemon.push_finishes(&repository).await;
    let log = daemon.log_bytes(&first, "print").await;
    let objects = daemon.data_dir().join("data/logs");
    Server::ask_until("the first log is an object", async || has_object(&objects)).await;
    repository.git.commit("Longer", &[("print.sh", &script(&done))]);
    let mut running = Vec::new();
    for _ in 0..3 {
        running.push(text(&daemon.push_builds(&repository).await, "id"));
    }
    for id in &running {
        daemon.build_until(id, |build| job_of(build, "print")["status"] == "running").await;
    }
    let mut acknowledged = Vec::new();
    for _ in 0..20 {
        acknowledged.push(delivered(&daemon, &repository).await);
    }
    let file = daemon.data_dir().join("backup.tar.zst");
    let path = file.to_str().expect("UTF-8");
    let is_over = AtomicBool::new(false);
    let load = async {
        while !is_over.load(Ordering::Relaxed) {
            delivered(&daemon, &repository).await;
        }
    };
    let backup = async {
        let output = daemon.command(&["backup", "--with-keys", "--to", path]).await;
        is_over.store(true, Ordering::Relaxed);
        output
    };
    let (_, output) = join(load, backup).await;
    let told = good(&output);
    assert!(told.contains(path) && told.contains("1 logs"), "{told}");
    let verified = good(&daemon.command(&["restore", "--verify", path]).await);
    assert!(
        verified.contains("the backup is good") && verified.contains("with keys"),
        "{verified}"
    );

    // The first server comes to its end before the second one begins.
    fs::write(&done, "").expect("written");
    for id in &running {
        daemon.finished(id).await;
    }
    let kept = tempfile::tempdir().expect("a directory");
    let backup = kept.path().join("backup.tar.zst");
    fs::copy(&file, &backup).expect("copied");
    daemon.finish().await;
    let restored = restored(&backup).await;
    knows(&restored, &acknowledged, &running).await;
    let again = restored.log_bytes(&first, "print").await;
    assert_eq!(sha256_hex(&again), sha256_hex(&log));
    restored.finish().await;
}

/// Decides what was acknowledged, and brings what was running to its end.
async fn knows(restored: &Daemon, acknowledged: &[String], running: &[String]) {
    for event in acknowledged {
        assert_ne!(restored.decided(event).await["status"], "received");
    }
    for id in running {
        let build = restored.finished(id).await;
        assert_eq!(build["status"], "succeeded", "{build:#}");
        assert_eq!(job_of(&build, "print")["attempt"], 2, "it ran when the backup was made");
        assert!(restored.log(&build, "print").await.ends_with("end\n"));
    }
}

/// The id of an event that was acknowledged, and that nothing is built for.
async fn delivered(server: &Server, repository: &TestRepository) -> String {
    let mut push = repository.github_push();
    push.git_ref = "refs/heads/elsewhere".to_owned();
    let answer = server.send(&push.signed(repository)).await;
    assert_eq!(answer.status, 202, "{}", answer.text());
    text(&answer.json(), "id")
}

fn has_object(objects: &Path) -> Option<()> {
    (!object_files(objects).is_empty()).then_some(())
}

/// A server of the backup, on a database of the same kind.
async fn restored(backup: &Path) -> Daemon {
    let is_dump = manifest(backup)["database"] == "postgres";
    let database = if is_dump {
        TestDatabase::postgres().await.expect("it was there before")
    } else {
        TestDatabase::sqlite()
    };
    let url = database.url();
    Daemon::start_on(database, &[COMPACT], async |data_dir| {
        let told = good(&restore(backup, data_dir).await);
        assert!(told.contains("oored serve"), "{told}");
        if let Some(url) = url {
            let dump = data_dir.join("database.pgdump");
            let mut command = Command::new("pg_restore");
            command.args(["--no-owner", "--exit-on-error", "--single-transaction"]);
            good(&command.arg(format!("--dbname={url}")).arg(dump).output().await.expect("run"));
        }
    })
    .await
}

pub(super) async fn restore(backup: &Path, data_dir: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_oored"));
    command.arg("restore").arg(backup).arg("--data-dir").arg(data_dir);
    command.output().await.expect("run")
}

/// What a backup says about itself.
pub(super) fn manifest(backup: &Path) -> Value {
    let plain = zstd::Decoder::new(fs::File::open(backup).expect("a backup")).expect("zstd");
    let mut tar = tar::Archive::new(plain);
    let mut entries = tar.entries().expect("tar").map(|entry| entry.expect("an entry"));
    let is_manifest = |path: &Path| path == Path::new("manifest.json");
    let found = entries.find(|entry| is_manifest(&entry.path().expect("a path")));
    serde_json::from_reader(found.expect("a manifest")).expect("JSON")
}

pub(super) fn good(output: &Output) -> String {
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    let wrong = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {told}{wrong}", output.status);
    told
}

/// A small server's backup without keys, and the directory that it is in.
async fn small() -> (tempfile::TempDir, PathBuf, Vec<(String, Vec<u8>)>) {
    let daemon = Daemon::start(TestDatabase::sqlite(), &[COMPACT]).await;
    let repository = register(&daemon, GitRepository::new(), "echo hello\n").await;
    daemon.push_finishes(&repository).await;
    let data_dir = daemon.data_dir().join("data");
    Server::ask_until("an object", async || has_object(&data_dir.join("logs"))).await;
    let directory = tempfile::tempdir().expect("a directory");
    let to = directory.path().to_str().expect("UTF-8");
    let told = good(&daemon.command(&["backup", "--to", to]).await);
    assert!(told.contains("keys are not in it"), "{told}");
    let (path, _) = told.split_once(':').expect("a path");
    let key = |name: &str| (name.to_owned(), fs::read(data_dir.join(name)).expect("a key"));
    let keys = ["encryption-key", "webhook-pepper", "admin-token"].map(key);
    // The keys of the machine that checks are known to be those of the backup.
    let verified = good(&daemon.command(&["restore", "--verify", path]).await);
    assert!(verified.contains("who did what is whole"), "{verified}");
    daemon.finish().await;
    (directory, path.into(), keys.into())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_without_keys_waits_for_those_of_its_server() {
    let (directory, backup, keys) = small().await;
    let elsewhere = verify(&backup, directory.path()).await;
    let told = good(&elsewhere);
    assert!(told.contains("the encryption key is not here"), "{told}");
    let data_dir = directory.path().join("restored");
    let told = good(&restore(&backup, &data_dir).await);
    assert!(told.contains("put encryption-key") && told.contains("put webhook-pepper"), "{told}");
    assert!(told.contains(&format!("OORE_LOG_DIR={}/logs", data_dir.display())), "{told}");
    let again = restore(&backup, &data_dir).await;
    assert!(!again.status.success() && stderr(&again).contains("is not empty"), "{again:?}");
    let serve = async || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_oored"));
        command.arg("serve").env("OORE_DATA_DIR", &data_dir).env("OORE_LISTEN", "127.0.0.1:0");
        command.current_dir(directory.path()).output().await.expect("run")
    };
    let refused = serve().await;
    assert!(!refused.status.success(), "{refused:?}");
    assert!(stderr(&refused).contains("came from a backup without keys"), "{refused:?}");
    assert!(!data_dir.join("encryption-key").exists(), "no key is made in the place of another");
    let daemon = Daemon::start_on(TestDatabase::sqlite(), &[COMPACT], async |data_dir| {
        good(&restore(&backup, data_dir).await);
        for (name, key) in &keys {
            let path = data_dir.join(name);
            fs::write(&path, key).expect("written");
            fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).expect("changed");
        }
    })
    .await;
    let builds = daemon.client.get("/api/builds").await;
    assert_eq!(builds["items"][0]["status"], "succeeded", "{builds:#}");
    daemon.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_that_was_cut_or_changed_is_refused_and_leaves_nothing() {
    let (directory, backup, _) = small().await;
    let whole = fs::read(&backup).expect("a backup");
    let place = directory.path();
    for (name, bytes) in [("cut", whole[..whole.len() - 20].to_vec()), ("changed", changed(&whole))]
    {
        let wrong = place.join(name);
        fs::write(&wrong, bytes).expect("written");
        let verified = verify(&wrong, place).await;
        assert!(!verified.status.success(), "{name}: {verified:?}");
        assert!(stderr(&verified).contains("is not a whole backup"), "{name}: {verified:?}");
        let data_dir = place.join(format!("of {name}"));
        assert!(!restore(&wrong, &data_dir).await.status.success());
        assert_eq!(fs::read_dir(&data_dir).expect("read").count(), 0, "{name}");
    }
    // Members that are whole, and a database that names a log which is not among them.
    let mut rebuilt = Rebuilt::of(&backup);
    rebuilt.remove("logs/");
    let without = place.join("without a log");
    rebuilt.write(&without);
    let verified = verify(&without, place).await;
    assert_eq!(verified.status.code(), Some(1), "{verified:?}");
    assert!(stderr(&verified).contains("is not in the backup"), "{verified:?}");
    // And the same without the database.
    let mut rebuilt = Rebuilt::of(&backup);
    rebuilt.remove("oore.db");
    let without = place.join("without a database");
    rebuilt.write(&without);
    let data_dir = place.join("of no database");
    let refused = restore(&without, &data_dir).await;
    assert!(!refused.status.success(), "{refused:?}");
    assert_eq!(fs::read_dir(&data_dir).expect("read").count(), 0);
}

fn changed(whole: &[u8]) -> Vec<u8> {
    let mut bytes = whole.to_vec();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    bytes
}

/// A backup that is made anew with other members, of which its manifest tells the truth.
pub(super) struct Rebuilt {
    members: Vec<(String, Vec<u8>)>,
    manifest: Value,
}

impl Rebuilt {
    pub(super) fn of(backup: &Path) -> Self {
        let plain = zstd::decode_all(fs::File::open(backup).expect("a backup")).expect("zstd");
        let mut members = Vec::new();
        for entry in tar::Archive::new(&plain[..]).entries().expect("tar") {
            let mut entry = entry.expect("an entry");
            let name = entry.path().expect("a path").to_str().expect("UTF-8").to_owned();
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).expect("read");
            members.push((name, bytes));
        }
        let (_, manifest) = members.pop().expect("a manifest");
        Self { members, manifest: serde_json::from_slice(&manifest).expect("JSON") }
    }

    /// Where the members are whose names begin so.
    pub(super) fn members(&self, prefix: &str) -> Vec<usize> {
        let all = 0..self.members.len();
        all.filter(|place| self.members[*place].0.starts_with(prefix)).collect()
    }

    pub(super) fn bytes(&self, place: usize) -> Vec<u8> {
        self.members[place].1.clone()
    }

    /// Puts other bytes into a member.
    pub(super) fn replace(&mut self, place: usize, bytes: Vec<u8>) {
        let told = &mut self.manifest["members"][place];
        told["size"] = bytes.len().into();
        told["sha256"] = sha256_hex(&bytes).into();
        self.members[place].1 = bytes;
    }

    /// Takes away the members whose names begin so.
    pub(super) fn remove(&mut self, prefix: &str) {
        self.members.retain(|(name, _)| !name.starts_with(prefix));
        let told = self.manifest["members"].as_array_mut().expect("members");
        told.retain(|it| !text(it, "path").starts_with(prefix));
    }

    pub(super) fn write(&self, to: &Path) {
        let encoder = zstd::Encoder::new(fs::File::create(to).expect("a file"), 1).expect("zstd");
        let mut tar = tar::Builder::new(encoder);
        let manifest = ("manifest.json".to_owned(), self.manifest.to_string().into_bytes());
        for (name, bytes) in self.members.iter().chain([&manifest]) {
            let mut header = tar::Header::new_gnu();
            header.set_size(bytes.len() as u64);
            header.set_mode(0o600);
            tar.append_data(&mut header, name, &bytes[..]).expect("appended");
        }
        tar.into_inner().expect("tar").finish().expect("zstd");
    }
}

/// On a machine that has no server.
pub(super) async fn verify(backup: &Path, home: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_oored"));
    command.arg("restore").arg("--verify").arg(backup).env("OORE_DATA_DIR", home.join("none"));
    command.current_dir(home).output().await.expect("run")
}

pub(super) fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}
