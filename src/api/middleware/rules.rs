//! What the outermost layer holds every request to.

use std::time::Duration;

use url::Url;

use crate::api::client_address::TrustedProxies;
use crate::api::limit::BODY_TIME;

/// How long an answer may take when nothing else is said: a build that is started by hand may have
/// to wait for a git server.
const REQUEST_TIME: Duration = Duration::from_secs(5 * 60);

/// What the outermost layer holds every request to.
#[derive(Debug, Clone)]
pub struct Rules {
    /// The proxies that are believed about who calls.
    pub proxies: TrustedProxies,
    /// Where people reach the server.
    pub public_url: Option<Url>,
    /// Whether the server is reached by TLS, its own or a proxy's.
    pub is_reached_by_tls: bool,
    /// How long the answer's head may take.
    pub request_time: Duration,
    /// How long a request's body may take.
    pub body_time: Duration,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            proxies: TrustedProxies::default(),
            public_url: None,
            is_reached_by_tls: false,
            request_time: REQUEST_TIME,
            body_time: BODY_TIME,
        }
    }
}
