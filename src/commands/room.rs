//! What to do when a command has failed for want of room.

use std::error::Error;
use std::io;

use sea_orm::DbErr;

use crate::store;

/// The end of the message about a failure: empty when a full disk is not its cause.
pub(super) fn advice(error: &anyhow::Error) -> &'static str {
    if error.chain().any(is_full) {
        "; the disk is full: make room there (`df` tells which disk it is, and `du` what takes it), \
         then try again"
    } else {
        ""
    }
}

fn is_full(error: &(dyn Error + 'static)) -> bool {
    let kind = error.downcast_ref::<io::Error>().map(io::Error::kind);
    matches!(kind, Some(io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded))
        || error.downcast_ref::<DbErr>().is_some_and(store::is_full)
}

#[cfg(test)]
#[test]
fn only_a_full_disk_is_told_to_be_full() {
    let full = anyhow::Error::from(io::Error::from(io::ErrorKind::StorageFull)).context("a file");
    assert!(advice(&full).contains("make room"));
    let other = anyhow::Error::from(io::Error::from(io::ErrorKind::NotFound)).context("a file");
    assert_eq!(advice(&other), "");
}
