//! Following the chain of the record from its beginning to its end.

use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

use subtle::ConstantTimeEq;

use crate::crypto::token::ChainKey;
use crate::entities::audit_events::{Column, Entity, Model};
use crate::entities::{audit_heads, users};

/// How many entries are read at a time.
const PAGE: u64 = 1000;

/// A record whose entries are all there, as they were written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// How many there are.
    pub entries: i64,
    /// The last one's signature. Noted elsewhere, it shows later that nothing before was replaced.
    pub head: Option<String>,
}

/// Where a record is not what was written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// Entries are missing before one that is there.
    #[error("entry {expected} is missing: the next one that is there is {found}")]
    Missing {
        /// The place that should come next.
        expected: i64,
        /// The place that comes next.
        found: i64,
    },
    /// An entry, or the one before it, was changed.
    #[error("entry {0} was changed, or signed with another key (OORE_WEBHOOK_PEPPER)")]
    Changed(i64),
    /// The last entries are missing.
    #[error("the last entries are missing: the record ends with {last}, and went on to {known}")]
    Cut {
        /// The last entry that is there.
        last: i64,
        /// The last one that was written.
        known: i64,
    },
    /// The entry that was noted earlier is not part of the chain.
    #[error("no entry has the signature that was noted: the record was replaced, or put back")]
    Replaced,
    /// The row that tells where the chain ends is gone or does not fit.
    #[error("the end of the chain is not what was written")]
    End,
}

/// Follows the chain; an entry with the signature `noted`, if one is given, must be part of it.
///
/// # Errors
/// When the database does not answer.
pub async fn verify(
    db: &impl ConnectionTrait,
    chain: &ChainKey,
    noted: Option<&str>,
) -> Result<Result<Verified, Broken>, DbErr> {
    let mut last = (0, String::new());
    let mut is_found = noted.is_none();
    loop {
        let page = page(db, last.0).await?;
        if page.is_empty() {
            break;
        }
        for row in page {
            match follow(chain, &last, &row) {
                Ok(()) => {
                    is_found |= noted == Some(row.mac.as_str());
                    last = (row.sequence, row.mac);
                }
                Err(broken) => return Ok(Err(broken)),
            }
        }
    }
    if !is_found {
        return Ok(Err(Broken::Replaced));
    }
    let head = audit_heads::Entity::find_by_id(audit_heads::ONLY).one(db).await?;
    let is_sealed = |head: &audit_heads::Model| -> bool {
        seal(chain, head.sequence, &head.mac).as_bytes().ct_eq(head.seal.as_bytes()).into()
    };
    if head.as_ref().is_some_and(|head| !is_sealed(head)) {
        return Ok(Err(Broken::End));
    }
    // Whoever adds a user leaves an entry.
    if head.is_none() && users::Entity::find().one(db).await?.is_some() {
        return Ok(Err(Broken::End));
    }
    Ok(end(last, head.as_ref()))
}

/// What signs the row that tells where the chain ends.
pub(super) fn seal(chain: &ChainKey, sequence: i64, mac: &str) -> String {
    chain.sign("the end of the record", &[&sequence.to_be_bytes(), mac.as_bytes()].concat())
}

async fn page(db: &impl ConnectionTrait, after: i64) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::Sequence.gt(after))
        .order_by_asc(Column::Sequence)
        .limit(PAGE)
        .all(db)
        .await
}

fn follow(chain: &ChainKey, last: &(i64, String), row: &Model) -> Result<(), Broken> {
    let expected = last.0 + 1;
    if row.sequence != expected {
        return Err(Broken::Missing { expected, found: row.sequence });
    }
    if chain.is_signed(&last.1, &row.chained_bytes(), &row.mac) {
        Ok(())
    } else {
        Err(Broken::Changed(row.sequence))
    }
}

fn end(last: (i64, String), head: Option<&audit_heads::Model>) -> Result<Verified, Broken> {
    let (entries, mac) = last;
    match head {
        None if entries == 0 => Ok(Verified { entries, head: None }),
        None => Err(Broken::End),
        Some(head) if head.sequence > entries => {
            Err(Broken::Cut { last: entries, known: head.sequence })
        }
        Some(head) if head.sequence == entries && head.mac == mac => {
            Ok(Verified { entries, head: Some(mac) })
        }
        Some(_) => Err(Broken::End),
    }
}
