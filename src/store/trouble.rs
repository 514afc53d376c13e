//! Which trouble of a database passes by itself: what was asked for can be asked for again.

use std::io::{self, ErrorKind};

use sea_orm::{ConnAcquireErr, DbErr, RuntimeErr, SqlxError};

use super::WriteError;

/// SQLite's primary result codes (<https://www.sqlite.org/rescode.html>) for a database that
/// another process has locked, a disk that is full or fails, and a file that can't be opened or
/// written for now. The upper bits of an extended code only say more.
const SQLITE_PASSING: [u32; 6] = [5, 6, 8, 10, 13, 14];

/// SQLite's `SQLITE_IOERR_SHMSIZE`: there is no room for the index of its log, without which nothing
/// is read either.
const SQLITE_NO_INDEX: u32 = 4874;

/// PostgreSQL's classes and codes (<https://www.postgresql.org/docs/current/errcodes-appendix.html>):
/// a connection that is lost, a transaction that others made impossible, want of room or of
/// connections, a server that stops or starts, a lock that was not had in time, a disk that fails,
/// a server that is only read from for now, and a session that was ended because nothing was heard
/// of it in the middle of a transaction.
const POSTGRES_PASSING: [&str; 9] =
    ["08", "40", "53", "57", "55P03", "55006", "58", "25006", "25P03"];

/// Whether it is worth to try again: nothing is wrong with what was asked for.
#[must_use]
pub fn is_passing(error: &DbErr) -> bool {
    matches!(error, DbErr::ConnectionAcquire(_))
        || driver_error(error).is_some_and(is_passing_at_driver)
}

/// PostgreSQL's classes and codes for a connection that is of no use any more: it failed, or the
/// server has ended it.
const POSTGRES_LOST: [&str; 2] = ["08", "57P0"];

/// Whether the connection is lost, which says nothing of the next one. What was asked for may have
/// been done.
pub(super) fn is_lost(error: &DbErr) -> bool {
    match driver_error(error) {
        Some(SqlxError::Io(error)) => error.kind() != ErrorKind::TimedOut,
        // Others were opened in the place of those that were waited for.
        Some(SqlxError::PoolClosed) => true,
        Some(SqlxError::Database(error)) => {
            error.code().is_some_and(|code| POSTGRES_LOST.iter().any(|lost| code.starts_with(lost)))
        }
        Some(_) => false,
        None => matches!(error, DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed)),
    }
}

/// Whether nothing was heard, of the database or of a connection that comes free.
pub(super) fn is_silence(error: &DbErr) -> bool {
    match driver_error(error) {
        Some(SqlxError::Io(error)) => error.kind() == ErrorKind::TimedOut,
        Some(SqlxError::PoolTimedOut) => true,
        Some(_) => false,
        None => matches!(error, DbErr::ConnectionAcquire(ConnAcquireErr::Timeout)),
    }
}

/// What silence comes to.
pub(super) fn silent() -> DbErr {
    let error = io::Error::new(ErrorKind::TimedOut, "the database has not answered in time");
    DbErr::Conn(RuntimeErr::SqlxError(SqlxError::Io(error).into()))
}

fn driver_error(error: &DbErr) -> Option<&SqlxError> {
    let (DbErr::Conn(error) | DbErr::Exec(error) | DbErr::Query(error)) = error else {
        return None;
    };
    match error {
        RuntimeErr::SqlxError(error) => Some(error),
        RuntimeErr::Internal(_) => None,
    }
}

/// Trouble that a person has to see to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lasting {
    /// The file is damaged, or is none of a database.
    Damaged,
    /// There is no room on its disk.
    Full,
}

/// What a person has to see to, if it is that.
#[must_use]
pub fn lasting(error: &DbErr) -> Option<Lasting> {
    lasting_code(&driver_error(error)?.as_database_error()?.code()?)
}

fn lasting_code(code: &str) -> Option<Lasting> {
    match code.parse::<u32>() {
        Ok(SQLITE_NO_INDEX) => Some(Lasting::Full),
        Ok(number) if code.len() < 5 => match number & 0xff {
            11 | 26 => Some(Lasting::Damaged),
            13 => Some(Lasting::Full),
            _ => None,
        },
        Ok(_) | Err(_) => match code {
            "XX001" | "XX002" => Some(Lasting::Damaged),
            "53100" => Some(Lasting::Full),
            _ => None,
        },
    }
}

fn is_passing_at_driver(error: &SqlxError) -> bool {
    match error {
        SqlxError::Io(_)
        | SqlxError::PoolTimedOut
        | SqlxError::PoolClosed
        | SqlxError::WorkerCrashed => true,
        SqlxError::Database(error) => error.code().is_some_and(|code| is_passing_code(&code)),
        _ => false,
    }
}

/// PostgreSQL's codes have five characters, SQLite's are numbers of fewer.
fn is_passing_code(code: &str) -> bool {
    match code.parse::<u32>() {
        Ok(number) if code.len() < 5 => SQLITE_PASSING.contains(&(number & 0xff)),
        Ok(_) | Err(_) => POSTGRES_PASSING.iter().any(|passing| code.starts_with(passing)),
    }
}

impl WriteError {
    /// Whether it is worth to write again.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        is_passing(&self.0)
    }

    /// Whether the connection was lost, which says nothing of the next one.
    #[must_use]
    pub fn is_lost(&self) -> bool {
        is_lost(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trouble_that_passes_is_told_from_mistakes() {
        for code in ["5", "261", "517", "6", "8", "13", "10", "778", "14"] {
            assert!(is_passing_code(code), "SQLite {code}");
        }
        // An error in SQL, a constraint, a damaged file.
        for code in ["1", "19", "2067", "11"] {
            assert!(!is_passing_code(code), "SQLite {code}");
        }
        for code in
            ["57P01", "57P03", "08006", "53100", "53300", "55P03", "40001", "58030", "25P03"]
        {
            assert!(is_passing_code(code), "PostgreSQL {code}");
        }
        // A table that is not there, a constraint, a right that is missing.
        for code in ["42P01", "23505", "42501"] {
            assert!(!is_passing_code(code), "PostgreSQL {code}");
        }
    }

    #[test]
    fn damage_and_want_of_room_are_told_apart() {
        for code in ["11", "267", "26", "XX001", "XX002"] {
            assert_eq!(lasting_code(code), Some(Lasting::Damaged), "{code}");
        }
        assert_eq!(["13", "4874", "53100"].map(lasting_code), [Some(Lasting::Full); 3]);
        assert!(["1", "5", "10", "23505"].iter().all(|code| lasting_code(code).is_none()));
    }

    #[test]
    fn a_row_that_is_not_there_does_not_come_by_waiting() {
        assert!(!is_passing(&DbErr::RecordNotFound("delivery".to_owned())));
        let lost = SqlxError::Io(ErrorKind::ConnectionReset.into());
        assert!(is_passing(&DbErr::Query(RuntimeErr::SqlxError(lost.into()))));
    }

    #[test]
    fn a_lost_connection_is_told_from_one_that_is_silent() {
        let of = |kind: ErrorKind| {
            let error = DbErr::Query(RuntimeErr::SqlxError(SqlxError::Io(kind.into()).into()));
            (is_lost(&error), is_silence(&error))
        };
        assert_eq!(of(ErrorKind::UnexpectedEof), (true, false));
        assert_eq!(of(ErrorKind::TimedOut), (false, true));
        assert!(is_silence(&silent()) && is_passing(&silent()));
        assert!(is_silence(&DbErr::ConnectionAcquire(ConnAcquireErr::Timeout)));
        assert!(!is_lost(&DbErr::ConnectionAcquire(ConnAcquireErr::Timeout)));
    }
}
