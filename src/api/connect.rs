//! The socket of runners: who may open it. What is said over it is `session`'s.

mod session;

use std::sync::Arc;

use poem::web::Data;
use poem::web::websocket::{WebSocket, WebSocketConfig};
use poem::{FromRequest, IntoResponse, Request, RequestBody, Result, handler};

use super::client_address::ClientAddress;
use super::error::ApiError;
use super::guard::bearer_token;
use super::services::Services;
use crate::crypto::token::TokenKind;
use crate::entities::runners;
use crate::ids::{RunnerId, TokenId};
use crate::store;

/// A hello with many leases, or a job's result with its summaries, stays well below. Of such
/// messages `session` lets one wait at a time.
const MESSAGE_LIMIT: usize = 32 * 1024 * 1024;

/// The runner whose token a request shows.
struct Caller {
    runner: RunnerId,
    token: TokenId,
    /// From where it came, for people.
    address: String,
}

impl<'a> FromRequest<'a> for Caller {
    async fn from_request(request: &'a Request, _: &mut RequestBody) -> Result<Self> {
        let token = bearer_token(request)?;
        let services: &Arc<Services> =
            request.data().ok_or_else(|| ApiError::internal("no services were given"))?;
        let address = ClientAddress::of(request);
        let Some((runner, token)) = find(services, token).await? else {
            services.token_brake.failed(address.map(|client| client.0))?;
            let reason = "the token is no runner's";
            return Err(ApiError::Unauthenticated { reason, has_token: true }.into());
        };
        let address = address.map(|client| client.to_string()).unwrap_or_default();
        Ok(Self { runner: runner.id, token, address })
    }
}

async fn find(
    services: &Services,
    token: &str,
) -> Result<Option<(runners::Model, TokenId)>, ApiError> {
    if TokenKind::of(token) != Some(TokenKind::Runner) {
        return Ok(None);
    }
    let hash = services.pepper.hash(token);
    Ok(store::runners::find_by_token(&services.reader, hash.as_str()).await?)
}

/// Lets a runner in.
#[handler]
pub(super) fn connect(
    caller: Caller,
    Data(services): Data<&Arc<Services>>,
    socket: WebSocket,
) -> impl IntoResponse {
    let runners = services.runners.clone();
    let limits = WebSocketConfig::default()
        .max_message_size(Some(MESSAGE_LIMIT))
        .max_frame_size(Some(MESSAGE_LIMIT));
    socket.config(limits).on_upgrade(move |socket| session::serve(runners, caller, socket))
}
