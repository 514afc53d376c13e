//! Where connections come in: they are counted, TLS is spoken, and each is served by a task of its
//! own.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use ipnet::IpNet;
use poem::http::uri::Scheme;
use poem::web::{LocalAddr, RemoteAddr};
use poem::{Addr, Endpoint, Response};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tokio_rustls::TlsAcceptor;
use tracing::{debug, warn};

use super::admission::{Admission, Place};
use super::certificate::Certificates;
use super::connection::{self, Facts};
use super::pace::Paced;
use super::vanishing;
use crate::config::{ConnectionLimits, TimeLimits};

/// The pause after the system would not give a connection: usually for want of file descriptors.
const PAUSE: Duration = Duration::from_millis(100);

/// What connections are held to.
#[derive(Debug, Clone)]
pub struct Limits {
    /// How many there may be.
    pub connections: ConnectionLimits,
    /// How long each may take.
    pub times: TimeLimits,
    /// Addresses that speak for many callers, and have no limit of their own.
    pub proxies: Vec<IpNet>,
}

/// A listening socket.
#[derive(Debug)]
pub struct Door {
    listener: TcpListener,
    certificates: Option<Certificates>,
    admission: Admission,
    times: TimeLimits,
}

impl Door {
    /// A door at `listener`, behind which TLS is spoken if there are certificates.
    #[must_use]
    pub fn new(listener: TcpListener, certificates: Option<Certificates>, limits: Limits) -> Self {
        let admission = Admission::new(limits.connections, limits.proxies);
        Self { listener, certificates, admission, times: limits.times }
    }

    /// Serves until `stopping` says so, and then what is under way for as long as `patience`. Whoever
    /// comes meanwhile has one request answered: a load balancer sees that the server stops.
    pub async fn serve<E>(
        self,
        endpoint: Arc<E>,
        stopping: watch::Receiver<bool>,
        patience: Duration,
    ) where
        E: Endpoint<Output = Response> + 'static,
    {
        let mut connections = JoinSet::new();
        let mut stop = stopping.clone();
        loop {
            let next = tokio::select! {
                // A sender that is gone means that the server is, too.
                _ = stop.wait_for(|stopping| *stopping) => break,
                next = self.next() => next,
            };
            // Those that have ended leave nothing to do.
            while connections.try_join_next().is_some() {}
            self.receive(next, &mut connections, &endpoint, &stopping);
        }
        let ended = async {
            loop {
                tokio::select! {
                    ended = connections.join_next() => if ended.is_none() { break },
                    next = self.next() => {
                        self.receive(next, &mut connections, &endpoint, &stopping);
                    }
                }
            }
        };
        // What takes longer is cut off.
        let _ = timeout(patience, ended).await;
        drop(self.listener);
        connections.shutdown().await;
    }

    /// Gives a connection that has come a task of its own.
    fn receive<E>(
        &self,
        next: Option<(TcpStream, SocketAddr, Place)>,
        connections: &mut JoinSet<()>,
        endpoint: &Arc<E>,
        stopping: &watch::Receiver<bool>,
    ) where
        E: Endpoint<Output = Response> + 'static,
    {
        let Some((stream, address, place)) = next else { return };
        let visit = Visit {
            address,
            place,
            local: self.listener.local_addr().ok(),
            certificates: self.certificates.clone(),
            times: self.times,
            stopping: stopping.clone(),
        };
        connections.spawn(visit.receive(stream, Arc::clone(endpoint)));
    }

    /// The next connection that has a place.
    async fn next(&self) -> Option<(TcpStream, SocketAddr, Place)> {
        let room = self.admission.room().await;
        match self.listener.accept().await {
            Ok((stream, address)) => {
                let place = self.admission.admit(room, address.ip())?;
                let prepared = stream
                    .set_nodelay(true)
                    .and_then(|()| vanishing::notice(&stream, self.times.idle));
                if let Err(error) = prepared {
                    debug!(%error, "a connection has ended before it was served");
                }
                Some((stream, address, place))
            }
            Err(error) => {
                warn!(%error, "a connection could not be accepted");
                sleep(PAUSE).await;
                None
            }
        }
    }
}

/// What a connection's task works with.
struct Visit {
    address: SocketAddr,
    place: Place,
    local: Option<SocketAddr>,
    certificates: Option<Certificates>,
    times: TimeLimits,
    stopping: watch::Receiver<bool>,
}

impl Visit {
    async fn receive<E>(self, stream: TcpStream, endpoint: Arc<E>)
    where
        E: Endpoint<Output = Response> + 'static,
    {
        let Self { address, place, local, certificates, times, stopping } = self;
        let mut facts = Facts {
            local: local.map(|local| LocalAddr(Addr::SocketAddr(local))).unwrap_or_default(),
            remote: RemoteAddr(Addr::SocketAddr(address)),
            scheme: Scheme::HTTP,
        };
        let Some(certificates) = certificates else {
            let stream = Paced::new(stream, place, times.idle);
            connection::serve(stream, facts, endpoint, times, stopping).await;
            return;
        };
        let handshake = TlsAcceptor::from(certificates.current()).accept(stream);
        let handshake = timeout(times.head, handshake).await;
        match handshake.unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into())) {
            Ok(stream) => {
                facts.scheme = Scheme::HTTPS;
                let stream = Paced::new(stream, place, times.idle);
                connection::serve(stream, facts, endpoint, times, stopping).await;
            }
            Err(error) => debug!(client.address = %address, %error, "a TLS handshake failed"),
        }
    }
}
