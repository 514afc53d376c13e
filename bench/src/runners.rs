//! Runners that are connected and have nothing to do: what they say is said over real sockets, and
//! nothing is behind them.

use anyhow::{Context as _, Result, ensure};
use futures_util::{SinkExt as _, StreamExt as _};
use protocol::{IDLE_TIMEOUT_MS, RunnerFrame, ServerFrame, VERSION};
use serde_json::json;
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::{Duration, interval};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::{WebSocketStream, client_async};
use ulid::Ulid;

use crate::api::Api;
use crate::builds::text;
use crate::server::Server;

type Socket = WebSocketStream<TcpStream>;

/// Registers so many by names of their own, and connects them. They stay until the result is dropped, and tell there when
/// one was sent away.
pub(crate) async fn connect(
    server: &Server,
    name: &str,
    count: usize,
) -> Result<JoinSet<Result<()>>> {
    let mut api = server.api();
    let mut sockets = JoinSet::new();
    for number in 0..count {
        let token = register(&mut api, &format!("{name}-{number}")).await?;
        sockets.spawn(stay(open(server, &token).await?));
    }
    Ok(sockets)
}

/// Registers one, and returns the token that it connects with.
pub(crate) async fn register(api: &mut Api, name: &str) -> Result<String> {
    let made = api.post("/api/runners", &json!({ "name": name })).await?;
    let shown = json!({ "registration_token": text(&made, "registration_token")? });
    let registered = api.post("/api/runners/register", &shown).await?;
    Ok(text(&registered, "token")?.to_owned())
}

async fn open(server: &Server, token: &str) -> Result<Socket> {
    let url = format!("ws://{}{}", server.address, protocol::PATH);
    let mut request = url.into_client_request()?;
    request.headers_mut().insert("authorization", format!("Bearer {token}").parse()?);
    let stream = TcpStream::connect(server.address).await?;
    let (mut socket, _) = client_async(request, stream).await?;
    let hello = RunnerFrame::Hello {
        protocol: VERSION,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        instance: Ulid::generate(),
        labels: Vec::new(),
        capacity: 1,
        held: Vec::new(),
    };
    socket.send(Message::text(serde_json::to_string(&hello)?)).await?;
    let answer = loop {
        // A server that starts may be slow enough to ask first whether the runner is there.
        if let Message::Text(text) = socket.next().await.context("a runner was hung up on")?? {
            break text;
        }
    };
    let answer: ServerFrame = serde_json::from_str(&answer)?;
    ensure!(matches!(answer, ServerFrame::Welcome { .. }), "a runner was told {answer:?}");
    Ok(socket)
}

/// Says and hears that both are there.
async fn stay(mut socket: Socket) -> Result<()> {
    let mut pings = interval(Duration::from_millis(IDLE_TIMEOUT_MS / 3));
    loop {
        tokio::select! {
            _ = pings.tick() => socket.send(Message::Ping(Vec::new().into())).await?,
            // Pings are answered by the library.
            heard = socket.next() => drop(heard.context("a runner was hung up on")??),
        }
    }
}
