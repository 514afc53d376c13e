//! The socket to the server: how it is opened, kept alive, and found dead.

use std::time::Duration;

use futures_util::{
    SinkExt as _, StreamExt as _,
    stream::{SplitSink, SplitStream},
};
use protocol::{IDLE_TIMEOUT_MS, MAX_FRAME_BYTES, ServerFrame};
use secrecy::ExposeSecret as _;
use tokio::{
    net::TcpStream,
    sync::mpsc,
    task::JoinSet,
    time::{Instant, interval_at, sleep_until, timeout},
};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async_tls_with_config,
    tungstenite::{
        self, Message,
        client::IntoClientRequest as _,
        http::{HeaderValue, StatusCode, header::AUTHORIZATION},
        protocol::WebSocketConfig,
    },
};

use crate::{
    link::Link,
    options::{AddressError, ServerAddress},
    trust::Trust,
};

const IDLE_TIMEOUT: Duration = Duration::from_millis(IDLE_TIMEOUT_MS);

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// Why there is no connection.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ConnectError {
    #[error(transparent)]
    Address(#[from] AddressError),
    #[error("the server refused the runner's token ({0})")]
    Unauthorized(StatusCode),
    #[error("can't reach the server: {0}")]
    Unreachable(Box<tungstenite::Error>),
    #[error("the server did not answer within {} s", IDLE_TIMEOUT.as_secs())]
    Silent,
}

/// Why a connection ended.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Lost {
    #[error("the server closed the connection")]
    Closed,
    #[error("the connection broke: {0}")]
    Broken(Box<tungstenite::Error>),
    #[error("nothing was heard from the server for {} s", IDLE_TIMEOUT.as_secs())]
    Silent,
    #[error("the server sent `{0}` before it welcomed the runner")]
    Unexpected(&'static str),
}

/// An open connection.
pub(crate) struct Connection {
    pub(crate) link: Link,
    incoming: SplitStream<Socket>,
    /// The task that writes; it ends with the connection.
    writer: JoinSet<tungstenite::Result<()>>,
    heard: Instant,
}

impl Connection {
    /// Connects to the server as its address stands now.
    pub(crate) async fn open(server: &ServerAddress, trust: &Trust) -> Result<Self, ConnectError> {
        let endpoint = server.endpoint()?;
        // Named here, since TLS would end in a panic where the program links several or none. An
        // error means that the program has chosen one before.
        let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
        let unreachable = |error| ConnectError::Unreachable(Box::new(error));
        let mut request = endpoint.url.as_str().into_client_request().map_err(unreachable)?;
        let token = format!("Bearer {}", endpoint.token.expose_secret());
        let mut token = HeaderValue::from_str(&token).map_err(|_| AddressError::Token)?;
        token.set_sensitive(true);
        request.headers_mut().insert(AUTHORIZATION, token);
        let config = WebSocketConfig::default()
            .max_message_size(Some(MAX_FRAME_BYTES))
            .max_frame_size(Some(MAX_FRAME_BYTES));
        let connecting =
            connect_async_tls_with_config(request, Some(config), true, trust.connector());
        match timeout(IDLE_TIMEOUT, connecting).await {
            Err(_) => Err(ConnectError::Silent),
            Ok(Ok((socket, _))) => Ok(Self::new(socket)),
            Ok(Err(tungstenite::Error::Http(answer)))
                if matches!(answer.status(), StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN) =>
            {
                Err(ConnectError::Unauthorized(answer.status()))
            }
            Ok(Err(error)) => Err(unreachable(error)),
        }
    }

    fn new(socket: Socket) -> Self {
        let (sink, incoming) = socket.split();
        let (link, outgoing) = Link::new();
        let mut writer = JoinSet::new();
        writer.spawn(write(sink, outgoing));
        Self { link, incoming, writer, heard: Instant::now() }
    }

    /// The server's next frame. Dropping the wait loses nothing.
    pub(crate) async fn next(&mut self) -> Result<ServerFrame, Lost> {
        loop {
            tokio::select! {
                message = self.incoming.next() => {
                    self.heard = Instant::now();
                    match message {
                        None | Some(Ok(Message::Close(_))) => return Err(Lost::Closed),
                        Some(Err(error)) => return Err(Lost::Broken(Box::new(error))),
                        Some(Ok(Message::Text(text))) => match serde_json::from_str(&text) {
                            Ok(frame) => return Ok(frame),
                            // A newer server may say things that this version need not know.
                            Err(error) => tracing::warn!("can't read a frame: {error}"),
                        },
                        Some(Ok(Message::Binary(_))) => {
                            tracing::warn!("the server sent a binary frame, which it never should");
                        }
                        Some(Ok(Message::Ping(_) | Message::Pong(_) | Message::Frame(_))) => {}
                    }
                }
                Some(written) = self.writer.join_next() => {
                    return Err(match written {
                        Ok(Err(error)) => Lost::Broken(Box::new(error)),
                        Ok(Ok(())) | Err(_) => Lost::Closed,
                    });
                }
                () = sleep_until(self.heard + IDLE_TIMEOUT) => return Err(Lost::Silent),
            }
        }
    }
}

/// Writes what the jobs send, everything that is waiting in one go, and a ping now and then.
async fn write(
    mut sink: SplitSink<Socket, Message>,
    mut outgoing: mpsc::UnboundedReceiver<Message>,
) -> tungstenite::Result<()> {
    let period = IDLE_TIMEOUT / 3;
    let mut pings = interval_at(Instant::now() + period, period);
    loop {
        tokio::select! {
            message = outgoing.recv() => {
                let Some(message) = message else { return Ok(()) };
                sink.feed(message).await?;
                while let Ok(message) = outgoing.try_recv() {
                    sink.feed(message).await?;
                }
                sink.flush().await?;
            }
            _ = pings.tick() => sink.send(Message::Ping(Vec::new().into())).await?,
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio::net::TcpListener;

    use super::*;

    async fn server() -> (TcpListener, ServerAddress) {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let server = ServerAddress::Fixed {
            url: url.parse().expect("a URL"),
            token: "token".to_owned().into(),
        };
        (listener, server)
    }

    #[tokio::test]
    async fn a_server_that_falls_silent_is_left() {
        let (listener, server) = server().await;
        let accept = async {
            let (stream, _) = listener.accept().await.expect("a connection");
            tokio_tungstenite::accept_async(stream).await.expect("a socket")
        };
        let trust = Trust::default();
        let (_silent, connection) = tokio::join!(accept, Connection::open(&server, &trust));
        let mut connection = connection.expect("connected");
        tokio::time::pause();
        let before = Instant::now();
        assert!(matches!(connection.next().await, Err(Lost::Silent)));
        assert!(before.elapsed() >= IDLE_TIMEOUT - Duration::from_secs(1));
    }

    #[tokio::test]
    async fn tls_to_a_server_that_speaks_none_is_an_error() {
        let (listener, server) = server().await;
        let ServerAddress::Fixed { mut url, token } = server else { panic!("a fixed address") };
        url.set_scheme("https").expect("another special scheme");
        let hang_up = async {
            drop(listener.accept().await.expect("a connection"));
        };
        let address = ServerAddress::Fixed { url, token };
        let trust = Trust::default();
        let ((), connected) = tokio::join!(hang_up, Connection::open(&address, &trust));
        assert!(matches!(connected.err(), Some(ConnectError::Unreachable(_))));
    }

    #[tokio::test]
    async fn a_frame_larger_than_any_is_refused() {
        let (listener, server) = server().await;
        let serve = async {
            let (stream, _) = listener.accept().await.expect("a connection");
            let mut socket = tokio_tungstenite::accept_async(stream).await.expect("a socket");
            // The runner hangs up in the middle of it.
            let _ = socket.send(Message::text("x".repeat(MAX_FRAME_BYTES + 1))).await;
        };
        let listen = async {
            let mut connection =
                Connection::open(&server, &Trust::default()).await.expect("connected");
            connection.next().await.expect_err("too large")
        };
        let ((), lost) = tokio::join!(serve, listen);
        assert!(lost.to_string().contains("Message too long"), "{lost}");
    }
}
