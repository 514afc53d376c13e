//! A server and the token that opens it.

use std::time::Duration;

use reqwest::header::{ACCEPT, AUTHORIZATION, HeaderMap, HeaderValue, LOCATION};
use reqwest::redirect::Policy;
use reqwest::{Certificate, Method, RequestBuilder, Response, Url};

use crate::events::Events;
use crate::failure::Failure;
use crate::generated::Client;

/// How long a connection may take to be made.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// How long an answer may be silent. Idle streams say every 15 s that they live.
const SILENCE_TIMEOUT: Duration = Duration::from_secs(60);

/// A server and the token that opens it. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Connection {
    http: reqwest::Client,
    server: String,
    api: Client,
}

impl Connection {
    /// A connection to `server`, such as `https://ci.example.com`. Nothing is sent yet.
    ///
    /// # Errors
    /// When the address is none, or the token can't be one.
    pub fn new(server: &str, token: Option<&str>) -> Result<Self, Failure> {
        Self::trusting(server, token, &[])
    }

    /// The same, where the server's certificate may also be one of the authorities in `authorities`:
    /// certificates in PEM form, beside those that the system trusts.
    ///
    /// # Errors
    /// When the address is none, the token can't be one, or the authorities can't be read.
    pub fn trusting(
        server: &str,
        token: Option<&str>,
        authorities: &[u8],
    ) -> Result<Self, Failure> {
        let invalid = || Failure::InvalidServer(server.to_owned());
        let url = Url::parse(server).map_err(|_| invalid())?;
        if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
            return Err(invalid());
        }
        let mut headers = HeaderMap::new();
        if let Some(token) = token {
            let value = HeaderValue::from_str(&format!("Bearer {token}"));
            let mut value = value.map_err(|_| Failure::InvalidToken)?;
            value.set_sensitive(true);
            headers.insert(AUTHORIZATION, value);
        }
        let server = url.as_str().trim_end_matches('/').to_owned();
        let http = reqwest::Client::builder()
            .default_headers(headers)
            // Following would turn a POST into a GET, and hide that the address is the wrong one.
            .redirect(Policy::none())
            .connect_timeout(CONNECT_TIMEOUT)
            .read_timeout(SILENCE_TIMEOUT)
            .user_agent(concat!("oore-client/", env!("CARGO_PKG_VERSION")))
            .tls_certs_merge(certificates(authorities)?)
            .build()
            .map_err(|source| Failure::unreachable(&server, source))?;
        let api = Client::new_with_client(&server, http.clone());
        Ok(Self { http, server, api })
    }

    /// The server's address, without a slash at its end.
    #[must_use]
    pub fn server(&self) -> &str {
        &self.server
    }

    /// The generated client: a method for each operation.
    #[must_use]
    pub fn api(&self) -> &Client {
        &self.api
    }

    /// A request to `path`, for callers that read the document themselves.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, format!("{}{path}", self.server))
    }

    /// Sends a request; an answer that is no success is a failure.
    ///
    /// # Errors
    /// When no answer comes, or it is a refusal.
    pub async fn send(&self, request: RequestBuilder) -> Result<Response, Failure> {
        let response = request.send().await.map_err(|source| self.lost(source))?;
        if response.status().is_success() {
            return Ok(response);
        }
        let status = response.status().as_u16();
        if let Some(location) = response.headers().get(LOCATION).filter(|_| status / 100 == 3) {
            let location = String::from_utf8_lossy(location.as_bytes());
            let location = address_in(&location, response.url(), &self.server);
            return Err(Failure::Redirected { server: self.server.clone(), location, status });
        }
        let body = response.text().await.map_err(|source| self.lost(source))?;
        Err(Failure::of_answer(status, &body))
    }

    /// What is to be said when no answer comes, or its body breaks off.
    #[must_use]
    pub fn lost(&self, source: reqwest::Error) -> Failure {
        Failure::unreachable(&self.server, source)
    }

    /// Opens the event stream at `path`, after the event `last_id` if there is one.
    ///
    /// # Errors
    /// When no answer comes, or it is a refusal.
    pub async fn events(&self, path: &str, last_id: Option<&str>) -> Result<Events, Failure> {
        let mut request = self.request(Method::GET, path).header(ACCEPT, "text/event-stream");
        if let Some(id) = last_id {
            request = request.header("Last-Event-ID", id);
        }
        Ok(Events::new(self.send(request).await?, &self.server))
    }
}

/// The server's address in a `location` that was given for `asked`: without the operation's path.
fn address_in(location: &str, asked: &Url, server: &str) -> String {
    let Ok(target) = asked.join(location) else { return location.to_owned() };
    let path = asked.as_str().strip_prefix(server).unwrap_or_default();
    target.as_str().strip_suffix(path).unwrap_or(target.as_str()).to_owned()
}

fn certificates(pem: &[u8]) -> Result<Vec<Certificate>, Failure> {
    let found = Certificate::from_pem_bundle(pem).unwrap_or_default();
    if found.is_empty() && !pem.is_empty() {
        let told = "the file of authorities holds no certificate in PEM form";
        return Err(Failure::InvalidRequest(told.to_owned()));
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_servers_are_taken() {
        for wrong in ["", "localhost:7700", "file:///etc/passwd", "ci.example.com", "http://"] {
            let refused = Connection::new(wrong, None);
            assert!(matches!(refused, Err(Failure::InvalidServer(_))), "{wrong}");
        }
        let connection = Connection::new("https://ci.example.com/oore/", None).unwrap();
        assert_eq!(connection.server(), "https://ci.example.com/oore");
    }

    #[test]
    fn a_token_never_shows_in_debug_output() {
        let connection = Connection::new("http://localhost:7700", Some("oore_secret")).unwrap();
        assert!(!format!("{connection:?}").contains("oore_secret"));
        assert!(matches!(
            Connection::new("http://localhost:7700", Some("a\nb")),
            Err(Failure::InvalidToken)
        ));
    }

    #[test]
    fn a_redirection_names_the_server_where_the_operation_is() {
        let asked = Url::parse("http://ci/oore/api/builds?limit=1").unwrap();
        for (location, address) in [
            ("https://ci/oore/api/builds?limit=1", "https://ci/oore"),
            ("https://new.example/api/builds?limit=1", "https://new.example"),
            ("/login", "http://ci/login"),
            ("https://sso/?next=x", "https://sso/?next=x"),
        ] {
            assert_eq!(address_in(location, &asked, "http://ci/oore"), address, "{location}");
        }
    }
}
