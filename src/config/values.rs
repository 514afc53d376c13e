//! What the texts of the settings mean. Each parser's error says what would be right, and those
//! of settings that may hold a secret never quote the text.

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::num::{NonZeroU16, NonZeroU32};
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};
use ipnet::IpNet;
use secrecy::{ExposeSecret, SecretBox, SecretString};
use url::Url;

/// The fewest characters of a secret that people may choose freely.
const LONG_SECRET: usize = 32;
/// More jobs at a time than any one machine runs; a larger number is a slip.
const MOST_CAPACITY: u16 = 1024;
const MOST_CONNECTIONS: u32 = 65_536;

/// A database's address. It may hold a password, so its `Debug` form shows the kind alone.
#[derive(Clone)]
pub struct DatabaseUrl {
    kind: DatabaseKind,
    url: SecretString,
}

/// The databases that the server runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DatabaseKind {
    /// A file of this machine.
    Sqlite,
    /// A server, for several replicas.
    Postgres,
}

impl DatabaseUrl {
    /// Which database it is.
    #[must_use]
    pub fn kind(&self) -> DatabaseKind {
        self.kind
    }

    /// The whole address, password included: for connecting only.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.url.expose_secret()
    }

    /// `oore.db` in `directory`, made when it is absent.
    #[must_use]
    pub fn sqlite_in(directory: &Path) -> Self {
        Self::sqlite(&directory.join("oore.db"), "rwc")
    }

    /// The database in this file, which is there.
    #[must_use]
    pub fn sqlite_at(file: &Path) -> Self {
        Self::sqlite(file, "rw")
    }

    fn sqlite(path: &Path, mode: &str) -> Self {
        let mut url = String::from("sqlite://");
        for byte in path.as_os_str().as_encoded_bytes() {
            // The reader decodes percent signs and ends the path at a question mark.
            if byte.is_ascii_alphanumeric() || b"/-._~".contains(byte) {
                url.push(char::from(*byte));
            } else {
                url.push_str(&format!("%{byte:02X}"));
            }
        }
        url.push_str("?mode=");
        url.push_str(mode);
        Self { kind: DatabaseKind::Sqlite, url: url.into() }
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DatabaseUrl({:?})", self.kind)
    }
}

/// The key that seals secrets in the database: 32 bytes.
pub struct EncryptionKey(SecretBox<[u8; 32]>);

impl EncryptionKey {
    /// A key of these bytes.
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(SecretBox::new(Box::new(bytes)))
    }

    /// The bytes: for sealing and opening only.
    #[must_use]
    pub fn expose(&self) -> &[u8; 32] {
        self.0.expose_secret()
    }
}

impl Clone for EncryptionKey {
    fn clone(&self) -> Self {
        Self::new(*self.expose())
    }
}

impl fmt::Debug for EncryptionKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EncryptionKey([REDACTED])")
    }
}

/// A private key, or where it is.
#[derive(Debug, Clone)]
pub enum PrivateKey {
    /// The key itself, as PEM text.
    Pem(SecretString),
    /// The file that holds it.
    File(PathBuf),
}

/// A transport that git may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum GitProtocol {
    /// Encrypted, by default.
    Https,
    /// Encrypted, by default.
    Ssh,
    /// Repositories on the server's own disk: whoever registers one can read it.
    File,
    /// Not encrypted: whoever is on the way can change what is built.
    Http,
    /// Not encrypted either.
    Git,
}

impl GitProtocol {
    const ALL: [Self; 5] = [Self::Https, Self::Ssh, Self::File, Self::Http, Self::Git];

    /// The name that git and URLs use.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Https => "https",
            Self::Ssh => "ssh",
            Self::File => "file",
            Self::Http => "http",
            Self::Git => "git",
        }
    }
}

pub(super) fn directory(text: &str) -> Result<PathBuf, String> {
    if text.is_empty() || text.contains('\0') {
        return Err("is not the path of a directory, such as /var/lib/oore".into());
    }
    Ok(PathBuf::from(text))
}

pub(super) fn file(text: &str) -> Result<PathBuf, String> {
    if text.contains('\0') || text.contains("-----BEGIN") {
        return Err("is not the path of a PEM file, such as /etc/oore/certificate.pem".into());
    }
    Ok(PathBuf::from(text))
}

pub(super) fn address(text: &str) -> Result<SocketAddr, String> {
    text.parse().map_err(|_| {
        format!("is `{text}`, not an IP address with a port, such as 127.0.0.1:8080 or [::]:8080")
    })
}

pub(super) fn public_url(text: &str) -> Result<Url, String> {
    web_address(text, "https://ci.example.com")
}

pub(super) fn collector_url(text: &str) -> Result<Url, String> {
    web_address(text, "http://127.0.0.1:4318")
}

fn web_address(text: &str, example: &str) -> Result<Url, String> {
    let wrong = |why: &str| format!("{why}; write it like {example}");
    let mut url = Url::parse(text).map_err(|error| wrong(&format!("is not a URL ({error})")))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(wrong("is neither an http nor an https URL"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(wrong("holds a user name or password, and it is shown to everyone"));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(wrong("holds a query or fragment"));
    }
    let path = url.path().trim_end_matches('/').to_owned();
    url.set_path(&path);
    Ok(url)
}

pub(super) fn database_url(text: &str) -> Result<DatabaseUrl, String> {
    if let Some(rest) = text.strip_prefix("sqlite://") {
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        if path.is_empty() || path == ":memory:" || query.split('&').any(|q| q == "mode=memory") {
            return Err("names no file, and a database in memory would lose what was \
                        acknowledged; write sqlite:///path/to/oore.db"
                .into());
        }
        return Ok(DatabaseUrl { kind: DatabaseKind::Sqlite, url: text.into() });
    }
    if text.starts_with("postgres://") || text.starts_with("postgresql://") {
        return match Url::parse(text) {
            Ok(_) => Ok(DatabaseUrl { kind: DatabaseKind::Postgres, url: text.into() }),
            Err(error) => Err(format!(
                "is not a URL ({error}); write postgres://user:password@host/database, with \
                 special characters of the password percent-encoded"
            )),
        };
    }
    Err("starts with neither sqlite:// nor postgres://, the databases there are".into())
}

pub(super) fn secret(text: &str) -> Result<SecretString, String> {
    if text.is_empty() { Err("is empty".into()) } else { Ok(text.into()) }
}

/// The id of a GitHub App, or its client id.
pub(super) fn name(text: &str) -> Result<String, String> {
    let is_good =
        !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.');
    if is_good { Ok(text.to_owned()) } else { Err("is not the id that GitHub shows".into()) }
}

/// Whether there is such a user is seen when the runner starts.
pub(super) fn user_name(text: &str) -> Result<String, String> {
    let is_good = !text.is_empty() && !text.contains([':', '/', '\0', ' ', '\n']);
    if is_good { Ok(text.to_owned()) } else { Err("is not the name of a user".into()) }
}

pub(super) fn private_key(text: &str) -> Result<PrivateKey, String> {
    if text.contains("-----BEGIN") {
        // Where a value has one line, line ends are often written so.
        return Ok(PrivateKey::Pem(text.replace("\\n", "\n").into()));
    }
    if text.is_empty() || text.contains('\0') {
        return Err("is neither a private key as PEM text nor the path of its file".into());
    }
    Ok(PrivateKey::File(PathBuf::from(text)))
}

pub(super) fn long_secret(text: &str) -> Result<SecretString, String> {
    match text.chars().count() {
        count if count < LONG_SECRET => Err(format!(
            "has {count} characters, and {LONG_SECRET} are the least; `openssl rand -hex 32` \
             makes a good one"
        )),
        _ => Ok(text.into()),
    }
}

pub(super) fn encryption_key(text: &str) -> Result<EncryptionKey, String> {
    let decoded = match text.len() {
        64 => hex::decode(text).ok(),
        _ => [STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD]
            .iter()
            .find_map(|alphabet| alphabet.decode(text).ok()),
    };
    decoded.and_then(|bytes| bytes.try_into().ok()).map(EncryptionKey::new).ok_or_else(|| {
        "is not 32 bytes as hexadecimal digits or base64; `openssl rand -hex 32` makes one".into()
    })
}

pub(super) fn switch(text: &str) -> Result<bool, String> {
    match text {
        "true" => Ok(true),
        "false" => Ok(false),
        _ => Err(format!("is `{text}`, neither true nor false")),
    }
}

pub(super) fn capacity(text: &str) -> Result<NonZeroU16, String> {
    match text.parse::<NonZeroU16>() {
        Ok(capacity) if capacity.get() <= MOST_CAPACITY => Ok(capacity),
        _ => Err(format!("is `{text}`, not a number of jobs from 1 to {MOST_CAPACITY}")),
    }
}

/// More would not be served by one process anyway; what is open takes a file descriptor each.
pub(super) fn connections(text: &str) -> Result<NonZeroU32, String> {
    match text.parse::<NonZeroU32>() {
        Ok(number) if number.get() <= MOST_CONNECTIONS => Ok(number),
        _ => Err(format!("is `{text}`, not a number of connections from 1 to {MOST_CONNECTIONS}")),
    }
}

/// Of a caller.
pub(super) fn time_limit(text: &str) -> Result<Duration, String> {
    duration(text, Duration::from_millis(100)..=Duration::from_secs(60 * 60), "100ms to 1h")
}

/// At least several heartbeats of a runner must fit.
pub(super) fn lost_after(text: &str) -> Result<Duration, String> {
    duration(text, Duration::from_millis(100)..=Duration::from_secs(24 * 60 * 60), "100ms to 24h")
}

/// Each time costs every repository a call or two.
pub(super) fn reconcile_every(text: &str) -> Result<Option<Duration>, String> {
    if text == "off" {
        return Ok(None);
    }
    let range = Duration::from_secs(1)..=Duration::from_secs(24 * 60 * 60);
    duration(text, range, "1s to 24h or off").map(Some)
}

/// Uses are noted to the minute, so a shorter one would end sessions that are in use.
pub(super) fn session_idle(text: &str) -> Result<Duration, String> {
    let range = Duration::from_secs(5 * 60)..=Duration::from_secs(30 * 24 * 60 * 60);
    duration(text, range, "5m to 720h")
}

pub(super) fn session_max(text: &str) -> Result<Duration, String> {
    let range = Duration::from_secs(5 * 60)..=Duration::from_secs(365 * 24 * 60 * 60);
    duration(text, range, "5m to 8760h")
}

/// Zero kills at once.
pub(super) fn cancel_grace(text: &str) -> Result<Duration, String> {
    duration(text, Duration::ZERO..=Duration::from_secs(60 * 60), "0s to 1h")
}

pub(super) fn duration(
    text: &str,
    range: RangeInclusive<Duration>,
    range_text: &str,
) -> Result<Duration, String> {
    let unit_at = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at(unit_at);
    let milliseconds = match unit {
        "ms" => Some(1),
        "s" => Some(1_000),
        "m" => Some(60_000),
        "h" => Some(3_600_000),
        _ => None,
    };
    let parsed = milliseconds.zip(number.parse::<u64>().ok());
    match parsed.and_then(|(unit, number)| number.checked_mul(unit)).map(Duration::from_millis) {
        Some(duration) if range.contains(&duration) => Ok(duration),
        Some(_) => Err(format!("is {text}, and {range_text} is allowed")),
        None => Err(format!("is `{text}`, not a time such as 500ms, 30s, 5m or 1h")),
    }
}

/// In bytes. Less would hide how a job failed; more fills disks before anyone looks.
pub(super) fn log_limit(text: &str) -> Result<u64, String> {
    let unit_at = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at(unit_at);
    let size: Option<u64> = match unit {
        "KiB" => Some(1 << 10),
        "MiB" => Some(1 << 20),
        "GiB" => Some(1 << 30),
        _ => None,
    };
    match size.zip(number.parse::<u64>().ok()).and_then(|(size, number)| number.checked_mul(size)) {
        Some(bytes) if (64 << 10..=1 << 40).contains(&bytes) => Ok(bytes),
        Some(_) => Err(format!("is {text}, and 64KiB to 1024GiB is allowed")),
        None => Err(format!("is `{text}`, not a size such as 64KiB, 100MiB or 1GiB")),
    }
}

/// The server's own variables hold its keys, which no step may see.
///
/// # Errors
/// What is wrong with it.
pub fn variable_name(text: &str) -> Result<String, String> {
    let starts_well = text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    if !starts_well || !text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') {
        return Err(format!("names `{text}`, which can't be a variable's name"));
    }
    if text.starts_with("OORE_") {
        return Err(format!("names `{text}`; the server's own variables are not passed to steps"));
    }
    Ok(text.to_owned())
}

/// An address stands for itself.
pub(super) fn network(text: &str) -> Result<IpNet, String> {
    let address = || text.parse::<IpAddr>().map(IpNet::from);
    text.parse()
        .or_else(|_| address())
        .map_err(|_| format!("names `{text}`, not a network such as 10.0.0.0/8 or an address"))
}

pub(super) fn git_protocol(text: &str) -> Result<GitProtocol, String> {
    GitProtocol::ALL.into_iter().find(|protocol| protocol.name() == text).ok_or_else(|| {
        let known = GitProtocol::ALL.map(GitProtocol::name).join(", ");
        format!("names `{text}`, which is none of {known}")
    })
}
