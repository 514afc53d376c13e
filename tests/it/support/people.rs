//! Users of a server under test, and their passwords.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use super::{Answer, Browser, TestApp};

/// The password that persons of tests have.
pub(crate) const PASSWORD: &str = "correct horse battery staple";

/// Somebody who is signed in.
#[derive(Debug)]
pub(crate) struct SignedIn {
    pub(crate) browser: Browser,
    base_url: String,
    /// What their pages show.
    pub(crate) csrf: String,
    /// The session's id.
    pub(crate) id: String,
}

impl TestApp {
    /// Adds a person with [`PASSWORD`]; their id.
    pub(crate) async fn add_person(&self, name: &str, role: Option<&str>) -> String {
        let mut body = json!({ "name": name });
        if let Some(role) = role {
            body["role"] = role.into();
        }
        let user = self.client.post("/api/users", &body).await;
        let id = user["id"].as_str().expect("an id").to_owned();
        let set = self.set_password(&id, PASSWORD).await;
        assert_eq!(set.status, StatusCode::NO_CONTENT, "{}", set.text());
        id
    }

    /// Sets a password as the administrator.
    pub(crate) async fn set_password(&self, id: &str, password: &str) -> Answer {
        let body = json!({ "password": password });
        self.client.answer(Method::PUT, &format!("/api/users/{id}/password"), Some(&body)).await
    }

    /// Signs a person in who has [`PASSWORD`].
    pub(crate) async fn sign_in(&self, name: &str) -> SignedIn {
        self.sign_in_with(Browser::new(), name).await
    }

    /// The same in this browser.
    pub(crate) async fn sign_in_with(&self, browser: Browser, name: &str) -> SignedIn {
        let answer = browser.sign_in(self.client.base_url(), name, PASSWORD).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
        let told = answer.json();
        let text = |field: &str| told[field].as_str().expect("a text").to_owned();
        let base_url = self.client.base_url().to_owned();
        SignedIn { browser, base_url, csrf: text("csrf_token"), id: text("id") }
    }
}

impl SignedIn {
    /// Does something from a page of the server.
    pub(crate) async fn act(&self, method: Method, path: &str, body: Option<&Value>) -> Answer {
        let url = format!("{}{path}", self.base_url);
        self.browser.act((method, &url), &self.csrf, body).await
    }

    /// Whether the session is open.
    pub(crate) async fn is_open(&self) -> bool {
        let answer = self.act(Method::GET, "/api/session", None).await;
        assert!([200, 401].contains(&answer.status.as_u16()), "{}", answer.text());
        answer.status == StatusCode::OK
    }
}
