//! How persons sign in: how long their sessions last, and the identity provider.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

use secrecy::SecretString;
use url::{Host, Url};

use super::reader::{Reader, Reported};
use super::settings as s;
use super::values;
use crate::domain::access::Role;
use crate::domain::identity::GroupRoles;
use crate::domain::session::SessionLimits;
use crate::domain::text_enum::TextEnum;

/// How persons sign in.
#[derive(Debug, Clone)]
pub struct SignIn {
    /// How long sessions last.
    pub sessions: SessionLimits,
    /// Who vouches for persons; none: they have passwords alone.
    pub oidc: Option<Oidc>,
}

/// An OpenID Connect provider.
#[derive(Debug, Clone)]
pub struct Oidc {
    /// Its issuer identifier, exactly as it spells it.
    pub issuer: Issuer,
    /// What this server is called there.
    pub client_id: String,
    /// What this server proves that with; none: it is a public client, which PKCE protects alone.
    pub client_secret: Option<ClientSecret>,
    /// What is asked for beside `openid`.
    pub scopes: Vec<String>,
    /// The claim that names a person's groups.
    pub groups_claim: String,
    /// Which roles come with which groups.
    pub roles: GroupRoles,
    /// Whether a user is made for whoever the provider vouches for.
    pub create_users: bool,
}

/// An issuer identifier: compared letter by letter, so it is kept as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issuer(pub String);

/// The client's secret, or where it is.
#[derive(Clone)]
pub enum ClientSecret {
    /// The secret itself.
    Text(SecretString),
    /// The file that holds it.
    File(PathBuf),
}

impl fmt::Debug for ClientSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(_) => f.write_str("ClientSecret::Text(..)"),
            Self::File(path) => write!(f, "ClientSecret::File({})", path.display()),
        }
    }
}

/// What a path begins with where a secret could stand.
const FILE_PREFIX: &str = "file:";

impl SignIn {
    pub(super) fn read(reader: &mut Reader) -> Result<Self, Reported> {
        let idle = reader.required(&s::SESSION_IDLE, values::session_idle);
        let max = reader.required(&s::SESSION_MAX, values::session_max);
        let oidc = oidc(reader);
        let sessions = SessionLimits { idle: idle?, max: max? };
        if sessions.idle > sessions.max {
            let told = format!("is longer than {} allows", s::SESSION_MAX.variable);
            reader.report(&s::SESSION_IDLE, told);
        }
        Ok(Self { sessions, oidc: oidc? })
    }
}

/// All that is needed, or nothing.
fn oidc(reader: &mut Reader) -> Result<Option<Oidc>, Reported> {
    let issuer = reader.optional(&s::OIDC_ISSUER, issuer);
    let client_id = reader.optional(&s::OIDC_CLIENT_ID, text);
    let client_secret = reader.optional(&s::OIDC_CLIENT_SECRET, client_secret);
    let scopes = reader.list(&s::OIDC_SCOPES, scope);
    let groups_claim = reader.required(&s::OIDC_GROUPS_CLAIM, text);
    let roles = reader.list(&s::OIDC_ROLES, group_role);
    let create_users = reader.required(&s::OIDC_CREATE_USERS, values::switch);
    let roles = roles.map(|pairs| unambiguous(reader, pairs));
    let (issuer, client_id, client_secret) = (issuer?, client_id?, client_secret?);
    let (scopes, groups_claim, roles, create_users) =
        (scopes?, groups_claim?, roles?, create_users?);
    match (issuer, client_id) {
        (Some(issuer), Some(client_id)) => Ok(Some(Oidc {
            issuer,
            client_id,
            client_secret,
            scopes,
            groups_claim,
            roles,
            create_users,
        })),
        (None, None) => {
            let rest = [
                (&s::OIDC_CLIENT_SECRET, client_secret.is_some()),
                (&s::OIDC_ROLES, roles.decide()),
                (&s::OIDC_CREATE_USERS, create_users),
            ];
            for (setting, _) in rest.into_iter().filter(|(_, is_given)| *is_given) {
                reader.report(setting, only_beside(&[&s::OIDC_ISSUER, &s::OIDC_CLIENT_ID]));
            }
            Ok(None)
        }
        (Some(_), None) => {
            reader.report(&s::OIDC_ISSUER, only_beside(&[&s::OIDC_CLIENT_ID]));
            Ok(None)
        }
        (None, Some(_)) => {
            reader.report(&s::OIDC_CLIENT_ID, only_beside(&[&s::OIDC_ISSUER]));
            Ok(None)
        }
    }
}

fn only_beside(missing: &[&s::Setting]) -> String {
    let names: Vec<_> = missing.iter().map(|setting| setting.variable).collect();
    format!("is of use only beside {}; set it too", names.join(" and "))
}

/// A group that is named twice has one role.
fn unambiguous(reader: &mut Reader, pairs: Vec<(String, Role)>) -> GroupRoles {
    let mut roles = BTreeMap::new();
    for (group, role) in pairs {
        if roles.insert(group.clone(), role).is_some() {
            reader.report(&s::OIDC_ROLES, format!("names the group `{group}` twice"));
        }
    }
    GroupRoles(roles)
}

/// Plain HTTP is for a provider on this machine alone: whoever is on the way could be anybody.
fn issuer(text: &str) -> Result<Issuer, String> {
    let url = values::public_url(text)?;
    let is_here = match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    };
    if url.scheme() == "https" || is_here {
        return Ok(Issuer(text.to_owned()));
    }
    Err("must begin with https://: who signs in is decided there".to_owned())
}

fn text(text: &str) -> Result<String, String> {
    let is_good = !text.is_empty() && !text.contains(char::is_control);
    if is_good { Ok(text.to_owned()) } else { Err("is empty or holds control characters".into()) }
}

/// The letters of a scope (RFC 6749, 3.3).
fn scope(text: &str) -> Result<String, String> {
    let is_known = |byte: u8| byte.is_ascii_graphic() && byte != b'"' && byte != b'\\';
    let is_good = !text.is_empty() && text.bytes().all(is_known);
    if is_good { Ok(text.to_owned()) } else { Err(format!("names `{text}`, which is no scope")) }
}

/// `group=role`; a group may hold `=`, a role does not.
fn group_role(text: &str) -> Result<(String, Role), String> {
    let known = || Role::ALL.iter().map(|role| role.as_str()).collect::<Vec<_>>().join(", ");
    let (group, role) =
        text.rsplit_once('=').filter(|(group, _)| !group.is_empty()).ok_or_else(|| {
            format!("names `{text}`, not a group and its role such as devs=developer")
        })?;
    let role = Role::from_text(role)
        .map_err(|_| format!("gives `{group}` the role `{role}`, which is none of {}", known()))?;
    Ok((group.to_owned(), role))
}

fn client_secret(text: &str) -> Result<ClientSecret, String> {
    match text.strip_prefix(FILE_PREFIX) {
        Some(path) => values::directory(path)
            .map(ClientSecret::File)
            .map_err(|_| "names no file behind `file:`".to_owned()),
        None => values::secret(text).map(ClientSecret::Text),
    }
}

impl Issuer {
    /// As a URL, for calls.
    ///
    /// # Errors
    /// Never for one that was read from the configuration.
    pub fn url(&self) -> Result<Url, url::ParseError> {
        Url::parse(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use secrecy::ExposeSecret as _;

    use crate::config::tests::load;

    use super::*;

    const ISSUER: (&str, &str) = ("OORE_OIDC_ISSUER", "https://id.example.com/");
    const CLIENT: (&str, &str) = ("OORE_OIDC_CLIENT_ID", "oore");

    #[test]
    fn without_a_provider_there_are_passwords_alone() {
        let sign_in = load(&[]).unwrap().sign_in;
        assert!(sign_in.oidc.is_none());
        assert_eq!(sign_in.sessions.idle, Duration::from_secs(8 * 3600));
        assert_eq!(sign_in.sessions.max, Duration::from_secs(7 * 24 * 3600));
    }

    #[test]
    fn a_provider_is_read_with_its_defaults() {
        let oidc = load(&[ISSUER, CLIENT]).unwrap().sign_in.oidc.unwrap();
        assert_eq!(oidc.issuer.0, "https://id.example.com/");
        assert_eq!(
            (oidc.scopes.join(" "), oidc.groups_claim),
            ("profile email".into(), "groups".into())
        );
        assert!(!oidc.create_users && !oidc.roles.decide() && oidc.client_secret.is_none());
        let more = [
            ("OORE_OIDC_ROLES", "ops=admin, a=b=viewer"),
            ("OORE_OIDC_CLIENT_SECRET", "file:/run/secrets/oidc"),
        ];
        let oidc = load(&[&[ISSUER, CLIENT], &more[..]].concat()).unwrap().sign_in.oidc.unwrap();
        let roles = [("a=b".to_owned(), Role::Viewer), ("ops".to_owned(), Role::Admin)];
        assert_eq!(oidc.roles, GroupRoles(roles.into()));
        assert!(
            matches!(oidc.client_secret, Some(ClientSecret::File(path)) if path.ends_with("oidc"))
        );
    }

    #[test]
    fn a_secret_is_not_shown() {
        let secret = ("OORE_OIDC_CLIENT_SECRET", "hush-hush");
        let config = load(&[ISSUER, CLIENT, secret]).unwrap();
        assert!(!format!("{config:?}").contains("hush"));
        let oidc = config.sign_in.oidc.unwrap();
        assert!(
            matches!(oidc.client_secret, Some(ClientSecret::Text(text)) if text.expose_secret() == secret.1)
        );
    }

    #[test]
    fn what_is_half_or_wrong_is_refused_with_its_reason() {
        let refused = [
            &[ISSUER][..],
            &[CLIENT],
            &[("OORE_OIDC_CREATE_USERS", "true"), ("OORE_OIDC_ROLES", "ops=admin")],
            &[("OORE_OIDC_ISSUER", "http://id.example.com"), CLIENT],
            &[ISSUER, CLIENT, ("OORE_OIDC_ROLES", "ops")],
            &[ISSUER, CLIENT, ("OORE_OIDC_ROLES", "ops=root")],
            &[ISSUER, CLIENT, ("OORE_OIDC_ROLES", "ops=admin,ops=viewer")],
            &[ISSUER, CLIENT, ("OORE_OIDC_SCOPES", "a b")],
            &[("OORE_SESSION_IDLE", "1s")],
            &[("OORE_SESSION_IDLE", "12h"), ("OORE_SESSION_MAX", "1h")],
        ];
        let told = refused.map(|settings| load(settings).unwrap_err().to_string());
        insta::assert_snapshot!(told.join("\n"));
    }
}
