//! A repository's row as its provider's client takes it.

use protocol::{Hidden, Login};
use secrecy::ExposeSecret;

use crate::entities::repositories::Model;
use crate::providers::{Access, Credentials};

/// Credentials as git is given them.
pub(super) fn login(credentials: Credentials) -> Login {
    let Credentials { username, password } = credentials;
    Login { username, password: Hidden(password.expose_secret().to_owned()) }
}

/// What calls in the name of a repository need.
pub(super) fn access(repository: &Model) -> Access {
    Access {
        id: repository.id.to_string(),
        provider: repository.provider,
        full_name: repository.full_name(),
        clone_url: repository.clone_url.clone(),
        api_url: repository.api_url.clone(),
        sealed_token: repository.access_token.clone(),
        through_app: repository.through_app,
    }
}
