//! What TLS is spoken with: a certificate and its key, read from files, and read again when the
//! files change.
//!
//! Files are written one after the other, and by programs that don't tell us. So they are looked at
//! twice a second, and judged when they have stood still for one look. A pair that can't be used
//! changes nothing but the log. Connections keep what they began with.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use rustls::ServerConfig;
use rustls::crypto::aws_lc_rs;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use sha2::{Digest as _, Sha256};
use tokio::sync::watch;
use tokio::time::{MissedTickBehavior, interval};
use tracing::{error, info};

use crate::config::TlsFiles;

/// How often the files are looked at.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// The name within TLS (RFC 7301) of the one protocol that is spoken.
const HTTP1: &[u8] = b"http/1.1";

/// Why a pair can't be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CertificateError {
    /// A file can't be read.
    #[error("can't read {}: {message} ({setting})", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        message: String,
        /// The setting that names it.
        setting: &'static str,
    },
    /// A file holds something else.
    #[error("{} holds no {wanted} in PEM form ({setting})", path.display())]
    NotPem {
        /// The file.
        path: PathBuf,
        /// What it should hold.
        wanted: &'static str,
        /// The setting that names it.
        setting: &'static str,
    },
    /// The two do not belong together, or are of a kind that is not known.
    #[error(
        "the certificate {} and the key {} can't be used together: {message}",
        certificate.display(), key.display()
    )]
    Unusable {
        /// The certificate's file.
        certificate: PathBuf,
        /// The key's file.
        key: PathBuf,
        /// What is wrong.
        message: String,
    },
}

/// What TLS is spoken with now. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Certificates(watch::Receiver<Arc<ServerConfig>>);

/// What the files held at one look.
struct Look {
    certificate: Vec<u8>,
    key: Vec<u8>,
}

impl Certificates {
    /// Reads the files, and reads them again when they change, for as long as it or a clone of it
    /// lives.
    ///
    /// # Errors
    /// When they can't be used now.
    pub async fn keep(files: TlsFiles) -> Result<Self, CertificateError> {
        let look = Look::at(&files).await?;
        let (sender, current) = watch::channel(look.configuration(&files)?);
        let mark = look.mark();
        tokio::spawn(follow(files, mark, sender));
        Ok(Self(current))
    }

    pub(super) fn current(&self) -> Arc<ServerConfig> {
        Arc::clone(&self.0.borrow())
    }
}

async fn follow(files: TlsFiles, mark: String, sender: watch::Sender<Arc<ServerConfig>>) {
    let mut stillness = Stillness::new(mark);
    let mut looks = interval(LOOK_EVERY);
    looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = looks.tick() => {}
            () = sender.closed() => return,
        }
        let look = Look::at(&files).await;
        let mark = look.as_ref().map_or_else(ToString::to_string, Look::mark);
        if !stillness.is_new(mark) {
            continue;
        }
        match look.and_then(|look| look.configuration(&files)) {
            Ok(configuration) => {
                sender.send_replace(configuration);
                info!("TLS is spoken with the new certificate {}", files.certificate.display());
            }
            Err(error) => error!("the new certificate is not used, the old one stays: {error}"),
        }
    }
}

/// When what was seen is worth a try: it is new, and has been seen twice.
struct Stillness {
    judged: String,
    last: String,
}

impl Stillness {
    fn new(judged: String) -> Self {
        Self { last: judged.clone(), judged }
    }

    fn is_new(&mut self, mark: String) -> bool {
        let is_still = mark == self.last;
        let is_new = is_still && mark != self.judged;
        if is_new {
            self.judged.clone_from(&mark);
        }
        self.last = mark;
        is_new
    }
}

impl Look {
    async fn at(files: &TlsFiles) -> Result<Self, CertificateError> {
        let certificate = read(&files.certificate, "OORE_TLS_CERTIFICATE").await?;
        let key = read(&files.key, "OORE_TLS_KEY").await?;
        Ok(Self { certificate, key })
    }

    /// Tells whether another look saw the same.
    fn mark(&self) -> String {
        let hash = Sha256::new().chain_update(Sha256::digest(&self.certificate));
        hex::encode(hash.chain_update(Sha256::digest(&self.key)).finalize())
    }

    fn configuration(&self, files: &TlsFiles) -> Result<Arc<ServerConfig>, CertificateError> {
        let not_pem = |path: &Path, wanted, setting| CertificateError::NotPem {
            path: path.to_owned(),
            wanted,
            setting,
        };
        let chain: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&self.certificate).collect();
        let chain = chain.ok().filter(|chain| !chain.is_empty());
        let chain = chain
            .ok_or_else(|| not_pem(&files.certificate, "certificate", "OORE_TLS_CERTIFICATE"))?;
        let key = PrivateKeyDer::from_pem_slice(&self.key)
            .map_err(|_| not_pem(&files.key, "private key without a password", "OORE_TLS_KEY"))?;
        let unusable = |error: rustls::Error| CertificateError::Unusable {
            certificate: files.certificate.clone(),
            key: files.key.clone(),
            message: match error {
                rustls::Error::InconsistentKeys(_) => "the key is another one's".to_owned(),
                other => other.to_string(),
            },
        };
        // TLS 1.2 and 1.3 are the versions that there are.
        let mut configuration =
            ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
                .with_safe_default_protocol_versions()
                .map_err(unusable)?
                .with_no_client_auth()
                .with_single_cert(chain, key)
                .map_err(unusable)?;
        configuration.alpn_protocols = vec![HTTP1.to_vec()];
        Ok(Arc::new(configuration))
    }
}

async fn read(path: &Path, setting: &'static str) -> Result<Vec<u8>, CertificateError> {
    tokio::fs::read(path).await.map_err(|error| CertificateError::Unreadable {
        path: path.to_owned(),
        message: error.to_string(),
        setting,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_still_is_tried_once() {
        let mut stillness = Stillness::new("old".to_owned());
        let mut looks = |marks: &[&str]| {
            marks.iter().map(|mark| stillness.is_new((*mark).to_owned())).collect::<Vec<_>>()
        };
        assert_eq!(looks(&["old", "old"]), [false; 2], "nothing has changed");
        assert_eq!(looks(&["half", "new", "new", "new"]), [false, false, true, false]);
        assert_eq!(looks(&["old", "old"]), [false, true], "what was before is new again");
    }
}
