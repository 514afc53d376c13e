//! HTTP requests by operation, and what became of the webhooks among them.

use std::collections::HashMap;
use std::sync::OnceLock;
use std::time::Duration;

use super::{ByWord, Count, Distribution, TIMES};
use crate::domain::provider::ProviderKind;
use crate::domain::text_enum::TextEnum;

/// Under what requests are counted that are of no operation: pages, sockets, wrong paths.
const NONE: &str = "none";

/// What the ids of the operations that take webhooks begin with; the provider follows.
const RECEIVES: &str = "webhook_receive_";

/// Counts of all operations, whose names are given once, before anything is counted.
#[derive(Debug)]
pub struct Requests {
    operations: OnceLock<HashMap<String, Operation>>,
    none: Operation,
    /// Webhooks by provider.
    pub webhooks: ByWord<ProviderKind, Webhooks>,
    /// From the head of a webhook's request to its 202.
    pub acknowledge_time: Distribution,
}

/// The requests of one operation.
#[derive(Debug)]
pub struct Operation {
    /// By the first digit of the answer's status: 1 to 5.
    pub classes: [Count; 5],
    /// From the head of the request to the head of the answer.
    pub time: Distribution,
    receives: Option<ProviderKind>,
}

/// The webhooks of one provider.
#[derive(Debug, Default)]
pub struct Webhooks {
    /// All that came.
    pub received: Count,
    /// Those that are on disk.
    pub acknowledged: Count,
    refused: OnceLock<HashMap<String, Count>>,
}

/// A request that was answered.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The id of its operation, if it is of one.
    pub operation: Option<&'a str>,
    /// The status of the answer.
    pub status: u16,
    /// The code of the problem that was answered.
    pub code: Option<&'a str>,
    /// How long it took.
    pub time: Duration,
}

impl Default for Requests {
    fn default() -> Self {
        Self {
            operations: OnceLock::new(),
            none: Operation::new(""),
            webhooks: ByWord::default(),
            acknowledge_time: Distribution::new(TIMES),
        }
    }
}

impl Requests {
    /// Names the operations and the codes of problems that there are. Only the first call counts.
    pub fn know<'a>(&self, operations: impl Iterator<Item = &'a str>, codes: &[String]) {
        self.operations
            .get_or_init(|| operations.map(|id| (id.to_owned(), Operation::new(id))).collect());
        for (_, webhooks) in self.webhooks.iter() {
            let none = || codes.iter().map(|code| (code.clone(), Count::default())).collect();
            webhooks.refused.get_or_init(none);
        }
    }

    /// Counts a request that was answered.
    pub fn answered(&self, request: &Request<'_>) {
        let known = self.operations.get();
        let operation = known.zip(request.operation).and_then(|(known, id)| known.get(id));
        let operation = operation.unwrap_or(&self.none);
        let class = usize::from(request.status / 100).clamp(1, 5);
        operation.classes[class - 1].one();
        operation.time.took(request.time);
        if let Some(provider) = operation.receives {
            self.received(provider, request);
        }
    }

    fn received(&self, provider: ProviderKind, request: &Request<'_>) {
        let webhooks = self.webhooks.of(provider);
        webhooks.received.one();
        if request.status < 300 {
            webhooks.acknowledged.one();
            self.acknowledge_time.took(request.time);
        } else if let Some(count) = request.code.and_then(|code| webhooks.refused.get()?.get(code))
        {
            count.one();
        }
    }

    /// Each operation that was asked for, by name.
    #[must_use]
    pub fn operations(&self) -> Vec<(&str, &Operation)> {
        let known = self.operations.get().into_iter().flatten();
        let mut all: Vec<_> = known.map(|(id, operation)| (id.as_str(), operation)).collect();
        all.push((NONE, &self.none));
        all.retain(|(_, operation)| operation.time.count() > 0);
        all.sort_unstable_by_key(|(id, _)| *id);
        all
    }
}

impl Operation {
    fn new(id: &str) -> Self {
        let provider = id.strip_prefix(RECEIVES).and_then(|rest| rest.split('_').next());
        Self {
            classes: Default::default(),
            time: Distribution::new(TIMES),
            receives: provider.and_then(|name| ProviderKind::from_text(name).ok()),
        }
    }
}

impl Webhooks {
    /// How many were refused, by the code of the problem; none: for no reason yet.
    #[must_use]
    pub fn refused(&self) -> Vec<(&str, u64)> {
        let all = self.refused.get().into_iter().flatten();
        let mut some: Vec<_> = all
            .map(|(code, count)| (code.as_str(), count.get()))
            .filter(|(_, it)| *it > 0)
            .collect();
        some.sort_unstable();
        some
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(requests: &Requests, operation: Option<&str>, status: u16, code: Option<&str>) {
        let time = Duration::from_millis(3);
        requests.answered(&Request { operation, status, code, time });
    }

    #[test]
    fn webhooks_are_counted_by_provider_and_reason() {
        let requests = Requests::default();
        let ids = ["webhook_receive_github", "webhook_receive_github_repo", "build_list"];
        requests.know(ids.into_iter(), &["unavailable".to_owned()]);
        answered(&requests, Some("webhook_receive_github"), 202, None);
        answered(&requests, Some("webhook_receive_github_repo"), 503, Some("unavailable"));
        answered(&requests, Some("build_list"), 200, None);
        let github = requests.webhooks.of(ProviderKind::Github);
        assert_eq!((github.received.get(), github.acknowledged.get()), (2, 1));
        assert_eq!(github.refused(), [("unavailable", 1)]);
        assert_eq!(requests.webhooks.of(ProviderKind::Gitlab).refused(), []);
        assert_eq!(requests.acknowledge_time.count(), 1);
    }

    #[test]
    fn what_is_of_no_known_operation_is_counted_together() {
        let requests = Requests::default();
        requests.know(["build_list"].into_iter(), &[]);
        answered(&requests, None, 404, None);
        answered(&requests, Some("invented"), 999, None);
        answered(&requests, Some("build_list"), 200, None);
        let all = requests.operations();
        let told: Vec<_> =
            all.iter().map(|(id, it)| (*id, it.classes.each_ref().map(Count::get))).collect();
        assert_eq!(told, [("build_list", [0, 1, 0, 0, 0]), ("none", [0, 0, 0, 1, 1])]);
    }
}
