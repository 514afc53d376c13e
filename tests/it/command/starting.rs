//! Starts that must not happen: one message that names the key, and another exit code than 0.

use std::fs::Permissions;
use std::net::TcpListener;
use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _};
use std::process::{Command, Output};

use tempfile::TempDir;

/// Runs `oored serve`, which must end by itself.
fn refused(directory: &TempDir, settings: &[(&str, &str)]) -> (i32, String) {
    let Output { status, stdout, stderr } = serve(directory, settings).output().expect("run");
    assert_eq!(String::from_utf8_lossy(&stdout), "", "nothing is served");
    let told = String::from_utf8(stderr).expect("text");
    (status.code().expect("an exit code"), told)
}

/// The command with an environment of its own.
pub(super) fn serve(directory: &TempDir, settings: &[(&str, &str)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_oored"));
    command.arg("serve").current_dir(directory.path()).env_clear().envs(
        ["PATH", "HOME", "TMPDIR"].iter().filter_map(|name| Some((name, std::env::var_os(name)?))),
    );
    command
        .env("OORE_DATA_DIR", directory.path().join("data"))
        .env("OORE_LISTEN", "127.0.0.1:0")
        .env("OORE_LOCAL_RUNNER", "false")
        .env("OORE_LOG", "error")
        .envs(settings.iter().copied());
    command
}

#[test]
fn a_wrong_setting_ends_the_start_with_its_name() {
    let directory = tempfile::tempdir().unwrap();
    for (key, value) in [
        ("OORE_LISTEN", "here"),
        ("OORE_PUBLIC_URL", "ftp://example.com"),
        ("OORE_DATABASE_URL", "mysql://localhost/oore"),
        ("OORE_ENCRYPTION_KEY", "short"),
        ("OORE_ADMIN_TOKEN", "short"),
        ("OORE_WEBHOOK_PEPPER", "short"),
        ("OORE_LOCAL_RUNNER", "perhaps"),
        ("OORE_RUNNER_CAPACITY", "0"),
        ("OORE_RUNNER_LOST_AFTER", "soon"),
        ("OORE_CANCEL_GRACE", "-1s"),
        ("OORE_GIT_PROTOCOLS", "ext"),
        ("OORE_LISSEN", "127.0.0.1:0"),
        ("OORE_LOG", "oored=loud"),
    ] {
        let (code, told) = refused(&directory, &[(key, value)]);
        assert_eq!(code, 1, "{key}: {told}");
        assert!(told.contains(key), "{key}: {told}");
        assert_eq!(told.matches("oored: ").count(), 1, "one message: {told}");
        assert!(!told.contains("panicked") && !told.contains("short\n"), "{told}");
    }
    assert!(!directory.path().join("data").exists(), "nothing was made");
}

#[test]
fn every_wrong_setting_is_told_at_once() {
    let directory = tempfile::tempdir().unwrap();
    let settings =
        [("OORE_LISTEN", "here"), ("OORE_ADMIN_TOKEN", "short"), ("OORE_CANCEL_GRACE", "x")];
    let (_, told) = refused(&directory, &settings);
    assert!(settings.iter().all(|(key, _)| told.contains(key)), "{told}");
}

#[test]
fn an_unknown_key_of_the_file_is_named_with_its_place() {
    let directory = tempfile::tempdir().unwrap();
    std::fs::write(directory.path().join("oored.toml"), "[server]\nlissen = \"x\"\n").unwrap();
    let (code, told) = refused(&directory, &[]);
    assert_eq!(code, 1);
    assert!(told.contains("oored.toml") && told.contains("lissen"), "{told}");
}

#[test]
fn an_address_in_use_is_named() {
    let directory = tempfile::tempdir().unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let token = "a".repeat(32);
    let settings = [("OORE_LISTEN", address.as_str()), ("OORE_ADMIN_TOKEN", token.as_str())];
    let (code, told) = refused(&directory, &settings);
    assert_eq!(code, 1);
    assert!(told.contains("OORE_LISTEN") && told.contains(&address), "{told}");
}

#[test]
fn a_database_that_is_away_is_named_without_its_password() {
    let directory = tempfile::tempdir().unwrap();
    // Bound and never listening: connections are refused at once.
    let reserved = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = reserved.local_addr().unwrap().port();
    drop(reserved);
    let url = format!("postgres://oore:hunter2@127.0.0.1:{port}/oore");
    let token = "a".repeat(32);
    let settings = [("OORE_DATABASE_URL", url.as_str()), ("OORE_ADMIN_TOKEN", token.as_str())];
    let (code, told) = refused(&directory, &settings);
    assert_eq!(code, 1);
    assert!(told.contains("OORE_DATABASE_URL") && !told.contains("hunter2"), "{told}");
}

#[test]
fn a_user_that_jobs_can_not_run_as_is_refused_before_anything_is_served() {
    let directory = tempfile::tempdir().unwrap();
    let token = "a".repeat(32);
    let started = |name, data_dir: &str| {
        let settings = [
            ("OORE_LOCAL_RUNNER", "true"),
            ("OORE_ADMIN_TOKEN", token.as_str()),
            ("OORE_RUNNER_USER", name),
            ("OORE_RUNNER_DATA_DIR", data_dir),
        ];
        let (code, told) = refused(&directory, &settings);
        assert_eq!(code, 1, "{told}");
        assert!(told.contains("OORE_RUNNER_USER") && !told.contains("chmod"), "{told}");
        told
    };
    let data = directory.path().join("data").to_str().unwrap().to_owned();
    let runner = format!("{data}/runner");
    assert!(started("nosuch", &runner).contains("there is no such user"));
    assert!(started("root", &runner).contains("name a user that may do less"));
    let (barred, own) = (started("nobody", &runner), started("nobody", &data));
    if rustix::process::geteuid().is_root() {
        assert!(barred.contains("can't pass") && barred.contains("OORE_RUNNER_DATA_DIR"));
        assert!(own.contains("the server's own data directory"), "{own}");
    } else {
        assert!(barred.contains("start the server as root") && own.contains("as root"));
    }
}

#[test]
fn a_file_that_is_no_database_is_told_once_with_what_to_do() {
    let directory = tempfile::tempdir().unwrap();
    let data = directory.path().join("data");
    std::fs::DirBuilder::new().mode(0o700).create(&data).unwrap();
    std::fs::write(data.join("oore.db"), "no database ".repeat(2000)).unwrap();
    let (code, told) = refused(&directory, &[]);
    assert_eq!(code, 1);
    assert_eq!(told.matches("file is not a database").count(), 1, "{told}");
    assert!(told.contains("OORE_DATABASE_URL") && told.contains("oored restore"), "{told}");
    assert!(!data.join("encryption-key").exists(), "nothing is made beside it");
}

/// Runs `oored audit verify`.
fn verify(directory: &TempDir, noted: &[&str]) -> (Option<i32>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_oored"));
    command.args(["audit", "verify"]).args(noted).current_dir(directory.path()).env_clear();
    command.env("OORE_DATA_DIR", directory.path().join("data"));
    let output = command.output().unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn a_record_that_is_not_there_is_no_tampering_and_nothing_is_made() {
    let directory = tempfile::tempdir().unwrap();
    let data = directory.path().join("data");
    let (code, told) = verify(&directory, &[]);
    assert_eq!(code, Some(2), "{told}");
    assert!(told.contains("OORE_DATA_DIR") && !data.exists(), "{told}");

    std::fs::create_dir(&data).unwrap();
    let pepper = data.join("webhook-pepper");
    std::fs::write(&pepper, "p".repeat(64)).unwrap();
    std::fs::set_permissions(&pepper, Permissions::from_mode(0o600)).unwrap();
    let (code, told) = verify(&directory, &[]);
    assert_eq!(code, Some(2), "{told}");
    assert!(told.contains("OORE_DATABASE_URL"), "{told}");
    assert_eq!(std::fs::read_dir(&data).unwrap().count(), 1, "nothing was made");

    for noted in ["short", &"g".repeat(64)] {
        let (code, told) = verify(&directory, &["--noted", noted]);
        assert_eq!(code, Some(2), "{told}");
        assert!(told.contains("64 hexadecimal digits"), "{told}");
    }
}

#[test]
fn an_unknown_command_is_a_matter_of_usage() {
    let output = Command::new(env!("CARGO_BIN_EXE_oored")).arg("sevre").output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("sevre"));
}
