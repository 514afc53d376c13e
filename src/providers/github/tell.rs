//! Telling GitHub the state of a commit by a check run: one for each commit and context, changed with
//! each state and each build, so that none is left that never ends.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use serde_json::Value;

use super::checks::{self, CheckRun};
use crate::clock::Timestamp;
use crate::domain::provider::ProviderKind;
use crate::domain::report::{Report, Told};
use crate::providers::http::{Answer, Call, Http, NoAnswer};
use crate::providers::report::verdict;
use crate::providers::target::Target;

/// What came of it, whether GitHub did not take the token, and how long a limit lasts.
pub(in crate::providers) struct Answered {
    pub(in crate::providers) told: Told,
    pub(in crate::providers) is_token_refused: bool,
    pub(in crate::providers) limit: Option<Duration>,
}

/// What can't be told now.
struct NotTold(Told);

impl From<NoAnswer> for NotTold {
    fn from(error: NoAnswer) -> Self {
        Self(Told::Failed { reason: error.to_string(), wait: None })
    }
}

/// Makes or changes the check run. `reference` is the number that GitHub gave it. Without one it is
/// looked for first, as it may have been made when nobody could note that any more. `target` is the
/// repository and the App's id.
pub(in crate::providers) async fn tell(
    http: &Http,
    target: (&Target, &str),
    report: &Report,
    reference: Option<&str>,
    now: Timestamp,
) -> Answered {
    let (target, app) = target;
    let (is_token_refused, is_limited) = (AtomicBool::new(false), AtomicBool::new(false));
    let teller = Teller { http, target, app, report, now, is_token_refused, is_limited };
    let told = teller.tell(reference).await.unwrap_or_else(|NotTold(told)| told);
    let limit = match &told {
        Told::Failed { wait, .. } if teller.is_limited.into_inner() => *wait,
        _ => None,
    };
    Answered { told, is_token_refused: teller.is_token_refused.into_inner(), limit }
}

struct Teller<'a> {
    http: &'a Http,
    target: &'a Target,
    app: &'a str,
    report: &'a Report,
    now: Timestamp,
    is_token_refused: AtomicBool,
    is_limited: AtomicBool,
}

impl Teller<'_> {
    async fn tell(&self, reference: Option<&str>) -> Result<Told, NotTold> {
        // How many annotations there are already is known by looking only.
        if let Some(id) = reference.filter(|_| checks::annotations(self.report).is_empty()) {
            let answer = self.send(&checks::update(self.target, self.report, id, 0)).await?;
            // One that was deleted is made anew.
            if answer.status.as_u16() != 404 {
                return self.finish(&answer, 0).await;
            }
        }
        let run = self.listed().await?;
        if let Some(run) = run.as_ref().filter(|run| run.says(self.report)) {
            return Ok(taken(run.id));
        }
        let annotated = run.as_ref().map_or(0, |run| run.annotated(self.report));
        let call = match run {
            Some(run) => checks::update(self.target, self.report, &run.id.to_string(), annotated),
            None => checks::create(self.target, self.report),
        };
        let answer = self.send(&call).await?;
        self.finish(&answer, annotated).await
    }

    async fn listed(&self) -> Result<Option<CheckRun>, NotTold> {
        let answer = self.good(&checks::list(self.target, self.report)).await?;
        Ok(checks::find(&answer, self.report, self.app))
    }

    /// Adds the annotations for which the first call had no room.
    async fn finish(&self, answer: &Answer, annotated: usize) -> Result<Told, NotTold> {
        let verdict = verdict(ProviderKind::Github, answer, self.now);
        if !matches!(verdict, Told::Taken { .. }) {
            return Ok(verdict);
        }
        let json: Option<Value> = serde_json::from_str(&answer.body).ok();
        let Some(run) = json.as_ref().and_then(checks::read) else {
            let reason = "GitHub's answer holds no check run".to_owned();
            return Ok(Told::Failed { reason, wait: None });
        };
        let id = run.id.to_string();
        for call in checks::further_annotations(self.target, self.report, &id, annotated) {
            self.good(&call).await?;
        }
        Ok(taken(run.id))
    }

    /// An answer that is no refusal.
    async fn good(&self, call: &Call) -> Result<Answer, NotTold> {
        let answer = self.send(call).await?;
        match verdict(ProviderKind::Github, &answer, self.now) {
            Told::Taken { .. } => Ok(answer),
            failed @ (Told::Failed { .. } | Told::Unwanted { .. }) => Err(NotTold(failed)),
        }
    }

    async fn send(&self, call: &Call) -> Result<Answer, NotTold> {
        let answer = self.http.send(call).await?;
        if answer.status.as_u16() == 401 {
            self.is_token_refused.store(true, Ordering::Relaxed);
        }
        if answer.is_limit(self.now) {
            self.is_limited.store(true, Ordering::Relaxed);
        }
        Ok(answer)
    }
}

fn taken(id: u64) -> Told {
    Told::Taken { reference: Some(id.to_string()) }
}
