//! The way between two programs, which a test can cut.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
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
    /// Whether nothing passes over new connections either.
    is_silent: Arc<AtomicBool>,
    words: Words,
}

/// What connections listen for.
#[derive(Debug, Clone, Default)]
struct Words {
    /// After what nothing passes back to the caller; once.
    mute: Arc<Mutex<Option<Vec<u8>>>>,
    /// After what nothing passes from the caller.
    deaf: Arc<Mutex<Option<Vec<u8>>>>,
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
        let mut proxy = Self {
            address,
            target,
            listening: None,
            connections: Connections::default(),
            vanished: watch::Sender::new(0),
            is_silent: Arc::default(),
            words: Words::default(),
        };
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

    /// The same, and new connections are taken and nothing passes over them either.
    pub(crate) fn fall_silent(&self) {
        self.is_silent.store(true, Ordering::SeqCst);
        self.vanish();
    }

    /// New connections are as good as ever again.
    pub(crate) fn speak(&self) {
        self.is_silent.store(false, Ordering::SeqCst);
    }

    /// The first connection over which `words` come passes them on, and nothing back from then on.
    pub(crate) fn lose_answer_to(&self, words: &str) {
        *self.words.mute.lock().expect("not poisoned") = Some(words.as_bytes().to_vec());
    }

    /// Each connection over which `words` come passes them on, and their answer, and nothing that the
    /// caller says after them.
    pub(crate) fn go_deaf_after(&self, words: &str) {
        *self.words.deaf.lock().expect("not poisoned") = Some(words.as_bytes().to_vec());
    }

    /// New connections are as good as ever again.
    pub(crate) fn hear(&self) {
        *self.words.deaf.lock().expect("not poisoned") = None;
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
        let (connections, is_silent) = (Arc::clone(&self.connections), Arc::clone(&self.is_silent));
        let words = self.words.clone();
        self.listening = Some(tokio::spawn(async move {
            while let Ok((caller, _)) = listener.accept().await {
                let (target, vanished) = (target.clone(), vanished.subscribe());
                let (is_silent, words) = (Arc::clone(&is_silent), words.clone());
                let carried = tokio::spawn(async move {
                    if is_silent.load(Ordering::SeqCst) {
                        let _caller = caller;
                        return std::future::pending().await;
                    }
                    carry(caller, target, vanished, words).await;
                });
                connections.lock().expect("not poisoned").push(carried);
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
async fn carry(caller: TcpStream, target: Target, vanished: watch::Receiver<u64>, words: Words) {
    match target {
        Target::Tcp(address) => {
            let Ok(callee) = TcpStream::connect(address).await else { return };
            carry_between(caller, callee, vanished, words).await;
        }
        Target::Unix(path) => {
            let Ok(callee) = UnixStream::connect(path).await else { return };
            carry_between(caller, callee, vanished, words).await;
        }
    }
}

async fn carry_between(
    caller: TcpStream,
    callee: impl AsyncRead + AsyncWrite,
    mut vanished: watch::Receiver<u64>,
    words: Words,
) {
    let (mut from_caller, mut to_caller) = caller.into_split();
    let (mut from_callee, mut to_callee) = tokio::io::split(callee);
    let (is_mute, is_deaf) = (AtomicBool::new(false), AtomicBool::new(false));
    let hear = |piece: &[u8]| {
        let is_said = |words: &Vec<u8>| piece.windows(words.len()).any(|said| said == words);
        let mut mute = words.mute.lock().expect("not poisoned");
        if mute.as_ref().is_some_and(is_said) {
            *mute = None;
            is_mute.store(true, Ordering::SeqCst);
        }
        let deaf = words.deaf.lock().expect("not poisoned");
        let goes_deaf = deaf.as_ref().is_some_and(is_said);
        !is_deaf.fetch_or(goes_deaf, Ordering::SeqCst)
    };
    let is_passed = |_: &[u8]| !is_mute.load(Ordering::SeqCst);
    tokio::select! {
        () = copy(&mut from_caller, &mut to_callee, hear) => {}
        () = copy(&mut from_callee, &mut to_caller, is_passed) => {}
        _ = vanished.changed() => std::future::pending().await,
    }
}

/// Passes on each piece that `passes` lets through.
async fn copy(
    from: &mut (impl AsyncRead + Unpin),
    to: &mut (impl AsyncWrite + Unpin),
    passes: impl Fn(&[u8]) -> bool,
) {
    let mut piece = [0; 16 * 1024];
    while let Ok(read @ 1..) = from.read(&mut piece).await {
        if passes(&piece[..read]) && to.write_all(&piece[..read]).await.is_err() {
            return;
        }
    }
}
