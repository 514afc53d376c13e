//! Builds that somebody asks for once more at the provider: a button of a check run.

use super::decide::Decided;
use super::repository::RepositoryContext;
use super::settling::Trouble;
use crate::clock;
use crate::domain::trigger::{Decision, Outcome, Rule, TraceEntry};
use crate::entities::repositories::Model as Repository;
use crate::entities::{builds, webhook_events};
use crate::ids::BuildId;
use crate::providers::Again;
use crate::store;
use crate::store::builds::{CreateBuild, NewBuild, RequestKey, Rerun, rerun};
use crate::store::webhook_events::APP;

/// Decides such an event. When several builds are repeated, all but the last are made here. Believed
/// from the App's own endpoint alone: other webhooks tell of check runs that are none of ours.
pub(super) async fn decide_again(
    context: &RepositoryContext,
    repository: &Repository,
    row: &webhook_events::Model,
    again: &Again,
    sender: Option<&str>,
) -> Result<Decided, Trouble> {
    if row.endpoint != APP {
        let why = "buttons of check runs are believed from the GitHub App's webhook alone";
        return Ok(nothing(why));
    }
    if !repository.active {
        let detail = format!("`{}` is not active", repository.full_name());
        let last = TraceEntry::unmatched(Rule::RepositoryActive, detail);
        return Ok(Decided::ignored(Decision::ignored(Vec::new(), last)));
    }
    let asked = asked(context, repository, again).await?;
    let who = sender.unwrap_or("somebody");
    let failed_only = matches!(again, Again::Build { failed_only: true, .. });
    let (mut made, mut refused) = (Vec::new(), Vec::new());
    for build in asked {
        let jobs = store::builds::jobs_of(&context.reader, build.id).await?;
        let wish = Rerun {
            failed_only,
            triggered_by: who.to_owned(),
            request: Some(key(row, build.id)),
            at: clock::now(),
        };
        match rerun(repository, &build, &jobs, wish) {
            Ok(new) => made.push((build.number, new)),
            Err(why) => refused.push(format!("build {}: {why}", build.number)),
        }
    }
    let Some((number, last)) = made.pop() else {
        let why = if refused.is_empty() {
            "no build of this repository is meant".to_owned()
        } else {
            refused.join("; ")
        };
        return Ok(nothing(&why));
    };
    let numbers: Vec<_> = made.iter().map(|(number, _)| *number).chain([number]).collect();
    for (_, build) in made {
        create(context, build).await;
    }
    // Its event finds it: the key of a request would be a second name.
    let last = NewBuild { request: None, ..last };
    Ok(Decided::build(repeated(who, &numbers), last))
}

/// One that can't be made must not hold up the others.
async fn create(context: &RepositoryContext, build: NewBuild) {
    match context.persistence.run(CreateBuild { build, handling: None }).await {
        Ok(Ok(_)) => {}
        Ok(Err(refused)) => tracing::warn!(?refused, "a build is not repeated"),
        Err(error) => tracing::error!(%error, "a build is not repeated"),
    }
}

/// The builds that are meant, oldest first.
async fn asked(
    context: &RepositoryContext,
    repository: &Repository,
    again: &Again,
) -> Result<Vec<builds::Model>, Trouble> {
    let found = match again {
        Again::Commit(commit) => {
            store::reports::builds_of(&context.reader, repository.id, commit.as_str()).await?
        }
        Again::Build { build, .. } => match build.parse::<BuildId>() {
            Ok(id) => store::builds::find(&context.reader, id).await?.into_iter().collect(),
            Err(_) => Vec::new(),
        },
    };
    Ok(found.into_iter().filter(|build| build.repository_id == repository.id).collect())
}

/// The same handling makes each build once.
fn key(row: &webhook_events::Model, build: BuildId) -> RequestKey {
    let key = format!("again:{}:{}:{build}", row.id, row.handling);
    RequestKey { digest: key.clone(), key }
}

fn repeated(who: &str, numbers: &[i64]) -> Decision {
    let numbers: Vec<_> = numbers.iter().map(ToString::to_string).collect();
    let detail = format!("`{who}` asks for build {} once more", numbers.join(", "));
    Decision {
        outcome: Outcome::Build,
        reason: format!("Built: {detail}."),
        trace: vec![TraceEntry::matched(Rule::AskedAgain, detail)],
    }
}

fn nothing(why: &str) -> Decided {
    let last = TraceEntry::unmatched(Rule::AskedAgain, why);
    Decided::ignored(Decision::ignored(Vec::new(), last))
}
