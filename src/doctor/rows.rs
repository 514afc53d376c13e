//! What is said of rows that could not be looked at: nothing is made up in their place.

use sea_orm::DbErr;

use super::report::Finding;

/// What every area that needs rows answers with.
const ADVICE: &str = "see to what is told of the database, then run the doctor again";

/// Why rows were not looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Unseen {
    /// There is no database yet, so there are none.
    Absent,
    /// The database can't be read.
    Closed,
    /// The database answered with an error, or no more.
    Failed(String),
}

impl From<DbErr> for Unseen {
    fn from(error: DbErr) -> Self {
        Self::Failed(error.to_string())
    }
}

impl Unseen {
    /// Says of something that it was not looked at, and why. What is wrong with the database is
    /// told as such.
    pub(super) fn finding(&self, area: &'static str, what: &str) -> Finding {
        let told = format!("{what}: not looked at, as");
        match self {
            Self::Absent => Finding::ok(area, format!("{told} there is no database yet")),
            Self::Closed => {
                Finding::warning(area, format!("{told} the database can't be read"), ADVICE)
            }
            Self::Failed(why) => {
                Finding::warning(area, format!("{told} the database says: {why}"), ADVICE)
            }
        }
    }
}
