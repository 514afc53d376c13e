//! Which certificates the runner believes its server.

use std::path::Path;
use std::sync::Arc;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{ClientConfig, RootCertStore};
use tokio_tungstenite::Connector;

use crate::options::RunnerError;

/// How TLS is spoken to the server: none leaves it to the library, which trusts what the system
/// trusts.
#[derive(Clone, Default)]
pub(crate) struct Trust(Option<Arc<ClientConfig>>);

impl Trust {
    /// Trusts the authorities in `file` beside those of the system.
    ///
    /// # Errors
    /// When the file holds no certificate that can be read.
    pub(crate) fn with(file: Option<&Path>) -> Result<Self, RunnerError> {
        let Some(file) = file else { return Ok(Self::default()) };
        let unusable =
            |message: String| RunnerError::Authorities { path: file.to_owned(), message };
        let given: Result<Vec<_>, _> =
            CertificateDer::pem_file_iter(file).and_then(Iterator::collect);
        let given = given.map_err(|error| unusable(error.to_string()))?;
        if given.is_empty() {
            return Err(unusable("it holds no certificate in PEM form".to_owned()));
        }
        let mut roots = RootCertStore::empty();
        // What the system trusts and can't be read is as good as not trusted.
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        for authority in given {
            roots.add(authority).map_err(|error| unusable(error.to_string()))?;
        }
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|error| unusable(error.to_string()))?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Self(Some(Arc::new(config))))
    }

    pub(crate) fn connector(&self) -> Option<Connector> {
        self.0.clone().map(Connector::Rustls)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn authorities_that_are_none_end_the_start_with_their_file() {
        let directory = tempfile::tempdir().expect("a directory");
        let file = directory.path().join("ca.pem");
        let told = || Trust::with(Some(&file)).err().expect("refused").to_string();
        assert!(told().contains("ca.pem (--ca-certificate)"), "{}", told());
        std::fs::write(&file, "no certificate").expect("written");
        assert!(told().ends_with("it holds no certificate in PEM form"), "{}", told());
        assert!(Trust::with(None).is_ok_and(|trust| trust.connector().is_none()));
    }
}
