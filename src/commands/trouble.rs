//! What ends a command, said once, and what to do about it.

use std::io::{self, ErrorKind};

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
    if let Some(advice) = error.chain().find_map(trouble).map(advice) {
        told.push_str("\noored: ");
        told.push_str(advice);
    }
    told
}

fn trouble(link: &(dyn std::error::Error + 'static)) -> Option<Lasting> {
    let kind = link.downcast_ref::<io::Error>().map(io::Error::kind);
    match kind {
        Some(ErrorKind::StorageFull | ErrorKind::QuotaExceeded) => Some(Lasting::Full),
        _ => database(link).and_then(lasting),
    }
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
            "the disk is full: make room there (`df` tells which disk it is, and `du` what takes it), \
             then try again: what was acknowledged is kept"
        }
    }
}

#[cfg(test)]
mod tests {
    use anyhow::Context as _;

    use super::*;

    #[test]
    fn only_a_full_disk_is_told_to_be_full() {
        let on = |kind: ErrorKind| told(&anyhow::Error::from(io::Error::from(kind)).context("x"));
        assert!(on(ErrorKind::StorageFull).contains("make room"));
        assert!(!on(ErrorKind::NotFound).contains("make room"));
    }

    #[test]
    fn a_cause_is_not_told_twice() {
        let inner = io::Error::other("no room");
        let error = anyhow::Error::new(inner).context("can't write: no room");
        assert_eq!(told(&error), "can't write: no room");
        let error = Err::<(), _>(error).context("can't start").unwrap_err();
        assert_eq!(told(&error), "can't start: can't write: no room");
    }
}
