//! Certificates of an authority that nobody but a test trusts.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{ClientConfig, RootCertStore};
use tempfile::TempDir;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

/// An authority, and a place for the files of a server.
#[derive(Debug)]
pub(crate) struct Authority {
    issuer: Issuer<'static, KeyPair>,
    pem: String,
    directory: TempDir,
}

impl Authority {
    pub(crate) fn new() -> Self {
        let key = KeyPair::generate().expect("a key");
        let mut params = CertificateParams::new(Vec::new()).expect("parameters");
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.distinguished_name.push(DnType::CommonName, "An authority of tests");
        let pem = params.self_signed(&key).expect("signed").pem();
        let directory = tempfile::Builder::new().prefix("oore-test-tls-").tempdir();
        Self { issuer: Issuer::new(params, key), pem, directory: directory.expect("a directory") }
    }

    /// Its own certificate in a file.
    pub(crate) fn file(&self) -> PathBuf {
        let path = self.directory.path().join("authority.pem");
        fs::write(&path, &self.pem).expect("written");
        path
    }

    /// Writes a new certificate for these names and its key to where the server reads them.
    pub(crate) fn issue(&self, names: &[&str]) {
        let (certificate, key) = self.pair(names);
        fs::write(self.certificate(), certificate).expect("written");
        fs::write(self.key(), key).expect("written");
    }

    /// A new certificate and its key, in PEM form.
    pub(crate) fn pair(&self, names: &[&str]) -> (String, String) {
        let key = KeyPair::generate().expect("a key");
        let names: Vec<_> = names.iter().map(|name| (*name).to_owned()).collect();
        let params = CertificateParams::new(names).expect("names");
        let certificate = params.signed_by(&key, &self.issuer).expect("signed");
        (certificate.pem(), key.serialize_pem())
    }

    /// Where the server reads its certificate.
    pub(crate) fn certificate(&self) -> PathBuf {
        self.directory.path().join("certificate.pem")
    }

    /// Where the server reads its key.
    pub(crate) fn key(&self) -> PathBuf {
        self.directory.path().join("key.pem")
    }

    /// A client that trusts it alone, and finds `name` at `address`.
    pub(crate) fn client(&self, name: &str, address: SocketAddr) -> reqwest::Client {
        let authority = reqwest::Certificate::from_pem(self.pem.as_bytes()).expect("PEM");
        let client = reqwest::Client::builder()
            .no_proxy()
            .tls_certs_only([authority])
            .resolve(name, address);
        client.build().expect("a client")
    }

    /// A connection that trusts it alone, expects `name` at `address`, and offers `protocols`.
    pub(crate) async fn handshake(
        &self,
        name: &'static str,
        address: SocketAddr,
        protocols: &[&str],
    ) -> TlsStream<TcpStream> {
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(CertificateDer::from_pem_slice(self.pem.as_bytes()));
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .expect("versions");
        let mut config = config.with_root_certificates(roots).with_no_client_auth();
        config.alpn_protocols =
            protocols.iter().map(|protocol| protocol.as_bytes().to_vec()).collect();
        let stream = TcpStream::connect(address).await.expect("connected");
        let name = name.try_into().expect("a name");
        TlsConnector::from(Arc::new(config)).connect(name, stream).await.expect("trusted")
    }

    /// What the server is told.
    pub(crate) fn settings(&self) -> [(String, String); 2] {
        let text = |path: &Path| path.to_str().expect("UTF-8").to_owned();
        [
            ("OORE_TLS_CERTIFICATE".to_owned(), text(&self.certificate())),
            ("OORE_TLS_KEY".to_owned(), text(&self.key())),
        ]
    }
}
