//! What GitHub may answer to an App in place of what it asks for, and how long it is left alone then.

use std::sync::Arc;
use std::time::Duration;

use chrono::{TimeDelta, Utc};
use oored::addresses::AllowedAddresses;
use oored::clock;
use oored::crypto::seal::{SealKey, Sealer};
use oored::domain::provider::ProviderKind;
use oored::domain::report::{Report, ReportState, Told};
use oored::providers::{Access, GithubApp, Http, ProviderClient};
use serde_json::{Value, json};

use crate::support::{Script, ScriptedAnswer, optional};

fn client(script: &Script, key: &str) -> ProviderClient {
    let allowed = AllowedAddresses::new(&["127.0.0.0/8".parse().expect("a network")]);
    let http = Http::new(allowed).expect("TLS");
    let url: url::Url = script.url().parse().expect("a URL");
    let app = GithubApp::new("12345".to_owned(), &key.into(), url.clone(), http.clone());
    let sealer = Arc::new(Sealer::new(SealKey::from([7; 32])));
    ProviderClient::new(http, sealer, url, Some(app.expect("a key")))
}

fn access(script: &Script) -> Access {
    Access {
        id: "01".to_owned(),
        provider: ProviderKind::Github,
        full_name: "acme/app".to_owned(),
        clone_url: "https://127.0.0.1/acme/app.git".to_owned(),
        api_url: Some(script.url().to_owned()),
        sealed_token: None,
        through_app: true,
    }
}

fn report() -> Report {
    Report {
        commit: "a".repeat(40),
        context: "oore/push".to_owned(),
        state: ReportState::Succeeded,
        description: "Build 7 succeeded".to_owned(),
        target_url: "https://ci.example.com/api/builds/7".to_owned(),
        external_id: "7".to_owned(),
        details: None,
    }
}

fn good(body: Value) -> ScriptedAnswer {
    (200, Vec::new(), body)
}

fn bad(status: u16, message: &str) -> ScriptedAnswer {
    (status, Vec::new(), json!({ "message": message }))
}

fn installation() -> ScriptedAnswer {
    good(json!({ "id": 100 }))
}

fn token() -> ScriptedAnswer {
    let end = Utc::now() + TimeDelta::hours(1);
    good(json!({ "token": "ghs_opaque", "expires_at": end.to_rfc3339() }))
}

fn no_runs() -> ScriptedAnswer {
    good(json!({ "total_count": 0, "check_runs": [] }))
}

fn made() -> ScriptedAnswer {
    (201, Vec::new(), json!({ "id": 42, "status": "completed", "conclusion": "success" }))
}

/// Tells a report once; what came of it, and what GitHub was asked.
async fn told(key: &str, answers: Vec<ScriptedAnswer>) -> (Told, Vec<String>) {
    let script = Script::start(answers).await;
    let told = client(&script, key).tell(&access(&script), &report(), None, clock::now()).await;
    (told, script.asked())
}

async fn refused(key: &str, answers: Vec<ScriptedAnswer>) -> (String, Option<Duration>) {
    match told(key, answers).await.0 {
        Told::Failed { reason, wait } => (reason, wait),
        Told::Unwanted { reason } => (reason, None),
        other => panic!("it was to be refused: {other:?}"),
    }
}

#[tokio::test]
async fn each_refusal_says_what_to_do_and_each_limit_is_kept() {
    let Some(key) = optional::rsa_key() else { return };
    let (taken, asked) = told(&key, vec![installation(), token(), no_runs(), made()]).await;
    assert_eq!(taken, Told::Taken { reference: Some("42".to_owned()) });
    let commit = "a".repeat(40);
    assert_eq!(
        asked,
        [
            "GET /repos/acme/app/installation".to_owned(),
            "POST /app/installations/100/access_tokens".to_owned(),
            format!("GET /repos/acme/app/commits/{commit}/check-runs"),
            "POST /repos/acme/app/check-runs".to_owned(),
        ]
    );

    for (answers, said) in [
        (vec![bad(404, "Not Found")], "is not installed in `acme/app`: install it there"),
        (vec![bad(401, "A JSON web token could not be decoded")], "OORE_GITHUB_PRIVATE_KEY"),
        (vec![good(json!({ "id": 1, "suspended_at": "2026-01-01T00:00:00Z" }))], "is suspended"),
        (vec![installation(), bad(422, "not granted")], "needs the permissions"),
        (vec![installation(), bad(403, "Resource not accessible")], "answered 403"),
        (vec![installation(), token(), no_runs(), bad(422, "No commit found")], "No commit found"),
        (vec![installation(), good(json!({ "token": 7 }))], "can't be read"),
    ] {
        let (reason, wait) = refused(&key, answers).await;
        assert!(reason.contains(said), "{said}: {reason}");
        assert_eq!(wait, None, "{reason}");
    }

    let reset = (Utc::now() + TimeDelta::seconds(90)).timestamp().to_string();
    let spent =
        || vec![("x-ratelimit-remaining", "0".to_owned()), ("x-ratelimit-reset", reset.clone())];
    let limited = |status, headers| (status, headers, json!({ "message": "slow down" }));
    for (answers, least, most) in [
        (vec![limited(429, vec![("retry-after", "77".to_owned())])], 77, 77),
        (vec![limited(403, spent())], 80, 91),
        (vec![installation(), limited(403, spent())], 80, 91),
        (vec![installation(), token(), limited(429, Vec::new())], 60, 60),
        (
            vec![
                installation(),
                token(),
                no_runs(),
                bad(403, "You have exceeded a secondary rate limit"),
            ],
            60,
            60,
        ),
    ] {
        let (reason, wait) = refused(&key, answers).await;
        let seconds = wait.map(|wait| wait.as_secs());
        assert!(seconds >= Some(least) && seconds <= Some(most), "{seconds:?}: {reason}");
    }
    for status in [500, 502, 503] {
        let (reason, wait) = refused(&key, vec![installation(), bad(status, "oops")]).await;
        assert!(reason.contains(&status.to_string()) && wait.is_none(), "{reason}");
    }
}

#[tokio::test]
async fn a_token_is_kept_until_it_is_refused_and_a_lost_check_run_is_found_again() {
    let Some(key) = optional::rsa_key() else { return };
    let external = json!({ "id": 42, "name": "oore/push", "external_id": "7",
                           "status": "in_progress", "conclusion": null });
    let script = Script::start(vec![
        installation(),
        token(),
        no_runs(),
        made(),
        // The second report: its number was not noted, so the check run is looked for.
        good(json!({ "check_runs": [external] })),
        made(),
        // The third: the token was revoked.
        bad(401, "Bad credentials"),
        installation(),
        token(),
        no_runs(),
        made(),
    ])
    .await;
    let (client, access, report) = (client(&script, &key), access(&script), report());
    let tell = async || client.tell(&access, &report, None, clock::now()).await;
    assert!(matches!(tell().await, Told::Taken { .. }));
    assert!(matches!(tell().await, Told::Taken { .. }));
    assert!(matches!(tell().await, Told::Failed { .. }));
    assert!(matches!(tell().await, Told::Taken { .. }));
    let asked = script.asked();
    let minted = asked.iter().filter(|it| it.ends_with("/access_tokens")).count();
    assert_eq!(minted, 2, "{asked:#?}");
    assert_eq!(asked[5], "PATCH /repos/acme/app/check-runs/42", "{asked:#?}");
}

#[tokio::test]
async fn what_github_delivered_in_vain_is_asked_for_once_more() {
    let Some(key) = optional::rsa_key() else { return };
    let attempt = |id: u64, guid: &str, status: u16| {
        json!({ "id": id, "guid": guid, "delivered_at": Utc::now().to_rfc3339(),
                "redelivery": false, "status": "", "status_code": status, "event": "push" })
    };
    let next =
        "<https://api.github.com/app/hook/deliveries?per_page=100&cursor=v1_2>; rel=\"next\"";
    let script = Script::start(vec![
        (200, vec![("link", next.to_owned())], json!([attempt(3, "a", 503), attempt(2, "b", 202)])),
        good(json!([attempt(1, "c", 0)])),
        (202, Vec::new(), json!({})),
        (202, Vec::new(), json!({})),
    ])
    .await;
    assert_eq!(client(&script, &key).redeliver_failed().await, Ok(2));
    let asked = script.asked();
    let expected = ["GET /app/hook/deliveries"; 2]
        .map(str::to_owned)
        .into_iter()
        .chain([3, 1].map(|id| format!("POST /app/hook/deliveries/{id}/attempts")));
    assert_eq!(asked, expected.collect::<Vec<_>>());
}
