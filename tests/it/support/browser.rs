//! As much of a browser as signing in needs: it keeps the cookies of each server, and goes where it
//! is sent one step at a time.

use std::collections::BTreeMap;
use std::sync::Mutex;

use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};
use url::Url;

use super::client::{Answer, send};

/// A browser.
#[derive(Debug)]
pub(crate) struct Browser {
    http: reqwest::Client,
    /// Values by server, path and name.
    cookies: Mutex<BTreeMap<(String, String, String), String>>,
}

impl Browser {
    /// One without cookies.
    pub(crate) fn new() -> Self {
        let http = reqwest::Client::builder()
            .no_proxy()
            .pool_max_idle_per_host(0)
            .redirect(reqwest::redirect::Policy::none());
        Self { http: http.build().expect("a client"), cookies: Mutex::default() }
    }

    /// The answer to a request with the cookies that belong to it; those of the answer are kept.
    pub(crate) async fn send(
        &self,
        (method, url): (Method, &Url),
        more: impl Fn(RequestBuilder) -> RequestBuilder,
    ) -> Answer {
        let cookies = self.cookies_for(url);
        let mut request = self.http.request(method, url.clone());
        if !cookies.is_empty() {
            request = request.header("cookie", cookies.join("; "));
        }
        let answer = send(more(request)).await;
        for line in answer.headers.get_all("set-cookie") {
            self.keep(url, line.to_str().expect("a text"));
        }
        answer
    }

    /// Follows a link.
    pub(crate) async fn get(&self, url: &Url) -> Answer {
        self.send((Method::GET, url), |request| request).await
    }

    /// Sends a form.
    pub(crate) async fn post_form(&self, url: &Url, fields: &[(&str, &str)]) -> Answer {
        let mut form = url::form_urlencoded::Serializer::new(String::new());
        let body = form.extend_pairs(fields).finish();
        let media_type = "application/x-www-form-urlencoded";
        let more =
            |request: RequestBuilder| request.header("content-type", media_type).body(body.clone());
        self.send((Method::POST, url), more).await
    }

    /// Signs in with a password at the server `base_url`.
    pub(crate) async fn sign_in(&self, base_url: &str, name: &str, password: &str) -> Answer {
        let url = Url::parse(&format!("{base_url}/api/session")).expect("a URL");
        let body = json!({ "name": name, "password": password });
        self.send((Method::POST, &url), |request| request.json(&body)).await
    }

    /// Sends what a page of the server sends that holds this CSRF token.
    pub(crate) async fn act(
        &self,
        (method, url): (Method, &str),
        csrf: &str,
        body: Option<&Value>,
    ) -> Answer {
        let url = Url::parse(url).expect("a URL");
        let more = |request: RequestBuilder| {
            let request = request.header("x-csrf-token", csrf);
            match body {
                Some(body) => request.json(body),
                None => request,
            }
        };
        self.send((method, &url), more).await
    }

    /// The value of a cookie that the server at `url` gave.
    pub(crate) fn cookie(&self, url: &str, name: &str) -> Option<String> {
        let key = (authority(&Url::parse(url).expect("a URL")), "/".to_owned(), name.to_owned());
        self.cookies.lock().expect("no test panics with it").get(&key).cloned()
    }

    /// Puts a cookie there, as somebody does who sits at the same machine.
    pub(crate) fn plant(&self, url: &str, name: &str, value: &str) {
        self.keep(&Url::parse(url).expect("a URL"), &format!("{name}={value}; Path=/"));
    }

    fn cookies_for(&self, url: &Url) -> Vec<String> {
        let cookies = self.cookies.lock().expect("no test panics with it");
        let here = authority(url);
        let belongs = |(server, path, _): &&(String, String, String)| {
            *server == here && url.path().starts_with(path.as_str())
        };
        let found = cookies.iter().filter(|(key, _)| belongs(key));
        found.map(|((_, _, name), value)| format!("{name}={value}")).collect()
    }

    fn keep(&self, url: &Url, line: &str) {
        let mut parts = line.split(';').map(str::trim);
        let (name, value) = parts.next().and_then(|pair| pair.split_once('=')).expect("a cookie");
        let attributes: BTreeMap<String, &str> = parts
            .map(|part| part.split_once('=').unwrap_or((part, "")))
            .map(|(name, value)| (name.to_lowercase(), value))
            .collect();
        let path = attributes.get("path").copied().unwrap_or("/").to_owned();
        let key = (authority(url), path, name.to_owned());
        let mut cookies = self.cookies.lock().expect("no test panics with it");
        if value.is_empty() || attributes.get("max-age") == Some(&"0") {
            cookies.remove(&key);
        } else {
            cookies.insert(key, value.to_owned());
        }
    }
}

impl Answer {
    /// Where the answer sends a browser that was at `url`.
    pub(crate) fn location(&self, url: &Url) -> Option<Url> {
        let location = self.headers.get("location")?.to_str().ok()?;
        Some(url.join(location).expect("an address"))
    }
}

fn authority(url: &Url) -> String {
    url.authority().to_owned()
}
