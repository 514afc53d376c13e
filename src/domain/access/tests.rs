//! Scopes and roles against each other.

use super::*;
use crate::domain::text_enum::TextEnum;

fn id(last: char) -> RepositoryId {
    format!("01ARZ3NDEKTSV4RRFFQ69G5FA{last}").parse().unwrap()
}

fn right(scope: Scope, role: Role) -> Right {
    Right { scope, role }
}

fn user(instance: Option<Role>, repositories: &[(RepositoryId, Role)]) -> Access {
    Access {
        scopes: Scope::ALL.iter().copied().filter(|scope| *scope != Scope::Admin).collect(),
        instance,
        repositories: repositories.iter().copied().collect(),
        only: None,
        ends_at_s: None,
    }
}

#[test]
fn a_role_for_the_instance_holds_in_every_repository_and_the_higher_one_counts() {
    let mut developer = user(Some(Role::Developer), &[(id('A'), Role::Viewer)]);
    assert_eq!(developer.role_in(id('A')), Some(Role::Developer));
    developer.repositories.insert(id('A'), Role::Admin);
    assert_eq!(developer.role_in(id('A')), Some(Role::Admin));
    assert_eq!(developer.role_in(id('B')), Some(Role::Developer));
}

#[test]
fn what_may_not_be_seen_is_hidden_and_what_may_be_seen_is_refused_with_the_role() {
    let viewer = user(None, &[(id('A'), Role::Viewer)]);
    let read = right(Scope::RepoRead, Role::Viewer);
    let write = right(Scope::RepoWrite, Role::Maintainer);
    assert_eq!(viewer.check_in(read, Some(id('A'))), Ok(()));
    assert_eq!(viewer.check_in(read, Some(id('B'))), Err(Denied::Hidden));
    assert_eq!(viewer.check_in(read, None), Err(Denied::Hidden));
    let refused = viewer.check_in(write, Some(id('A'))).unwrap_err();
    assert_eq!(refused.to_string(), "this needs the role `maintainer`; yours is `viewer`");
    assert_eq!(viewer.check(read).unwrap_err().to_string(), "this needs the role `viewer`");
}

#[test]
fn a_scope_is_looked_at_before_everything_else() {
    let mut admin = user(Some(Role::Admin), &[]);
    admin.scopes = BTreeSet::from([Scope::RepoRead]);
    let run = right(Scope::BuildRun, Role::Developer);
    assert_eq!(admin.check_in(run, Some(id('A'))), Err(Denied::Scope(Scope::BuildRun)));
    assert_eq!(admin.check(run), Err(Denied::Scope(Scope::BuildRun)));
    admin.scopes = BTreeSet::from([Scope::Admin]);
    assert_eq!(admin.check(run), Ok(()));
}

#[test]
fn a_limited_token_reaches_its_repositories_and_nothing_of_the_instance() {
    let limited = Access { only: Some(BTreeSet::from([id('A')])), ..user(Some(Role::Admin), &[]) };
    let read = right(Scope::RepoRead, Role::Viewer);
    assert_eq!(limited.check_in(read, Some(id('A'))), Ok(()));
    assert_eq!(limited.check_in(read, Some(id('B'))), Err(Denied::Hidden));
    assert_eq!(limited.check_in(read, None), Err(Denied::Hidden));
    assert_eq!(limited.check(read), Err(Denied::Limited));
    assert_eq!(limited.reach(Role::Viewer), Reach::Only(vec![id('A')]));
}

#[test]
fn a_list_shows_where_the_role_is_given() {
    let mixed = user(None, &[(id('A'), Role::Viewer), (id('B'), Role::Maintainer)]);
    assert_eq!(mixed.reach(Role::Viewer), Reach::Only(vec![id('A'), id('B')]));
    assert_eq!(mixed.reach(Role::Developer), Reach::Only(vec![id('B')]));
    assert_eq!(user(Some(Role::Viewer), &[]).reach(Role::Viewer), Reach::All);
    assert_eq!(Access::default().reach(Role::Viewer), Reach::Only(Vec::new()));
    let limited = Access { only: Some(BTreeSet::from([id('A')])), ..mixed };
    assert_eq!(limited.reach(Role::Viewer), Reach::Only(vec![id('A')]));
    assert!(Reach::All.holds(None) && !Reach::Only(vec![id('A')]).holds(None));
}

#[test]
fn nobody_gives_on_more_than_they_have() {
    let all = BTreeSet::from([Scope::RepoRead, Scope::BuildRun]);
    assert_eq!(check_gift(&Access::everything(), &all, None), Ok(()));
    let reader = Access {
        scopes: BTreeSet::from([Scope::RepoRead]),
        only: Some(BTreeSet::from([id('A')])),
        ..Access::default()
    };
    let read = BTreeSet::from([Scope::RepoRead]);
    let (own, other) = (BTreeSet::from([id('A')]), BTreeSet::from([id('B')]));
    assert_eq!(check_gift(&reader, &all, Some(&own)), Err(Escalation::Scope(Scope::BuildRun)));
    assert_eq!(check_gift(&reader, &read, None), Err(Escalation::AllRepositories));
    assert_eq!(check_gift(&reader, &read, Some(&other)), Err(Escalation::Repository(id('B'))));
    assert_eq!(check_gift(&reader, &read, Some(&own)), Ok(()));
    let everything = BTreeSet::from([Scope::Admin]);
    assert_eq!(check_gift(&reader, &everything, Some(&own)), Err(Escalation::Scope(Scope::Admin)));
}
