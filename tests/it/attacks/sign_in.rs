//! Signing in at an identity provider: `oidc-provider`, as its users meet it and as attackers do.

use reqwest::StatusCode;
use serde_json::{Value, json};
use url::Url;

use crate::support::identity::IdentityProvider;
use crate::support::{Answer, Browser, TestApp, TestDatabase, on_both_databases};

on_both_databases!(
    a_person_is_let_in_whom_an_admin_has_linked,
    users_are_made_and_roles_follow_groups_where_that_is_wanted,
    an_answer_is_taken_once_from_the_browser_that_asked,
    nobody_is_sent_to_another_site,
);

const NO_RUNNER: (&str, &str) = ("OORE_LOCAL_RUNNER", "false");

/// The people at the provider: `eve` calls herself by the name and address of others.
fn people() -> Value {
    json!({
        "sub-ann": {
            "preferred_username": "ann", "email": "ann@example.com", "email_verified": true,
            "groups": ["devs", "ops"],
        },
        "sub-bob": { "preferred_username": "bob", "groups": ["devs"] },
        "sub-eve": {
            "preferred_username": "ann", "email": "ann@example.com", "email_verified": false,
            "groups": [],
        },
    })
}

/// A server with a provider, if the machine has one.
async fn start(
    database: TestDatabase,
    more: &[(&str, &str)],
) -> Option<(TestApp, IdentityProvider)> {
    let mut provider = IdentityProvider::prepare()?;
    let told = provider.settings();
    let mut settings: Vec<_> = told.iter().map(|(name, value)| (*name, value.as_str())).collect();
    settings.push(NO_RUNNER);
    settings.extend(more);
    let app = TestApp::start_with(database, &settings).await;
    provider.start(app.client.base_url(), people()).await;
    Some((app, provider))
}

/// The whole way there and back.
async fn sign_in(app: &TestApp, provider: &IdentityProvider, subject: &str) -> (Browser, Answer) {
    let browser = Browser::new();
    let there = provider.begin(&browser, app.client.base_url(), "/api/session/oidc").await;
    let back = provider.sign_in(&browser, there, subject).await;
    let answer = browser.get(&back).await;
    (browser, answer)
}

async fn me(app: &TestApp, browser: &Browser) -> Value {
    browser.get(&Url::parse(&format!("{}/api/me", app.client.base_url())).unwrap()).await.json()
}

async fn change(app: &TestApp, id: &Value, body: &Value) -> Answer {
    let path = format!("/api/users/{}", id.as_str().unwrap());
    app.client.answer(reqwest::Method::PUT, &path, Some(body)).await
}

async fn a_person_is_let_in_whom_an_admin_has_linked(database: TestDatabase) {
    let Some((app, provider)) = start(database, &[]).await else { return };
    let user = json!({ "name": "ann", "email": "ann@example.com", "role": "admin" });
    let user = app.client.post("/api/users", &user).await;
    // Neither a name nor an address links anybody, verified or not.
    for subject in ["sub-ann", "sub-eve", "sub-bob"] {
        let (browser, answer) = sign_in(&app, &provider, subject).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{}", answer.text());
        assert!(
            answer.text().contains(&format!("--oidc-subject '{subject}'")),
            "{}",
            answer.text()
        );
        assert_eq!(me(&app, &browser).await["status"], 401);
    }
    let linked = change(&app, &user["id"], &json!({ "oidc_subject": "sub-ann" })).await;
    assert_eq!(linked.json()["oidc_subject"], "sub-ann", "{}", linked.text());
    let (browser, answer) = sign_in(&app, &provider, "sub-ann").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    assert_eq!(answer.headers["location"], "/");
    let seen = me(&app, &browser).await;
    assert_eq!((&seen["name"], &seen["role"]), (&json!("ann"), &json!("admin")));
    let (_, answer) = sign_in(&app, &provider, "sub-eve").await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);

    // One person is one user.
    let bob = app.client.post("/api/users", &json!({ "name": "bob" })).await;
    let taken = change(&app, &bob["id"], &json!({ "oidc_subject": "sub-ann" })).await;
    assert_eq!(taken.status, StatusCode::CONFLICT);
    change(&app, &user["id"], &json!({ "oidc_subject": null })).await;
    assert_eq!(me(&app, &browser).await["status"], 401, "whoever is not linked is not signed in");
    app.finish().await;
}

async fn users_are_made_and_roles_follow_groups_where_that_is_wanted(database: TestDatabase) {
    let more =
        [("OORE_OIDC_CREATE_USERS", "true"), ("OORE_OIDC_ROLES", "devs=developer,ops=maintainer")];
    let Some((app, provider)) = start(database, &more).await else { return };
    let (browser, answer) = sign_in(&app, &provider, "sub-ann").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let seen = me(&app, &browser).await;
    assert_eq!((&seen["name"], &seen["role"]), (&json!("ann"), &json!("maintainer")));
    let user = app.client.get(&format!("/api/users/{}", seen["user_id"].as_str().unwrap())).await;
    assert_eq!(user["email"], "ann@example.com");
    assert_eq!((&user["oidc_subject"], &user["has_password"]), (&json!("sub-ann"), &json!(false)));

    // A role that was given here goes with the next sign-in, and with it one that is too high.
    change(&app, &seen["user_id"], &json!({ "role": "admin" })).await;
    app.client.post("/api/users", &json!({ "name": "other", "role": "admin" })).await;
    let (browser, _) = sign_in(&app, &provider, "sub-ann").await;
    assert_eq!(me(&app, &browser).await["role"], "maintainer");
    let (browser, _) = sign_in(&app, &provider, "sub-bob").await;
    assert_eq!(me(&app, &browser).await["role"], "developer");

    // A name that is taken is nobody's to take over.
    let (_, answer) = sign_in(&app, &provider, "sub-eve").await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(answer.text().contains("another user of this server is called `ann`"));
    change(&app, &seen["user_id"], &json!({ "active": false })).await;
    let (_, answer) = sign_in(&app, &provider, "sub-ann").await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);

    let record = app.client.get("/api/audit?operation=session_oidc_callback").await;
    let kinds: Vec<_> =
        record["items"].as_array().unwrap().iter().map(|it| &it["target"]["kind"]).collect();
    // From the last: bob's session and bob, ann's second session and her role, her first and she.
    assert_eq!(kinds, ["session", "user", "session", "user", "session", "user"]);
    app.finish().await;
}

async fn an_answer_is_taken_once_from_the_browser_that_asked(database: TestDatabase) {
    let Some((app, provider)) = start(database, &[("OORE_OIDC_CREATE_USERS", "true")]).await else {
        return;
    };
    let base = app.client.base_url();
    let browser = Browser::new();
    let there = provider.begin(&browser, base, "/api/session/oidc").await;
    let asked: std::collections::BTreeMap<_, _> = there.query_pairs().into_owned().collect();
    assert_eq!(asked["code_challenge_method"], "S256");
    assert_eq!(asked["response_type"], "code");
    assert_eq!(asked["redirect_uri"], format!("{base}/api/session/oidc/callback"));
    assert!(asked["state"].len() >= 22 && asked["nonce"].len() >= 22);
    let back = provider.sign_in(&browser, there, "sub-ann").await;

    // Another browser has not begun it: nobody signs a victim in as themselves.
    let refused = |answer: &Answer, why: &str| {
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{why}: {}", answer.text());
        assert!(!answer.headers.contains_key("set-cookie"), "{why}");
    };
    refused(&Browser::new().get(&back).await, "no cookie");
    let other = Browser::new();
    let elsewhere = provider.begin(&other, base, "/api/session/oidc").await;
    refused(&other.get(&back).await, "the cookie of another sign-in");
    let sealed = browser.cookie(base, "oore_sign_in").unwrap();
    let altered = Browser::new();
    let mut letters = sealed.into_bytes();
    letters[40] = if letters[40] == b'A' { b'B' } else { b'A' };
    altered.plant(base, "oore_sign_in", &String::from_utf8(letters).unwrap());
    refused(&altered.get(&back).await, "a cookie that was altered");
    refused(&browser.get(&with(&back, "state", "guessed")).await, "another state");
    refused(&browser.get(&with(&back, "iss", "https://evil.example")).await, "another issuer");
    refused(&browser.get(&with(&back, "code", "guessed")).await, "another code");

    // A code of one sign-in in another: its PKCE verifier and its nonce are others.
    let code = back.query_pairs().find(|(name, _)| name == "code").unwrap().1.into_owned();
    let its_back = provider.sign_in(&other, elsewhere, "sub-bob").await;
    refused(&other.get(&with(&its_back, "code", &code)).await, "a code that was put in");

    // The code of this sign-in was shown to the provider with a wrong verifier, and is burnt.
    let again = provider.begin(&browser, base, "/api/session/oidc").await;
    let back = provider.sign_in(&browser, again, "sub-ann").await;
    let sealed = browser.cookie(base, "oore_sign_in").unwrap();
    assert_eq!(browser.get(&back).await.status, StatusCode::SEE_OTHER);
    assert_eq!(me(&app, &browser).await["name"], "ann");
    refused(&browser.get(&back).await, "the cookie is gone with the first use");
    browser.plant(base, "oore_sign_in", &sealed);
    refused(&browser.get(&back).await, "a code that was used");

    let denied = format!("{base}/api/session/oidc/callback?error=access_denied&state=x");
    refused(&Browser::new().get(&Url::parse(&denied).unwrap()).await, "an error that nobody asked");
    app.finish().await;
}

/// The address with another value of a parameter.
fn with(url: &Url, name: &str, value: &str) -> Url {
    let mut changed = url.clone();
    let pairs = url.query_pairs().map(|(key, old)| match key == name {
        true => (key.into_owned(), value.to_owned()),
        false => (key.into_owned(), old.into_owned()),
    });
    changed.query_pairs_mut().clear().extend_pairs(pairs);
    changed
}

async fn nobody_is_sent_to_another_site(database: TestDatabase) {
    let Some((app, provider)) = start(database, &[("OORE_OIDC_CREATE_USERS", "true")]).await else {
        return;
    };
    let base = app.client.base_url();
    let start_at = |next: &str| {
        let mut url = Url::parse(&format!("{base}/api/session/oidc")).unwrap();
        url.query_pairs_mut().append_pair("next", next);
        url
    };
    for bad in [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "javascript:alert(1)",
        "evil.example",
        "/a\r\nset-cookie: x=y",
    ] {
        let answer = Browser::new().get(&start_at(bad)).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{bad}: {}", answer.text());
        assert!(!answer.headers.contains_key("location"));
    }
    let browser = Browser::new();
    let there = provider.begin(&browser, base, "/api/session/oidc?next=/builds%3Fa%3Db").await;
    let back = provider.sign_in(&browser, there, "sub-bob").await;
    assert_eq!(browser.get(&back).await.headers["location"], "/builds?a=b");
    app.finish().await;
}
