//! GitHub's published signature, and everything that is not it.

use poem::http::{HeaderMap, HeaderName, HeaderValue};

use super::*;
use crate::crypto::signature::Signature;

const SECRET: &str = "It's a Secret to Everybody";
const BODY: &[u8] = b"Hello, World!";
/// Published by GitHub for the two above.
const SIGNATURE: &str = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

fn headers(list: &[(&'static str, &str)]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in list {
        headers.append(HeaderName::from_static(name), HeaderValue::from_str(value).unwrap());
    }
    headers
}

fn secrets(list: &[&str]) -> Vec<SecretString> {
    list.iter().map(|secret| SecretString::from(*secret)).collect()
}

#[test]
fn the_published_vector_is_accepted() {
    let headers = headers(&[("x-hub-signature-256", SIGNATURE)]);
    assert_eq!(verify(&headers, BODY, &secrets(&[SECRET])), Ok(()));
}

#[test]
fn any_secret_of_a_rotation_may_have_signed() {
    let headers = headers(&[("x-hub-signature-256", SIGNATURE)]);
    assert_eq!(verify(&headers, BODY, &secrets(&["new", SECRET])), Ok(()));
    assert_eq!(verify(&headers, BODY, &secrets(&[SECRET, "new"])), Ok(()));
    assert_eq!(verify(&headers, BODY, &secrets(&["new", "newer"])), Err(Refused));
}

#[test]
fn whatever_is_wrong_the_answer_is_the_same() {
    let digits = &SIGNATURE["sha256=".len()..];
    let upper = format!("sha256={}", digits.to_uppercase());
    let cut = &SIGNATURE[..SIGNATURE.len() - 1];
    let long = format!("{SIGNATURE}0");
    let spaced = format!("{SIGNATURE} ");
    let joined = format!("{SIGNATURE}, {SIGNATURE}");
    let zeros = format!("sha256={}", "0".repeat(64));
    let header = "x-hub-signature-256";
    // HMAC-SHA1 of the same body and secret.
    let sha1 = "sha1=01dc10d0c83e72ed246219cdd91669667fe2ca59";
    let refused: [&[(&'static str, &str)]; 14] = [
        &[],
        &[(header, "")],
        &[(header, "sha256=")],
        &[(header, digits)],
        &[(header, &upper)],
        &[(header, cut)],
        &[(header, &long)],
        &[(header, &spaced)],
        &[(header, &joined)],
        &[(header, &zeros)],
        &[(header, SIGNATURE), (header, SIGNATURE)],
        &[(header, SIGNATURE), (header, &zeros)],
        &[("x-hub-signature", sha1)],
        &[("x-hub-signature", SIGNATURE)],
    ];
    for list in refused {
        let answer = verify(&headers(list), BODY, &secrets(&[SECRET])).unwrap_err();
        assert_eq!(answer.to_string(), "signature missing or wrong", "{list:?}");
    }
}

#[test]
fn an_altered_body_another_secret_and_no_secret_are_refused() {
    let signed = headers(&[("x-hub-signature-256", SIGNATURE)]);
    for body in [&b"Hello, World"[..], b"Hello, World! ", b"hello, World!", b""] {
        assert_eq!(verify(&signed, body, &secrets(&[SECRET])), Err(Refused));
    }
    assert_eq!(verify(&signed, BODY, &secrets(&["it's a Secret to Everybody"])), Err(Refused));
    assert_eq!(verify(&signed, BODY, &[]), Err(Refused));
}

#[test]
fn an_empty_secret_signs_nothing() {
    let forged = format!("sha256={}", Signature::sign(b"", &[BODY]).to_hex());
    let headers = headers(&[("x-hub-signature-256", &forged)]);
    assert_eq!(verify(&headers, BODY, &secrets(&[""])), Err(Refused));
}
