//! Which ID tokens are believed: those of the provider, for this server, of now and of the attempt.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{TimeDelta, Utc};
use openidconnect::core::{CoreEdDsaPrivateSigningKey, CoreHmacKey, CoreJsonWebKeySet};
use openidconnect::{
    AccessToken, Audience, AuthUrl, EmptyAdditionalProviderMetadata, IdToken, IdTokenClaims,
    JsonWebKeySetUrl, PrivateSigningKey, StandardClaims, SubjectIdentifier,
};
use serde_json::json;

use crate::config::Issuer;
use crate::domain::identity::GroupRoles;

use super::*;

const ISSUER: &str = "https://id.example.com";

/// What a token says that is believed.
#[derive(Clone, Copy)]
struct Said {
    issuer: &'static str,
    audiences: &'static [&'static str],
    lasts: TimeDelta,
    nonce: Option<&'static str>,
}

const GOOD: Said = Said {
    issuer: ISSUER,
    audiences: &["oore"],
    lasts: TimeDelta::minutes(5),
    nonce: Some("the nonce"),
};

/// A key of its own for each seed, in the form of RFC 8410.
fn key(seed: u8) -> CoreEdDsaPrivateSigningKey {
    let mut der = hex::decode("302e020100300506032b657004220420").unwrap();
    der.extend([seed; 32]);
    let text = STANDARD.encode(der);
    let pem = format!("-----BEGIN PRIVATE KEY-----\n{text}\n-----END PRIVATE KEY-----\n");
    CoreEdDsaPrivateSigningKey::from_ed25519_pem(&pem, None).unwrap()
}

/// A provider that has told of itself and of its key already.
fn provider() -> IdentityProvider {
    let oidc = Oidc {
        issuer: Issuer(ISSUER.to_owned()),
        client_id: "oore".to_owned(),
        client_secret: None,
        scopes: Vec::new(),
        groups_claim: "groups".to_owned(),
        roles: GroupRoles::default(),
        create_users: false,
    };
    let url = |path: &str| format!("{ISSUER}{path}");
    let metadata = CoreProviderMetadata::new(
        IssuerUrl::new(ISSUER.to_owned()).unwrap(),
        AuthUrl::new(url("/auth")).unwrap(),
        JsonWebKeySetUrl::new(url("/keys")).unwrap(),
        Vec::new(),
        Vec::new(),
        Vec::new(),
        EmptyAdditionalProviderMetadata {},
    )
    .set_jwks(CoreJsonWebKeySet::new(vec![key(1).as_verification_key()]));
    let known = Mutex::new(Some((Instant::now(), metadata)));
    let back = "https://ci.example.com/api/session/oidc/callback".to_owned();
    let provider = IdentityProvider::new(oidc, Some("the secret".into()), back).unwrap();
    IdentityProvider { known, ..provider }
}

fn tokens<K>(said: Said, key: &K, algorithm: Algorithm) -> Tokens
where
    K: PrivateSigningKey<VerificationKey = CoreJsonWebKey>,
{
    let now = Utc::now();
    let audiences = said.audiences.iter().map(|name| Audience::new((*name).to_owned()));
    let claims: Claims = serde_json::from_value(json!({ "groups": ["ops"] })).unwrap();
    let claims = IdTokenClaims::new(
        IssuerUrl::new(said.issuer.to_owned()).unwrap(),
        audiences.collect(),
        now + said.lasts,
        now,
        StandardClaims::new(SubjectIdentifier::new("sub-ann".to_owned())),
        claims,
    )
    .set_nonce(said.nonce.map(|nonce| Nonce::new(nonce.to_owned())));
    let token = IdToken::new(claims, key, algorithm, None, None).unwrap();
    let fields = IdTokenFields::new(Some(token), EmptyExtraTokenFields {});
    Tokens::new(AccessToken::new("access".to_owned()), CoreTokenType::Bearer, fields)
}

async fn read(tokens: &Tokens) -> Result<Person, ClaimsVerificationError> {
    let provider = provider();
    let client = provider.client().await.unwrap();
    provider.read(&client, tokens, &Nonce::new("the nonce".to_owned()))
}

#[tokio::test]
async fn a_token_of_the_provider_for_this_attempt_says_who_somebody_is() {
    let person = read(&tokens(GOOD, &key(1), Algorithm::EdDsa)).await.unwrap();
    assert_eq!((person.issuer.as_str(), person.subject.as_str()), (ISSUER, "sub-ann"));
    assert_eq!(person.groups, ["ops"]);
    assert!(!person.is_email_verified);
}

#[tokio::test]
async fn a_token_of_another_attempt_server_provider_or_time_is_not_believed() {
    for (what, said) in [
        ("another nonce", Said { nonce: Some("another"), ..GOOD }),
        ("no nonce", Said { nonce: None, ..GOOD }),
        ("another audience", Said { audiences: &["other"], ..GOOD }),
        ("no audience", Said { audiences: &[], ..GOOD }),
        ("one audience too many", Said { audiences: &["oore", "other"], ..GOOD }),
        ("another issuer", Said { issuer: "https://evil.example", ..GOOD }),
        ("the issuer with a slash", Said { issuer: "https://id.example.com/", ..GOOD }),
        ("expired", Said { lasts: TimeDelta::minutes(-1), ..GOOD }),
    ] {
        let read = read(&tokens(said, &key(1), Algorithm::EdDsa)).await;
        assert!(read.is_err(), "{what}: {read:?}");
    }
}

#[tokio::test]
async fn only_the_provider_can_sign() {
    let other = read(&tokens(GOOD, &key(2), Algorithm::EdDsa)).await;
    assert!(matches!(other, Err(ClaimsVerificationError::SignatureVerification(_))), "{other:?}");
    // Whoever knows the client's secret, as this server does, could sign like that.
    let shared = CoreHmacKey::new("the secret");
    let shared = read(&tokens(GOOD, &shared, Algorithm::HmacSha256)).await;
    assert!(matches!(shared, Err(ClaimsVerificationError::SignatureVerification(_))), "{shared:?}");
}
