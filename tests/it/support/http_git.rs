//! Git over HTTP as forges serve it: `git http-backend`, which lets in who shows the right password.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::{Arc, Mutex};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use poem::http::{StatusCode, header};
use poem::listener::TcpAcceptor;
use poem::web::Data;
use poem::{Body, EndpointExt, Request, Response, Route, Server, handler};
use serde_json::{Value, json};
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpListener;
use tokio::process::Command;
use tokio::task::JoinHandle;

/// A server of the bare repositories below a directory.
#[derive(Debug)]
pub(crate) struct HttpGit {
    url: String,
    shared: Shared,
    server: JoinHandle<()>,
}

#[derive(Debug, Clone)]
struct Shared {
    root: PathBuf,
    /// `user:password`.
    let_in: Arc<Mutex<String>>,
}

impl HttpGit {
    /// Serves what is below `root` to who shows `user:password`; to everybody when that is empty.
    pub(crate) async fn start(root: &Path, let_in: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let let_in = Arc::new(Mutex::new(let_in.to_owned()));
        let shared = Shared { root: root.to_owned(), let_in };
        let routes = Route::new().at("/*path", serve).data(shared.clone());
        let acceptor = TcpAcceptor::from_tokio(listener).expect("an acceptor");
        let server = tokio::spawn(async move {
            Server::new_with_acceptor(acceptor).run(routes).await.expect("it serves");
        });
        Self { url, shared, server }
    }

    /// The clone URL of a repository.
    pub(crate) fn url(&self, name: &str) -> String {
        format!("{}/{name}", self.url)
    }

    /// Lets others in from now on.
    pub(crate) fn let_in(&self, user_and_password: &str) {
        *self.shared.let_in.lock().expect("no test panics with it") = user_and_password.to_owned();
    }
}

impl Drop for HttpGit {
    fn drop(&mut self) {
        self.server.abort();
    }
}

#[handler]
async fn serve(request: &Request, body: Body, Data(shared): Data<&Shared>) -> Response {
    let let_in = shared.let_in.lock().expect("no test panics with it").clone();
    let expected = format!("Basic {}", STANDARD.encode(&let_in));
    if !let_in.is_empty() && request.header(header::AUTHORIZATION) != Some(expected.as_str()) {
        return Response::builder()
            .status(StatusCode::UNAUTHORIZED)
            .header(header::WWW_AUTHENTICATE, "Basic realm=\"forge\"")
            .body("who are you?");
    }
    let body = body.into_vec().await.expect("a body");
    if let Some(response) = large_file(request, &shared.root, &body) {
        return response;
    }
    answer(&run(request, &shared.root, &body).await)
}

/// Git LFS, where it is asked for: the batch call, and the files themselves, which lie in `lfs`
/// below the root under their hashes
/// (<https://github.com/git-lfs/git-lfs/blob/main/docs/api/batch.md>).
fn large_file(request: &Request, root: &Path, body: &[u8]) -> Option<Response> {
    let path = request.uri().path();
    if let Some(hash) = path.strip_prefix("/lfs/") {
        let bytes = std::fs::read(root.join("lfs").join(hash)).expect("a large file");
        return Some(Response::builder().body(bytes));
    }
    path.strip_suffix("/info/lfs/objects/batch")?;
    let wanted: Value = serde_json::from_slice(body).expect("JSON");
    let host = request.header("host").expect("a host");
    let object = |wanted: &Value| {
        let (hash, size) = (wanted["oid"].as_str().expect("a hash"), &wanted["size"]);
        let href = format!("http://{host}/lfs/{hash}");
        json!({ "oid": hash, "size": size, "actions": { "download": { "href": href } } })
    };
    let objects = wanted["objects"].as_array().expect("objects").iter();
    let answer = json!({ "transfer": "basic", "objects": objects.map(object).collect::<Vec<_>>() });
    let response = Response::builder().content_type("application/vnd.git-lfs+json");
    Some(response.body(answer.to_string()))
}

/// Runs git's own program by the rules of CGI (RFC 3875).
async fn run(request: &Request, root: &Path, body: &[u8]) -> Vec<u8> {
    let header = |name: &str| request.header(name).unwrap_or_default();
    let mut git = Command::new("git")
        .arg("http-backend")
        .env("GIT_PROJECT_ROOT", root)
        .env("GIT_HTTP_EXPORT_ALL", "1")
        .env("PATH_INFO", request.uri().path())
        .env("QUERY_STRING", request.uri().query().unwrap_or_default())
        .env("REQUEST_METHOD", request.method().as_str())
        .env("CONTENT_TYPE", header("content-type"))
        .env("HTTP_CONTENT_ENCODING", header("content-encoding"))
        .env("HTTP_GIT_PROTOCOL", header("git-protocol"))
        .env("GIT_PROTOCOL", header("git-protocol"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("git runs");
    let mut input = git.stdin.take().expect("a pipe");
    // It may have ended before it has read everything.
    let _ = input.write_all(body).await;
    drop(input);
    git.wait_with_output().await.expect("its output").stdout
}

fn answer(output: &[u8]) -> Response {
    let end = output.windows(4).position(|bytes| bytes == b"\r\n\r\n").expect("headers");
    let headers = String::from_utf8_lossy(&output[..end]);
    let mut response = Response::builder();
    for (name, value) in headers.lines().filter_map(|line| line.split_once(": ")) {
        response = match name {
            "Status" => {
                let code = value.split(' ').next().and_then(|code| code.parse().ok());
                response.status(StatusCode::from_u16(code.expect("a code")).expect("a status"))
            }
            _ => response.header(name, value),
        };
    }
    response.body(output[end + 4..].to_vec())
}
