//! Every operation of this server asks for the scope that the document says, and for no other.

use std::net::IpAddr;
use std::sync::Arc;

use async_trait::async_trait;
use poem::{Endpoint, Request, Route};
use serde_json::Value;

use super::server::principal;
use crate::api::error::ApiError;
use crate::api::guard::{Principal, Verify};
use crate::api::limit::BodyBudget;
use crate::domain::access::Scope;
use crate::domain::text_enum::TextEnum;

/// Takes a token for the list of the scopes that it holds.
struct ScopesInToken;

#[async_trait]
impl Verify for ScopesInToken {
    async fn check(&self, token: &str, _: Option<IpAddr>) -> Result<Option<Principal>, ApiError> {
        let scopes = token.split(',').filter_map(|name| name.parse().ok());
        Ok(Some(principal(token, scopes)))
    }

    async fn session(&self, _: &str, _: Option<IpAddr>) -> Result<Option<Principal>, ApiError> {
        Ok(None)
    }
}

/// The status of an answer to somebody who holds these scopes.
async fn status(
    endpoint: &impl Endpoint<Output = poem::Response>,
    (method, path): (&str, &str),
    scopes: &[Scope],
) -> u16 {
    let token = scopes.iter().map(|scope| scope.as_str()).collect::<Vec<_>>().join(",");
    let request = Request::builder()
        .method(method.to_uppercase().parse().unwrap())
        .uri(with_ids(path).parse().unwrap())
        .header("authorization", format!("Bearer {token}"))
        .finish();
    endpoint.call(request).await.unwrap().status().as_u16()
}

#[tokio::test]
async fn an_operation_opens_to_its_scope_alone() {
    let document: Value = serde_json::from_str(&crate::api::document().unwrap()).unwrap();
    let operations = crate::api::operations();
    let verifier = Arc::new(ScopesInToken);
    let endpoint = crate::api::assemble(
        operations,
        Route::new(),
        verifier,
        BodyBudget::default(),
        Default::default(),
    )
    .unwrap();
    let mut count = 0;
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let Some(name) = operation["x-scope"].as_str() else { continue };
            let scope: Scope = name.parse().unwrap();
            let others: Vec<_> = Scope::ALL
                .iter()
                .copied()
                .filter(|other| *other != scope && !matches!(other, Scope::Admin))
                .collect();
            let place = (method.as_str(), path.as_str());
            assert_eq!(status(&endpoint, place, &others).await, 403, "{place:?}");
            // What comes behind the guard is another matter: there is no server here.
            let own = status(&endpoint, place, &[scope]).await;
            assert!(![401, 403].contains(&own), "{place:?}: {own}");
            count += 1;
        }
    }
    assert!(count >= 25, "only {count} operations have a scope");
}

/// The path with an id wherever it names one.
fn with_ids(path: &str) -> String {
    let segments = path.split('/');
    let filled = segments.map(|segment| match segment.starts_with('{') {
        true => "01ARZ3NDEKTSV4RRFFQ69G5FAV",
        false => segment,
    });
    filled.collect::<Vec<_>>().join("/")
}
