//! How often an address may show tokens that are none.

use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota};

use crate::api::error::ApiError;

/// How many wrong tokens an address may show at once; one more is allowed each second. A program
/// with an old token is told so each time, guessing is not worth while at any rate.
const AT_ONCE: NonZeroU32 = NonZeroU32::new(60).expect("sixty is not zero");

/// How many addresses are kept before those that have been quiet are forgotten.
const ADDRESSES: usize = 10_000;

/// Counts failures by address.
#[derive(Debug)]
pub struct Brake {
    limiter: DefaultKeyedRateLimiter<IpAddr>,
}

impl Default for Brake {
    fn default() -> Self {
        Self {
            limiter: DefaultKeyedRateLimiter::keyed(
                Quota::per_second(NonZeroU32::MIN).allow_burst(AT_ONCE),
            ),
        }
    }
}

impl Brake {
    /// Notes a failure.
    ///
    /// # Errors
    /// `TooManyRequests` when there were too many from this address.
    pub fn failed(&self, address: Option<IpAddr>) -> Result<(), ApiError> {
        let Some(address) = address.map(network) else { return Ok(()) };
        if self.limiter.len() > ADDRESSES {
            self.limiter.retain_recent();
        }
        self.limiter.check_key(&address).map_err(|until| {
            let wait = until.wait_time_from(DefaultClock::default().now());
            ApiError::TooManyRequests {
                reason: "too many tokens that are not valid came from this address".into(),
                retry_after: wait.max(Duration::from_secs(1)),
            }
        })
    }
}

/// A host has as many IPv6 addresses as it likes, within its network of 64 bits (RFC 4291).
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(v4) => v4.into(),
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_fails_too_often_is_told_to_wait_and_others_are_not() {
        let brake = Brake::default();
        let bad: IpAddr = "2001:db8::1".parse().unwrap();
        let neighbour: IpAddr = "2001:db8::2".parse().unwrap();
        let other: IpAddr = "192.0.2.1".parse().unwrap();
        let refused = (0..200).filter(|_| brake.failed(Some(bad)).is_err()).count();
        assert!((130..=140).contains(&refused), "{refused}");
        assert!(brake.failed(Some(neighbour)).is_err());
        assert!(brake.failed(Some(other)).is_ok());
        assert!(brake.failed(None).is_ok());
    }
}
