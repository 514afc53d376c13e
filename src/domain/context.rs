//! What expressions and scripts are told about a build: one structure for both, so that
//! `ref.name` and `$OORE_BRANCH` can't disagree.

use indexmap::IndexMap;
use serde_json::{Map, Value, json};

use crate::domain::event::{Event, EventKind, PullRequest};
use crate::domain::provider::ProviderKind;

/// The repository as expressions see it.
#[derive(Debug, Clone, Copy)]
pub struct RepositoryNames<'a> {
    /// Where it is hosted.
    pub provider: ProviderKind,
    /// May hold slashes.
    pub owner: &'a str,
    /// Its name below the owner.
    pub name: &'a str,
    /// The branch that is built when none is named.
    pub default_branch: &'a str,
}

/// The variables of expressions that are known before the build is made.
#[must_use]
pub fn of_event(event: &Event, repository: RepositoryNames<'_>) -> Map<String, Value> {
    let mut context = Map::new();
    let mut set = |name: &str, value: Value| context.insert(name.to_owned(), value);
    set(
        "repository",
        json!({
            "name": repository.name,
            "owner": repository.owner,
            "provider": repository.provider,
            "default_branch": repository.default_branch,
        }),
    );
    set(
        "event",
        without_nulls(json!({
            "kind": event.kind, "action": event.action, "sender": event.sender,
        })),
    );
    set("ref", json!({ "kind": event.git_ref.kind, "name": event.git_ref.name }));
    set(
        "commit",
        without_nulls(json!({
            "sha": event.commit.sha,
            "message": event.commit.message,
            "author": event.commit.author,
        })),
    );
    if let Some(pull_request) = &event.pull_request {
        set("pull_request", of_pull_request(pull_request));
    }
    if event.kind == EventKind::Manual {
        set("inputs", json!(event.inputs));
    }
    context
}

fn of_pull_request(pull_request: &PullRequest) -> Value {
    json!({
        "number": pull_request.number,
        "title": pull_request.title,
        "source": pull_request.source_branch,
        "target": pull_request.target_branch,
        "fork": pull_request.fork,
        "draft": pull_request.draft,
    })
}

fn without_nulls(mut value: Value) -> Value {
    if let Value::Object(members) = &mut value {
        members.retain(|_, member| !member.is_null());
    }
    value
}

/// The job that an environment is made for.
#[derive(Debug, Clone, Copy)]
pub struct JobNames<'a> {
    /// Its key in the plan.
    pub key: &'a str,
    /// Counted from 1.
    pub attempt: u32,
    /// Where a person reads about its build.
    pub build_url: &'a str,
    /// The whole name of the ref (`refs/heads/main`), where there is one.
    pub full_ref: Option<&'a str>,
    /// What merging the pull request gives, where that is checked out instead of the commit.
    pub merge_commit: Option<&'a str>,
}

/// The `OORE_*` variables of a job (PIPELINE.md, "Environment of a step"); those of the workspace
/// and the step's files are the runner's to add. `context` is [`of_event`] with `build` and
/// `matrix`.
#[must_use]
pub fn environment(context: &Map<String, Value>, job: JobNames<'_>) -> IndexMap<String, String> {
    let at = |path: &str| context.get(path.split('.').next()?)?.pointer(&pointer(path)).map(text);
    let is = |path: &str, wanted: &str| at(path).is_some_and(|value| value == wanted);
    let branch = if is("ref.kind", "branch") { at("ref.name") } else { at("pull_request.source") };
    let known = [
        ("CI", Some("true".to_owned())),
        ("OORE", Some("true".to_owned())),
        ("OORE_BUILD_ID", at("build.id")),
        ("OORE_BUILD_NUMBER", at("build.number")),
        ("OORE_BUILD_URL", Some(job.build_url.to_owned())),
        ("OORE_JOB", Some(job.key.to_owned())),
        ("OORE_JOB_ATTEMPT", Some(job.attempt.to_string())),
        ("OORE_REPOSITORY", at("repository.owner").zip(at("repository.name")).map(full_name)),
        ("OORE_PROVIDER", at("repository.provider")),
        ("OORE_EVENT", at("event.kind")),
        ("OORE_REF", job.full_ref.map(str::to_owned)),
        ("OORE_BRANCH", branch),
        ("OORE_TAG", at("ref.name").filter(|_| is("ref.kind", "tag"))),
        ("OORE_COMMIT", at("commit.sha")),
        ("OORE_COMMIT_MESSAGE", at("commit.message")),
        ("OORE_MERGE_COMMIT", job.merge_commit.map(str::to_owned)),
        ("OORE_PR_NUMBER", at("pull_request.number")),
        ("OORE_PR_SOURCE", at("pull_request.source")),
        ("OORE_PR_TARGET", at("pull_request.target")),
        ("OORE_SENDER", at("event.sender")),
    ];
    let known = known.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    known
        .chain(named("OORE_MATRIX_", context.get("matrix")))
        .chain(named("OORE_INPUT_", context.get("inputs")))
        .collect()
}

/// `a.b.c` below its first part, as a JSON pointer.
fn pointer(path: &str) -> String {
    path.split('.').skip(1).map(|part| format!("/{part}")).collect()
}

fn full_name((owner, name): (String, String)) -> String {
    format!("{owner}/{name}")
}

fn named(prefix: &str, values: Option<&Value>) -> Vec<(String, String)> {
    let Some(Value::Object(values)) = values else { return Vec::new() };
    values
        .iter()
        .map(|(name, value)| (format!("{prefix}{}", variable(name)), text(value)))
        .collect()
}

/// A name as environment variables are written: `node-version` becomes `NODE_VERSION`.
fn variable(name: &str) -> String {
    name.chars()
        .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' })
        .collect()
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn context(extra: Value) -> Map<String, Value> {
        let mut context = json!({
            "repository": {"owner": "acme/mobile", "name": "app", "provider": "gitlab"},
            "event": {"kind": "push", "sender": "eve"},
            "ref": {"kind": "branch", "name": "main"},
            "commit": {"sha": "abc"},
            "build": {"id": "01", "number": 7},
        });
        if let (Value::Object(context), Value::Object(extra)) = (&mut context, extra) {
            context.extend(extra);
            return context.clone();
        }
        Map::new()
    }

    fn environment_of(extra: Value) -> String {
        let job = JobNames {
            key: "test[os=linux]",
            attempt: 2,
            build_url: "http://ci/b/01",
            full_ref: Some("refs/heads/main"),
            merge_commit: extra.get("pull_request").map(|_| "def"),
        };
        environment(&context(extra), job)
            .into_iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect::<Vec<_>>()
            .join("\n")
    }

    #[test]
    fn a_push_to_a_branch_is_told_with_its_matrix() {
        insta::assert_snapshot!(environment_of(json!({"matrix": {"node-version": 20, "os": "linux"}})), @r"
        CI=true
        OORE=true
        OORE_BUILD_ID=01
        OORE_BUILD_NUMBER=7
        OORE_BUILD_URL=http://ci/b/01
        OORE_JOB=test[os=linux]
        OORE_JOB_ATTEMPT=2
        OORE_REPOSITORY=acme/mobile/app
        OORE_PROVIDER=gitlab
        OORE_EVENT=push
        OORE_REF=refs/heads/main
        OORE_BRANCH=main
        OORE_COMMIT=abc
        OORE_SENDER=eve
        OORE_MATRIX_NODE_VERSION=20
        OORE_MATRIX_OS=linux
        ");
    }

    #[test]
    fn a_tag_is_no_branch_and_a_pull_request_has_its_source() {
        let tag = environment_of(json!({"ref": {"kind": "tag", "name": "v1"}}));
        assert!(tag.contains("\nOORE_TAG=v1\n") && !tag.contains("OORE_BRANCH"), "{tag}");
        let pull_request = environment_of(json!({
            "ref": {"kind": "pull_request", "name": "5"},
            "pull_request": {"number": 5, "source": "topic", "target": "main"},
        }));
        for line in ["OORE_BRANCH=topic", "OORE_PR_NUMBER=5", "OORE_PR_TARGET=main"] {
            assert!(pull_request.contains(line), "{line} in {pull_request}");
        }
        assert!(
            pull_request.contains("OORE_COMMIT=abc\nOORE_MERGE_COMMIT=def\n"),
            "{pull_request}"
        );
        assert!(!pull_request.contains("OORE_TAG"), "{pull_request}");
    }
}
