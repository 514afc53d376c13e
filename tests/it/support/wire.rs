//! A connection that a test writes to byte by byte.

use std::io;
use std::net::SocketAddr;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::PATIENCE;

/// A connection in the clear.
#[derive(Debug)]
pub(crate) struct Wire(TcpStream);

impl Wire {
    pub(crate) async fn to(address: SocketAddr) -> Self {
        Self(TcpStream::connect(address).await.expect("connected"))
    }

    pub(crate) async fn send(&mut self, text: &str) {
        self.0.write_all(text.as_bytes()).await.expect("sent");
    }

    /// A whole request without a body.
    pub(crate) async fn request(&mut self, line: &str) {
        self.send(&format!("{line} HTTP/1.1\r\nhost: oore\r\n\r\n")).await;
    }

    /// Everything until the server closes the connection. It may do so with a reset, when it has
    /// not read everything.
    pub(crate) async fn rest(&mut self) -> String {
        let mut all = Vec::new();
        let read = timeout(PATIENCE, self.0.read_to_end(&mut all)).await.expect("it is closed");
        if let Err(error) = read {
            assert_eq!(error.kind(), io::ErrorKind::ConnectionReset, "{error}");
        }
        String::from_utf8_lossy(&all).into_owned()
    }

    /// The head of the next answer and what has come with it.
    pub(crate) async fn head(&mut self) -> String {
        let mut all = String::new();
        while !all.contains("\r\n\r\n") {
            let mut piece = [0; 4096];
            let read = timeout(PATIENCE, self.0.read(&mut piece)).await.expect("it answers");
            let read = read.expect("an answer");
            assert_ne!(read, 0, "the connection was closed after {all:?}");
            all.push_str(&String::from_utf8_lossy(&piece[..read]));
        }
        all
    }
}
