//! Whether the server's keys are there and usable: its own, and the GitHub App's. A key that is
//! missing is bad when the database was written with it: the server would make another one.

use std::sync::Arc;

use sea_orm::DatabaseConnection;

use super::report::Finding;
use super::rows::Unseen;
use crate::config::{Config, EncryptionKey, KeysError, keys};
use crate::crypto::seal::{SealKey, Sealer};
use crate::domain::access::Reach;
use crate::store;
use crate::store::sealed::{self, SEALED};

const AREA: &str = "keys";

/// What is known of the keys.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Facts {
    encryption_key: Kept,
    pepper: Kept,
    admin_token: Kept,
    is_rotating: bool,
    /// What the database was written with.
    used: Result<Used, Unseen>,
}

/// A key that is configured or in its file.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Kept {
    There,
    Missing,
    Unusable(String),
}

/// Whether the database holds anything that another key would make worthless.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Used {
    /// Values are sealed with the encryption key.
    encryption_key: bool,
    /// The record is signed with a key made from the pepper, and whatever else depends on it
    /// (passwords, tokens, runners) was entered there.
    pepper: bool,
}

impl<T> From<&Result<Option<T>, KeysError>> for Kept {
    fn from(key: &Result<Option<T>, KeysError>) -> Self {
        match key {
            Ok(Some(_)) => Self::There,
            Ok(None) => Self::Missing,
            Err(error) => Self::Unusable(error.to_string()),
        }
    }
}

/// Looks at the keys; gives what opens the sealed values, if the key for that is there.
pub(super) async fn examine(
    config: &Config,
    reader: Result<&DatabaseConnection, Unseen>,
) -> (Vec<Finding>, Option<Arc<Sealer>>) {
    let current = keys::encryption_key(config);
    let earlier = keys::rotation::earlier(config);
    let mut findings = judge(&Facts {
        encryption_key: match (&current, &earlier) {
            (Ok(Some(_)), Err(error)) => Kept::Unusable(error.to_string()),
            (current, _) => Kept::from(current),
        },
        pepper: Kept::from(&keys::pepper(config)),
        admin_token: Kept::from(&keys::admin_token(config)),
        is_rotating: earlier.as_ref().is_ok_and(|earlier| !earlier.is_empty()),
        used: used(reader).await,
    });
    let sealer = sealer(current.ok().flatten(), earlier.ok());
    findings.extend(examine_app(config, sealer.as_ref()));
    (findings, sealer)
}

fn sealer(
    current: Option<EncryptionKey>,
    earlier: Option<Vec<EncryptionKey>>,
) -> Option<Arc<Sealer>> {
    Some(Arc::new(crate::app::sealer_of(&current?, &earlier?)))
}

async fn used(reader: Result<&DatabaseConnection, Unseen>) -> Result<Used, Unseen> {
    let db = reader?;
    let mut used = Used::default();
    for column in SEALED {
        used.encryption_key |= !sealed::values(db, column, "", 1).await?.is_empty();
    }
    let all = store::audit::Filter::default();
    used.pepper = !store::audit::list(db, &all, &Reach::All, (None, 1)).await?.is_empty();
    Ok(used)
}

fn judge(facts: &Facts) -> Vec<Finding> {
    let all = [&facts.encryption_key, &facts.pepper, &facts.admin_token];
    let is_new = facts.used == Err(Unseen::Absent) || facts.used == Ok(Used::default());
    if is_new && all.iter().all(|key| **key == Kept::Missing) {
        return vec![Finding::warning(
            AREA,
            "the server has no keys yet",
            "start the server once, which makes them",
        )];
    }
    let mut findings: Vec<_> = all.into_iter().filter_map(judge_unusable).collect();
    findings.extend(judge_missing(facts));
    if facts.is_rotating {
        findings.push(Finding::warning(
            AREA,
            "the encryption key is being changed: an earlier one is kept beside it",
            "stop the server and run `oored rotate-key`",
        ));
    }
    if findings.is_empty() {
        findings.push(Finding::ok(AREA, "the server's keys are there, for its user alone"));
    }
    findings
}

fn judge_unusable(key: &Kept) -> Option<Finding> {
    match key {
        Kept::Unusable(why) => {
            Some(Finding::failure(AREA, why.as_str(), "put the keys in order as told"))
        }
        Kept::There | Kept::Missing => None,
    }
}

fn judge_missing(facts: &Facts) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (key, file, name, use_of, depends) in [
        (
            &facts.encryption_key,
            keys::ENCRYPTION_KEY_FILE,
            "OORE_ENCRYPTION_KEY",
            (|used: &Used| used.encryption_key) as fn(&Used) -> bool,
            "secrets and access tokens are sealed with it",
        ),
        (
            &facts.pepper,
            keys::PEPPER_FILE,
            "OORE_WEBHOOK_PEPPER",
            |used: &Used| used.pepper,
            "passwords, tokens and the record depend on it",
        ),
    ] {
        if *key == Kept::Missing {
            let used = facts.used.as_ref().map(use_of);
            findings.push(judge_lost((file, name), used, depends));
        }
    }
    if facts.admin_token == Kept::Missing {
        findings.push(Finding::warning(
            AREA,
            format!("the file {} is missing", keys::ADMIN_TOKEN_FILE),
            "put it back, or start the server, which makes another admin token and shows it once",
        ));
    }
    findings
}

/// A key that is missing although others are there, or although there are rows.
fn judge_lost((file, name): (&str, &str), used: Result<bool, &Unseen>, depends: &str) -> Finding {
    let advice = format!(
        "put the file back from a backup (mode 600), or set {name} if it was configured; do not \
         start the server before: it would make another one"
    );
    match used {
        Ok(true) => Finding::failure(
            AREA,
            format!("the file {file} is missing, and {depends} in the database that is there"),
            advice,
        ),
        Ok(false) | Err(Unseen::Absent) => Finding::warning(
            AREA,
            format!("the file {file} is missing; nothing in the database depends on it yet"),
            "start the server, which makes it, or put it back",
        ),
        Err(Unseen::Closed | Unseen::Failed(_)) => Finding::failure(
            AREA,
            format!(
                "the file {file} is missing, and the database, which can't be read, may need it"
            ),
            advice,
        ),
    }
}

fn examine_app(config: &Config, sealer: Option<&Arc<Sealer>>) -> Option<Finding> {
    let app = config.providers.github_app.as_ref()?;
    // Whatever it opens: nothing is opened to see whether the App's own key is one.
    let any = || Arc::new(Sealer::new(SealKey::from([0; 32])));
    let sealer = sealer.cloned().unwrap_or_else(any);
    let usable = crate::app::providers(config, &sealer).map(drop);
    Some(judge_app(&app.id, usable.map_err(|error| format!("{error:#}"))))
}

fn judge_app(id: &str, usable: Result<(), String>) -> Finding {
    match usable {
        Ok(()) => Finding::ok(AREA, format!("the private key of the GitHub App {id} can be used")),
        Err(why) => Finding::failure(
            AREA,
            format!("the private key of the GitHub App {id} can't be used: {why}"),
            "make a new private key in the App's settings at GitHub, and set \
             OORE_GITHUB_PRIVATE_KEY to its file",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::super::report::Level;
    use super::Kept::{Missing, There};
    use super::*;

    const EVERYTHING: Result<Used, Unseen> = Ok(Used { encryption_key: true, pepper: true });

    fn levels(
        [encryption_key, pepper, admin_token]: [Kept; 3],
        used: Result<Used, Unseen>,
    ) -> Vec<Level> {
        let facts = Facts { encryption_key, pepper, admin_token, is_rotating: false, used };
        judge(&facts).iter().map(|finding| finding.level).collect()
    }

    #[test]
    fn a_key_that_the_database_needs_is_lost_when_it_is_missing() {
        use Level::{Failure, Ok as Good, Warning};
        let nothing = || Ok(Used::default());
        assert_eq!(levels([There, There, There], EVERYTHING), [Good]);
        assert_eq!(levels([Missing, There, There], EVERYTHING), [Failure]);
        assert_eq!(levels([There, Missing, There], EVERYTHING), [Failure]);
        assert_eq!(levels([There, There, Missing], EVERYTHING), [Warning], "it is made anew");
        assert_eq!(levels([Missing, Missing, Missing], EVERYTHING), [Failure, Failure, Warning]);
        assert_eq!(levels([Missing, Missing, Missing], nothing()), [Warning]);
        assert_eq!(levels([Missing, Missing, Missing], Err(Unseen::Absent)), [Warning]);
        assert_eq!(levels([Missing, There, There], nothing()), [Warning]);
        assert_eq!(levels([Missing, There, There], Err(Unseen::Closed)), [Failure]);
    }

    #[test]
    fn keys_are_judged_without_being_shown() {
        let exposed = KeysError::Exposed { path: "/x/encryption-key".into(), mode: 0o644 };
        let exposed = Kept::from(&Err::<Option<EncryptionKey>, _>(exposed));
        let facts = Facts {
            encryption_key: exposed,
            pepper: There,
            admin_token: There,
            is_rotating: true,
            used: EVERYTHING,
        };
        let told = judge(&facts);
        assert_eq!([told[0].level, told[1].level], [Level::Failure, Level::Warning]);
        assert!(told[0].told.contains("chmod 600"), "{}", told[0].told);
        assert_eq!(judge_app("1", Ok(())).level, Level::Ok);
        assert_eq!(judge_app("1", Err("no PEM".to_owned())).level, Level::Failure);
    }
}
