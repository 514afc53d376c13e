//! Noticing callers whose machine or network is gone without a word.
//!
//! The system sends what was not taken again and again for a quarter of an hour before it gives a
//! connection up. A stream of events would be kept as long, and its place with it.

use std::io;
use std::time::Duration;

use socket2::SockRef;
use tokio::net::TcpStream;

/// Has the system give up a connection when what was sent is not taken by the other machine for
/// `patience`. Elsewhere than on Linux the system's own time counts.
pub(super) fn notice(stream: &TcpStream, patience: Duration) -> io::Result<()> {
    #[cfg(target_os = "linux")]
    SockRef::from(stream).set_tcp_user_timeout(Some(patience))?;
    #[cfg(not(target_os = "linux"))]
    let _ = patience;
    SockRef::from(stream).set_keepalive(true)
}

#[cfg(test)]
mod tests {
    use tokio::net::TcpListener;

    use super::*;

    #[tokio::test]
    async fn the_system_is_told_how_long_it_may_wait() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let stream = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        notice(&stream, Duration::from_secs(75)).unwrap();
        let socket = SockRef::from(&stream);
        assert!(socket.keepalive().unwrap());
        #[cfg(target_os = "linux")]
        assert_eq!(socket.tcp_user_timeout().unwrap(), Some(Duration::from_secs(75)));
    }
}
