//! The way between two programs, which a test can cut.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream, UnixStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// Passes bytes on to one address.
#[derive(Debug)]
pub(crate) struct Proxy {
    address: SocketAddr,
    target: Target,
    listening: Option<JoinHandle<()>>,
    connections: Connections,
    /// Counts how often the network has vanished.
    vanished: watch::Sender<u64>,
}

/// Where a proxy passes bytes on to.
#[derive(Debug, Clone)]
pub(crate) enum Target {
    Tcp(SocketAddr),
    Unix(PathBuf),
}

type Connections = Arc<Mutex<Vec<JoinHandle<()>>>>;

impl Proxy {
    /// One before `target`.
    pub(crate) async fn before(target: Target) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let (vanished, connections) = (watch::Sender::new(0), Connections::default());
        let mut proxy = Self { address, target, listening: None, connections, vanished };
        proxy.listen(listener);
        proxy
    }

    pub(crate) fn port(&self) -> u16 {
        self.address.port()
    }

    /// From now on nothing passes over the connections that there are, in either direction, and
    /// neither side is told. New ones are as good as ever.
    pub(crate) fn vanish(&self) {
        self.vanished.send_modify(|count| *count += 1);
    }

    /// Refuses new connections; those that there are stay.
    pub(crate) async fn shut_new(&mut self) {
        if let Some(listening) = self.listening.take() {
            listening.abort();
            // It was aborted.
            let _ = listening.await;
        }
    }

    /// Resets all connections and refuses others.
    pub(crate) async fn shut(&mut self) {
        self.shut_new().await;
        for connection in self.connections.lock().expect("not poisoned").drain(..) {
            connection.abort();
        }
    }

    /// Takes connections again.
    pub(crate) async fn open(&mut self) {
        self.listen(TcpListener::bind(self.address).await.expect("the same port"));
    }

    fn listen(&mut self, listener: TcpListener) {
        let (target, vanished) = (self.target.clone(), self.vanished.clone());
        let connections = Arc::clone(&self.connections);
        self.listening = Some(tokio::spawn(async move {
            while let Ok((caller, _)) = listener.accept().await {
                let carried = carry(caller, target.clone(), vanished.subscribe());
                connections.lock().expect("not poisoned").push(tokio::spawn(carried));
            }
        }));
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        for connection in self.connections.lock().expect("not poisoned").drain(..) {
            connection.abort();
        }
        if let Some(listening) = self.listening.take() {
            listening.abort();
        }
    }
}

/// Carries one connection until one side closes it; when the network vanishes it stays open, and
/// nothing is carried any more.
async fn carry(caller: TcpStream, target: Target, vanished: watch::Receiver<u64>) {
    match target {
        Target::Tcp(address) => {
            let Ok(callee) = TcpStream::connect(address).await else { return };
            carry_between(caller, callee, vanished).await;
        }
        Target::Unix(path) => {
            let Ok(callee) = UnixStream::connect(path).await else { return };
            carry_between(caller, callee, vanished).await;
        }
    }
}

async fn carry_between(
    caller: TcpStream,
    callee: impl AsyncRead + AsyncWrite,
    mut vanished: watch::Receiver<u64>,
) {
    let (mut from_caller, mut to_caller) = caller.into_split();
    let (mut from_callee, mut to_callee) = tokio::io::split(callee);
    tokio::select! {
        () = copy(&mut from_caller, &mut to_callee) => {}
        () = copy(&mut from_callee, &mut to_caller) => {}
        _ = vanished.changed() => std::future::pending().await,
    }
}

async fn copy(from: &mut (impl AsyncRead + Unpin), to: &mut (impl AsyncWrite + Unpin)) {
    let mut piece = [0; 16 * 1024];
    while let Ok(read @ 1..) = from.read(&mut piece).await {
        if to.write_all(&piece[..read]).await.is_err() {
            return;
        }
    }
}
