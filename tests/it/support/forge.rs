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
        let name = |member: &str| self.body[member].as_str();
        let context = name("context").or(name("key")).or(name("name"));
        format!("{}: {}", context.unwrap_or("?"), self.body["state"].as_str().unwrap_or("?"))
    }
}

#[derive(Debug, Default)]
struct State {
    taken: Vec<Call>,
    refused: usize,
    is_down: bool,
    /// How the next calls are answered in place of being taken.
    refusals: Vec<(StatusCode, Vec<(String, String)>)>,
    /// GitLab's: the rows of each commit and name, the oldest first.
    statuses: HashMap<(String, String), Vec<String>>,
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
            .at("/2.0/repositories/:owner/:name/commit/:sha/statuses/build", post(bitbucket))
            .at("/rest/api/latest/projects/:key/repos/:slug/commits/:sha/builds", post(bitbucket))
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

    /// Refuses every call from now on.
    pub(crate) fn go_down(&self) {
        self.state().is_down = true;
    }

    /// The end of that.
    pub(crate) fn come_back(&self) {
        self.state().is_down = false;
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

    /// GitLab's rows of a commit and name, the oldest first.
    pub(crate) fn rows(&self, commit: &str, name: &str) -> Vec<String> {
        let key = (commit.to_owned(), name.to_owned());
        self.state().statuses.get(&key).cloned().unwrap_or_default()
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
    shared.answer(call, gitlab_rule)
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

#[handler]
fn bitbucket(
    request: &Request,
    Path((owner, name, commit)): Path<(String, String, String)>,
    Json(body): Json<Value>,
    Data(shared): Data<&Shared>,
) -> Response {
    let call = Call { project: format!("{owner}/{name}"), commit, token: token(request), body };
    shared.answer(call, |_, _| None)
}

/// GitLab's rule (<https://docs.gitlab.com/api/commits/#set-commit-pipeline-status>; its service
/// finds the row that has not ended, else makes one): what waits may run or end, what runs may end,
/// and whatever has ended stays, so that the next state makes a new row.
fn gitlab_rule(state: &mut State, call: &Call) -> Option<Response> {
    let text = |name: &str| call.body[name].as_str().unwrap_or_default().to_owned();
    let wanted = text("state");
    let rows = state.statuses.entry((call.commit.clone(), text("name"))).or_default();
    let event = match wanted.as_str() {
        "pending" => "enqueue",
        "running" => "run",
        "success" => "success",
        "failed" => "drop",
        "canceled" => "cancel",
        "skipped" => "skip",
        other => panic!("GitLab has no state `{other}`"),
    };
    match rows.last_mut().filter(|last| matches!(last.as_str(), "pending" | "running")) {
        None => rows.push(wanted),
        Some(last) => {
            if *last == wanted || (last == "running" && wanted == "pending") {
                let message = format!("Cannot transition status via :{event} from :{last}");
                let answer = Json(json!({ "message": message }));
                return Some(answer.with_status(StatusCode::BAD_REQUEST).into_response());
            }
            *last = wanted;
        }
    }
    None
}

impl State {
    /// The next refusal, if there is one.
    fn refuse(&mut self) -> Option<Response> {
        if self.is_down {
            self.refused += 1;
            return Some(StatusCode::SERVICE_UNAVAILABLE.into_response());
        }
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
