//! A database whose keys are not there: nothing goes on with others.

use std::fs;

use reqwest::Method;
use serde_json::json;

use crate::support::{Daemon, GitRepository, TestDatabase, on_both_databases};

on_both_databases!(no_key_is_made_beside_a_database_that_has_one);

async fn no_key_is_made_beside_a_database_that_has_one(database: TestDatabase) {
    let mut daemon = Daemon::start(database, &[("OORE_LOCAL_RUNNER", "false")]).await;
    let repository = daemon.register("acme/app", GitRepository::new()).await;
    let path = format!("/api/repositories/{}/secrets/TOKEN", repository.id);
    let answer = daemon.client.answer(Method::PUT, &path, Some(&json!({ "value": "hush" }))).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    daemon.kill().await;

    let data = daemon.data_dir().join("data");
    for (name, variable) in
        [("encryption-key", "OORE_ENCRYPTION_KEY"), ("webhook-pepper", "OORE_WEBHOOK_PEPPER")]
    {
        let (file, aside) = (data.join(name), data.join("aside"));
        fs::rename(&file, &aside).expect("moved");
        for command in ["serve", "migrate", "rotate-key"] {
            let refused = daemon.command(&[command]).await;
            let told = String::from_utf8_lossy(&refused.stderr);
            assert_eq!(refused.status.code(), Some(1), "{command}: {told}");
            assert!(told.contains(file.to_str().expect("UTF-8")), "{command}: {told}");
            let advice = [variable, "--with-keys", "openssl rand", "void"];
            let advice = advice.iter().filter(|it| name != "encryption-key" || **it != "void");
            assert!(advice.clone().all(|it| told.contains(it)), "{command}: {told}");
            assert!(!file.exists(), "{command} made a key in the place of another");
        }
        fs::rename(&aside, &file).expect("moved");
    }
    let daemon = daemon.restart().await;
    daemon.finish().await;
}
