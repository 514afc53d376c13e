//! The server's API as a program uses it, over one connection that is kept.

use std::net::SocketAddr;

use anyhow::{Context as _, Result, bail};
use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::{Method, Request, Response};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::TcpStream;

/// A connection that knows a token.
#[derive(Debug)]
pub(crate) struct Api {
    address: SocketAddr,
    token: String,
    connection: Option<SendRequest<Full<Bytes>>>,
}

impl Api {
    /// Connects when it is used.
    pub(crate) fn new(address: SocketAddr, token: &str) -> Self {
        Self { address, token: token.to_owned(), connection: None }
    }

    /// What is at `path`, as JSON.
    pub(crate) async fn get(&mut self, path: &str) -> Result<Value> {
        self.json(Method::GET, path, Bytes::new()).await
    }

    /// Sends `body` to `path`.
    pub(crate) async fn post(&mut self, path: &str, body: &Value) -> Result<Value> {
        self.json(Method::POST, path, body.to_string().into()).await
    }

    /// What is at `path`, byte by byte.
    pub(crate) async fn bytes(&mut self, path: &str) -> Result<Bytes> {
        let answer = self.ask(Method::GET, path, Bytes::new()).await?;
        Ok(answer.into_body().collect().await?.to_bytes())
    }

    async fn json(&mut self, method: Method, path: &str, body: Bytes) -> Result<Value> {
        let answer = self.ask(method, path, body).await?.into_body().collect().await?.to_bytes();
        serde_json::from_slice(&answer).with_context(|| format!("{path} answers no JSON"))
    }

    /// An answer that says that all went well; its body is still to come.
    pub(crate) async fn ask(
        &mut self,
        method: Method,
        path: &str,
        body: Bytes,
    ) -> Result<Response<Incoming>> {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header("host", "localhost")
            .header("authorization", format!("Bearer {}", self.token));
        if !body.is_empty() {
            request = request.header("content-type", "application/json");
        }
        let request = request.body(Full::new(body))?;
        let answer = self.connection().await?.send_request(request).await;
        let answer = answer.with_context(|| format!("{path} is not answered"))?;
        let status = answer.status();
        if !status.is_success() {
            let words = answer.into_body().collect().await?.to_bytes();
            bail!("{path} answered {status}: {}", String::from_utf8_lossy(&words));
        }
        Ok(answer)
    }

    async fn connection(&mut self) -> Result<&mut SendRequest<Full<Bytes>>> {
        // One that waits for nothing may have been closed meanwhile, as any server does.
        let is_usable = match &mut self.connection {
            Some(connection) => connection.ready().await.is_ok(),
            None => false,
        };
        if !is_usable {
            let stream = TcpStream::connect(self.address).await?;
            stream.set_nodelay(true)?;
            let (connection, driver) = handshake(TokioIo::new(stream)).await?;
            // How it ends is seen by the requests on it.
            tokio::spawn(driver);
            self.connection = Some(connection);
        }
        self.connection.as_mut().context("it was just made")
    }
}
