//! Sessions of browsers: requests in their name, cookies put there by others, guessed passwords.

use reqwest::{Method, RequestBuilder, StatusCode};
use sea_orm::EntityTrait;
use serde_json::json;
use url::Url;

use crate::support::{Answer, Browser, PASSWORD, TestApp, TestDatabase, on_both_databases, send};

on_both_databases!(
    another_site_does_nothing_in_a_persons_name,
    a_login_takes_no_session_that_was_put_there,
    cookies_are_kept_from_scripts_and_other_sites,
    a_server_behind_tls_takes_no_cookie_of_a_page_without,
    passwords_are_not_guessed,
    whoever_is_not_let_in_learns_nothing,
    stored_rows_open_nothing,
);

const NO_RUNNER: (&str, &str) = ("OORE_LOCAL_RUNNER", "false");

const COOKIE: &str = "oore_session";

fn token_in() -> serde_json::Value {
    json!({ "name": "stolen", "scopes": ["admin"] })
}

async fn another_site_does_nothing_in_a_persons_name(database: TestDatabase) {
    let app = TestApp::start_with(database, &[NO_RUNNER]).await;
    app.add_person("ann", Some("admin")).await;
    app.add_person("bob", None).await;
    let (ann, bob) = (app.sign_in("ann").await, app.sign_in("bob").await);
    let base = app.client.base_url();
    let tokens = Url::parse(&format!("{base}/api/tokens")).unwrap();
    let post = async |more: &[(&str, &str)]| {
        let add = |request: RequestBuilder| {
            more.iter()
                .fold(request.json(&token_in()), |it, (name, value)| it.header(*name, *value))
        };
        ann.browser.send((Method::POST, &tokens), add).await
    };
    let csrf = ("x-csrf-token", ann.csrf.as_str());
    let refused = [
        &[][..],
        &[("x-csrf-token", "")],
        &[("x-csrf-token", bob.csrf.as_str())],
        &[("x-csrf-token", &ann.csrf[..63])],
        &[csrf, ("origin", "https://evil.example")],
        &[csrf, ("origin", "null")],
        &[csrf, ("origin", "http://127.0.0.1:1")],
    ];
    for more in refused {
        let answer = post(more).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{more:?}: {}", answer.text());
    }
    assert_eq!(post(&[csrf, ("origin", base)]).await.status, StatusCode::CREATED);
    assert_eq!(post(&[csrf]).await.status, StatusCode::CREATED);

    // Signing out and the like are guarded as well, and so is signing in as the attacker.
    let session = Url::parse(&format!("{base}/api/session")).unwrap();
    let out = ann.browser.send((Method::DELETE, &session), |request| request).await;
    assert_eq!(out.status, StatusCode::FORBIDDEN);
    let body = json!({ "name": "bob", "password": PASSWORD });
    let foreign =
        |request: RequestBuilder| request.header("origin", "https://evil.example").json(&body);
    let login = Browser::new().send((Method::POST, &session), foreign).await;
    assert_eq!(login.status, StatusCode::FORBIDDEN);
    // What a form of another site can send without asking.
    let form = |request: RequestBuilder| {
        request.header("content-type", "text/plain").body(body.to_string())
    };
    let login = Browser::new().send((Method::POST, &session), form).await;
    assert_eq!(login.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);

    // One or the other: a page can't hide behind a cookie what its token may not do.
    let both = |request: RequestBuilder| request.bearer_auth(app.client.token());
    let answer = ann.browser.send((Method::GET, &tokens), both).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{}", answer.text());
    assert!(ann.is_open().await);
    app.finish().await;
}

async fn a_login_takes_no_session_that_was_put_there(database: TestDatabase) {
    let app = TestApp::start_with(database, &[NO_RUNNER]).await;
    app.add_person("ann", None).await;
    app.add_person("eve", None).await;
    let base = app.client.base_url().to_owned();
    let eve = app.sign_in("eve").await;
    let planted = eve.browser.cookie(&base, COOKIE).unwrap();
    let invented = format!("oore_ses_{}", "0".repeat(58));
    for cookie in [planted.as_str(), &invented, "x", ""] {
        let browser = Browser::new();
        browser.plant(&base, COOKIE, cookie);
        let ann = app.sign_in_with(browser, "ann").await;
        let own = ann.browser.cookie(&base, COOKIE).unwrap();
        assert_ne!(own, cookie);
        let me = ann.act(Method::GET, "/api/me", None).await.json();
        assert_eq!(me["name"], "ann");
    }
    assert!(!eve.is_open().await, "the session that the browser had is over");

    let first = app.sign_in("ann").await;
    let before = first.browser.cookie(&base, COOKIE).unwrap();
    let second = app.sign_in_with(first.browser, "ann").await;
    assert_ne!(second.browser.cookie(&base, COOKIE).unwrap(), before);
    second.browser.plant(&base, COOKIE, &before);
    assert!(!second.is_open().await);
    app.finish().await;
}

/// The line that sets the session's cookie.
fn set_cookie(answer: &Answer) -> String {
    answer.headers["set-cookie"].to_str().unwrap().to_owned()
}

async fn cookies_are_kept_from_scripts_and_other_sites(database: TestDatabase) {
    let app = TestApp::start_with(database, &[NO_RUNNER]).await;
    app.add_person("ann", None).await;
    let browser = Browser::new();
    let answer = browser.sign_in(app.client.base_url(), "ann", PASSWORD).await;
    let line = set_cookie(&answer);
    let value = browser.cookie(app.client.base_url(), COOKIE).unwrap();
    let expected = "oore_session=.; Path=/; Max-Age=604800; HttpOnly; SameSite=Lax";
    assert_eq!(line.replace(&value, "."), expected);
    assert!(value.starts_with("oore_ses_") && value.len() == 67, "256 bits and a checksum");
    assert!(!answer.text().contains(&value), "no page's script is told it");
    assert_eq!(answer.headers["cache-control"], "no-store");

    // Twice the same name: one of them is somebody else's.
    let twice = format!("{COOKIE}={value}; {COOKIE}=other");
    let asked = app.client.anonymous(Method::GET, "/api/me").header("cookie", twice);
    assert_eq!(send(asked).await.status, StatusCode::UNAUTHORIZED);
    // A cookie is no token, and a token is no cookie.
    let asked = app.client.anonymous(Method::GET, "/api/me").bearer_auth(&value);
    assert_eq!(send(asked).await.status, StatusCode::UNAUTHORIZED);
    let cookie = format!("{COOKIE}={}", app.client.token());
    let asked = app.client.anonymous(Method::GET, "/api/me").header("cookie", cookie);
    assert_eq!(send(asked).await.status, StatusCode::UNAUTHORIZED);
    app.finish().await;
}

async fn a_server_behind_tls_takes_no_cookie_of_a_page_without(database: TestDatabase) {
    let public = ("OORE_PUBLIC_URL", "https://ci.example.com");
    let app = TestApp::start_with(database, &[NO_RUNNER, public]).await;
    let here = format!("http://{}", app.app().address());
    let client = crate::support::Client::new(&here, app.client.token());
    let user = client.post("/api/users", &json!({ "name": "ann" })).await;
    let path = format!("/api/users/{}/password", user["id"].as_str().unwrap());
    let body = json!({ "password": PASSWORD });
    let set = client.answer(Method::PUT, &path, Some(&body)).await;
    assert_eq!(set.status, StatusCode::NO_CONTENT, "{}", set.text());
    let browser = Browser::new();
    let line = set_cookie(&browser.sign_in(&here, "ann", PASSWORD).await);
    let value = browser.cookie(&here, "__Host-oore_session").unwrap();
    let expected = "__Host-oore_session=.; Path=/; Max-Age=604800; HttpOnly; SameSite=Lax; Secure";
    assert_eq!(line.replace(&value, "."), expected);
    for (name, expected) in [("__Host-oore_session", 200), (COOKIE, 401)] {
        let asked = client.anonymous(Method::GET, "/api/me");
        let answer = send(asked.header("cookie", format!("{name}={value}"))).await;
        assert_eq!(answer.status.as_u16(), expected, "{name}");
    }
    app.finish().await;
}

async fn passwords_are_not_guessed(database: TestDatabase) {
    let app = TestApp::start_with(database, &[NO_RUNNER]).await;
    app.add_person("ann", None).await;
    app.add_person("bob", None).await;
    let open = app.sign_in("ann").await;
    let base = app.client.base_url();
    let browser = Browser::new();
    let mut statuses = Vec::new();
    for guess in 0..10 {
        let answer = browser.sign_in(base, "ann", &format!("a guess of number {guess}")).await;
        statuses.push(answer.status.as_u16());
    }
    // One sign-in of the ten that may be tried at once was good.
    assert_eq!(statuses, [401, 401, 401, 401, 401, 401, 401, 401, 401, 429]);
    let right = browser.sign_in(base, "ann", PASSWORD).await;
    assert_eq!(right.status, StatusCode::TOO_MANY_REQUESTS, "{}", right.text());
    let wait: u64 = right.headers["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((1..=30).contains(&wait), "{wait}");
    assert!(open.is_open().await, "who is signed in stays so");
    // Others sign in, until their address has tried too often.
    assert_eq!(browser.sign_in(base, "bob", PASSWORD).await.status, StatusCode::CREATED);
    for name in 0..20 {
        browser.sign_in(base, &format!("user-{name}"), PASSWORD).await;
    }
    let address = browser.sign_in(base, "bob", PASSWORD).await;
    assert_eq!(address.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(address.text().contains("from this address"), "{}", address.text());
    let figures = String::from_utf8(app.client.bytes("/metrics").await).unwrap();
    let refused = figures.lines().find(|line| line.starts_with("oore_sign_ins_refused_total"));
    let refused: u64 = refused.unwrap().rsplit(' ').next().unwrap().parse().unwrap();
    assert!(refused >= 9, "{refused}");
    app.finish().await;
}

async fn whoever_is_not_let_in_learns_nothing(database: TestDatabase) {
    let app = TestApp::start_with(database, &[NO_RUNNER]).await;
    app.add_person("ann", None).await;
    let off = app.add_person("off", None).await;
    let path = format!("/api/users/{off}");
    app.client.answer(Method::PUT, &path, Some(&json!({ "active": false }))).await;
    app.client.post("/api/users", &json!({ "name": "nopass" })).await;
    app.client.post("/api/users", &json!({ "name": "ci", "kind": "service" })).await;
    let base = app.client.base_url();
    let mut told = Vec::new();
    for (name, password) in [
        ("ann", "not her password"),
        ("off", PASSWORD),
        ("nopass", PASSWORD),
        ("nopass", "x"),
        ("ci", PASSWORD),
        ("nobody", PASSWORD),
        ("No Name", PASSWORD),
        ("' OR 1=1 --", PASSWORD),
    ] {
        let answer = Browser::new().sign_in(base, name, password).await;
        assert!(!answer.headers.contains_key("set-cookie"));
        let mut problem = answer.json();
        problem.as_object_mut().unwrap().remove("request_id");
        told.push((answer.status, problem));
    }
    assert_eq!(told[0].0, StatusCode::UNAUTHORIZED);
    assert!(told.iter().all(|one| *one == told[0]), "{told:#?}");
    app.finish().await;
}

async fn stored_rows_open_nothing(database: TestDatabase) {
    let app = TestApp::start_with(database, &[NO_RUNNER]).await;
    app.add_person("ann", None).await;
    let ann = app.sign_in("ann").await;
    let cookie = ann.browser.cookie(app.client.base_url(), COOKIE).unwrap();
    let db = &app.app().database().reader();
    let sessions = oored::entities::sessions::Entity::find().all(db).await.unwrap();
    let users = oored::entities::users::Entity::find().all(db).await.unwrap();
    let stored = format!("{sessions:?}");
    assert!(!stored.contains(&cookie) && !stored.contains(&ann.csrf), "{stored}");
    let hash = users[0].password_hash.clone().unwrap().0;
    assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$") && !hash.contains(PASSWORD));
    assert!(!format!("{users:?}").contains(&hash), "a row that is logged shows no hash");
    for stolen in [sessions[0].session_hash.as_str(), &sessions[0].id.to_string(), &hash] {
        let browser = Browser::new();
        browser.plant(app.client.base_url(), COOKIE, stolen);
        let url = Url::parse(&format!("{}/api/me", app.client.base_url())).unwrap();
        assert_eq!(browser.get(&url).await.status, StatusCode::UNAUTHORIZED);
    }
    app.finish().await;
}
