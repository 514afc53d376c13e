//! Calls of the identity provider.
//!
//! The administrator has chosen its host, so no list of allowed networks applies. Redirects are not
//! followed: what is sent there holds the client's secret.

use std::pin::Pin;
use std::time::Duration;

use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};

/// How long the provider may take to take a connection.
const CONNECT_PATIENCE: Duration = Duration::from_secs(5);

/// How long it may take to answer: a person waits.
const PATIENCE: Duration = Duration::from_secs(10);

/// The longest answer. Sets of keys are the largest.
const LIMIT: usize = 1 << 20;

pub(super) struct Http {
    client: reqwest::Client,
    is_plain_allowed: bool,
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub(super) enum NoAnswer {
    #[error("{}", chain(.0))]
    Failed(#[from] reqwest::Error),
    #[error("its answer is longer than {LIMIT} bytes")]
    TooLong,
    #[error("it names `{0}`, which is not encrypted")]
    NotEncrypted(String),
}

impl Http {
    /// `is_plain_allowed` where the issuer itself is called without encryption, on this machine.
    pub(super) fn new(is_plain_allowed: bool) -> reqwest::Result<Self> {
        let client = reqwest::Client::builder()
            .connect_timeout(CONNECT_PATIENCE)
            .timeout(PATIENCE)
            .redirect(reqwest::redirect::Policy::none())
            .build()?;
        Ok(Self { client, is_plain_allowed })
    }

    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, NoAnswer> {
        if !self.is_plain_allowed && request.uri().scheme_str() != Some("https") {
            return Err(NoAnswer::NotEncrypted(request.uri().to_string()));
        }
        let mut answer = self.client.execute(request.try_into()?).await?;
        let mut response = HttpResponse::new(Vec::new());
        *response.status_mut() = answer.status();
        *response.headers_mut() = answer.headers().clone();
        while let Some(chunk) = answer.chunk().await? {
            if response.body().len() + chunk.len() > LIMIT {
                return Err(NoAnswer::TooLong);
            }
            response.body_mut().extend_from_slice(&chunk);
        }
        Ok(response)
    }
}

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = NoAnswer;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, NoAnswer>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.send(request))
    }
}

/// An error with all its sources: the first often says that something failed and not what.
pub(super) fn chain(error: &(dyn std::error::Error + 'static)) -> String {
    let links = std::iter::successors(Some(error), |error| error.source());
    links.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}
