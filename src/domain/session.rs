//! Sessions of browsers: how long they are open, and where a person lands who has signed in.

use std::time::Duration;

use chrono::{DateTime, Utc};

use crate::domain::text_enum::text_enum;

text_enum! {
    /// How a person signed in.
    SignInMethod {
        /// With a password of this server.
        Password = "password",
        /// At the identity provider, by OpenID Connect.
        Oidc = "oidc",
    }
}

/// How long sessions last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionLimits {
    /// A session that was not used for so long is over.
    pub idle: Duration,
    /// A session is over so long after it began, however much it is used.
    pub max: Duration,
}

/// Whether a session is open at `now` that was used last at `last_used` and ends at `end`.
#[must_use]
pub fn is_open(
    limits: &SessionLimits,
    (last_used, end): (DateTime<Utc>, DateTime<Utc>),
    now: DateTime<Utc>,
) -> bool {
    now < end && now < last_used + limits.idle
}

/// Where a person lands who asks for nothing else.
pub const HOME: &str = "/";

/// The longest path that is kept over a sign-in.
const LONGEST_PATH: usize = 1024;

/// The path of this server that a person may be sent to, if `wanted` is one: any other page could
/// pass itself off as this server's to somebody who has just signed in.
///
/// # Errors
/// What is taken, in words that follow the name of the parameter.
pub fn local_path(wanted: &str) -> Result<&str, &'static str> {
    // Browsers take `\` for `/`, skip tabs and line ends, and read `//host` as another server.
    let is_plain = wanted.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    let is_local = wanted.starts_with('/') && !wanted.starts_with("//");
    if is_plain && is_local && wanted.len() <= LONGEST_PATH {
        return Ok(wanted);
    }
    Err("must be a path of this server, such as `/builds`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_ends_when_it_rests_and_at_its_end() {
        let limits =
            SessionLimits { idle: Duration::from_secs(60), max: Duration::from_secs(3600) };
        let at = |seconds| DateTime::from_timestamp(seconds, 0).unwrap();
        for (last_used, now, expected) in [
            (0, 0, true),
            (0, 59, true),
            (0, 60, false),
            (50, 109, true),
            (3590, 3599, true),
            (3590, 3600, false),
            (3590, 4000, false),
        ] {
            let open = is_open(&limits, (at(last_used), at(3600)), at(now));
            assert_eq!(open, expected, "used at {last_used}, asked at {now}");
        }
    }

    #[test]
    fn only_paths_of_this_server_are_landed_on() {
        for good in ["/", "/builds", "/builds?branch=a%2Fb#log", "/a//b"] {
            assert_eq!(local_path(good), Ok(good));
        }
        for bad in [
            "",
            "builds",
            "//evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "https://evil.example",
            "javascript:alert(1)",
            "/\t/evil.example",
            "/a\r\nset-cookie: a=b",
            " /builds",
            "/b\u{fc}cher",
            &format!("/{}", "x".repeat(LONGEST_PATH)),
        ] {
            assert!(local_path(bad).is_err(), "{bad:?}");
        }
    }
}
