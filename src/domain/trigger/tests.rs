//! Every rule, matched and not, with its words.

use std::fmt::Write as _;
use std::ops::ControlFlow;

use indexmap::IndexMap;
use pipeline::{Pipeline, Source};
use serde_json::{Value, json};

use super::*;
use crate::domain::event::{
    Commit, CommitSha, Event, EventKind, EventRepository, GitRef, PullRequest, PullRequestAction,
    RefKind, RefName, Retargeted,
};
use crate::domain::provider::ProviderKind;
use crate::domain::text_enum::TextEnum;

const ACTIVE: RepositoryFacts<'static> =
    RepositoryFacts::Registered { full_name: "Octo/App", active: true };

const KNOWN: Known<'static> = Known {
    provider: ProviderKind::Github,
    named: Some("octo/app"),
    repository: Some("REPOSITORY"),
    event: Some("EVENT"),
};

fn event(kind: EventKind, ref_kind: RefKind, name: &str) -> Event {
    Event {
        kind,
        action: None,
        repository: EventRepository { full_name: "octo/app".to_owned(), provider_id: None },
        git_ref: GitRef { kind: ref_kind, name: RefName::new(name).unwrap() },
        commit: Commit {
            sha: CommitSha::new("ab".repeat(20)).unwrap(),
            message: Some("Fix".to_owned()),
            author: None,
        },
        before: None,
        pull_request: None,
        sender: None,
        deleted: false,
        inputs: IndexMap::new(),
    }
}

fn push(branch: &str) -> Event {
    event(EventKind::Push, RefKind::Branch, branch)
}

fn tag(name: &str) -> Event {
    event(EventKind::Tag, RefKind::Tag, name)
}

fn manual(inputs: &[(&str, &str)]) -> Event {
    let inputs = inputs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Event { inputs: inputs.collect(), ..event(EventKind::Manual, RefKind::Branch, "main") }
}

fn pull_request(target: &str, action: PullRequestAction) -> Event {
    let base = event(EventKind::PullRequest, RefKind::PullRequest, "12");
    Event {
        action: Some(action),
        commit: Commit { message: None, ..base.commit.clone() },
        pull_request: Some(PullRequest {
            number: 12,
            title: "Add a thing".to_owned(),
            source_branch: RefName::new("topic").unwrap(),
            target_branch: RefName::new(target).unwrap(),
            source_repository: None,
            author: None,
            base_sha: None,
            head_sha: base.commit.sha.clone(),
            fork: false,
            draft: false,
            conflicts: false,
            retargeted: None,
        }),
        ..base
    }
}

fn from_fork() -> Event {
    let mut event = pull_request("main", PullRequestAction::Opened);
    let request = event.pull_request.as_mut().unwrap();
    (request.fork, request.source_repository) = (true, Some("eve/app".to_owned()));
    event
}

fn draft(target: &str) -> Event {
    let mut event = pull_request(target, PullRequestAction::Opened);
    event.pull_request.as_mut().unwrap().draft = true;
    event
}

/// A pipeline with this `on:`, whose first line is line 2 of the file.
fn pipeline(on: &str) -> Pipeline {
    let text = format!("version: 1\n{on}\njobs: {{ test: {{ steps: [{{ run: make }}] }} }}\n");
    pipeline::parse(&Source { path: "oore.yaml".to_owned(), text })
        .unwrap_or_else(|problems| panic!("{:?}", problems.items))
}

fn changed(paths: &[&str]) -> ChangedPaths {
    ChangedPaths::Known(paths.iter().map(|path| (*path).to_owned()).collect())
}

fn nothing_asked() -> ChangedPaths {
    ChangedPaths::Unknown("nobody asked".to_owned())
}

/// The decision of the second phase alone.
fn decide(event: &Event, on: &str, changed: &ChangedPaths) -> Decision {
    with_pipeline(event, &pipeline(on), changed, Trace::new())
}

fn outcome(event: &Event, on: &str) -> Outcome {
    decide(event, on, &nothing_asked()).outcome
}

/// As a person would read it.
fn shown(decision: &Decision) -> String {
    let mut text = format!("{}: {}\n", decision.outcome, decision.reason);
    for entry in &decision.trace {
        let mark = if entry.matched { "yes" } else { "no" };
        let line = entry
            .source
            .as_ref()
            .map_or_else(String::new, |place| format!(" (line {})", place.line));
        writeln!(text, "  {mark:3} {}: {}{line}", entry.rule, entry.detail).unwrap();
    }
    for sentence in advice(decision, KNOWN) {
        writeln!(text, "  -> {sentence}").unwrap();
    }
    text
}

const FULL: &str = r#"on:
  push:
    branches: ["main", "release/**", "!release/old/**"]
    tags: ["v*"]
    paths: ["lib/**", "!**/*.md"]
  pull_request:
    branches: ["main"]
    types: [opened, synchronize]
    paths: ["lib/**"]
    drafts: false
  manual:
    inputs:
      flavor: { type: choice, options: [dev, prod], default: dev }
      count: { type: number }"#;

#[test]
fn the_first_phase_explains_each_of_its_rules() {
    let with_message = |message: &str| {
        let mut event = push("main");
        event.commit.message = Some(message.to_owned());
        event
    };
    let gone = Event { deleted: true, ..push("topic") };
    let skipped_manual = Event { commit: with_message("[skip ci]").commit, ..manual(&[]) };
    let cases = [
        ("passes", push("main"), ACTIVE),
        ("unregistered", push("main"), RepositoryFacts::Unregistered),
        (
            "inactive",
            push("main"),
            RepositoryFacts::Registered { full_name: "octo/app", active: false },
        ),
        (
            "sent to another's URL",
            push("main"),
            RepositoryFacts::Registered { full_name: "octo/tool", active: true },
        ),
        ("deleted", gone, ACTIVE),
        ("skip", with_message("Fix [Skip CI]"), ACTIVE),
        ("trailer", with_message("Fix\n\nskip-checks: true"), ACTIVE),
        ("message unknown", pull_request("main", PullRequestAction::Opened), ACTIVE),
        ("manual builds are not skipped", skipped_manual, ACTIVE),
        ("from a fork", from_fork(), ACTIVE),
    ];
    let mut text = String::new();
    for (name, event, facts) in cases {
        let decision = match before_file(&event, facts) {
            ControlFlow::Break(decision) => decision,
            ControlFlow::Continue(trace) => Decision::build(trace, "goes on".to_owned()),
        };
        writeln!(text, "# {name}\n{}", shown(&decision)).unwrap();
    }
    insta::assert_snapshot!(text.trim_end());
}

#[test]
fn the_second_phase_explains_each_of_its_rules() {
    let lib = changed(&["README.md", "lib/main.dart"]);
    let docs = changed(&["README.md", "lib/notes.md", "a", "b", "c", "d", "e"]);
    let unknown = ChangedPaths::Unknown("the branch is new".to_owned());
    let opened = pull_request("main", PullRequestAction::Opened);
    let cases = [
        ("push that matches", push("main"), &lib),
        ("push to another branch", push("topic"), &lib),
        ("push to an excluded branch", push("release/old/1"), &lib),
        ("push of other files", push("main"), &docs),
        ("push without files", push("main"), &changed(&[])),
        ("push whose files are unknown", push("release/1"), &unknown),
        ("tag that matches", tag("v1"), &unknown),
        ("tag that does not", tag("nightly"), &unknown),
        ("pull request that matches", opened, &lib),
        ("pull request of another type", pull_request("main", PullRequestAction::Reopened), &lib),
        ("pull request to another branch", pull_request("topic", PullRequestAction::Opened), &lib),
        ("draft", draft("main"), &lib),
        ("manual that fits", manual(&[("count", "3")]), &unknown),
        ("manual that does not", manual(&[("flavor", "x"), ("size", "1")]), &unknown),
    ];
    let mut text = String::new();
    for (name, event, changed) in cases {
        writeln!(text, "# {name}\n{}", shown(&decide(&event, FULL, changed))).unwrap();
    }
    insta::assert_snapshot!(text.trim_end());
}

#[test]
fn a_trigger_that_is_absent_builds_nothing_and_says_so() {
    let cases = [
        (push("main"), "on: { pull_request: }"),
        (tag("v1"), "on: { pull_request: }"),
        (tag("v1"), "on: { push: }"),
        (push("main"), "on: { push: { tags: [\"v*\"] } }"),
        (pull_request("main", PullRequestAction::Opened), "on: { push: }"),
        (manual(&[]), "on: { push: }"),
    ];
    let text: String =
        cases.iter().map(|(event, on)| shown(&decide(event, on, &nothing_asked()))).collect();
    insta::assert_snapshot!(text.trim_end());
}

#[test]
fn a_trigger_without_filters_takes_everything() {
    for event in [push("any/branch"), manual(&[])] {
        assert_eq!(outcome(&event, "on: [push, pull_request, manual]"), Outcome::Build);
    }
    for action in <PullRequestAction as TextEnum>::ALL {
        let event = pull_request("any", *action);
        assert_eq!(outcome(&event, "on: [pull_request]"), Outcome::Build, "{action}");
    }
    assert_eq!(outcome(&draft("main"), "on: [pull_request]"), Outcome::Build);
    assert_eq!(outcome(&push("x"), "on: { push: { branches: [\"!main\"] } }"), Outcome::Build);
    assert_eq!(outcome(&push("main"), "on: { push: { branches: [\"!main\"] } }"), Outcome::Ignored);
    assert_eq!(outcome(&push("x"), "on: { push: { paths: [] } }"), Outcome::Build);
}

#[test]
fn git_is_asked_for_changed_files_only_when_they_decide() {
    let filtered = pipeline(FULL);
    let opened = pull_request("main", PullRequestAction::Opened);
    assert!(needs_changed_paths(&push("main"), &filtered));
    assert!(needs_changed_paths(&opened, &filtered));
    for event in [push("topic"), tag("v1"), draft("main"), manual(&[("count", "1")])] {
        assert!(!needs_changed_paths(&event, &filtered), "{event:?}");
    }
    assert!(!needs_changed_paths(&push("main"), &pipeline("on: [push]")));
    assert!(!needs_changed_paths(&opened, &pipeline("on: { pull_request: { paths: [] } }")));
}

#[test]
fn a_message_that_became_known_between_the_phases_is_looked_at_once() {
    let mut event = pull_request("main", PullRequestAction::Opened);
    let ControlFlow::Continue(trace) = before_file(&event, ACTIVE) else { panic!("stopped") };
    event.commit.message = Some("Fix [ci skip]".to_owned());
    let decision = with_pipeline(&event, &pipeline("on: [pull_request]"), &nothing_asked(), trace);
    assert_eq!(decision.outcome, Outcome::Ignored);
    assert_eq!(decision.trace.last().map(|entry| entry.rule), Some(Rule::SkipCi));

    let event = push("main");
    let ControlFlow::Continue(trace) = before_file(&event, ACTIVE) else { panic!("stopped") };
    let decision = with_pipeline(&event, &pipeline("on: [push]"), &nothing_asked(), trace);
    assert_eq!(decision.outcome, Outcome::Build);
    assert_eq!(decision.trace.iter().filter(|entry| entry.rule == Rule::SkipCi).count(), 1);
}

#[test]
fn inputs_are_checked_and_defaults_filled_in() {
    let pipeline = pipeline(
        "on:
  manual:
    inputs:
      flavor: { type: choice, options: [dev, prod], default: dev }
      clean: { type: boolean, default: false }
      count: { type: number, description: How many }
      note: {}",
    );
    let trigger = pipeline.on.manual.as_ref().unwrap();
    let given = |list: &[(&str, &str)]| manual(list).inputs;

    let resolved = resolve_inputs(trigger, &given(&[("note", ""), ("count", "1.5")])).unwrap();
    assert_eq!(
        resolved,
        given(&[("flavor", "dev"), ("clean", "false"), ("count", "1.5"), ("note", "")])
    );
    assert!(resolved.keys().eq(["flavor", "clean", "count", "note"]), "in the file's order");

    let typed = Value::Object(typed_inputs(trigger, &resolved));
    assert_eq!(typed, json!({ "flavor": "dev", "clean": false, "count": 1.5, "note": "" }));

    assert_eq!(default_inputs(trigger), given(&[("flavor", "dev"), ("clean", "false")]));

    let wrong = given(&[("size", "1"), ("clean", "yes"), ("count", "NaN"), ("flavor", "test")]);
    let mistakes: Vec<String> =
        resolve_inputs(trigger, &wrong).unwrap_err().iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(mistakes.join("\n"));
}

#[test]
fn decisions_are_stored_and_read_back() {
    let decision = decide(&push("topic"), FULL, &nothing_asked());
    let json = serde_json::to_value(&decision).unwrap();
    assert_eq!(json["outcome"], "ignored");
    assert_eq!(json["trace"][2]["rule"], "trigger_push");
    assert_eq!(json["trace"][3]["source"], serde_json::json!({"path": "oore.yaml", "line": 4}));
    assert_eq!(serde_json::from_value::<Decision>(json).unwrap(), decision);

    let broken = TraceEntry::unmatched(Rule::PipelineFile, "there is no `oore.yaml`");
    let failed = Decision::failed(Trace::new(), broken);
    assert_eq!(failed.reason, "Could not be built: there is no `oore.yaml`.");
    let unsupported = Decision::unsupported("the event `ping` starts no build");
    assert_eq!(unsupported.outcome, Outcome::Ignored);
    assert_eq!(unsupported.reason, "Not built: the event `ping` starts no build.");
}

#[test]
fn advice_fits_what_stands_in_the_way_of_every_rule() {
    let mut text = String::new();
    for rule in <Rule as TextEnum>::ALL {
        let decision = Decision::failed(Vec::new(), TraceEntry::unmatched(*rule, "so"));
        let sentences = advice(&decision, KNOWN);
        let stops_nothing = [Rule::DecidedAgain, Rule::Missed, Rule::ProviderChange];
        assert_eq!(sentences.is_empty(), stops_nothing.contains(rule), "{rule}");
        writeln!(text, "{rule}: {}", sentences.join(" ")).unwrap();
    }
    let missing = TraceEntry::unmatched(Rule::PipelineFile, "so").because(Mismatch::Missing);
    writeln!(text, "missing: {}", advice(&Decision::failed(Vec::new(), missing), KNOWN).join(" "))
        .unwrap();
    let place = Place { path: "oore.yaml".to_owned(), line: 7 };
    let wrong = TraceEntry::unmatched(Rule::PipelineFile, "so").at(place);
    writeln!(text, "wrong: {}", advice(&Decision::failed(Vec::new(), wrong), KNOWN).join(" "))
        .unwrap();
    insta::assert_snapshot!(text.trim_end());
}

#[test]
fn advice_spells_out_no_name_that_a_shell_would_read_otherwise() {
    let entry = TraceEntry::unmatched(Rule::RepositoryRegistered, "so");
    let decision = Decision::ignored(Vec::new(), entry);
    for (named, expected) in [
        (Some("group/sub/app"), "--owner group/sub --repo app`"),
        (Some("eve/a;reboot"), "--owner OWNER --repo NAME`"),
        (Some("$(reboot)/a"), "--owner OWNER --repo NAME`"),
        (Some("-x/a"), "--owner OWNER --repo NAME`"),
        (None, "--owner OWNER --repo NAME`"),
    ] {
        let sentences = advice(&decision, Known { named, repository: None, ..KNOWN });
        assert!(sentences[0].contains(expected), "{sentences:?}");
    }
}

fn retargeted(from: Option<&str>) -> Event {
    let mut event = pull_request("main", PullRequestAction::Synchronize);
    let from = from.map(|name| RefName::new(name).unwrap());
    event.pull_request.as_mut().unwrap().retargeted = Some(Retargeted { from });
    event
}

#[test]
fn another_target_is_built_where_something_depends_on_it() {
    let merge = || vec![TraceEntry::matched(Rule::MergeResult, "merged")];
    let everything = "on: { pull_request: }";
    let some = "on: { pull_request: { branches: [main, next] } }";
    let cases = [
        ("from where nothing was built", retargeted(Some("old")), some, Vec::new()),
        ("from where it was built", retargeted(Some("next")), some, Vec::new()),
        ("from nobody knows where", retargeted(None), some, Vec::new()),
        ("without a filter", retargeted(None), everything, Vec::new()),
        ("without a filter, merged", retargeted(Some("next")), everything, merge()),
        (
            "with a filter of files",
            retargeted(Some("next")),
            "on: { pull_request: { paths: [\"lib/**\"] } }",
            Vec::new(),
        ),
    ];
    let mut text = String::new();
    for (name, event, on, trace) in cases {
        let decision = with_pipeline(&event, &pipeline(on), &changed(&["lib/a"]), trace);
        writeln!(text, "# {name}\n{}", shown(&decision)).unwrap();
    }
    insta::assert_snapshot!(text.trim_end());
}
