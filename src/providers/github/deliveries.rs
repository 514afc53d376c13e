//! Deliveries that GitHub made in vain: it keeps them for three days, and repeats none by itself
//! (<https://docs.github.com/en/webhooks/using-webhooks/handling-failed-webhook-deliveries>).

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use reqwest::Method;
use reqwest::header::LINK;
use serde::Deserialize;
use tracing::debug;

use super::app::{GithubApp, good, read};
use crate::clock::{self, Timestamp};
use crate::providers::NoAccess;
use crate::providers::http::Answer;
use crate::providers::target::below;

/// How old a delivery may be that is asked for once more: GitHub has none that are older.
const KEPT_FOR: TimeDelta = TimeDelta::days(3);

/// How often one delivery is asked for.
const MOST_ATTEMPTS: usize = 5;

/// How many pages of a hundred are looked at.
const MOST_PAGES: usize = 20;

/// One time that an event was delivered.
#[derive(Debug, Clone, Deserialize)]
struct Attempt {
    id: u64,
    /// What all attempts of one event share.
    guid: String,
    delivered_at: DateTime<Utc>,
    status_code: u16,
}

impl GithubApp {
    /// Has GitHub deliver what it delivered in vain; how many events.
    ///
    /// # Errors
    /// When GitHub does not answer, or wants to be left alone.
    pub(in crate::providers) async fn redeliver(&self) -> Result<usize, NoAccess> {
        let now = clock::now();
        let failed = failed(&self.attempts(now).await?, now);
        let mut asked = 0;
        for id in failed {
            let text = id.to_string();
            let url = below(self.base(), ["app", "hook", "deliveries", &text, "attempts"]);
            let answer = self.ask(Method::POST, url, None, now).await?;
            match good(&answer, "a delivery once more", now) {
                Ok(()) => asked += 1,
                // One that GitHub has no more must not keep the others back.
                Err(NoAccess::Refused(reason)) => debug!(delivery.id = id, reason, "passed over"),
                Err(other) => return Err(other),
            }
        }
        Ok(asked)
    }

    async fn attempts(&self, now: Timestamp) -> Result<Vec<Attempt>, NoAccess> {
        let mut attempts: Vec<Attempt> = Vec::new();
        let mut cursor: Option<String> = None;
        for _ in 0..MOST_PAGES {
            let mut url = below(self.base(), ["app", "hook", "deliveries"]);
            url.query_pairs_mut().append_pair("per_page", "100");
            if let Some(cursor) = &cursor {
                url.query_pairs_mut().append_pair("cursor", cursor);
            }
            let answer = self.ask(Method::GET, url, None, now).await?;
            let page: Vec<Attempt> = read(&answer, "its deliveries", now)?;
            let is_old = page.last().is_some_and(|last| now - last.delivered_at > KEPT_FOR);
            attempts.extend(page);
            cursor = next_cursor(&answer);
            if is_old || cursor.is_none() {
                break;
            }
        }
        Ok(attempts)
    }
}

/// The newest attempt of each event that never arrived.
fn failed(attempts: &[Attempt], now: Timestamp) -> Vec<u64> {
    let mut events: BTreeMap<&str, Vec<&Attempt>> = BTreeMap::new();
    for attempt in attempts {
        events.entry(&attempt.guid).or_default().push(attempt);
    }
    let is_failed = |event: &&Vec<&Attempt>| {
        event.len() < MOST_ATTEMPTS
            && event.iter().all(|attempt| !(200..300).contains(&attempt.status_code))
            && event.iter().all(|attempt| now - attempt.delivered_at < KEPT_FOR)
    };
    let newest =
        |event: &Vec<&Attempt>| event.iter().max_by_key(|it| it.delivered_at).map(|it| it.id);
    events.values().filter(is_failed).filter_map(newest).collect()
}

/// The cursor of the next page, by the `Link` header (RFC 8288).
fn next_cursor(answer: &Answer) -> Option<String> {
    let links = answer.headers.get(LINK)?.to_str().ok()?;
    let next = links.split(',').find(|link| link.contains("rel=\"next\""))?;
    let url = next.split(['<', '>']).nth(1)?;
    let (_, query) = url.split_once('?')?;
    let mut pairs = url::form_urlencoded::parse(query.as_bytes());
    pairs.find(|(name, _)| name == "cursor").map(|(_, value)| value.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attempt(id: u64, guid: &str, minutes_ago: i64, status_code: u16) -> Attempt {
        let delivered_at = at() - TimeDelta::minutes(minutes_ago);
        Attempt { id, guid: guid.to_owned(), delivered_at, status_code }
    }

    fn at() -> Timestamp {
        clock::from_unix_ms(1_800_000_000_000)
    }

    #[test]
    fn only_what_never_arrived_and_is_still_kept_is_asked_for() {
        let four_days = 4 * 24 * 60;
        let attempts = [
            attempt(1, "arrived", 5, 202),
            attempt(2, "failed once", 5, 503),
            attempt(3, "failed twice", 9, 0),
            attempt(4, "failed twice", 2, 500),
            attempt(5, "arrived later", 9, 500),
            attempt(6, "arrived later", 1, 202),
            attempt(7, "too old", four_days, 503),
        ];
        assert_eq!(failed(&attempts, at()), [2, 4]);
        let often: Vec<_> = (0..5).map(|n| attempt(n, "often", 5, 503)).collect();
        assert_eq!(failed(&often, at()), [0_u64; 0]);
    }
}
