//! Why a gateway did not start, each with the next step for the administrator.

use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// Why a gateway did not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// The address cannot be listened on.
    #[error(
        "cannot listen on {address}: {source}\nNext step: {}",
        listen_step(source)
    )]
    Listen {
        /// The address asked for.
        address: SocketAddr,
        /// What the operating system said.
        source: io::Error,
    },
    /// Plain HTTP would leave this machine.
    #[error(
        "{address} is reachable from other machines, and passwords must not cross a network unencrypted\n\
         Next step: give a certificate with --tls-cert FILE --tls-key FILE, or listen on 127.0.0.1"
    )]
    PlainHttp {
        /// The address asked for.
        address: SocketAddr,
    },
    /// The public origin is not usable.
    #[error(
        "the public origin {given:?} is not usable: {reason}\nNext step: give it as --public-origin https://console.example.com"
    )]
    PublicOrigin {
        /// What was given.
        given: String,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// A file cannot be read.
    #[error("cannot read the {purpose} {}: {source}\nNext step: check the path and that this user may read the file", path.display())]
    Read {
        /// What the file is for, such as `CA file`.
        purpose: &'static str,
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// A PEM file does not hold what it should.
    #[error("the {purpose} {} is not usable: {reason}\nNext step: {next_step}", path.display())]
    Pem {
        /// What the file is for, such as `CA file`.
        purpose: &'static str,
        /// The file.
        path: PathBuf,
        /// What is wrong; never a part of the file.
        reason: String,
        /// What to do.
        next_step: &'static str,
    },
    /// Others than its owner may read the key file.
    #[error(
        "the key file {} may be read by others (mode {mode:03o})\nNext step: chmod 600 {}, and let the gateway's user own it",
        path.display(), path.display()
    )]
    KeyMode {
        /// The file.
        path: PathBuf,
        /// Its permissions.
        mode: u32,
    },
    /// There is nothing, or too much, by which the appliance would be known.
    #[error(
        "the appliance's certificate cannot be checked: {reason}\nNext step: give --appliance-ca FILE, or one or two --appliance-pin sha256/..."
    )]
    Trust {
        /// What is wrong.
        reason: &'static str,
    },
    /// The TLS library refuses the configuration.
    #[error(
        "TLS cannot be set up: {0}\nNext step: check that certificate and key belong together and are current"
    )]
    Tls(#[from] rustls::Error),
    /// The appliance's address is not usable.
    #[error(
        "the appliance address {given:?} is not usable: {reason}\nNext step: give it as --appliance https://appliance.example.com"
    )]
    ApplianceUrl {
        /// What was given.
        given: String,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// The name for the appliance's certificate is not a host name or IP address.
    #[error(
        "{given:?} is not a name a certificate can carry\nNext step: give --appliance-name the host name in the appliance's certificate"
    )]
    ApplianceName {
        /// What was given.
        given: String,
    },
    /// The certificate port has no appliance to lead to.
    #[error(
        "the certificate port cannot be opened: {reason}\nNext step: give --x509-port together with --appliance https://HOST, or with --demo"
    )]
    CertificatePort {
        /// What is wrong.
        reason: &'static str,
    },
    /// The header for API keys cannot be shown to people as a part of a command.
    #[error(
        "the header for API keys {given:?} is not usable: {reason}\nNext step: give --api-key-header the part of a header line before the key, such as \"X-API-Key:\""
    )]
    ApiKeyHeader {
        /// What was given.
        given: String,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// There is no console to serve.
    #[error(
        "the console is not built: {place} has no index.html\nNext step: run `cargo xtask build`, then start the gateway again"
    )]
    ConsoleNotBuilt {
        /// Where it was looked for.
        place: String,
    },
    /// The demo's own appliance cannot be served.
    #[error(
        "cannot serve the demo appliance on {address}: {reason}\nNext step: choose a free address with --demo-appliance-listen"
    )]
    DemoAppliance {
        /// The address asked for.
        address: SocketAddr,
        /// What is wrong.
        reason: String,
    },
    /// The demo's certificates cannot be written.
    #[error(
        "cannot write the demo's certificates to {}: {source}\nNext step: choose another folder with --demo-certificates",
        path.display()
    )]
    DemoCertificates {
        /// The folder.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// The saved state for the demo cannot be used.
    #[error(
        "the demo state {} is not usable: {reason}\nNext step: save it again with sps-appliance --save-state FILE",
        path.display()
    )]
    DemoState {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
}

impl StartError {
    /// A file that cannot be read.
    pub(crate) fn read(purpose: &'static str, path: &Path, source: io::Error) -> Self {
        Self::Read {
            purpose,
            path: path.to_path_buf(),
            source,
        }
    }
}

fn listen_step(problem: &io::Error) -> &'static str {
    match problem.kind() {
        io::ErrorKind::AddrInUse => {
            "the port is taken: stop the other program or choose another port with --listen"
        }
        io::ErrorKind::PermissionDenied => {
            "ports below 1024 need a privilege: choose a higher port with --listen"
        }
        io::ErrorKind::AddrNotAvailable => {
            "this machine does not have that address: choose one of its own with --listen"
        }
        _ => "choose another address with --listen",
    }
}
