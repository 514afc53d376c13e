//! An identity provider as others have built it: `oidc-provider`, which is certified by the OpenID
//! Foundation, with the forms by which people sign in there.

use std::net::TcpListener;
use std::path::Path;
use std::process::Stdio;

use reqwest::StatusCode;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};
use tokio::time::timeout;
use url::Url;

use super::browser::Browser;
use super::optional::node_package;
use super::{Answer, PATIENCE};

const CLIENT_ID: &str = "oore";

/// What the server proves its client id with.
pub(crate) const CLIENT_SECRET: &str = "the-secret-of-the-client";

/// The provider.
#[derive(Debug)]
pub(crate) struct IdentityProvider {
    port: u16,
    /// Keeps the port from others until the program takes it.
    held: Option<TcpListener>,
    process: Option<Child>,
}

impl IdentityProvider {
    /// Its port, before it runs: the server must know it, and it the server. None where the package
    /// is not there.
    pub(crate) fn prepare() -> Option<Self> {
        node_package("oidc-provider")?;
        let held = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = held.local_addr().expect("an address").port();
        Some(Self { port, held: Some(held), process: None })
    }

    /// Its issuer identifier.
    pub(crate) fn issuer(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// What a server is told of it.
    pub(crate) fn settings(&self) -> [(&'static str, String); 3] {
        [
            ("OORE_OIDC_ISSUER", self.issuer()),
            ("OORE_OIDC_CLIENT_ID", CLIENT_ID.to_owned()),
            ("OORE_OIDC_CLIENT_SECRET", CLIENT_SECRET.to_owned()),
        ]
    }

    /// Starts it for the server at `base_url`. `people` holds the claims of each by their subject.
    pub(crate) async fn start(&mut self, base_url: &str, people: Value) {
        let package = node_package("oidc-provider").expect("it is there");
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/node/oidc.mjs");
        let settings = json!({
            "port": self.port, "clientId": CLIENT_ID, "clientSecret": CLIENT_SECRET,
            "redirectUri": format!("{base_url}/api/session/oidc/callback"), "people": people,
        });
        self.held = None;
        let mut command = Command::new("node");
        command.arg(script).arg(package).arg(settings.to_string());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.kill_on_drop(true).spawn().expect("node starts");
        let mut lines = BufReader::new(child.stdout.take().expect("piped")).lines();
        let listens = async {
            while let Some(line) = lines.next_line().await.expect("text") {
                if line.starts_with("listening on") {
                    return true;
                }
            }
            false
        };
        assert!(timeout(PATIENCE, listens).await.expect("in time"), "the provider has ended");
        // What it says further is read, so that it never waits for a reader.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        self.process = Some(child);
    }

    /// The address that the server at `base_url` sends `browser` to, from `path`.
    pub(crate) async fn begin(&self, browser: &Browser, base_url: &str, path: &str) -> Url {
        let url = Url::parse(&format!("{base_url}{path}")).expect("a URL");
        let answer = browser.get(&url).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        let at_provider = answer.location(&url).expect("a location");
        assert!(at_provider.as_str().starts_with(&self.issuer()), "{at_provider}");
        at_provider
    }

    /// Fills in the provider's forms as `subject` from `url` on: the address that the browser is
    /// sent back to, which it has not followed.
    pub(crate) async fn sign_in(&self, browser: &Browser, url: Url, subject: &str) -> Url {
        let mut url = url;
        let mut answer = browser.get(&url).await;
        for _ in 0..20 {
            if let Some(next) = answer.location(&url) {
                if !next.as_str().starts_with(&self.issuer()) {
                    return next;
                }
                answer = browser.get(&next).await;
                url = next;
                continue;
            }
            let fields = form(&answer, subject);
            answer = browser.post_form(&url, &fields).await;
        }
        panic!("the provider sends the browser round and round")
    }
}

fn form<'a>(answer: &Answer, subject: &'a str) -> Vec<(&'static str, &'a str)> {
    let page = answer.text();
    if page.contains(r#"name="prompt" value="login""#) {
        vec![("prompt", "login"), ("login", subject), ("password", "any")]
    } else {
        assert!(page.contains(r#"name="prompt" value="consent""#), "{page}");
        vec![("prompt", "consent")]
    }
}
