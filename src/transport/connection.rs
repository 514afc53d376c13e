//! One connection: its requests are handed to the endpoint until its caller goes or is given up.
//!
//! HTTP/1.1 alone is spoken. A caller of HTTP/2 may open a window of no bytes at all (RFC 9113,
//! 6.9): then nothing of an answer is ever written, so that no write is seen to stall, and the
//! connection and its requests stay for good. With HTTP/1.1 what is not taken fills the socket, and
//! the caller is given up.

use std::convert::Infallible;
use std::io;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body_util::combinators::BoxBody;
use hyper::body::{Body, Frame, Incoming, SizeHint};
use hyper::server::conn::http1;
use hyper::service::{HttpService, service_fn};
use hyper_util::rt::TokioIo;
use poem::http::uri::Scheme;
use poem::web::{LocalAddr, RemoteAddr};
use poem::{Endpoint, Response};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::watch;
use tokio::time::timeout;
use tracing::debug;

use super::pace::{Answering, Paced, Pulse};
use crate::config::TimeLimits;

/// How long a connection that is to end may take over it.
const GOODBYE: Duration = Duration::from_secs(2);

/// The most that the head of a request may hold, in bytes.
const HEAD_LIMIT: usize = 64 * 1024;

/// Where a connection is from, and how it is spoken.
#[derive(Debug, Clone)]
pub(super) struct Facts {
    pub(super) local: LocalAddr,
    pub(super) remote: RemoteAddr,
    pub(super) scheme: Scheme,
}

/// Serves a connection to its end.
pub(super) async fn serve<S, E>(
    stream: Paced<S>,
    facts: Facts,
    endpoint: Arc<E>,
    times: TimeLimits,
    stopping: watch::Receiver<bool>,
) where
    S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
    E: Endpoint<Output = Response> + 'static,
{
    let pulse = Arc::new(Pulse::new(times));
    let remote = facts.remote.clone();
    let answers = Arc::clone(&pulse);
    let service = service_fn(move |request| {
        answer(request, facts.clone(), Arc::clone(&endpoint), answers.begin())
    });
    let stream = TokioIo::new(stream.with_pulse(Arc::clone(&pulse)));
    let connection = http1::Builder::new()
        .header_read_timeout(None)
        .max_header_size(HEAD_LIMIT)
        .serve_connection(stream, service)
        .with_upgrades();
    run(connection, &remote, &pulse, stopping).await;
}

async fn answer<E: Endpoint<Output = Response>>(
    request: hyper::Request<Incoming>,
    facts: Facts,
    endpoint: Arc<E>,
    answering: Answering,
) -> Result<hyper::Response<Answer>, Infallible> {
    let Facts { local, remote, scheme, .. } = facts;
    let request = poem::Request::from((request, local, remote, scheme));
    let response: hyper::Response<_> = endpoint.get_response(request).await.into();
    Ok(response.map(|body| Answer { body, _answering: answering }))
}

/// An answer's body. It has been taken when this is gone.
struct Answer {
    body: BoxBody<Bytes, io::Error>,
    _answering: Answering,
}

impl Body for Answer {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        Pin::new(&mut self.body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

async fn run<S, V, B>(
    connection: http1::UpgradeableConnection<TokioIo<S>, V>,
    remote: &RemoteAddr,
    pulse: &Pulse,
    stopping: watch::Receiver<bool>,
) where
    S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
    V: HttpService<Incoming, ResBody = B>,
    V::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    B: Body<Error: Into<Box<dyn std::error::Error + Send + Sync>>> + 'static,
{
    let mut connection = pin!(connection);
    tokio::select! {
        _ = connection.as_mut() => return,
        () = pulse.overdue() => {
            debug!(client.address = %remote, "a connection is given up: nothing came in time");
        }
        () = stopped(stopping, pulse) => {
            connection.as_mut().graceful_shutdown();
            // However it ends, it has ended.
            let _ = connection.await;
            return;
        }
    }
    connection.as_mut().graceful_shutdown();
    // Whoever takes longer is not told.
    let _ = timeout(GOODBYE, connection).await;
}

/// Ends when the server stops; for a connection that has a request to send, once it is sent.
async fn stopped(mut stopping: watch::Receiver<bool>, pulse: &Pulse) {
    // A sender that is gone means that the server is, too.
    let _ = stopping.wait_for(|stopping| *stopping).await;
    pulse.after_head().await;
}
