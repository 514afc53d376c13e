//! What an identity provider says of a person, and which user and role follow from it.

use std::collections::BTreeMap;

use super::access::Role;
use super::user::check_name;

/// A person, as the identity provider tells of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Person {
    /// Who says so.
    pub issuer: String,
    /// What the person is called there: unique at the issuer, and never given to another.
    pub subject: String,
    /// The name that the person likes to be called by, which anybody may choose.
    pub preferred_name: Option<String>,
    /// The person's address.
    pub email: Option<String>,
    /// Whether the provider has seen to it that the address is the person's.
    pub is_email_verified: bool,
    /// The groups that the person is in.
    pub groups: Vec<String>,
}

/// The role for the instance that the members of each group have.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GroupRoles(pub BTreeMap<String, Role>);

impl GroupRoles {
    /// Whether roles come from groups at all; if not, they are given here alone.
    #[must_use]
    pub fn decide(&self) -> bool {
        !self.0.is_empty()
    }

    /// The highest role of those that come with `groups`.
    #[must_use]
    pub fn role_of(&self, groups: &[String]) -> Option<Role> {
        groups.iter().filter_map(|group| self.0.get(group)).max().copied()
    }
}

impl Person {
    /// The name of a user that is made for the person: what they like to be called, else what
    /// stands before the `@` of their address, if the one or the other can be a name here.
    #[must_use]
    pub fn user_name(&self) -> Option<String> {
        let address = self.email.as_deref().filter(|_| self.is_email_verified);
        let local_part = address.and_then(|email| email.split_once('@')).map(|(local, _)| local);
        let wishes = [self.preferred_name.as_deref(), local_part];
        let names = wishes.into_iter().flatten().map(str::to_lowercase);
        names.into_iter().find(|name| check_name(name).is_ok())
    }

    /// The address of a user that is made for the person: one that is known to be theirs.
    #[must_use]
    pub fn user_email(&self) -> Option<String> {
        self.email.clone().filter(|_| self.is_email_verified)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_role_of_a_persons_groups_wins() {
        let roles = [("all", Role::Viewer), ("ops", Role::Admin), ("dev", Role::Developer)];
        let roles = GroupRoles(roles.map(|(group, role)| (group.to_owned(), role)).into());
        let role_of = |groups: &[&str]| {
            let groups: Vec<_> = groups.iter().map(|group| (*group).to_owned()).collect();
            roles.role_of(&groups)
        };
        assert_eq!(role_of(&["all", "ops", "dev", "else"]), Some(Role::Admin));
        assert_eq!(role_of(&["dev", "all"]), Some(Role::Developer));
        // Another spelling is another group.
        assert_eq!(role_of(&["OPS", "ops "]), None);
        assert_eq!(role_of(&[]), None);
        assert!(roles.decide());
        assert!(!GroupRoles::default().decide());
    }

    #[test]
    fn a_name_is_made_of_what_is_known_of_the_person() {
        let person = |name: Option<&str>, email: Option<&str>, is_email_verified| Person {
            preferred_name: name.map(str::to_owned),
            email: email.map(str::to_owned),
            is_email_verified,
            ..Person::default()
        };
        let mail = Some("Ann.B@example.com");
        for (person, name) in [
            (person(Some("Ann"), mail, true), Some("ann")),
            (person(Some("Ann Bell"), mail, true), Some("ann.b")),
            (person(None, mail, true), Some("ann.b")),
            (person(None, mail, false), None),
            (person(Some("ä"), None, false), None),
        ] {
            assert_eq!(person.user_name().as_deref(), name, "{person:?}");
            assert_eq!(person.user_email().is_some(), person.is_email_verified);
        }
    }
}
