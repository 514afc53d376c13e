//! What a backup says about itself, in its last member: a file that was cut off has none.

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::config::{DatabaseKind, EncryptionKey};
use crate::crypto::signature::sha256_hex;

/// The form of backups that this program makes and reads.
pub(crate) const FORMAT: u32 = 1;

/// The member that holds the manifest.
pub(crate) const MANIFEST: &str = "manifest.json";

/// The member that holds a copy of an SQLite database.
pub(crate) const SQLITE: &str = "oore.db";

/// The member that holds what `pg_dump` wrote.
pub(crate) const POSTGRES: &str = "database.pgdump";

/// The directory of the logs' objects, as in a data directory.
pub(crate) const LOGS: &str = "logs/";

/// A backup.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Manifest {
    /// The form.
    pub(crate) format: u32,
    /// The version of the program that made it.
    pub(crate) version: String,
    /// The last step of the database's schema.
    pub(crate) schema: String,
    /// When.
    pub(crate) created_at: Timestamp,
    /// Which database it is of.
    pub(crate) database: Kind,
    /// Whether the server's keys are in it.
    pub(crate) has_keys: bool,
    /// Tells the key that its secrets are sealed with from others.
    pub(crate) encryption_key: Option<String>,
    /// Members that should be in it, and could not be read.
    pub(crate) missing: Vec<String>,
    /// Everything before this one, in its order.
    pub(crate) members: Vec<Member>,
}

/// Which database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    /// A copy of the file.
    Sqlite,
    /// A dump in the custom format of `pg_dump`.
    Postgres,
}

/// A file of a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Member {
    /// Its path.
    pub(crate) path: String,
    /// How many bytes it has.
    pub(crate) size: u64,
    /// The SHA-256 of its bytes, in hexadecimal digits.
    pub(crate) sha256: String,
}

impl Manifest {
    pub(super) fn new(database: DatabaseKind, schema: String, created_at: Timestamp) -> Self {
        Self {
            format: FORMAT,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            schema,
            created_at,
            database: match database {
                DatabaseKind::Sqlite => Kind::Sqlite,
                DatabaseKind::Postgres => Kind::Postgres,
            },
            has_keys: false,
            encryption_key: None,
            missing: Vec::new(),
            members: Vec::new(),
        }
    }

    /// The members that are logs.
    pub(crate) fn logs(&self) -> impl Iterator<Item = &Member> {
        self.members.iter().filter(|member| member.path.starts_with(LOGS))
    }

    /// The size of the database's copy.
    pub(crate) fn database_bytes(&self) -> u64 {
        let is_database = |member: &&Member| member.path == self.database.member();
        self.members.iter().find(is_database).map_or(0, |member| member.size)
    }
}

impl Kind {
    /// Where the copy is.
    pub(crate) fn member(self) -> &'static str {
        match self {
            Self::Sqlite => SQLITE,
            Self::Postgres => POSTGRES,
        }
    }
}

/// Tells a key from others without telling it: a key has 256 random bits.
pub(crate) fn fingerprint(key: &EncryptionKey) -> String {
    let text = [b"oore backup, encryption key: ", &key.expose()[..]].concat();
    sha256_hex(&text)[..16].to_owned()
}
