//! The administrator's token: for now the only one that opens the management operations.

use std::sync::Arc;

use async_trait::async_trait;
use secrecy::{ExposeSecret, SecretString};

use super::error::ApiError;
use super::guard::{Principal, Scope, Verify};
use super::services::Services;
use crate::crypto::token::TokenHash;

/// Knows the administrator's token by its hash, and no other: a runner's token opens nothing here.
pub(super) struct AdminToken {
    services: Arc<Services>,
    hash: TokenHash,
}

impl AdminToken {
    pub(super) fn new(services: Arc<Services>, token: &SecretString) -> Self {
        let hash = services.pepper.hash(token.expose_secret());
        Self { services, hash }
    }
}

#[async_trait]
impl Verify for AdminToken {
    async fn check(&self, token: &str) -> Result<Option<Principal>, ApiError> {
        // Hashes are compared in constant time, and their length tells nothing of the token's.
        let is_admin = self.services.pepper.matches(token, &self.hash);
        Ok(is_admin.then(|| Principal { name: "admin".to_owned(), scopes: vec![Scope::Admin] }))
    }
}
