//! What a backup says about itself, in its last member: a file that was cut off has none.

use std::path::Path;

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};

use super::snapshot::Snapshot;
use crate::clock::{self, Timestamp};
use crate::config::{Config, DatabaseKind, EncryptionKey, KeysError, keys};
use crate::crypto::signature::sha256_hex;
use crate::entities::log_objects;

/// The form of backups that this program makes and reads.
pub(super) const FORMAT: u32 = 1;

/// The member that holds the manifest.
pub(super) const MANIFEST: &str = "manifest.json";

/// The member that holds a copy of an SQLite database.
pub(super) const SQLITE: &str = "oore.db";

/// The member that holds what `pg_dump` wrote.
pub(crate) const POSTGRES: &str = "database.pgdump";

/// The directory of the logs' objects, as in a data directory.
pub(super) const LOGS: &str = "logs/";

/// A backup.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Manifest {
    /// The form.
    pub(super) format: u32,
    /// The version of the program that made it.
    pub(crate) version: String,
    /// The last step of the database's schema.
    pub(crate) schema: String,
    /// When.
    pub(crate) created_at: Timestamp,
    /// Which database it is of.
    pub(crate) database: Kind,
    /// What it knows of the server's keys.
    pub(crate) keys: KeyNotes,
    /// Where the server kept its logs, if that was not in its data directory.
    pub(crate) log_directory: Option<String>,
    /// Whether the record of who did what was whole.
    pub(crate) record: Record,
    /// Logs that should be in it, and were not whole when it was made.
    pub(crate) bad_logs: Vec<BadLog>,
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

/// The keys without which a database is of little use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct KeyNotes {
    /// Opens its secrets.
    pub(crate) encryption_key: KeyNote,
    /// Makes its tokens valid.
    pub(crate) webhook_pepper: KeyNote,
}

/// What a backup knows of a key.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct KeyNote {
    /// Tells it from others; none: the server had none.
    pub(crate) fingerprint: Option<String>,
    /// Whether the key itself is in the backup.
    pub(crate) is_included: bool,
}

/// The record of who did what, as it was in the copied database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Record {
    /// All of it was there.
    Whole {
        /// How many entries.
        entries: i64,
    },
    /// It was not what was written, for this reason.
    Broken(String),
    /// The server had no key to check it with.
    Unknown,
}

/// A log that is not what the database says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct BadLog {
    /// Its member, whether that is there or not.
    pub(crate) path: String,
    /// What is wrong with it, for people.
    pub(crate) reason: String,
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
    /// What it holds, by the word of the database, if it is a log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) log: Option<Content>,
}

/// What a log holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Content {
    /// How many bytes.
    pub(crate) length: i64,
    /// Their SHA-256, in hexadecimal digits.
    pub(crate) sha256: String,
}

impl Manifest {
    pub(super) fn new(config: &Config, snapshot: &Snapshot, keys: KeyNotes) -> Self {
        let logs = &config.logs.directory;
        let is_elsewhere = *logs != config.data_dir.join(LOGS.trim_end_matches('/'));
        Self {
            format: FORMAT,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            schema: snapshot.schema.clone(),
            created_at: clock::now(),
            database: match config.database.url.kind() {
                DatabaseKind::Sqlite => Kind::Sqlite,
                DatabaseKind::Postgres => Kind::Postgres,
            },
            keys,
            log_directory: is_elsewhere.then(|| logs.display().to_string()),
            record: snapshot.record.clone(),
            bad_logs: Vec::new(),
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
    pub(super) fn member(self) -> &'static str {
        match self {
            Self::Sqlite => SQLITE,
            Self::Postgres => POSTGRES,
        }
    }
}

impl KeyNotes {
    /// Those that the server uses, configured or kept in its data directory.
    pub(super) fn used(config: &Config) -> Result<Self, KeysError> {
        let (key, pepper) = (keys::encryption_key(config)?, keys::pepper(config)?);
        Ok(Self::of(key.as_ref(), pepper.as_ref(), false))
    }

    /// Those in the files of a data directory.
    pub(super) fn kept(directory: &Path) -> Result<Self, KeysError> {
        let (key, pepper) = (keys::encryption_key_in(directory)?, keys::pepper_in(directory)?);
        Ok(Self::of(key.as_ref(), pepper.as_ref(), true))
    }

    fn of(key: Option<&EncryptionKey>, pepper: Option<&SecretString>, is_included: bool) -> Self {
        let encryption_key = key.map(|key| fingerprint("encryption key", key.expose()));
        let pepper = pepper.map(|it| fingerprint("webhook pepper", it.expose_secret().as_bytes()));
        let note = |fingerprint: Option<String>| KeyNote {
            is_included: is_included && fingerprint.is_some(),
            fingerprint,
        };
        Self { encryption_key: note(encryption_key), webhook_pepper: note(pepper) }
    }

    /// Whether a server of the backup needs nothing else.
    pub(crate) fn are_included(&self) -> bool {
        self.encryption_key.is_included && self.webhook_pepper.is_included
    }
}

impl From<&log_objects::Model> for Content {
    fn from(row: &log_objects::Model) -> Self {
        Self { length: row.length, sha256: row.sha256.clone() }
    }
}

/// Tells a key from others without telling it.
fn fingerprint(kind: &str, key: &[u8]) -> String {
    let text = [b"oore backup, ", kind.as_bytes(), b": ", key].concat();
    sha256_hex(&text)[..16].to_owned()
}
