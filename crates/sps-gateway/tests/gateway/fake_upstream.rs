//! An HTTPS server that records what arrives and answers with the bytes a test wants: the faults a simulated appliance
//! does not have.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use rustls::ServerConfig;
use rustls::pki_types::PrivateKeyDer;
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

/// One recorded request.
#[derive(Clone, Debug)]
pub struct Recorded {
    pub head: String,
    pub body: Vec<u8>,
}

impl Recorded {
    /// All values of a header, in order.
    pub fn values(&self, name: &str) -> Vec<&str> {
        let lines = self
            .head
            .lines()
            .skip(1)
            .filter_map(|line| line.split_once(':'));
        lines
            .filter(|(found, _)| found.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.trim())
            .collect()
    }

    pub fn names(&self) -> Vec<String> {
        self.head
            .lines()
            .skip(1)
            .filter_map(|line| line.split_once(':'))
            .map(|(name, _)| name.to_ascii_lowercase())
            .collect()
    }
}

/// A running server; the files live as long as it does.
pub struct Fake {
    pub address: SocketAddr,
    pub ca: PathBuf,
    requests: Arc<Mutex<Vec<Recorded>>>,
    folder: TempDir,
}

/// Certificate chain, key (PEM) and authority (PEM) for one name, made anew.
pub fn certificate(name: &str) -> (String, String, String) {
    certificate_with(name, |_| {})
}

fn certificate_with(
    name: &str,
    change: impl FnOnce(&mut CertificateParams),
) -> (String, String, String) {
    let authority_key = KeyPair::generate().unwrap();
    let mut authority = CertificateParams::new(Vec::<String>::new()).unwrap();
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority_certificate = authority.self_signed(&authority_key).unwrap();
    let issuer = Issuer::new(authority, authority_key);
    let key = KeyPair::generate().unwrap();
    let mut leaf = CertificateParams::new(vec![name.to_owned()]).unwrap();
    change(&mut leaf);
    let leaf = leaf.signed_by(&key, &issuer).unwrap();
    (leaf.pem(), key.serialize_pem(), authority_certificate.pem())
}

impl Fake {
    /// Answers every request with the same bytes; an empty answer means silence.
    pub async fn always(answer: &str) -> Self {
        Self::start("localhost", answer.as_bytes().to_vec()).await
    }

    pub async fn start(name: &str, answer: Vec<u8>) -> Self {
        Self::with(name, answer, |_| {}).await
    }

    /// With a certificate that is unusual.
    pub async fn with(
        name: &str,
        answer: Vec<u8>,
        change: impl FnOnce(&mut CertificateParams),
    ) -> Self {
        use rustls::pki_types::{CertificateDer, pem::PemObject};
        let (certificate, key, ca_pem) = certificate_with(name, change);
        let chain = vec![CertificateDer::from_pem_slice(certificate.as_bytes()).unwrap()];
        let key = PrivateKeyDer::from_pem_slice(key.as_bytes()).unwrap();
        let config =
            ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()));
        let config = config
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(chain, key)
            .unwrap();
        let folder = tempfile::tempdir().unwrap();
        let ca = folder.path().join("ca.pem");
        std::fs::write(&ca, ca_pem).unwrap();

        let socket = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = socket.local_addr().unwrap();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let (acceptor, kept) = (TlsAcceptor::from(Arc::new(config)), Arc::clone(&requests));
        tokio::spawn(async move {
            while let Ok((stream, _)) = socket.accept().await {
                let (acceptor, kept, answer) =
                    (acceptor.clone(), Arc::clone(&kept), answer.clone());
                tokio::spawn(async move {
                    let Ok(mut stream) = acceptor.accept(stream).await else {
                        return;
                    };
                    let Some(request) = read(&mut stream).await else {
                        return;
                    };
                    kept.lock().unwrap().push(request);
                    if answer.is_empty() {
                        std::future::pending::<()>().await;
                    }
                    let _ = stream.write_all(&answer).await;
                    let _ = stream.shutdown().await;
                });
            }
        });
        Self {
            address,
            ca,
            requests,
            folder,
        }
    }

    pub fn url(&self) -> String {
        format!("https://localhost:{}", self.address.port())
    }

    /// What arrived so far.
    pub fn requests(&self) -> Vec<Recorded> {
        assert!(self.folder.path().exists());
        self.requests.lock().unwrap().clone()
    }

    /// The only request that arrived.
    pub fn only(&self) -> Recorded {
        let requests = self.requests();
        assert_eq!(requests.len(), 1, "{requests:?}");
        requests[0].clone()
    }
}

async fn read(stream: &mut (impl AsyncReadExt + Unpin)) -> Option<Recorded> {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break end;
        }
        bytes.push(stream.read_u8().await.ok()?);
    };
    let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
    let mut request = Recorded {
        head,
        body: Vec::new(),
    };
    let length: usize = request
        .values("content-length")
        .first()
        .map_or(0, |length| length.parse().unwrap());
    request.body = vec![0; length];
    stream.read_exact(&mut request.body).await.ok()?;
    Some(request)
}
