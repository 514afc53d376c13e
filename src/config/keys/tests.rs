//! Keys are made once, kept for their owner, and never replaced.

use std::fs;

use super::*;
use crate::config::tests::{config_in, load};

fn mode(path: &Path) -> u32 {
    path.metadata().unwrap().permissions().mode() & 0o7777
}

fn write(path: &Path, text: &str, mode: u32) {
    let mut options = fs::OpenOptions::new();
    let mut file = options.write(true).create_new(true).mode(mode).open(path).unwrap();
    file.set_permissions(fs::Permissions::from_mode(mode)).unwrap();
    file.write_all(text.as_bytes()).unwrap();
}

#[test]
fn keys_are_made_once_for_their_owner_alone_and_found_again() {
    let parent = tempfile::tempdir().unwrap();
    let data = parent.path().join("new/data");
    let first = load_or_create(&config_in(&data)).unwrap();
    assert!(first.admin_token_is_new);
    assert!(first.admin_token.expose_secret().starts_with("oore_admin_"));
    assert_ne!(first.pepper.expose_secret(), &hex::encode(first.encryption_key.expose()));
    assert_eq!(mode(&data), 0o700);
    for name in [PEPPER_FILE, ENCRYPTION_KEY_FILE, ADMIN_TOKEN_FILE] {
        assert_eq!(mode(&data.join(name)), 0o600, "{name}");
    }
    assert_eq!(fs::read_dir(&data).unwrap().count(), 3, "nothing temporary stays");

    let second = load_or_create(&config_in(&data)).unwrap();
    assert!(!second.admin_token_is_new);
    assert_eq!(first.admin_token.expose_secret(), second.admin_token.expose_secret());
    assert_eq!(first.pepper.expose_secret(), second.pepper.expose_secret());
    assert_eq!(first.encryption_key.expose(), second.encryption_key.expose());
}

#[test]
fn starts_at_the_same_time_agree_and_one_of_them_tells_the_token() {
    let data = tempfile::tempdir().unwrap();
    let config = config_in(data.path());
    let start = std::sync::Barrier::new(8);
    let all: Vec<Keys> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8)
            .map(|_| {
                scope.spawn(|| {
                    start.wait();
                    load_or_create(&config).unwrap()
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let token = all[0].admin_token.expose_secret();
    assert!(all.iter().all(|keys| keys.admin_token.expose_secret() == token));
    assert!(all.iter().all(|k| k.encryption_key.expose() == all[0].encryption_key.expose()));
    assert_eq!(all.iter().filter(|keys| keys.admin_token_is_new).count(), 1);
}

#[test]
fn configured_keys_leave_no_file() {
    let data = tempfile::tempdir().unwrap();
    let key = "ab".repeat(32);
    let config = load(&[
        ("OORE_DATA_DIR", data.path().to_str().unwrap()),
        ("OORE_WEBHOOK_PEPPER", &key),
        ("OORE_ENCRYPTION_KEY", &key),
        ("OORE_ADMIN_TOKEN", &key),
    ]);
    let keys = load_or_create(&config.unwrap()).unwrap();
    assert_eq!(keys.admin_token.expose_secret(), key);
    assert!(!keys.admin_token_is_new);
    assert_eq!(fs::read_dir(data.path()).unwrap().count(), 0);
}

#[test]
fn a_key_that_others_may_read_is_refused() {
    let data = tempfile::tempdir().unwrap();
    let path = data.path().join(ENCRYPTION_KEY_FILE);
    write(&path, &"ab".repeat(32), 0o640);
    let error = load_or_create(&config_in(data.path())).unwrap_err();
    assert!(matches!(&error, KeysError::Exposed { path: at, mode: 0o640 } if *at == path));
    assert!(error.to_string().contains("chmod 600"), "{error}");
}

#[test]
fn a_data_directory_that_others_may_write_to_is_refused() {
    let data = tempfile::tempdir().unwrap();
    fs::set_permissions(data.path(), fs::Permissions::from_mode(0o770)).unwrap();
    let error = load_or_create(&config_in(data.path())).unwrap_err();
    assert!(matches!(error, KeysError::OpenDirectory { mode: 0o770, .. }), "{error}");
}

#[test]
fn a_damaged_key_is_refused_and_not_replaced() {
    let data = tempfile::tempdir().unwrap();
    let path = data.path().join(ENCRYPTION_KEY_FILE);
    write(&path, "abcd\n", 0o600);
    let error = load_or_create(&config_in(data.path())).unwrap_err();
    assert!(matches!(error, KeysError::Malformed { .. }), "{error}");
    assert_eq!(fs::read_to_string(&path).unwrap(), "abcd\n");
}

#[test]
fn no_key_shows_in_debug_output() {
    let data = tempfile::tempdir().unwrap();
    let keys = load_or_create(&config_in(data.path())).unwrap();
    let shown = format!("{keys:?}");
    assert!(!shown.contains(keys.admin_token.expose_secret()), "{shown}");
    assert!(!shown.contains(keys.pepper.expose_secret()), "{shown}");
    assert!(!shown.contains(&hex::encode(keys.encryption_key.expose())), "{shown}");
}
