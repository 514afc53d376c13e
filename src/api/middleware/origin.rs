//! Whether a page of another site has sent a request: then it does so in the name of whoever looks
//! at that page.
//!
//! Browsers name the site in `Origin` (RFC 6454) and let no page change that. Programs send none,
//! and pass.

use poem::Request;
use poem::http::{HeaderName, Method, header};
use url::{Origin, Url};

/// What of a request decides.
#[derive(Debug, Clone, Copy)]
struct Asked<'a> {
    /// Whether it changes something, or opens a socket or a stream.
    is_guarded: bool,
    origin: Option<&'a str>,
    host: Option<&'a str>,
}

/// The foreign site that `request` comes from, if it may not do what it asks for. `public` is where
/// people reach this server.
pub(super) fn foreign(request: &Request, public: Option<&Url>) -> Option<String> {
    let header = |name: HeaderName| request.headers().get(name);
    let text = |name| header(name).map(|value| value.to_str().unwrap_or("null"));
    let accepts_stream = text(header::ACCEPT).is_some_and(|it| it.contains("text/event-stream"));
    let is_safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let asked = Asked {
        is_guarded: !is_safe || accepts_stream || header(header::UPGRADE).is_some(),
        origin: text(header::ORIGIN),
        host: text(header::HOST).or_else(|| request.uri().authority().map(|it| it.as_str())),
    };
    judge(asked, public).map(str::to_owned)
}

/// The origin, if it is refused.
fn judge<'a>(asked: Asked<'a>, public: Option<&Url>) -> Option<&'a str> {
    let origin = asked.origin.filter(|_| asked.is_guarded)?;
    let is_own = Url::parse(origin).is_ok_and(|url| is_own(&url, asked.host, public));
    (!is_own).then_some(origin)
}

fn is_own(origin: &Url, host: Option<&str>, public: Option<&Url>) -> bool {
    let Origin::Tuple(scheme, name, port) = origin.origin() else { return false };
    if public.is_some_and(|public| public.origin() == origin.origin()) {
        return true;
    }
    // Whoever stands between can be any page of the same name that is not encrypted.
    let is_downgrade = scheme == "http"
        && public
            .is_some_and(|public| public.scheme() == "https" && public.host() == origin.host());
    let Some(host) = host.and_then(|host| Url::parse(&format!("{scheme}://{host}")).ok()) else {
        return false;
    };
    !is_downgrade && host.origin() == Origin::Tuple(scheme, name, port)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PUBLIC: &str = "https://ci.example.com";

    fn passes(origin: &str, host: &str) -> bool {
        let public = Url::parse(PUBLIC).unwrap();
        let asked = Asked { is_guarded: true, origin: Some(origin), host: Some(host) };
        judge(asked, Some(&public)).is_none()
    }

    #[test]
    fn only_pages_of_this_server_pass() {
        for (origin, host, expected) in [
            (PUBLIC, "ci.example.com", true),
            // Behind a proxy that gives the server another name.
            (PUBLIC, "10.0.0.7:8080", true),
            ("http://127.0.0.1:8080", "127.0.0.1:8080", true),
            ("http://localhost:8080", "localhost:8080", true),
            ("http://oore.lan", "oore.lan:80", true),
            ("http://oore.lan", "OORE.lan", true),
            ("https://evil.example", "ci.example.com", false),
            ("https://ci.example.com.evil.example", "ci.example.com", false),
            ("https://evil.example#ci.example.com", "ci.example.com", false),
            ("https://ci.example.com@evil.example", "ci.example.com", false),
            ("https://sub.ci.example.com", "ci.example.com", false),
            ("https://ci.example.com:8443", "ci.example.com", false),
            ("http://ci.example.com", "ci.example.com", false),
            ("http://localhost:3000", "localhost:8080", false),
            ("null", "ci.example.com", false),
            ("", "ci.example.com", false),
            ("file://", "", false),
            ("ci.example.com", "ci.example.com", false),
        ] {
            assert_eq!(passes(origin, host), expected, "{origin} to {host}");
        }
    }

    #[test]
    fn without_an_origin_and_for_plain_reading_everybody_passes() {
        let public = Url::parse(PUBLIC).unwrap();
        let nobody = Asked { is_guarded: true, origin: None, host: Some("ci.example.com") };
        assert_eq!(judge(nobody, Some(&public)), None);
        let reader = Asked { is_guarded: false, origin: Some("https://evil.example"), host: None };
        assert_eq!(judge(reader, None), None);
        let unknown = Asked { is_guarded: true, ..reader };
        assert_eq!(judge(unknown, None), Some("https://evil.example"));
    }

    #[test]
    fn what_changes_something_and_what_stays_open_is_guarded() {
        let request = |method: Method, name: &str, value: &str| {
            let request = Request::builder().method(method).header(name, value);
            request.header("origin", "https://evil.example").finish()
        };
        let refused = [
            request(Method::POST, "host", "ci.example.com"),
            request(Method::DELETE, "host", "ci.example.com"),
            request(Method::GET, "upgrade", "websocket"),
            request(Method::GET, "accept", "text/event-stream"),
        ];
        for request in &refused {
            assert!(foreign(request, None).is_some(), "{request:?}");
        }
        assert_eq!(foreign(&request(Method::GET, "accept", "*/*"), None), None);
    }
}
