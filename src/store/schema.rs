//! The steps of the schema: those that a database has taken, against those that this program knows.

use sea_orm::{ConnectionTrait, DbErr, Statement};

/// How far a database is from what this program needs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Difference {
    /// How many steps it has not taken.
    pub missing: usize,
    /// Steps that this program does not know, oldest first: a later version took them.
    pub unknown: Vec<String>,
}

/// The steps that a database has taken, oldest first.
///
/// # Errors
/// When the database does not answer, or has never been brought up to date.
pub async fn taken(db: &impl ConnectionTrait) -> Result<Vec<String>, DbErr> {
    let sql = "SELECT version FROM seaql_migrations ORDER BY version";
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await?;
    rows.iter().map(|row| row.try_get_by_index(0)).collect()
}

/// Compares what was taken with what this program knows.
#[must_use]
pub fn compare(taken: &[String]) -> Difference {
    difference(taken, &migration::names())
}

/// Whether this program knows a step of the schema.
#[must_use]
pub fn knows(step: &str) -> bool {
    compare(&[step.to_owned()]).unknown.is_empty()
}

fn difference(taken: &[String], known: &[String]) -> Difference {
    Difference {
        missing: known.iter().filter(|step| !taken.contains(step)).count(),
        unknown: taken.iter().filter(|step| !known.contains(step)).cloned().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_compared_by_name() {
        let steps = |names: &[&str]| names.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
        let told = difference(&steps(&["a", "z"]), &steps(&["a", "b"]));
        assert_eq!(told, Difference { missing: 1, unknown: steps(&["z"]) });
        let known = migration::names();
        assert_eq!(compare(&known), Difference::default());
        assert!(known.iter().all(|step| knows(step)) && !knows("m20990101_000001_later"));
    }
}
