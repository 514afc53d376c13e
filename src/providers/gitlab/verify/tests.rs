//! Secret tokens and signing tokens, and everything that only looks like them.

use poem::http::{HeaderMap, HeaderName, HeaderValue};

use super::*;
use crate::crypto::token::Pepper;

/// The example of the Standard Webhooks specification, which GitLab's signing tokens follow.
const SIGNING_TOKEN: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const ID: &str = "msg_p5jXN8AQM9LWM0D4loKWxJek";
const TIMESTAMP: &str = "1614265330";
const BODY: &[u8] = br#"{"test": 2432232314}"#;
const SIGNATURE: &str = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

fn headers(list: &[(&'static str, &str)]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in list {
        headers.append(HeaderName::from_static(name), HeaderValue::from_str(value).unwrap());
    }
    headers
}

fn signed(id: &str, timestamp: &str, signature: &str) -> HeaderMap {
    headers(&[
        ("webhook-id", id),
        ("webhook-timestamp", timestamp),
        ("webhook-signature", signature),
    ])
}

fn at(unix_seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(unix_seconds, 0).unwrap()
}

/// Verifies at the time of the example, or `later_seconds` after it.
fn check(headers: &HeaderMap, tokens: &[&str], signing: &[&str], later_seconds: i64) -> bool {
    let pepper = Pepper::new(&"a pepper".into());
    let token_hashes: Vec<_> = tokens.iter().map(|token| pepper.hash(token)).collect();
    let signing_tokens: Vec<_> = signing.iter().map(|token| SecretString::from(*token)).collect();
    let secrets = Secrets {
        keys: &[],
        token_hashes: &token_hashes,
        signing_tokens: &signing_tokens,
        pepper: &pepper,
    };
    verify(headers, BODY, &secrets, at(1_614_265_330 + later_seconds)).is_ok()
}

#[test]
fn the_secret_token_is_accepted_and_nothing_like_it() {
    let header = "x-gitlab-token";
    assert!(check(&headers(&[(header, "token")]), &["token"], &[], 0));
    assert!(check(&headers(&[(header, "token")]), &["new", "token"], &[], 0));
    let refused: [&[(&'static str, &str)]; 6] = [
        &[],
        &[(header, "")],
        &[(header, "Token")],
        &[(header, "token2")],
        &[(header, "token"), (header, "token")],
        &[(header, "token, token")],
    ];
    for list in refused {
        assert!(!check(&headers(list), &["token"], &[], 0), "{list:?}");
    }
    assert!(!check(&headers(&[(header, "token")]), &[], &[], 0), "nothing is configured");
    assert!(!check(&headers(&[(header, "")]), &[""], &[], 0), "an empty token is none");
}

#[test]
fn the_published_signature_is_accepted() {
    assert!(check(&signed(ID, TIMESTAMP, SIGNATURE), &[], &[SIGNING_TOKEN], 0));
}

#[test]
fn one_good_signature_among_several_is_enough() {
    let other = format!("v1,{}", Signature::sign(b"other", &[BODY]).to_base64());
    for list in [
        format!("{other} {SIGNATURE}"),
        format!("{SIGNATURE} {other}"),
        format!("v1a,xxxx {SIGNATURE}"),
        format!("v1,not-base64 {SIGNATURE}"),
    ] {
        assert!(check(&signed(ID, TIMESTAMP, &list), &[], &[SIGNING_TOKEN], 0), "{list}");
    }
    let padded = "whsec_c2Vjb25kIGtleQ==";
    let bare = "whsec_c2Vjb25kIGtleQ";
    for rotated in [padded, bare] {
        assert!(check(&signed(ID, TIMESTAMP, SIGNATURE), &[], &[rotated, SIGNING_TOKEN], 0));
    }
}

#[test]
fn a_signature_must_be_whole_of_this_delivery_and_by_this_key() {
    let bare = SIGNATURE.trim_start_matches("v1,");
    let refused = [
        signed("msg_other", TIMESTAMP, SIGNATURE),
        signed("", TIMESTAMP, SIGNATURE),
        signed(ID, "1614265331", SIGNATURE),
        signed(ID, "+1614265330", SIGNATURE),
        signed(ID, "1614265330.0", SIGNATURE),
        signed(ID, "", SIGNATURE),
        signed(ID, TIMESTAMP, ""),
        signed(ID, TIMESTAMP, "v1,"),
        signed(ID, TIMESTAMP, bare),
        signed(ID, TIMESTAMP, &format!("v2,{bare}")),
        headers(&[("webhook-id", ID), ("webhook-timestamp", TIMESTAMP)]),
        headers(&[("webhook-id", ID), ("webhook-signature", SIGNATURE)]),
        headers(&[("webhook-timestamp", TIMESTAMP), ("webhook-signature", SIGNATURE)]),
    ];
    for headers in refused {
        assert!(!check(&headers, &[], &[SIGNING_TOKEN], 0), "{headers:?}");
    }
    let mut doubled = signed(ID, TIMESTAMP, SIGNATURE);
    doubled.append("webhook-signature", HeaderValue::from_static(SIGNATURE));
    assert!(!check(&doubled, &[], &[SIGNING_TOKEN], 0));

    let good = signed(ID, TIMESTAMP, SIGNATURE);
    for token in ["whsec_AAAA", "whsec_", "whsec_!", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", ""] {
        assert!(!check(&good, &[], &[token], 0), "{token}");
    }
}

#[test]
fn a_signature_is_good_for_five_minutes_either_way() {
    let headers = signed(ID, TIMESTAMP, SIGNATURE);
    for (later_seconds, expected) in
        [(0, true), (300, true), (-300, true), (301, false), (-301, false)]
    {
        assert_eq!(
            check(&headers, &[], &[SIGNING_TOKEN], later_seconds),
            expected,
            "{later_seconds} s later"
        );
    }
    assert!(!check(&signed(ID, "99999999999999999", SIGNATURE), &[], &[SIGNING_TOKEN], 0));
}

#[test]
fn a_configured_signing_token_makes_the_signature_required() {
    let token_alone = headers(&[("x-gitlab-token", "token")]);
    assert!(!check(&token_alone, &["token"], &[SIGNING_TOKEN], 0));
    assert!(!check(&token_alone, &["token"], &["whsec_"], 0), "not even when it is unusable");

    let mut both = signed(ID, TIMESTAMP, SIGNATURE);
    both.insert("x-gitlab-token", HeaderValue::from_static("another"));
    assert!(check(&both, &["token"], &[SIGNING_TOKEN], 0), "the signature alone decides");
}

#[test]
fn a_signature_alone_opens_nothing_where_none_is_configured() {
    assert!(!check(&signed(ID, TIMESTAMP, SIGNATURE), &["token"], &[], 0));
}
