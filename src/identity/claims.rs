//! What a provider says of a person beside the standard claims.

use std::fmt;

use openidconnect::core::CoreGenderClaim;
use openidconnect::{
    AdditionalClaims, OAuth2TokenResponse as _, SubjectIdentifier, UserInfoClaims, UserInfoError,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::http::{self, Http};
use super::{IdentityError, ThisClient, Tokens};
use crate::domain::identity::Person;

/// Every claim that has no name in the standard.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Claims {
    #[serde(flatten)]
    all: Map<String, Value>,
}

impl AdditionalClaims for Claims {}

impl fmt::Debug for Claims {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Claims(..)")
    }
}

impl Claims {
    /// The texts of a claim that is a list of them, or one.
    pub(super) fn texts(&self, name: &str) -> Vec<String> {
        match self.all.get(name) {
            Some(Value::String(text)) => vec![text.clone()],
            Some(Value::Array(items)) => {
                items.iter().filter_map(Value::as_str).map(str::to_owned).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// Fills in what the ID token left out from the user's information, which must be of the same
/// person.
pub(super) async fn complete(
    client: &ThisClient,
    http: &Http,
    (tokens, groups_claim): (&Tokens, &str),
    mut person: Person,
) -> Result<Person, IdentityError> {
    let subject = SubjectIdentifier::new(person.subject.clone());
    let request = client
        .user_info(tokens.access_token().clone(), Some(subject))
        .map_err(|error| IdentityError::NoAnswer(error.to_string()))?;
    let told: UserInfoClaims<Claims, CoreGenderClaim> =
        request.request_async(http).await.map_err(|error| match error {
            UserInfoError::ClaimsVerification(error) => IdentityError::Untrusted(error.to_string()),
            other => IdentityError::NoAnswer(http::chain(&other)),
        })?;
    if person.groups.is_empty() {
        person.groups = told.additional_claims().texts(groups_claim);
    }
    if person.preferred_name.is_none() {
        person.preferred_name = told.preferred_username().map(|name| name.to_string());
    }
    if person.email.is_none() {
        person.email = told.email().map(|email| email.to_string());
        person.is_email_verified = told.email_verified() == Some(true);
    }
    Ok(person)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn groups_are_a_list_or_one_text() {
        let claims: Claims = serde_json::from_value(json!({
            "groups": ["ops", 1, "devs"], "team": "ops", "level": 3,
        }))
        .unwrap();
        assert_eq!(claims.texts("groups"), ["ops", "devs"]);
        assert_eq!(claims.texts("team"), ["ops"]);
        assert!(claims.texts("level").is_empty());
        assert!(claims.texts("other").is_empty());
    }
}
