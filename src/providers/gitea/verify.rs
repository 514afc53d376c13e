//! The signature of Gitea, Forgejo and Gogs.

use poem::http::HeaderMap;
use secrecy::SecretString;

use crate::crypto::signature::Signature;
use crate::domain::provider::ProviderKind;
use crate::providers::Refused;
use crate::providers::delivery::signed_text;
use crate::providers::headers::single;
use crate::providers::secrets::is_signed_with;

/// The headers that may hold it, the most telling first: Forgejo sends Gitea's and Gogs' too.
const HEADERS: [&str; 3] = ["x-forgejo-signature", "x-gitea-signature", "x-gogs-signature"];

/// Checks the signature, bare lower-case hexadecimal digits: HMAC-SHA256 of the JSON payload, even
/// where it came in a form (<https://docs.gitea.com/usage/webhooks>). The `X-Hub-Signature-256` that
/// they also send counts for nothing. Without a secret the value is empty, which is refused.
///
/// Pass no secrets for a repository that is not registered: that takes as long as a wrong one.
///
/// # Errors
/// Always the same.
pub(super) fn verify(
    headers: &HeaderMap,
    body: &[u8],
    secrets: &[SecretString],
) -> Result<(), Refused> {
    let header = HEADERS.into_iter().find(|header| headers.contains_key(*header));
    let signature = header
        .and_then(|header| single(headers, header))
        .and_then(Signature::from_hex)
        .ok_or(Refused)?;
    let text = signed_text(ProviderKind::Gitea, headers, body).ok_or(Refused)?;
    if is_signed_with(&signature, secrets, &text) { Ok(()) } else { Err(Refused) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
    }

    #[test]
    fn the_payload_is_signed_whatever_it_comes_in() {
        let secret = [SecretString::from("secret")];
        let signature = Signature::sign(b"secret", &[b"{\"a\":1}"]).to_hex();
        let form = b"payload=%7B%22a%22%3A1%7D";
        for header in HEADERS {
            let json = headers(&[(header, &signature)]);
            assert_eq!(verify(&json, b"{\"a\":1}", &secret), Ok(()), "{header}");
            let in_form = headers(&[
                (header, &signature),
                ("content-type", "application/x-www-form-urlencoded"),
            ]);
            assert_eq!(verify(&in_form, form, &secret), Ok(()), "{header}");
            assert_eq!(verify(&in_form, b"payload=%7B%7D", &secret), Err(Refused));
            assert_eq!(verify(&in_form, b"other=1", &secret), Err(Refused));
        }
    }

    #[test]
    fn what_is_missing_empty_prefixed_or_of_another_secret_is_refused() {
        let secrets = [SecretString::from("secret")];
        let good = Signature::sign(b"secret", &[b"{}"]).to_hex();
        let prefixed = format!("sha256={good}");
        for (name, value) in [
            ("x-gitea-signature", ""),
            ("x-gitea-signature", &prefixed),
            ("x-gitea-signature", &good.to_uppercase()),
            ("x-hub-signature-256", &prefixed),
        ] {
            let headers = headers(&[(name, value)]);
            assert_eq!(verify(&headers, b"{}", &secrets), Err(Refused), "{name}: {value}");
        }
        let signed = headers(&[("x-gitea-signature", &good)]);
        assert_eq!(verify(&signed, b"{}", &[SecretString::from("other")]), Err(Refused));
        assert_eq!(verify(&signed, b"{}", &[SecretString::from("")]), Err(Refused));
        assert_eq!(verify(&signed, b"{}", &[]), Err(Refused));
        let mut doubled = signed;
        doubled.append("x-gitea-signature", good.parse().unwrap());
        assert_eq!(verify(&doubled, b"{}", &secrets), Err(Refused));
    }
}
