//! A server that answers as it is told, call by call, and notes what it was asked.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use poem::http::StatusCode;
use poem::listener::TcpAcceptor;
use poem::web::Data;
use poem::{EndpointExt, Request, Response, Route, Server, handler};
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// One answer: status, headers, body.
pub(crate) type ScriptedAnswer = (u16, Vec<(&'static str, String)>, Value);

/// The server.
#[derive(Debug)]
pub(crate) struct Script {
    url: String,
    shared: Shared,
    server: JoinHandle<()>,
}

#[derive(Debug, Clone, Default)]
struct Shared {
    answers: Arc<Mutex<VecDeque<ScriptedAnswer>>>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Script {
    /// A server that gives these answers, and 500 behind the last.
    pub(crate) async fn start(answers: Vec<ScriptedAnswer>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let answers = Arc::new(Mutex::new(VecDeque::from(answers)));
        let shared = Shared { answers, asked: Arc::default() };
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

#[handler]
fn answer(request: &Request, Data(shared): Data<&Shared>) -> Response {
    let asked = format!("{} {}", request.method(), request.uri().path());
    shared.asked.lock().expect("no test panics with it").push(asked);
    let next = shared.answers.lock().expect("no test panics with it").pop_front();
    let (status, headers, body) = next.unwrap_or((500, Vec::new(), Value::Null));
    let status = StatusCode::from_u16(status).expect("a status");
    let response = Response::builder().status(status).content_type("application/json");
    let response =
        headers.into_iter().fold(response, |response, (name, value)| response.header(name, value));
    response.body(body.to_string())
}
