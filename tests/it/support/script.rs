//! A server that answers as a test says, and notes what it was asked.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex};

use poem::http::StatusCode;
use poem::listener::TcpAcceptor;
use poem::web::Data;
use poem::{Body, EndpointExt, Request, Response, Route, Server, handler};
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// One answer: status, headers, body.
pub(crate) type ScriptedAnswer = (u16, Vec<(&'static str, String)>, Value);

/// What is answered to `GET /path` with a body.
type Answers = dyn Fn(&str, &Value) -> ScriptedAnswer + Send + Sync;

/// The server.
#[derive(Debug)]
pub(crate) struct Script {
    url: String,
    shared: Shared,
    server: JoinHandle<()>,
}

#[derive(Clone)]
struct Shared {
    answers: Arc<Answers>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Script {
    /// A server that gives these answers in their order, and 500 behind the last.
    pub(crate) async fn start(answers: Vec<ScriptedAnswer>) -> Self {
        let answers = Mutex::new(VecDeque::from(answers));
        let next = move |_: &str, _: &Value| {
            let next = answers.lock().expect("no test panics with it").pop_front();
            next.unwrap_or((500, Vec::new(), Value::Null))
        };
        Self::answering(next).await
    }

    /// A server that answers each call as `answers` says.
    pub(crate) async fn answering(
        answers: impl Fn(&str, &Value) -> ScriptedAnswer + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let shared = Shared { answers: Arc::new(answers), asked: Arc::default() };
        let routes = Route::new().at("/*path", answer).data(shared.clone());
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

    /// What it was asked: `GET /path`.
    pub(crate) fn asked(&self) -> Vec<String> {
        self.shared.asked.lock().expect("no test panics with it").clone()
    }
}

impl Drop for Script {
    fn drop(&mut self) {
        self.server.abort();
    }
}

impl fmt::Debug for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shared").field("asked", &self.asked).finish_non_exhaustive()
    }
}

#[handler]
async fn answer(request: &Request, body: Body, Data(shared): Data<&Shared>) -> Response {
    let asked = format!("{} {}", request.method(), request.uri().path());
    shared.asked.lock().expect("no test panics with it").push(asked.clone());
    let body = body.into_vec().await.expect("a body");
    let body = serde_json::from_slice(&body).unwrap_or_default();
    let (status, headers, body) = (shared.answers)(&asked, &body);
    let status = StatusCode::from_u16(status).expect("a status");
    let response = Response::builder().status(status).content_type("application/json");
    let response =
        headers.into_iter().fold(response, |response, (name, value)| response.header(name, value));
    response.body(body.to_string())
}
