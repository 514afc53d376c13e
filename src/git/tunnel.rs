//! The way that git's HTTP takes: a SOCKS proxy on loopback (RFC 1928) that resolves names itself,
//! judges each address, and connects to the one that was judged.
//!
//! So a name that resolves differently the second time, or a redirect to another host, leads
//! nowhere else. TLS passes through it untouched.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

use crate::addresses::{AllowedAddresses, Forbidden, NotCalled};

/// How long a connection to one address may take to stand.
const CONNECT_PATIENCE: Duration = Duration::from_secs(10);

/// The pause after the system would not give a connection: usually for want of file descriptors.
const PAUSE: Duration = Duration::from_millis(100);

const VERSION: u8 = 5;
const WITHOUT_LOGIN: u8 = 0;
const NO_METHOD: u8 = 0xff;
const CONNECT: u8 = 1;
const IPV4: u8 = 1;
const NAME: u8 = 3;
const IPV6: u8 = 4;

/// What is answered, in the words of RFC 1928.
#[derive(Debug, Clone, Copy)]
enum Reply {
    Succeeded = 0,
    NotAllowed = 2,
    HostUnreachable = 4,
    CommandNotSupported = 7,
}

/// A tunnel for one git command. It ends with the value.
#[derive(Debug)]
pub(super) struct Tunnel {
    address: SocketAddr,
    refused: Arc<Mutex<Option<Forbidden>>>,
    task: JoinHandle<()>,
}

impl Tunnel {
    /// Opens one that leads to what `allowed` allows.
    ///
    /// # Errors
    /// When no port can be had.
    pub(super) async fn open(allowed: AllowedAddresses) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let refused = Arc::default();
        let task = tokio::spawn(serve(listener, allowed, Arc::clone(&refused)));
        Ok(Self { address, refused, task })
    }

    /// For git's `http.proxy`. The `h` leaves names to the tunnel.
    pub(super) fn url(&self) -> String {
        format!("socks5h://{}", self.address)
    }

    /// What it did not lead to.
    pub(super) fn refused(&self) -> Option<Forbidden> {
        self.refused.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for Tunnel {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(
    listener: TcpListener,
    allowed: AllowedAddresses,
    refused: Arc<Mutex<Option<Forbidden>>>,
) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => {
                // Git sees what is wrong when its connection does not come about.
                let Ok((client, _)) = accepted else {
                    tokio::time::sleep(PAUSE).await;
                    continue;
                };
                let (allowed, refused) = (allowed.clone(), Arc::clone(&refused));
                connections.spawn(async move { lead(client, &allowed, &refused).await });
            }
            // Connections that have ended leave nothing to do.
            Some(_) = connections.join_next() => {}
        }
    }
}

/// Leads one connection to where it asks for. Its end, also by an error, is the connection's end.
async fn lead(
    mut client: TcpStream,
    allowed: &AllowedAddresses,
    refused: &Mutex<Option<Forbidden>>,
) -> io::Result<()> {
    greet(&mut client).await?;
    let Some((host, port)) = target(&mut client).await? else {
        return answer(&mut client, Reply::CommandNotSupported).await;
    };
    match connect(&host, port, allowed).await {
        Ok(mut server) => {
            answer(&mut client, Reply::Succeeded).await?;
            tokio::io::copy_bidirectional(&mut client, &mut server).await.map(drop)
        }
        Err(NotCalled::Forbidden(forbidden)) => {
            *refused.lock().unwrap_or_else(PoisonError::into_inner) = Some(forbidden);
            answer(&mut client, Reply::NotAllowed).await
        }
        Err(NotCalled::Unresolved(_)) => answer(&mut client, Reply::HostUnreachable).await,
    }
}

async fn greet(client: &mut TcpStream) -> io::Result<()> {
    let [version, count] = read(client).await?;
    let mut methods = vec![0; usize::from(count)];
    client.read_exact(&mut methods).await?;
    let is_known = version == VERSION && methods.contains(&WITHOUT_LOGIN);
    client.write_all(&[VERSION, if is_known { WITHOUT_LOGIN } else { NO_METHOD }]).await?;
    if is_known { Ok(()) } else { Err(io::ErrorKind::Unsupported.into()) }
}

/// Host and port that are asked for; none for what is no connection.
async fn target(client: &mut TcpStream) -> io::Result<Option<(String, u16)>> {
    let [version, command, _, kind] = read(client).await?;
    let host = match kind {
        IPV4 => IpAddr::from(Ipv4Addr::from(read::<4>(client).await?)).to_string(),
        IPV6 => IpAddr::from(Ipv6Addr::from(read::<16>(client).await?)).to_string(),
        NAME => {
            let [length] = read(client).await?;
            let mut name = vec![0; usize::from(length)];
            client.read_exact(&mut name).await?;
            String::from_utf8(name).map_err(|_| io::ErrorKind::InvalidData)?
        }
        _ => return Ok(None),
    };
    let port = u16::from_be_bytes(read(client).await?);
    Ok((version == VERSION && command == CONNECT).then_some((host, port)))
}

async fn connect(
    host: &str,
    port: u16,
    allowed: &AllowedAddresses,
) -> Result<TcpStream, NotCalled> {
    let found = allowed.resolve(host, port).await?;
    let mut last = io::Error::from(io::ErrorKind::NotFound);
    for address in found {
        match tokio::time::timeout(CONNECT_PATIENCE, TcpStream::connect(address)).await {
            Ok(Ok(stream)) => return Ok(stream),
            Ok(Err(error)) => last = error,
            Err(_) => last = io::ErrorKind::TimedOut.into(),
        }
    }
    Err(last.into())
}

async fn answer(client: &mut TcpStream, reply: Reply) -> io::Result<()> {
    // The address that is bound is nobody's business, and clients don't read it.
    client.write_all(&[VERSION, reply as u8, 0, IPV4, 0, 0, 0, 0, 0, 0]).await
}

async fn read<const N: usize>(client: &mut TcpStream) -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    client.read_exact(&mut bytes).await?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Asks a tunnel for a name or an address as curl does; what it replies, and the connection.
    async fn ask(tunnel: &Tunnel, target: &[u8], port: u16) -> (u8, TcpStream) {
        let mut stream = TcpStream::connect(tunnel.address).await.unwrap();
        stream.write_all(&[VERSION, 2, WITHOUT_LOGIN, 1]).await.unwrap();
        assert_eq!(read::<2>(&mut stream).await.unwrap(), [VERSION, WITHOUT_LOGIN]);
        let asked = [&[VERSION, CONNECT, 0][..], target, &port.to_be_bytes()].concat();
        stream.write_all(&asked).await.unwrap();
        let [_, reply, ..] = read::<10>(&mut stream).await.unwrap();
        (reply, stream)
    }

    fn name(text: &str) -> Vec<u8> {
        [&[NAME, u8::try_from(text.len()).unwrap()], text.as_bytes()].concat()
    }

    #[tokio::test]
    async fn an_allowed_host_is_led_to() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let allowed = AllowedAddresses::new(&["127.0.0.1/32".parse().unwrap()]);
        let tunnel = Tunnel::open(allowed).await.unwrap();
        for target in [name("127.0.0.1"), vec![IPV4, 127, 0, 0, 1]] {
            let (reply, mut client) = ask(&tunnel, &target, port).await;
            assert_eq!(reply, Reply::Succeeded as u8);
            let (mut server, _) = listener.accept().await.unwrap();
            client.write_all(b"hello").await.unwrap();
            assert_eq!(&read::<5>(&mut server).await.unwrap(), b"hello");
        }
        assert_eq!(tunnel.refused(), None);
    }

    #[tokio::test]
    async fn whatever_a_host_is_called_its_address_decides() {
        let tunnel = Tunnel::open(AllowedAddresses::default()).await.unwrap();
        let mapped = [&[IPV6], &Ipv4Addr::LOCALHOST.to_ipv6_mapped().octets()[..]].concat();
        let metadata = vec![IPV4, 169, 254, 169, 254];
        let names = ["localhost", "localhost.", "127.1", "2130706433", "0x7f.1", "0177.0.0.1"];
        for target in names.map(name).into_iter().chain([mapped, metadata]) {
            let (reply, _) = ask(&tunnel, &target, 80).await;
            assert_eq!(reply, Reply::NotAllowed as u8, "{target:?}");
            assert!(tunnel.refused().is_some());
        }
    }

    #[tokio::test]
    async fn nothing_but_connections_is_served() {
        let tunnel = Tunnel::open(AllowedAddresses::default()).await.unwrap();
        let (reply, _) = ask(&tunnel, &[9], 80).await;
        assert_eq!(reply, Reply::CommandNotSupported as u8);
        let mut stream = TcpStream::connect(tunnel.address).await.unwrap();
        stream.write_all(&[VERSION, 1, 2]).await.unwrap();
        assert_eq!(read::<2>(&mut stream).await.unwrap(), [VERSION, NO_METHOD]);
    }
}
