//! A backup says which keys it holds, and a server of one without them makes none.

use std::fs;

use super::backup::{Rebuilt, good, manifest, restore, stderr, verify};
use super::{COMPACT, register};
use crate::support::{Daemon, GitRepository, TestDatabase};

const KEY: (&str, &str) =
    ("OORE_ENCRYPTION_KEY", "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff");
const PEPPER: (&str, &str) = ("OORE_WEBHOOK_PEPPER", "a pepper that is configured and long enough");

#[tokio::test(flavor = "multi_thread")]
async fn configured_keys_are_in_no_backup_and_nobody_says_so() {
    for (settings, refused) in [
        (vec![COMPACT, KEY, PEPPER], "OORE_ENCRYPTION_KEY"),
        (vec![COMPACT, PEPPER], "OORE_WEBHOOK_PEPPER"),
        (vec![COMPACT, KEY], "OORE_ENCRYPTION_KEY"),
    ] {
        let daemon = Daemon::start(TestDatabase::sqlite(), &settings).await;
        register(&daemon, GitRepository::new(), "echo hello\n").await;
        // A file of another time beside the configured key.
        if settings.contains(&KEY) {
            let stale = daemon.data_dir().join("data/encryption-key");
            fs::write(&stale, format!("{}\n", "12".repeat(32))).expect("written");
            private(&stale);
        }
        let backup = daemon.data_dir().join("backup.tar.zst");
        let to = backup.to_str().expect("UTF-8");
        let output = daemon.command(&["backup", "--with-keys", "--to", to]).await;
        assert!(!output.status.success(), "{output:?}");
        assert!(stderr(&output).contains(refused), "{output:?}");
        assert!(!backup.exists(), "there is no backup that is taken for one with keys");
        let told = good(&daemon.command(&["backup", "--to", to]).await);
        assert!(told.contains(refused), "{told}");
        let verified = good(&daemon.command(&["restore", "--verify", to]).await);
        assert!(verified.contains("sealed values open with its key"), "{verified}");
        assert!(verified.contains("without keys"), "{verified}");
        let data_dir = daemon.data_dir().join("restored");
        let told = good(&restore(&backup, &data_dir).await);
        assert!(
            told.contains("put encryption-key") && told.contains("put webhook-pepper"),
            "{told}"
        );
        assert!(data_dir.join("restored-without-keys").exists());
        daemon.finish().await;
    }
}

fn private(path: &std::path::Path) {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(0o600)).expect("changed");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_is_another_one_is_told_and_left_out() {
    let daemon = Daemon::start(TestDatabase::sqlite(), &[COMPACT]).await;
    register(&daemon, GitRepository::new(), "echo hello\n").await;
    let place = tempfile::tempdir().expect("a directory");
    let backup = place.path().join("backup.tar.zst");
    let to = backup.to_str().expect("UTF-8");
    good(&daemon.command(&["backup", "--with-keys", "--to", to]).await);
    daemon.finish().await;
    let whole = good(&verify(&backup, place.path()).await);
    assert!(whole.contains("with keys") && whole.contains("values open with its key"), "{whole}");
    assert_eq!(manifest(&backup)["keys"]["webhook_pepper"]["is_included"], true);
    let mut rebuilt = Rebuilt::of(&backup);
    let key = rebuilt.members("encryption-key")[0];
    rebuilt.replace(key, format!("{}\n", "12".repeat(32)).into_bytes());
    let other = place.path().join("other.tar.zst");
    rebuilt.write(&other);
    let verified = verify(&other, place.path()).await;
    assert_eq!(verified.status.code(), Some(1), "{verified:?}");
    assert!(stderr(&verified).contains("encryption-key in it is another key"), "{verified:?}");
    let data_dir = place.path().join("restored");
    let restored = restore(&other, &data_dir).await;
    assert_eq!(restored.status.code(), Some(1), "{restored:?}");
    assert!(!data_dir.join("encryption-key").exists() && data_dir.join("webhook-pepper").exists());
    assert!(data_dir.join("restored-without-keys").exists());
    let told = String::from_utf8_lossy(&restored.stdout).into_owned();
    assert!(told.contains("put encryption-key") && !told.contains("put webhook-pepper"), "{told}");
}
