//! Telling GitHub the state of a commit by a check run: made once for each build, changed with each
//! state.

use serde_json::Value;

use super::checks::{self, CheckRun};
use crate::clock::Timestamp;
use crate::domain::provider::ProviderKind;
use crate::domain::report::{Report, Told};
use crate::providers::http::{Answer, Call, Http, NoAnswer};
use crate::providers::report::verdict;
use crate::providers::target::Target;

/// What can't be told now.
struct NotTold(Told);

impl From<NoAnswer> for NotTold {
    fn from(error: NoAnswer) -> Self {
        Self(Told::Failed { reason: error.to_string(), wait: None })
    }
}

/// Makes or changes the check run. `reference` is the number that GitHub gave it. Without one it is
/// looked for first, as it may have been made when nobody could note that any more.
pub(in crate::providers) async fn tell(
    http: &Http,
    target: &Target,
    report: &Report,
    reference: Option<&str>,
    now: Timestamp,
) -> Told {
    let teller = Teller { http, target, report, now };
    teller.tell(reference).await.unwrap_or_else(|NotTold(told)| told)
}

struct Teller<'a> {
    http: &'a Http,
    target: &'a Target,
    report: &'a Report,
    now: Timestamp,
}

impl Teller<'_> {
    async fn tell(&self, reference: Option<&str>) -> Result<Told, NotTold> {
        if let Some(id) = reference {
            let answer = self.http.send(&checks::update(self.target, self.report, id)).await?;
            // One that was deleted is made anew.
            if answer.status.as_u16() != 404 {
                return self.finish(&answer).await;
            }
        }
        let run = match self.listed().await? {
            Some(run) if run.says(self.report) => return Ok(taken(run.id)),
            Some(run) => checks::update(self.target, self.report, &run.id.to_string()),
            None => checks::create(self.target, self.report),
        };
        let answer = self.http.send(&run).await?;
        self.finish(&answer).await
    }

    async fn listed(&self) -> Result<Option<CheckRun>, NotTold> {
        let answer = self.good(&checks::list(self.target, self.report)).await?;
        Ok(checks::find(&answer, self.report))
    }

    async fn finish(&self, answer: &Answer) -> Result<Told, NotTold> {
        let verdict = verdict(ProviderKind::Github, answer, self.now);
        if !matches!(verdict, Told::Taken { .. }) {
            return Ok(verdict);
        }
        let json: Option<Value> = serde_json::from_str(&answer.body).ok();
        let Some(run) = json.as_ref().and_then(checks::read) else {
            return Ok(Told::Failed {
                reason: "GitHub's answer holds no check run".to_owned(),
                wait: None,
            });
        };
        let id = run.id.to_string();
        for call in checks::further_annotations(self.target, self.report, &id) {
            self.good(&call).await?;
        }
        Ok(taken(run.id))
    }

    /// An answer that is no refusal.
    async fn good(&self, call: &Call) -> Result<Answer, NotTold> {
        let answer = self.http.send(call).await?;
        match verdict(ProviderKind::Github, &answer, self.now) {
            Told::Taken { .. } => Ok(answer),
            failed @ Told::Failed { .. } => Err(NotTold(failed)),
        }
    }
}

fn taken(id: u64) -> Told {
    Told::Taken { reference: Some(id.to_string()) }
}
