//! How many connections there may be: in all, and from one address.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, PoisonError};

use ipnet::IpNet;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tracing::warn;

use crate::config::ConnectionLimits;

/// Gives out places.
#[derive(Debug)]
pub(super) struct Admission {
    all: Arc<Semaphore>,
    limits: ConnectionLimits,
    uncounted: Vec<IpNet>,
    callers: Callers,
}

/// The open connections of each caller.
type Callers = Arc<Mutex<HashMap<IpAddr, Caller>>>;

#[derive(Debug, Default)]
struct Caller {
    open: u32,
    /// Whether the log has it that more were closed.
    is_told: bool,
}

/// Room for one more connection, whoever's.
pub(super) type Room = OwnedSemaphorePermit;

/// A connection's place, until it is dropped.
#[derive(Debug)]
pub(super) struct Place {
    _room: Room,
    counted: Option<(IpAddr, Callers)>,
}

impl Admission {
    /// Addresses in `uncounted` speak for many callers.
    pub(super) fn new(limits: ConnectionLimits, uncounted: Vec<IpNet>) -> Self {
        let all = usize::try_from(limits.all.get()).unwrap_or(Semaphore::MAX_PERMITS);
        let all = Arc::new(Semaphore::new(all.min(Semaphore::MAX_PERMITS)));
        Self { all, limits, uncounted, callers: Callers::default() }
    }

    /// Waits until there is room for one more.
    pub(super) async fn room(&self) -> Room {
        if self.all.available_permits() == 0 {
            let limit = self.limits.all;
            warn!(
                limit,
                "all {limit} connections are in use, new ones wait (OORE_MAX_CONNECTIONS)"
            );
        }
        let room = Arc::clone(&self.all).acquire_owned().await;
        room.expect("the semaphore is never closed")
    }

    /// A place for a connection from `address`; none when it has too many.
    pub(super) fn admit(&self, room: Room, address: IpAddr) -> Option<Place> {
        let address = address.to_canonical();
        if self.uncounted.iter().any(|network| network.contains(&address)) {
            return Some(Place { _room: room, counted: None });
        }
        let key = caller(address);
        let limit = self.limits.per_address;
        let mut callers = self.callers.lock().unwrap_or_else(PoisonError::into_inner);
        if callers.entry(key).or_default().take(limit, key) {
            let counted = Some((key, Arc::clone(&self.callers)));
            return Some(Place { _room: room, counted });
        }
        None
    }
}

impl Caller {
    fn take(&mut self, limit: NonZeroU32, key: IpAddr) -> bool {
        if self.open < limit.get() {
            self.open += 1;
            return true;
        }
        if !self.is_told {
            self.is_told = true;
            warn!(
                client.address = %key,
                limit,
                "{key} has {limit} connections, more are closed \
                 (OORE_MAX_CONNECTIONS_PER_ADDRESS, or OORE_TRUSTED_PROXIES if it is a proxy)"
            );
        }
        false
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let Some((key, callers)) = &self.counted else { return };
        let mut callers = callers.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(caller) = callers.get_mut(key) {
            caller.open -= 1;
            caller.is_told = false;
            if caller.open == 0 {
                callers.remove(key);
            }
        }
    }
}

/// Who an address stands for: one host has a whole network of 64 bits of IPv6 (RFC 4291, 2.5.1).
fn caller(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(address) => address.into(),
        IpAddr::V6(address) => {
            Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX)).into()
        }
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt as _;

    use super::*;

    fn admission(all: u32, per_address: u32) -> Admission {
        let number = |number| NonZeroU32::new(number).unwrap();
        let limits = ConnectionLimits { all: number(all), per_address: number(per_address) };
        Admission::new(limits, vec!["10.0.0.5/32".parse().unwrap()])
    }

    fn enter(admission: &Admission, address: &str) -> Option<Place> {
        let room = admission.room().now_or_never().expect("there is room");
        admission.admit(room, address.parse().unwrap())
    }

    #[test]
    fn one_address_has_its_share_and_no_more() {
        let admission = admission(100, 2);
        let first = enter(&admission, "192.0.2.1").unwrap();
        let _second = enter(&admission, "::ffff:192.0.2.1").unwrap();
        assert!(enter(&admission, "192.0.2.1").is_none());
        let _other =
            enter(&admission, "192.0.2.2").expect("another address has a share of its own");
        drop(first);
        let _again = enter(&admission, "192.0.2.1").expect("a place was given back");
    }

    #[test]
    fn a_network_of_ipv6_is_one_caller_and_a_proxy_is_none() {
        let admission = admission(100, 1);
        let _one = enter(&admission, "2001:db8::1").unwrap();
        assert!(enter(&admission, "2001:db8::ffff:2").is_none());
        let _other = enter(&admission, "2001:db8:0:1::1").expect("another network");
        let _proxied: Vec<_> = (0..9).map(|_| enter(&admission, "10.0.0.5").unwrap()).collect();
    }

    #[test]
    fn beyond_all_places_one_waits_until_one_is_free() {
        let admission = admission(1, 9);
        let only = enter(&admission, "192.0.2.1").unwrap();
        assert!(admission.room().now_or_never().is_none());
        drop(only);
        assert!(enter(&admission, "192.0.2.2").is_some());
    }

    #[test]
    fn a_connection_that_is_closed_leaves_nothing_behind() {
        let admission = admission(1, 1);
        drop(enter(&admission, "192.0.2.1"));
        assert!(admission.callers.lock().unwrap().is_empty());
        assert_eq!(admission.all.available_permits(), 1);
    }
}
