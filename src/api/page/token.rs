//! The text of a page token: versioned JSON in URL-safe base64. Opaque to clients, not secret.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::api::error::ApiError;

/// Raised whenever the token's shape changes, so that an old one is refused, not misread.
const VERSION: u8 = 1;

#[derive(Serialize, Deserialize)]
struct Token<L, P, F> {
    #[serde(rename = "v")]
    version: u8,
    #[serde(rename = "l")]
    list: L,
    #[serde(rename = "p")]
    position: P,
    #[serde(rename = "f")]
    filters: F,
}

pub(super) fn encode<P: Serialize, F: Serialize>(list: &str, position: &P, filters: &F) -> String {
    let token = Token { version: VERSION, list, position, filters };
    let json = serde_json::to_vec(&token).expect("positions and filters are plain structs");
    URL_SAFE_NO_PAD.encode(json)
}

pub(super) fn decode<P: DeserializeOwned, F: DeserializeOwned>(
    list: &str,
    text: &str,
) -> Result<(P, F), ApiError> {
    const FOREIGN: ApiError = ApiError::InvalidPageToken("is not one that this server gave");
    let json = URL_SAFE_NO_PAD.decode(text).map_err(|_| FOREIGN)?;
    let token: Token<String, serde_json::Value, serde_json::Value> =
        serde_json::from_slice(&json).map_err(|_| FOREIGN)?;
    if token.version != VERSION {
        return Err(ApiError::InvalidPageToken("is of another version; start at the first page"));
    }
    if token.list != list {
        return Err(ApiError::InvalidPageToken("belongs to another list"));
    }
    let position = serde_json::from_value(token.position).map_err(|_| FOREIGN)?;
    let filters = serde_json::from_value(token.filters).map_err(|_| FOREIGN)?;
    Ok((position, filters))
}
