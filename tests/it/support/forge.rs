//! A forge with the part of an API that takes the states of commits and lists open pull requests: a
//! fake with state, by the rules that the provider documents.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard};

use poem::http::StatusCode;
use poem::listener::TcpAcceptor;
use poem::web::{Data, Json, Path, Query};
use poem::{EndpointExt, IntoResponse, Request, Response, Route, Server, get, handler, post};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::PATIENCE;

/// A call as it came.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Call {
    pub(crate) project: String,
    pub(crate) commit: String,
    pub(crate) token: String,
    pub(crate) body: Value,
}

impl Call {
    /// `context: state`, in the forge's words.
    pub(crate) fn told(&self) -> String {
        let context = self.body["context"].as_str().or(self.body["name"].as_str());
        format!("{}: {}", context.unwrap_or("?"), self.body["state"].as_str().unwrap_or("?"))
    }
}

#[derive(Debug, Default)]
struct State {
    taken: Vec<Call>,
    refused: usize,
    /// How the next calls are answered in place of being taken.
    refusals: Vec<(StatusCode, Vec<(String, String)>)>,
    /// GitLab's: the state of each commit and name.
    statuses: HashMap<(String, String), String>,
    /// The open pull requests, as the provider lists them.
    open: Vec<Value>,
}

#[derive(Debug, Clone)]
struct Shared {
    state: Arc<Mutex<State>>,
    calls: watch::Sender<usize>,
}

/// The forge.
#[derive(Debug)]
pub(crate) struct Forge {
    url: String,
    shared: Shared,
    server: JoinHandle<()>,
}

impl Forge {
    /// A forge that takes everything.
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let shared = Shared { state: Arc::default(), calls: watch::Sender::new(0) };
        let routes = Route::new()
            .at("/repos/:owner/:name/statuses/:sha", post(github))
            .at("/projects/:project/statuses/:sha", post(gitlab))
            .at("/repos/:owner/:name/pulls", get(open))
            .at("/projects/:project/merge_requests", get(open))
            .data(shared.clone());
        let acceptor = TcpAcceptor::from_tokio(listener).expect("an acceptor");
        let server = tokio::spawn(async move {
            Server::new_with_acceptor(acceptor).run(routes).await.expect("it serves");
        });
        Self { url, shared, server }
    }

    /// The base of its API.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// Refuses the next calls, each in its way.
    pub(crate) fn refuse(&self, refusals: &[(u16, &[(&str, &str)])]) {
        let owned = |(status, headers): &(u16, &[(&str, &str)])| {
            let headers = headers.iter().map(|(name, value)| (name.to_string(), value.to_string()));
            (StatusCode::from_u16(*status).expect("a status"), headers.collect())
        };
        self.state().refusals.extend(refusals.iter().map(owned));
    }

    /// Has these pull requests open from now on, and no others.
    pub(crate) fn set_open(&self, requests: &[Value]) {
        self.state().open = requests.to_vec();
    }

    /// The pull requests that are open.
    pub(crate) fn open(&self) -> Vec<Value> {
        self.state().open.clone()
    }

    /// What it has taken, in its order.
    pub(crate) fn taken(&self) -> Vec<Call> {
        self.state().taken.clone()
    }

    /// How many calls it has refused.
    pub(crate) fn refused(&self) -> usize {
        self.state().refused
    }

    /// Waits until what it was told last is this.
    pub(crate) async fn until_told(&self, last: &str) {
        let is_told = |_: &usize| self.taken().last().is_some_and(|call| call.told() == last);
        let mut calls = self.shared.calls.subscribe();
        let told = tokio::time::timeout(PATIENCE, calls.wait_for(is_told)).await;
        assert!(told.is_ok(), "waited in vain for `{last}`: {:#?}", self.taken());
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.shared.state.lock().expect("no test panics with it")
    }
}

impl Drop for Forge {
    fn drop(&mut self) {
        self.server.abort();
    }
}

#[handler]
fn github(
    request: &Request,
    Path((owner, name, commit)): Path<(String, String, String)>,
    Json(body): Json<Value>,
    Data(shared): Data<&Shared>,
) -> Response {
    let call = Call { project: format!("{owner}/{name}"), commit, token: token(request), body };
    shared.answer(call, |_, _| None)
}

#[handler]
fn gitlab(
    request: &Request,
    Path((project, commit)): Path<(String, String)>,
    Json(body): Json<Value>,
    Data(shared): Data<&Shared>,
) -> Response {
    let call = Call { project, commit, token: token(request), body };
    shared.answer(call, same_state)
}

#[derive(Debug, Deserialize)]
struct Page {
    page: usize,
    state: String,
}

/// One a page, whatever is asked for, with a link to the next page while there is one.
#[handler]
fn open(request: &Request, Query(asked): Query<Page>, Data(shared): Data<&Shared>) -> Response {
    assert!(["open", "opened"].contains(&asked.state.as_str()), "{asked:?}");
    let mut state = shared.state.lock().expect("no test panics with it");
    if let Some(refused) = state.refuse() {
        return refused;
    }
    assert!(!token(request).is_empty(), "a token");
    let page: Vec<_> = state.open.iter().skip(asked.page - 1).take(1).collect();
    let answer = Json(json!(page)).into_response();
    if asked.page < state.open.len() {
        let link = format!("<http://forge/?page={}>; rel=\"next\"", asked.page + 1);
        return answer.with_header("link", link).into_response();
    }
    answer
}

fn token(request: &Request) -> String {
    let header = |name| request.header(name).map(str::to_owned);
    header("authorization").or(header("private-token")).unwrap_or_default()
}

/// GitLab's rule: a state is not set twice.
fn same_state(state: &mut State, call: &Call) -> Option<Response> {
    let text = |name: &str| call.body[name].as_str().unwrap_or_default().to_owned();
    let key = (call.commit.clone(), text("name"));
    if state.statuses.insert(key, text("state")) != Some(text("state")) {
        return None;
    }
    let message = format!("Cannot transition status via :run from :{}", text("state"));
    Some(Json(json!({ "message": message })).with_status(StatusCode::BAD_REQUEST).into_response())
}

impl State {
    /// The next refusal, if there is one.
    fn refuse(&mut self) -> Option<Response> {
        if self.refusals.is_empty() {
            return None;
        }
        let (status, headers) = self.refusals.remove(0);
        self.refused += 1;
        let answer = Json(json!({ "message": "not now" })).with_status(status).into_response();
        Some(
            headers.into_iter().fold(answer, |answer, (name, value)| {
                answer.with_header(name, value).into_response()
            }),
        )
    }
}

impl Shared {
    fn answer(&self, call: Call, rule: fn(&mut State, &Call) -> Option<Response>) -> Response {
        let mut state = self.state.lock().expect("no test panics with it");
        let response = state.refuse().unwrap_or_else(|| {
            let refused = rule(&mut state, &call);
            state.taken.push(call);
            refused.unwrap_or_else(|| StatusCode::CREATED.into_response())
        });
        drop(state);
        self.calls.send_modify(|calls| *calls += 1);
        response
    }
}
