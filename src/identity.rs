//! An OpenID Connect provider that is asked who a person is: the code flow of OpenID Connect Core
//! 1.0, with PKCE (RFC 7636, S256), a state and a nonce. It knows nothing of users and sessions.

mod claims;
mod http;

use std::fmt;
use std::time::{Duration, Instant};

use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreClientAuthMethod, CoreErrorResponseType, CoreGenderClaim,
    CoreJsonWebKey, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm as Algorithm,
    CoreProviderMetadata, CoreResponseType, CoreTokenType,
};
use openidconnect::{
    AuthType, AuthenticationFlow, AuthorizationCode, ClaimsVerificationError, Client, ClientId,
    ClientSecret, CsrfToken, EmptyExtraTokenFields, EndpointMaybeSet, EndpointNotSet, EndpointSet,
    IdTokenFields, IssuerUrl, Nonce, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl,
    RequestTokenError, Scope, StandardErrorResponse, StandardTokenResponse, TokenResponse as _,
};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use tokio::sync::Mutex;
use url::Url;

use crate::config::Oidc;
use crate::domain::identity::Person;
use claims::Claims;
use http::Http;

/// How long what the provider says of itself, and its keys, are believed. Unknown keys are asked
/// for at once.
const BELIEVED: Duration = Duration::from_secs(300);

/// The algorithms that ID tokens may be signed with: those by which only the provider can sign.
const ALGORITHMS: [Algorithm; 9] = [
    Algorithm::RsaSsaPkcs1V15Sha256,
    Algorithm::RsaSsaPkcs1V15Sha384,
    Algorithm::RsaSsaPkcs1V15Sha512,
    Algorithm::RsaSsaPssSha256,
    Algorithm::RsaSsaPssSha384,
    Algorithm::RsaSsaPssSha512,
    Algorithm::EcdsaP256Sha256,
    Algorithm::EcdsaP384Sha384,
    Algorithm::EdDsa,
];

type Tokens = StandardTokenResponse<
    IdTokenFields<
        Claims,
        EmptyExtraTokenFields,
        CoreGenderClaim,
        CoreJweContentEncryptionAlgorithm,
        Algorithm,
    >,
    CoreTokenType,
>;

type Refusal = StandardErrorResponse<CoreErrorResponseType>;

/// This server as the provider's client. The types in the middle are those of operations that are
/// not used.
type ThisClient = Client<
    Claims,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    Refusal,
    Tokens,
    openidconnect::core::CoreTokenIntrospectionResponse,
    openidconnect::core::CoreRevocableToken,
    openidconnect::core::CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// The provider.
pub struct IdentityProvider {
    oidc: Oidc,
    secret: Option<SecretString>,
    redirect_url: RedirectUrl,
    http: Http,
    known: Mutex<Option<(Instant, CoreProviderMetadata)>>,
}

/// What a browser has to bring back for a sign-in that it began: nobody else can end it.
#[derive(Clone, Serialize, Deserialize)]
pub struct Attempt {
    /// Comes back beside the code.
    pub state: String,
    nonce: String,
    verifier: String,
}

/// Why the provider did not say who somebody is.
#[derive(Debug, thiserror::Error)]
pub enum IdentityError {
    /// The client can't be set up as configured.
    #[error("OpenID Connect can't be set up: {0}")]
    Setup(String),
    /// There is no answer, or none that could be one.
    #[error("the identity provider gives no good answer: {0}")]
    NoAnswer(String),
    /// The provider does not take the code.
    #[error("the identity provider does not take the code: {0}")]
    CodeRefused(String),
    /// What it says does not hold.
    #[error("the identity provider's ID token does not hold: {0}")]
    Untrusted(String),
}

impl IdentityProvider {
    /// The provider of the configuration, with the client's secret; it sends people back to
    /// `redirect_url`.
    ///
    /// # Errors
    /// `Setup`.
    pub fn new(
        oidc: Oidc,
        secret: Option<SecretString>,
        redirect_url: String,
    ) -> Result<Self, IdentityError> {
        let setup = |error: &dyn std::error::Error| IdentityError::Setup(error.to_string());
        let url = oidc.issuer.url().map_err(|error| setup(&error))?;
        let http = Http::new(url.scheme() == "http").map_err(|error| setup(&error))?;
        let redirect_url = RedirectUrl::new(redirect_url).map_err(|error| setup(&error))?;
        Ok(Self { oidc, secret, redirect_url, http, known: Mutex::new(None) })
    }

    /// The configuration.
    #[must_use]
    pub const fn oidc(&self) -> &Oidc {
        &self.oidc
    }

    /// Where a person is to be sent, and what their browser has to bring back.
    ///
    /// # Errors
    /// `NoAnswer`.
    pub async fn start(&self) -> Result<(Url, Attempt), IdentityError> {
        let client = self.client().await?;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let flow = AuthenticationFlow::<CoreResponseType>::AuthorizationCode;
        let scopes = self.oidc.scopes.iter().cloned().map(Scope::new);
        let (url, state, nonce) = client
            .authorize_url(flow, CsrfToken::new_random, Nonce::new_random)
            .add_scopes(scopes)
            .set_pkce_challenge(challenge)
            .url();
        let attempt = Attempt {
            state: state.into_secret(),
            nonce: nonce.secret().clone(),
            verifier: verifier.into_secret(),
        };
        Ok((url, attempt))
    }

    /// The person whom the provider gave `code` for, at the end of `attempt`.
    ///
    /// # Errors
    /// [`IdentityError`].
    pub async fn finish(&self, code: &str, attempt: Attempt) -> Result<Person, IdentityError> {
        let Attempt { state: _, nonce, verifier } = attempt;
        let nonce = Nonce::new(nonce);
        let client = self.client().await?;
        let tokens = self.exchange(&client, code, verifier).await?;
        let person = match self.read(&client, &tokens, &nonce) {
            // The provider may sign with a new key.
            Err(ClaimsVerificationError::SignatureVerification(_)) => {
                *self.known.lock().await = None;
                self.read(&self.client().await?, &tokens, &nonce)
            }
            read => read,
        };
        let person = person.map_err(|error| IdentityError::Untrusted(error.to_string()))?;
        self.complete(&client, &tokens, person).await
    }

    async fn exchange(
        &self,
        client: &ThisClient,
        code: &str,
        verifier: String,
    ) -> Result<Tokens, IdentityError> {
        let request = client
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .map_err(|error| IdentityError::NoAnswer(error.to_string()))?
            .set_pkce_verifier(PkceCodeVerifier::new(verifier));
        request.request_async(&self.http).await.map_err(|error| match error {
            RequestTokenError::ServerResponse(refusal) => {
                IdentityError::CodeRefused(refusal.to_string())
            }
            // Not the answer itself: it may hold tokens.
            RequestTokenError::Parse(error, _) => IdentityError::NoAnswer(error.to_string()),
            RequestTokenError::Request(error) => IdentityError::NoAnswer(error.to_string()),
            RequestTokenError::Other(told) => IdentityError::NoAnswer(told),
        })
    }

    /// What the ID token says, if it is the provider's, for this server, of now, and of this
    /// attempt.
    fn read(
        &self,
        client: &ThisClient,
        tokens: &Tokens,
        nonce: &Nonce,
    ) -> Result<Person, ClaimsVerificationError> {
        let missing = || ClaimsVerificationError::Other("there is none".to_owned());
        let token = tokens.id_token().ok_or_else(missing)?;
        let verifier = client.id_token_verifier().set_allowed_algs(ALGORITHMS);
        let claims = token.claims(&verifier, nonce)?;
        Ok(Person {
            issuer: claims.issuer().to_string(),
            subject: claims.subject().to_string(),
            preferred_name: claims.preferred_username().map(|name| name.to_string()),
            email: claims.email().map(|email| email.to_string()),
            is_email_verified: claims.email_verified() == Some(true),
            groups: claims.additional_claims().texts(&self.oidc.groups_claim),
        })
    }

    /// Asks for the user's information where the ID token leaves out what is needed.
    async fn complete(
        &self,
        client: &ThisClient,
        tokens: &Tokens,
        person: Person,
    ) -> Result<Person, IdentityError> {
        let lacks_groups = self.oidc.roles.decide() && person.groups.is_empty();
        let lacks_name = self.oidc.create_users && person.user_name().is_none();
        if !lacks_groups && !lacks_name || client.user_info_url().is_none() {
            return Ok(person);
        }
        claims::complete(client, &self.http, (tokens, &self.oidc.groups_claim), person).await
    }

    async fn client(&self) -> Result<ThisClient, IdentityError> {
        let metadata = self.metadata().await?;
        let posts_secret = metadata
            .token_endpoint_auth_methods_supported()
            .is_some_and(|all| !all.contains(&CoreClientAuthMethod::ClientSecretBasic));
        let secret = self.secret.as_ref().map(|secret| secret.expose_secret().to_owned());
        let client = Client::from_provider_metadata(
            metadata,
            ClientId::new(self.oidc.client_id.clone()),
            secret.map(ClientSecret::new),
        )
        .set_redirect_uri(self.redirect_url.clone());
        Ok(if posts_secret { client.set_auth_type(AuthType::RequestBody) } else { client })
    }

    /// What the provider says of itself; those who ask at the same time wait for one answer.
    async fn metadata(&self) -> Result<CoreProviderMetadata, IdentityError> {
        let mut known = self.known.lock().await;
        if let Some((at, metadata)) = &*known
            && at.elapsed() < BELIEVED
        {
            return Ok(metadata.clone());
        }
        let issuer = IssuerUrl::new(self.oidc.issuer.0.clone());
        let issuer = issuer.map_err(|error| IdentityError::Setup(error.to_string()))?;
        let found = CoreProviderMetadata::discover_async(issuer, &self.http).await;
        let found = found.map_err(|error| IdentityError::NoAnswer(http::chain(&error)))?;
        *known = Some((Instant::now(), found.clone()));
        Ok(found)
    }
}

impl fmt::Debug for IdentityProvider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IdentityProvider").field("oidc", &self.oidc).finish_non_exhaustive()
    }
}

impl fmt::Debug for Attempt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Attempt(..)")
    }
}

#[cfg(test)]
mod tests;
