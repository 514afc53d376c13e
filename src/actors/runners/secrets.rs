//! The secrets of a job that is about to be sent: chosen by its event, opened, and noted. They are
//! read each time, so a job that runs again gets what is stored then.

use indexmap::IndexMap;
use protocol::Hidden;
use sea_orm::{ConnectionTrait, DbErr};
use secrecy::ExposeSecret;

use crate::domain::event::RefKind;
use crate::domain::secrets::{Choice, NamedSecret, Purpose, choose, too_large};
use crate::ids::RepositoryId;
use crate::store::secrets::{Vault, candidate, named};

/// What a job asks for, and what the answer depends on.
#[derive(Debug)]
pub(super) struct Wanted {
    pub(super) names: Vec<String>,
    pub(super) repository: RepositoryId,
    pub(super) full_name: String,
    pub(super) ref_kind: RefKind,
    pub(super) ref_name: String,
    pub(super) is_from_fork: bool,
    pub(super) environment: Option<String>,
}

/// What a job is given.
pub(super) struct Given {
    /// Values by name.
    pub(super) values: IndexMap<String, Hidden>,
    /// What became of each name.
    pub(super) told: Vec<NamedSecret>,
}

/// Opens what the job may have.
///
/// # Errors
/// The inner one says, for people, why the job can't run.
pub(super) async fn give(
    db: &impl ConnectionTrait,
    vault: &Vault,
    wanted: &Wanted,
) -> Result<Result<Given, String>, DbErr> {
    let stored = named(db, wanted.repository, &wanted.names).await?;
    let candidates: Vec<_> = stored.iter().map(candidate).collect();
    let purpose = Purpose {
        ref_kind: wanted.ref_kind,
        ref_name: &wanted.ref_name,
        is_from_fork: wanted.is_from_fork,
        environment: wanted.environment.as_deref(),
    };
    let choices = match choose(&wanted.names, &candidates, &purpose) {
        Ok(choices) => choices,
        Err(missing) => return Ok(Err(missing.told(&wanted.full_name))),
    };
    let mut given = Given { values: IndexMap::new(), told: Vec::new() };
    for (name, choice) in wanted.names.iter().zip(choices) {
        let withheld = match choice {
            Choice::Withhold(reason) => Some(reason.to_string()),
            Choice::Give(place) => match vault.open(&stored[place]) {
                Ok(value) => {
                    let hidden = Hidden(value.expose_secret().to_owned());
                    given.values.insert(name.clone(), hidden);
                    None
                }
                Err(error) => {
                    return Ok(Err(format!(
                        "the secret `{name}` can't be opened ({error}); set it again, or give the \
                         server the key that sealed it as OORE_ENCRYPTION_KEY_PREVIOUS"
                    )));
                }
            },
        };
        given.told.push(NamedSecret { name: name.clone(), withheld });
    }
    let bytes = given.values.values().map(|value| value.0.len()).sum();
    Ok(too_large(bytes).map_or(Ok(given), Err))
}
