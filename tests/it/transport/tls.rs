//! TLS with real handshakes: certificates, their renewal, and who must trust them.

use std::fs;
use std::net::SocketAddr;
use std::process::Command;

use oore_client::Connection;
use oored::app::App;
use reqwest::{Client, Method, StatusCode};
use serde_json::json;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::support::{
    Authority, Daemon, GitRepository, RemoteRunner, TestApp, TestDatabase, on_both_databases, text,
};

on_both_databases!(
    a_build_runs_behind_a_certificate_for_a_public_name,
    a_runner_and_a_client_trust_an_authority_that_they_are_given,
    http_1_1_alone_is_spoken,
    who_knows_of_http_2_is_sent_away_in_the_clear,
    a_new_certificate_is_for_new_connections_and_a_broken_one_for_none,
);

const NAME: &str = "ci.example.com";

const PIPELINE: &str = "
version: 1
on: push
jobs:
  test: { steps: [ { run: echo hello } ] }
";

async fn start(database: TestDatabase, authority: &Authority, runner: bool) -> TestApp {
    let tls = authority.settings();
    let mut settings: Vec<_> = tls.iter().map(|(name, value)| (&**name, &**value)).collect();
    if !runner {
        settings.push(("OORE_LOCAL_RUNNER", "false"));
    }
    TestApp::start_with(database, &settings).await
}

fn url(app: &App) -> String {
    format!("https://{NAME}:{}", app.address().port())
}

async fn a_build_runs_behind_a_certificate_for_a_public_name(database: TestDatabase) {
    let authority = Authority::new();
    authority.issue(&[NAME]);
    let mut app = start(database, &authority, true).await;
    let (client, url) = (authority.client(NAME, app.app().address()), url(app.app()));
    app.speak_through(client.clone(), &url);
    let repository = app.register("acme/app", GitRepository::with_pipeline(PIPELINE)).await;
    let build = app.push_finishes(&repository).await;
    assert_eq!(build["status"], "succeeded", "{build:#}");

    let answer = client.get(format!("{url}/api/health/live")).send().await.expect("answered");
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(answer.headers()["strict-transport-security"], "max-age=31536000");
    let clear = format!("http://{}/api/health/live", app.app().address());
    assert!(reqwest::get(clear).await.is_err(), "nothing is served in the clear");
    let stranger = Client::builder().no_proxy().resolve(NAME, app.app().address()).build();
    let refused = stranger.expect("a client").get(format!("{url}/docs")).send().await;
    assert!(refused.is_err(), "nobody else trusts the authority");
    app.finish().await;
}

async fn a_runner_and_a_client_trust_an_authority_that_they_are_given(database: TestDatabase) {
    let authority = Authority::new();
    authority.issue(&[NAME, "127.0.0.1"]);
    let mut app = start(database, &authority, false).await;
    let at_address = app.app().base_url().to_owned();
    app.speak_through(authority.client(NAME, app.app().address()), &url(app.app()));

    let pem = fs::read(authority.file()).expect("read");
    let token = app.client.token();
    let connection = Connection::trusting(&at_address, Some(token), &pem).expect("a connection");
    let info = connection.request(Method::GET, "/api/system/info");
    connection.send(info).await.expect("trusted");
    let alone = Connection::new(&at_address, Some(token)).expect("a connection");
    let info = alone.request(Method::GET, "/api/system/info");
    alone.send(info).await.expect_err("not trusted");

    let added = app.client.post("/api/runners", &json!({ "name": "away" })).await;
    let file = authority.file();
    let arguments = ["--ca-certificate", file.to_str().expect("UTF-8")];
    let registration = text(&added, "registration_token");
    let shown = ("OORE_REGISTRATION_TOKEN", registration.as_str());
    let runner = RemoteRunner::start_showing(&at_address, shown, &arguments);
    let path = format!("/api/runners/{}", text(&added, "id"));
    app.get_until(&path, |runner| runner["status"] == "online").await;
    runner.finish().await;
    app.finish().await;
}

/// What a client of HTTP/2 begins with (RFC 9113, 3.4 and 6.5.2): streams are to have no window.
const HTTP2: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\x06\x04\0\0\0\0\0\0\x04\0\0\0\0";

/// Whether a client of HTTP/2 is sent away without a frame of it.
async fn is_sent_away(connection: &mut (impl AsyncRead + AsyncWrite + Unpin)) -> bool {
    connection.write_all(HTTP2).await.expect("sent");
    let mut seen = Vec::new();
    // Closed with bytes unread, it may be reset.
    let _ = connection.read_to_end(&mut seen).await;
    seen.is_empty() || seen.starts_with(b"HTTP/1.1 400")
}

async fn http_1_1_alone_is_spoken(database: TestDatabase) {
    let authority = Authority::new();
    authority.issue(&[NAME]);
    let app = start(database, &authority, false).await;
    let address = app.app().address();
    let offered: [&[&str]; 2] = [&["h2", "http/1.1"], &["http/1.1"]];
    for offered in offered {
        let mut connection = authority.handshake(NAME, address, offered).await;
        assert_eq!(connection.get_ref().1.alpn_protocol(), Some(&b"http/1.1"[..]));
        assert!(is_alive(&mut connection).await);
    }
    let mut knowing = authority.handshake(NAME, address, &[]).await;
    assert!(is_sent_away(&mut knowing).await);
    app.finish().await;
}

async fn who_knows_of_http_2_is_sent_away_in_the_clear(database: TestDatabase) {
    let app = TestApp::start_with(database, &[("OORE_LOCAL_RUNNER", "false")]).await;
    let mut connection = TcpStream::connect(app.app().address()).await.expect("connected");
    assert!(is_sent_away(&mut connection).await);
    app.finish().await;
}

/// Whether another request is answered on this connection.
async fn is_alive(connection: &mut (impl AsyncRead + AsyncWrite + Unpin)) -> bool {
    connection.write_all(b"HEAD /docs HTTP/1.1\r\nhost: oore\r\n\r\n").await.expect("sent");
    let mut seen = Vec::new();
    while !seen.ends_with(b"\r\n\r\n") {
        seen.push(connection.read_u8().await.expect("an answer"));
    }
    seen.starts_with(b"HTTP/1.1 200")
}

/// Whether a new connection is shown a certificate for `name`.
async fn is_shown(authority: &Authority, name: &str, address: SocketAddr) -> Option<()> {
    let client = authority.client(name, address);
    let url = format!("https://{name}:{}/api/health/live", address.port());
    client.get(url).send().await.ok().filter(|answer| answer.status() == 200).map(drop)
}

async fn a_new_certificate_is_for_new_connections_and_a_broken_one_for_none(
    database: TestDatabase,
) {
    let authority = Authority::new();
    authority.issue(&["old.example.com"]);
    let tls = authority.settings();
    let mut settings: Vec<_> = tls.iter().map(|(name, value)| (&**name, &**value)).collect();
    settings.push(("OORE_LOCAL_RUNNER", "false"));
    let daemon = Daemon::start(database, &settings).await;
    let address = daemon.client.base_url().strip_prefix("https://").expect("TLS");
    let address: SocketAddr = address.parse().expect("an address");
    let shown = async |name: &str| is_shown(&authority, name, address).await;
    let mut old = authority.handshake("old.example.com", address, &[]).await;
    assert!(is_alive(&mut old).await);

    authority.issue(&["new.example.com"]);
    daemon.until("the new certificate", async || shown("new.example.com").await).await;
    assert_eq!(shown("old.example.com").await, None);
    assert!(is_alive(&mut old).await, "a connection keeps what it began with");

    // The key of another certificate, then no key at all, then no file.
    let log = daemon.data_dir().join("stderr");
    let told = |what: &'static str| {
        let log = log.clone();
        async move || fs::read_to_string(&log).expect("a log").contains(what).then_some(())
    };
    fs::write(authority.key(), authority.pair(&["other.example.com"]).1).expect("written");
    daemon.until("the wrong key is told", told("the key is another one's")).await;
    fs::write(authority.key(), "no key").expect("written");
    daemon.until("the lack of a key is told", told("holds no private key")).await;
    fs::remove_file(authority.key()).expect("removed");
    daemon.until("the lack of the file is told", told("can't read")).await;
    shown("new.example.com").await.expect("the last good pair stays");

    authority.issue(&["third.example.com"]);
    daemon.until("what is whole again", async || shown("third.example.com").await).await;
    daemon.finish().await;
}

#[test]
fn a_pair_that_can_not_be_used_ends_the_start_with_what_is_wrong() {
    let authority = Authority::new();
    let start = || {
        let directory = tempfile::tempdir().expect("a directory");
        let output = Command::new(env!("CARGO_BIN_EXE_oored"))
            .arg("serve")
            .env("OORE_DATA_DIR", directory.path().join("data"))
            .env("OORE_LISTEN", "127.0.0.1:0")
            .env("OORE_LOG", "off")
            .env("OORE_ADMIN_TOKEN", "a".repeat(32))
            .envs(authority.settings())
            .output()
            .expect("run");
        assert_eq!(output.status.code(), Some(1));
        let directory = authority.certificate().parent().expect("a parent").to_owned();
        String::from_utf8_lossy(&output.stderr).replace(directory.to_str().expect("UTF-8"), "DIR")
    };
    let mut told = vec![start()];
    authority.issue(&["ci.example.com"]);
    fs::write(authority.key(), authority.pair(&["other.example.com"]).1).expect("written");
    told.push(start());
    fs::write(authority.key(), "-----BEGIN ENCRYPTED PRIVATE KEY-----\n").expect("written");
    told.push(start());
    authority.issue(&["ci.example.com"]);
    fs::write(authority.certificate(), "").expect("written");
    told.push(start());
    insta::assert_snapshot!(told.concat(), @r"
    oored: can't read DIR/certificate.pem: No such file or directory (os error 2) (OORE_TLS_CERTIFICATE)
    oored: the certificate DIR/certificate.pem and the key DIR/key.pem can't be used together: the key is another one's
    oored: DIR/key.pem holds no private key without a password in PEM form (OORE_TLS_KEY)
    oored: DIR/certificate.pem holds no certificate in PEM form (OORE_TLS_CERTIFICATE)
    ");
}
