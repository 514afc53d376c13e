//! How often somebody may show what is not valid, and how often somebody may try to sign in.

use std::borrow::Cow;
use std::hash::Hash;
use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota};

use crate::api::error::ApiError;
use crate::metrics::Count;

const fn times(count: u32) -> NonZeroU32 {
    NonZeroU32::new(count).expect("nobody writes zero here")
}

/// How many wrong tokens an address may show at once; one more is allowed each second. A program
/// with an old token is told so each time, guessing is not worth while at any rate.
const TOKENS: NonZeroU32 = times(60);

/// How many sign-ins an address may try at once, and after how long one more. A whole office may
/// stand behind one address.
const LOGINS_OF_ADDRESS: (NonZeroU32, Duration) = (times(20), Duration::from_secs(5));

/// How many sign-ins may be tried with one name, from wherever, and after how long one more: 2900 a
/// day at most. Whoever uses them up keeps the user from signing in meanwhile, and no longer.
const LOGINS_OF_NAME: (NonZeroU32, Duration) = (times(10), Duration::from_secs(30));

/// How many keys are kept before those that have been quiet are forgotten.
const KEYS: usize = 10_000;

/// Counts by key.
#[derive(Debug)]
struct Counter<K: Hash + Eq + Clone> {
    limiter: DefaultKeyedRateLimiter<K>,
    reason: &'static str,
    held_back: Count,
}

impl<K: Hash + Eq + Clone> Counter<K> {
    fn new(quota: Quota, reason: &'static str) -> Self {
        let limiter = DefaultKeyedRateLimiter::keyed(quota);
        Self { limiter, reason, held_back: Count::default() }
    }

    fn slow((at_once, pause): (NonZeroU32, Duration), reason: &'static str) -> Self {
        // The pauses stand above, and none is zero.
        let quota = Quota::with_period(pause).unwrap_or(Quota::per_hour(NonZeroU32::MIN));
        Self::new(quota.allow_burst(at_once), reason)
    }

    fn count(&self, key: &K) -> Result<(), ApiError> {
        if self.limiter.len() > KEYS {
            self.limiter.retain_recent();
        }
        self.limiter.check_key(key).map_err(|until| {
            self.held_back.one();
            let wait = until.wait_time_from(DefaultClock::default().now());
            ApiError::TooManyRequests {
                reason: Cow::Borrowed(self.reason),
                retry_after: wait.max(Duration::from_secs(1)),
            }
        })
    }
}

/// Counts tokens and cookies that are not valid, by address.
#[derive(Debug)]
pub struct Brake(Counter<IpAddr>);

impl Default for Brake {
    fn default() -> Self {
        let quota = Quota::per_second(NonZeroU32::MIN).allow_burst(TOKENS);
        let reason = "too many tokens that are not valid came from this address";
        Self(Counter::new(quota, reason))
    }
}

impl Brake {
    /// How often somebody was told to wait.
    #[must_use]
    pub fn held_back(&self) -> u64 {
        self.0.held_back.get()
    }

    /// Notes a failure.
    ///
    /// # Errors
    /// `TooManyRequests` when there were too many from this address.
    pub fn failed(&self, address: Option<IpAddr>) -> Result<(), ApiError> {
        address.map(network).map_or(Ok(()), |address| self.0.count(&address))
    }
}

/// Counts sign-ins, by address and by name.
#[derive(Debug)]
pub struct LoginBrake {
    addresses: Counter<IpAddr>,
    names: Counter<String>,
}

impl Default for LoginBrake {
    fn default() -> Self {
        let addresses = "too many sign-ins were tried from this address; wait before the next";
        let names = "too many sign-ins were tried with this name; wait before the next";
        Self {
            addresses: Counter::slow(LOGINS_OF_ADDRESS, addresses),
            names: Counter::slow(LOGINS_OF_NAME, names),
        }
    }
}

impl LoginBrake {
    /// How often somebody was told to wait.
    #[must_use]
    pub fn held_back(&self) -> u64 {
        self.addresses.held_back.get() + self.names.held_back.get()
    }

    /// Notes that somebody at `address` is about to sign in.
    ///
    /// # Errors
    /// `TooManyRequests`.
    pub fn visit(&self, address: Option<IpAddr>) -> Result<(), ApiError> {
        address.map(network).map_or(Ok(()), |address| self.addresses.count(&address))
    }

    /// Notes that the password of `name` is about to be checked, before that costs anything.
    ///
    /// # Errors
    /// `TooManyRequests`.
    pub fn check(&self, address: Option<IpAddr>, name: &str) -> Result<(), ApiError> {
        self.visit(address)?;
        self.names.count(&name.to_lowercase())
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

    #[test]
    fn a_name_is_tried_a_few_times_from_wherever_and_an_address_with_whatever_name() {
        let brake = LoginBrake::default();
        let address = |last: u8| Some(IpAddr::from([192, 0, 2, last]));
        let tried = (0..30).filter(|last| brake.check(address(*last), "ann").is_ok()).count();
        assert_eq!(tried, 10);
        let told = brake.check(address(99), "Ann").unwrap_err();
        assert!(
            matches!(told, ApiError::TooManyRequests { retry_after, .. } if retry_after.as_secs() > 20)
        );
        assert!(brake.check(address(99), "bob").is_ok());
        let names = (0..50).map(|number| format!("user-{number}"));
        assert_eq!(names.filter(|name| brake.check(address(100), name).is_ok()).count(), 20);
    }
}
