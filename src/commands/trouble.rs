//! What ends a command, said once, and what to do about it.

use sea_orm::DbErr;

use crate::actors::persistence::PersistenceError;
use crate::store::{Lasting, lasting};

/// An error with its causes, in one line where each is. Many a cause repeats the text of its own.
pub(super) fn told(error: &anyhow::Error) -> String {
    let mut told = String::new();
    for link in error.chain().map(ToString::to_string) {
        if told.contains(&link) {
            continue;
        }
        if !told.is_empty() {
            told.push_str(": ");
        }
        told.push_str(&link);
    }
    if let Some(advice) = error.chain().find_map(database).and_then(lasting).map(advice) {
        told.push_str("\noored: ");
        told.push_str(advice);
    }
    told
}

fn database<'e>(link: &'e (dyn std::error::Error + 'static)) -> Option<&'e DbErr> {
    match link.downcast_ref() {
        Some(PersistenceError::Write(refused)) => Some(refused.cause()),
        Some(PersistenceError::Unavailable(_)) | None => link.downcast_ref(),
    }
}

const fn advice(trouble: Lasting) -> &'static str {
    match trouble {
        Lasting::Damaged => {
            "the file is damaged, or is no database: if OORE_DATABASE_URL and OORE_DATA_DIR name the \
             right one, keep a copy of it, restore a backup with `oored restore` (docs/upkeep.md), \
             and have the disk checked"
        }
        Lasting::Full => {
            "make room on the disk of the database and start again: what was acknowledged is kept"
        }
    }
}

#[cfg(test)]
mod tests {
    use anyhow::Context as _;

    use super::*;

    #[test]
    fn a_cause_is_not_told_twice() {
        let inner = std::io::Error::other("no room");
        let error = anyhow::Error::new(inner).context("can't write: no room");
        assert_eq!(told(&error), "can't write: no room");
        let error = Err::<(), _>(error).context("can't start").unwrap_err();
        assert_eq!(told(&error), "can't start: can't write: no room");
    }
}
