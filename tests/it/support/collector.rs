//! A collector of traces: takes what OTLP over HTTP sends as JSON, and keeps it.

use std::sync::{Arc, Mutex};

use poem::http::StatusCode;
use poem::listener::TcpAcceptor;
use poem::web::{Data, Json};
use poem::{EndpointExt, Request, Route, Server, handler, post};
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::timeout;

use super::PATIENCE;

/// What it has.
#[derive(Debug, Clone)]
struct Shared {
    spans: Arc<Mutex<Vec<Value>>>,
    authorization: Arc<Mutex<Option<String>>>,
    count: watch::Sender<usize>,
}

/// The collector.
#[derive(Debug)]
pub(crate) struct Collector {
    url: String,
    shared: Shared,
    server: JoinHandle<()>,
}

impl Collector {
    /// One that takes everything.
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let shared = Shared {
            spans: Arc::default(),
            authorization: Arc::default(),
            count: watch::Sender::new(0),
        };
        let routes = Route::new().at("/v1/traces", post(take)).data(shared.clone());
        let acceptor = TcpAcceptor::from_tokio(listener).expect("an acceptor");
        let server = tokio::spawn(async move {
            Server::new_with_acceptor(acceptor).run(routes).await.expect("it serves");
        });
        Self { url, shared, server }
    }

    /// Its address.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// What the last request showed to be let in.
    pub(crate) fn authorization(&self) -> Option<String> {
        self.shared.authorization.lock().expect("not poisoned").clone()
    }

    /// Every span that it took.
    pub(crate) fn spans(&self) -> Vec<Value> {
        self.shared.spans.lock().expect("not poisoned").clone()
    }

    /// Waits until its spans are as wanted, and returns them.
    pub(crate) async fn until(&self, is_wanted: impl Fn(&[Value]) -> bool) -> Vec<Value> {
        let mut count = self.shared.count.subscribe();
        let waited = timeout(PATIENCE, async {
            while !is_wanted(&self.spans()) {
                count.changed().await.expect("it lives");
            }
        });
        assert!(waited.await.is_ok(), "these spans came: {:#?}", self.spans());
        self.spans()
    }
}

impl Drop for Collector {
    fn drop(&mut self) {
        self.server.abort();
    }
}

#[handler]
fn take(request: &Request, Json(body): Json<Value>, Data(shared): Data<&Shared>) -> StatusCode {
    let authorization = request.header("authorization").map(str::to_owned);
    *shared.authorization.lock().expect("not poisoned") = authorization;
    let mut spans = shared.spans.lock().expect("not poisoned");
    let scopes = body["resourceSpans"][0]["scopeSpans"].as_array().expect("scopes");
    for scope in scopes {
        spans.extend(scope["spans"].as_array().expect("spans").iter().cloned());
    }
    shared.count.send_replace(spans.len());
    StatusCode::OK
}
