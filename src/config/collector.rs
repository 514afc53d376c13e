//! Where traces go.

use secrecy::SecretString;
use url::Url;

use super::reader::{Reader, Reported};
use super::{settings, values};

/// A collector of OpenTelemetry traces that takes OTLP over HTTP.
#[derive(Debug, Clone)]
pub struct Collector {
    /// Its address, without the path of traces.
    pub endpoint: Url,
    /// What it wants to see with each request.
    pub headers: Vec<(String, SecretString)>,
}

impl Collector {
    /// None where no endpoint is given.
    pub(super) fn read(reader: &mut Reader) -> Result<Option<Self>, Reported> {
        use settings::{OTLP_ENDPOINT, OTLP_HEADERS};
        let endpoint = reader.optional(&OTLP_ENDPOINT, values::collector_url);
        let headers = reader.list(&OTLP_HEADERS, header);
        match (endpoint?, headers?) {
            (None, headers) if headers.is_empty() => Ok(None),
            (Some(endpoint), headers) => Ok(Some(Self { endpoint, headers })),
            (None, _) => {
                let told = format!("is of use only beside {}; set both", OTLP_ENDPOINT.variable);
                reader.report(&OTLP_HEADERS, told);
                Ok(None)
            }
        }
    }

    /// Where traces are sent
    /// (<https://opentelemetry.io/docs/specs/otlp/#otlphttp-request>).
    #[must_use]
    pub fn traces_url(&self) -> Url {
        let mut url = self.endpoint.clone();
        url.set_path(&format!("{}/v1/traces", self.endpoint.path().trim_end_matches('/')));
        url
    }
}

/// The text may hold a secret, so a wrong one is not shown.
fn header(text: &str) -> Result<(String, SecretString), String> {
    let wrong = "holds a header that is not written as name=value";
    let (name, value) = text.split_once('=').ok_or(wrong)?;
    let (name, value) = (name.trim(), value.trim());
    let is_name = |text: &str| {
        !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let is_value = value.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic());
    if is_name(name) && is_value { Ok((name.to_owned(), value.into())) } else { Err(wrong.into()) }
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret as _;

    use super::super::tests::load;

    #[test]
    fn a_collector_is_an_address_and_headers() {
        assert!(load(&[]).unwrap().collector.is_none());
        let collector = load(&[
            ("OORE_OTLP_ENDPOINT", "https://otel.example.com/oore/"),
            ("OORE_OTLP_HEADERS", "authorization=Bearer hush=hush,x-team=ci"),
        ])
        .unwrap()
        .collector
        .unwrap();
        assert_eq!(collector.traces_url().as_str(), "https://otel.example.com/oore/v1/traces");
        let headers: Vec<_> = collector
            .headers
            .iter()
            .map(|(name, it)| (name.as_str(), it.expose_secret()))
            .collect();
        assert_eq!(headers, [("authorization", "Bearer hush=hush"), ("x-team", "ci")]);
        assert!(!format!("{collector:?}").contains("hush"));
        let local = load(&[("OORE_OTLP_ENDPOINT", "http://127.0.0.1:4318")]).unwrap();
        assert_eq!(local.collector.unwrap().traces_url().path(), "/v1/traces");
    }

    #[test]
    fn a_wrong_header_is_refused_without_being_shown() {
        for headers in ["hush", "=hush", "a b=hush", "a=hush\u{1}"] {
            let given =
                [("OORE_OTLP_ENDPOINT", "http://127.0.0.1:1"), ("OORE_OTLP_HEADERS", headers)];
            let told = load(&given).unwrap_err().to_string();
            assert!(told.contains("name=value") && !told.contains("hush"), "{told}");
        }
        let without_scheme = load(&[("OORE_OTLP_ENDPOINT", "127.0.0.1:4318")]).unwrap_err();
        assert!(without_scheme.to_string().contains("like http://127.0.0.1:4318"));
        let alone = load(&[("OORE_OTLP_HEADERS", "a=b")]).unwrap_err().to_string();
        assert!(alone.contains("only beside OORE_OTLP_ENDPOINT"), "{alone}");
    }
}
