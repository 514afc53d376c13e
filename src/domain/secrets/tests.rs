//! Each rule for itself, rules together, and what is told of them.

use super::*;

const NO_RULES: Rules<'_> = Rules { for_forks: false, branches: &[], tags: &[], environments: &[] };

const MAIN: Purpose<'_> =
    Purpose { ref_kind: RefKind::Branch, ref_name: "main", is_from_fork: false, environment: None };

const TAG: Purpose<'_> = Purpose { ref_kind: RefKind::Tag, ref_name: "v1", ..MAIN };

const REQUEST: Purpose<'_> = Purpose { ref_kind: RefKind::PullRequest, ref_name: "7", ..MAIN };

const FORK: Purpose<'_> = Purpose { is_from_fork: true, ..REQUEST };

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

#[test]
fn a_secret_without_rules_reaches_all_but_forks() {
    for purpose in [MAIN, TAG, REQUEST] {
        assert_eq!(withheld(&NO_RULES, &purpose), None, "{purpose:?}");
    }
    assert_eq!(withheld(&NO_RULES, &FORK), Some(Withheld::Fork));
    let for_forks = Rules { for_forks: true, ..NO_RULES };
    assert_eq!(withheld(&for_forks, &FORK), None);
    assert_eq!(withheld(&for_forks, &REQUEST), None);
}

#[test]
fn a_secret_for_a_branch_reaches_that_branch_alone() {
    let branches = texts(&["main", "release/**", "!release/old"]);
    let rules = Rules { branches: &branches, ..NO_RULES };
    let branch = |ref_name| Purpose { ref_name, ..MAIN };
    for name in ["main", "release/1", "release/a/b"] {
        assert_eq!(withheld(&rules, &branch(name)), None, "{name}");
    }
    for name in ["topic", "mainline", "Main", "release/old", "v1"] {
        let told = Some(Withheld::Ref(RefKind::Branch, name.to_owned()));
        assert_eq!(withheld(&rules, &branch(name)), told, "{name}");
    }
    // A tag of the branch's name, and the pull request that goes to the branch.
    let tag = Purpose { ref_name: "main", ..TAG };
    assert_eq!(withheld(&rules, &tag), Some(Withheld::Ref(RefKind::Tag, "main".to_owned())));
    assert_eq!(withheld(&rules, &REQUEST), Some(Withheld::PullRequest));
    let named_like_it = Purpose { ref_name: "main", ..REQUEST };
    assert_eq!(withheld(&rules, &named_like_it), Some(Withheld::PullRequest));
}

#[test]
fn a_secret_for_tags_reaches_no_branch() {
    let tags = texts(&["v*"]);
    let rules = Rules { tags: &tags, ..NO_RULES };
    assert_eq!(withheld(&rules, &TAG), None);
    let other = Purpose { ref_name: "nightly", ..TAG };
    assert_eq!(withheld(&rules, &other), Some(Withheld::Ref(RefKind::Tag, "nightly".to_owned())));
    let branch = Purpose { ref_name: "v1", ..MAIN };
    assert_eq!(withheld(&rules, &branch), Some(Withheld::Ref(RefKind::Branch, "v1".to_owned())));
    assert_eq!(withheld(&rules, &REQUEST), Some(Withheld::PullRequest));
}

#[test]
fn branches_and_tags_together_reach_both_kinds() {
    let (branches, tags) = (texts(&["main"]), texts(&["v*"]));
    let rules = Rules { branches: &branches, tags: &tags, ..NO_RULES };
    assert_eq!(withheld(&rules, &MAIN), None);
    assert_eq!(withheld(&rules, &TAG), None);
    let everything = texts(&["**"]);
    let rules = Rules { branches: &everything, tags: &everything, ..NO_RULES };
    assert_eq!(withheld(&rules, &REQUEST), Some(Withheld::PullRequest), "whatever they take");
}

#[test]
fn exclusions_alone_take_every_other_branch_and_no_tag() {
    let branches = texts(&["!main"]);
    let rules = Rules { branches: &branches, ..NO_RULES };
    assert!(withheld(&rules, &MAIN).is_some());
    assert_eq!(withheld(&rules, &Purpose { ref_name: "topic", ..MAIN }), None);
    assert!(withheld(&rules, &TAG).is_some(), "it was a rule about branches");
}

#[test]
fn a_secret_for_an_environment_reaches_jobs_of_it_alone() {
    let environments = texts(&["prod*"]);
    let rules = Rules { environments: &environments, ..NO_RULES };
    let of = |environment| Purpose { environment, ..MAIN };
    assert_eq!(withheld(&rules, &of(Some("production"))), None);
    let told = Some(Withheld::Environment("staging".to_owned()));
    assert_eq!(withheld(&rules, &of(Some("staging"))), told);
    assert_eq!(withheld(&rules, &of(None)), Some(Withheld::NoEnvironment));
    assert_eq!(withheld(&NO_RULES, &of(Some("staging"))), None);
}

#[test]
fn every_rule_must_allow_it() {
    let (main, production) = (texts(&["main"]), texts(&["production"]));
    let rules = Rules { branches: &main, environments: &production, ..NO_RULES };
    let job = Purpose { environment: Some("production"), ..MAIN };
    assert_eq!(withheld(&rules, &job), None);
    assert!(withheld(&rules, &Purpose { ref_name: "topic", ..job }).is_some());
    assert!(withheld(&rules, &Purpose { environment: None, ..job }).is_some());
    let fork = Rules { for_forks: true, environments: &production, ..NO_RULES };
    assert_eq!(withheld(&fork, &FORK), Some(Withheld::NoEnvironment));
}

#[test]
fn a_pattern_that_cannot_be_read_takes_nothing() {
    let damaged = texts(&["[", "main"]);
    assert!(withheld(&Rules { branches: &damaged, ..NO_RULES }, &MAIN).is_some());
    let job = Purpose { environment: Some("main"), ..MAIN };
    assert!(withheld(&Rules { environments: &damaged, ..NO_RULES }, &job).is_some());
}

#[test]
fn a_pull_request_of_which_nothing_is_known_is_from_a_fork() {
    assert!(is_from_fork(RefKind::PullRequest, None));
    assert!(!is_from_fork(RefKind::Branch, None));
    assert!(!is_from_fork(RefKind::Tag, None));
}

const FOR_FORKS: Rules<'_> = Rules { for_forks: true, ..NO_RULES };

fn own<'a>(name: &'a str, rules: Rules<'a>) -> Candidate<'a> {
    Candidate { name, is_repositorys: true, rules }
}

fn instances<'a>(name: &'a str, rules: Rules<'a>) -> Candidate<'a> {
    Candidate { is_repositorys: false, ..own(name, rules) }
}

#[test]
fn a_repositorys_secret_goes_before_the_instances_also_where_it_is_withheld() {
    let (own, instances) = (own("A", NO_RULES), instances("A", FOR_FORKS));
    for (place, both) in [[own, instances], [instances, own]].into_iter().enumerate() {
        assert_eq!(choose(&texts(&["A"]), &both, &MAIN), Ok(vec![Choice::Give(place)]));
        let told = Ok(vec![Choice::Withhold(Withheld::Fork)]);
        assert_eq!(choose(&texts(&["A"]), &both, &FORK), told, "the instance's does not stand in");
    }
}

#[test]
fn what_is_not_named_is_not_given_and_what_is_not_stored_is_told() {
    let stored = [own("A", FOR_FORKS), instances("B", NO_RULES)];
    assert_eq!(choose(&[], &stored, &MAIN), Ok(Vec::new()));
    assert_eq!(
        choose(&texts(&["B", "A"]), &stored, &MAIN),
        Ok(vec![Choice::Give(1), Choice::Give(0)])
    );
    let missing = choose(&texts(&["C", "A", "a"]), &stored, &MAIN).unwrap_err();
    assert_eq!(missing, Missing(texts(&["C", "a"])));
    let one = Missing(texts(&["C"]));
    insta::assert_snapshot!([missing, one].map(|missing| missing.told("acme/app")).join("\n"));
}

#[test]
fn a_fork_is_not_told_what_there_is() {
    let stored = [own("A", NO_RULES), own("P", FOR_FORKS)];
    let choices = choose(&texts(&["A", "UNKNOWN", "P"]), &stored, &FORK).unwrap();
    assert_eq!(choices[0], choices[1]);
    assert_eq!(choices[2], Choice::Give(1));
}

#[test]
fn each_reason_is_told_in_words() {
    let all = [
        Withheld::Fork,
        Withheld::PullRequest,
        Withheld::Ref(RefKind::Branch, "topic".to_owned()),
        Withheld::Ref(RefKind::Tag, "v1".to_owned()),
        Withheld::NoEnvironment,
        Withheld::Environment("staging".to_owned()),
    ];
    insta::assert_snapshot!(all.map(|reason| reason.to_string()).join("\n"));
}

#[test]
fn secrets_of_a_job_have_a_sum_that_is_the_most() {
    assert_eq!(too_large(MOST_BYTES), None);
    let told = too_large(MOST_BYTES + 1).unwrap();
    assert!(told.starts_with("the job's secrets have 257 KiB together, and 256 KiB are"), "{told}");
}
