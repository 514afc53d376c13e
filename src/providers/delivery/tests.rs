//! What is read from headers and bodies, and what is refused with which words.

use poem::http::{HeaderName, HeaderValue};
use serde_json::json;

use super::*;

fn headers(list: &[(&'static str, &str)]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in list {
        headers.append(HeaderName::from_static(name), HeaderValue::from_str(value).unwrap());
    }
    headers
}

fn github() -> HeaderMap {
    headers(&[
        ("x-github-event", "push"),
        ("x-github-delivery", "72d3162e-cc78-11e3-81ab-4c9367dc0958"),
    ])
}

fn with(mut headers: HeaderMap, name: &'static str, value: &str) -> HeaderMap {
    headers.insert(HeaderName::from_static(name), HeaderValue::from_str(value).unwrap());
    headers
}

const PUSH: &[u8] = br#"{"ref":"refs/heads/main","action":"x","repository":{"full_name":"a/b"}}"#;

#[test]
fn a_delivery_for_another_provider_is_told_where_to_go() {
    let sent = [
        (
            "forgejo",
            ProviderKind::Github,
            headers(&[
                ("x-forgejo-event", "push"),
                ("x-gitea-event", "push"),
                ("x-gogs-event", "push"),
                ("x-github-event", "push"),
            ]),
        ),
        (
            "gitea",
            ProviderKind::Github,
            headers(&[("x-gitea-event", "push"), ("x-github-event", "push")]),
        ),
        ("gogs", ProviderKind::Gitlab, headers(&[("x-gogs-event", "push")])),
        ("github", ProviderKind::Gitlab, github()),
        ("gitlab", ProviderKind::Github, headers(&[("x-gitlab-event", "Push Hook")])),
        ("bitbucket", ProviderKind::Github, headers(&[("x-event-key", "repo:push")])),
        ("hook", ProviderKind::Bitbucket, headers(&[("x-oore-event", "push")])),
    ];
    let answers: Vec<String> = sent
        .iter()
        .map(|(name, endpoint, headers)| match admit(*endpoint, headers) {
            Ok(()) => panic!("{name} was admitted to {endpoint}"),
            Err(answer) => answer.to_string(),
        })
        .collect();
    insta::assert_snapshot!(answers.join("\n"));

    assert!(admit(ProviderKind::Github, &github()).is_ok());
    assert!(admit(ProviderKind::Gitea, &sent[0].2).is_ok());
    assert!(admit(ProviderKind::Github, &HeaderMap::new()).is_ok(), "the signature decides");
}

#[test]
fn compressed_bodies_and_other_media_types_are_not_admitted() {
    for encoding in ["gzip", "deflate, gzip", "br", "x"] {
        let headers = with(github(), "content-encoding", encoding);
        let answer = admit(ProviderKind::Github, &headers).unwrap_err();
        assert!(matches!(answer, Malformed::Encoding(_)), "{answer}");
    }
    assert!(admit(ProviderKind::Github, &with(github(), "content-encoding", "identity")).is_ok());

    for media_type in ["text/plain", "multipart/form-data; boundary=x", "application/jsonx", ""] {
        let headers = with(github(), "content-type", media_type);
        let answer = admit(ProviderKind::Github, &headers).unwrap_err();
        assert!(matches!(answer, Malformed::ContentType(_)), "{answer}");
    }
    let form = headers(&[
        ("x-gitlab-event", "Push Hook"),
        ("content-type", "application/x-www-form-urlencoded"),
    ]);
    assert!(matches!(admit(ProviderKind::Gitlab, &form), Err(Malformed::ContentType(_))));
}

#[test]
fn a_json_body_is_read() {
    let headers = with(github(), "content-type", "application/json; charset=utf-8");
    let delivery = Delivery::read(ProviderKind::Github, &headers, PUSH).unwrap();
    assert_eq!(delivery.event, "push");
    assert_eq!(delivery.action.as_deref(), Some("x"));
    assert_eq!(delivery.id, "72d3162e-cc78-11e3-81ab-4c9367dc0958");
    assert_eq!(delivery.content_type, "application/json");
    assert_eq!(delivery.summary.repository.as_deref(), Some("a/b"));
    assert_eq!(payload_text(&delivery.content_type, PUSH).unwrap(), PUSH);
}

#[test]
fn the_payload_is_taken_out_of_a_form() {
    let headers = with(github(), "content-type", "application/x-www-form-urlencoded");
    let body = b"a=b&payload=%7B%22ref%22%3A+%22refs%2Fheads%2Fa%2Bb%22%7D";
    let delivery = Delivery::read(ProviderKind::Github, &headers, body).unwrap();
    assert_eq!(delivery.summary.git_ref.as_deref(), Some("refs/heads/a+b"));
    assert_eq!(payload(&delivery.content_type, body).unwrap(), json!({"ref": "refs/heads/a+b"}));
    let text = payload_text(&delivery.content_type, body).unwrap();
    assert_eq!(text, br#"{"ref": "refs/heads/a+b"}"#.as_slice());

    for bad in [&b""[..], b"Payload=%7B%7D", b"payload=%7B%7D&payload=%7B%7D", PUSH] {
        let answer = Delivery::read(ProviderKind::Github, &headers, bad).unwrap_err();
        assert!(matches!(answer, Malformed::Form), "{answer}");
    }
}

#[test]
fn what_is_no_json_object_is_refused_with_the_reason() {
    let deep = "[".repeat(100_000);
    let bodies = [
        "",
        "{",
        "[]",
        "null",
        "\"x\"",
        "{\"a\":1}{",
        "\u{feff}{}",
        "{\"a\":\u{1}}",
        "{\"a\":\"\\ud83d\"}",
        "{\"a\":1e999}",
        deep.as_str(),
    ];
    let answers: Vec<String> = bodies
        .iter()
        .map(|body| match Delivery::read(ProviderKind::Github, &github(), body.as_bytes()) {
            Ok(_) => panic!("{body} was read"),
            Err(answer) => format!("{:.20}: {answer}", format!("{body:?}")),
        })
        .collect();
    insta::assert_snapshot!(answers.join("\n"));
    assert!(Delivery::read(ProviderKind::Github, &github(), b"{\"a\":\"\xff\"}").is_err());
}

#[test]
fn event_and_delivery_must_be_named_once_and_within_bounds() {
    let long = "a".repeat(129);
    let mut answers = Vec::new();
    for (name, value) in [
        ("x-github-event", None),
        ("x-github-event", Some("")),
        ("x-github-event", Some(long.as_str())),
        ("x-github-delivery", None),
        ("x-github-delivery", Some("  ")),
        ("x-github-delivery", Some("a\tb")),
        ("x-github-delivery", Some("\u{fc}")),
        ("x-github-delivery", Some(long.as_str())),
    ] {
        let mut headers = github();
        headers.remove(name);
        if let Some(value) = value {
            headers.insert(name, HeaderValue::from_bytes(value.as_bytes()).unwrap());
        }
        let answer = Delivery::read(ProviderKind::Github, &headers, PUSH).unwrap_err();
        answers.push(format!("{name} {:.12?}: {answer}", value));
    }
    let mut doubled = github();
    doubled.append("x-github-delivery", HeaderValue::from_static("other"));
    let answer = Delivery::read(ProviderKind::Github, &doubled, PUSH).unwrap_err();
    answers.push(format!("x-github-delivery twice: {answer}"));
    insta::assert_snapshot!(answers.join("\n"));
}

#[test]
fn a_gitlab_delivery_is_named_by_its_id_its_key_or_its_body() {
    let id = |list: &[(&'static str, &str)], body: &[u8]| {
        let headers = with(headers(list), "x-gitlab-event", "Push Hook");
        Delivery::read(ProviderKind::Gitlab, &headers, body).unwrap().id
    };
    let every = [
        ("idempotency-key", "the-key"),
        ("webhook-id", "the-id"),
        ("x-gitlab-event-uuid", "shared"),
        ("x-gitlab-webhook-uuid", "new"),
    ];
    assert_eq!(id(&every, b"{}"), "the-id");
    assert_eq!(id(&every[..1], b"{}"), "the-key");
    let hashed = "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";
    assert_eq!(id(&every[2..], b"{}"), hashed);
    assert_ne!(id(&[], b"{} "), hashed);
}

#[test]
fn long_and_odd_actions_are_kept_within_bounds() {
    let read =
        |body: &str| Delivery::read(ProviderKind::Github, &github(), body.as_bytes()).unwrap();
    assert_eq!(read(r#"{"action": 1}"#).action, None);
    assert_eq!(read(r#"{"action": "a\u0000b"}"#).action.as_deref(), Some("a\u{fffd}b"));
    let long = read(&format!(r#"{{"action": "{}"}}"#, "ü".repeat(200))).action;
    assert_eq!(long, Some("ü".repeat(64)));
}
