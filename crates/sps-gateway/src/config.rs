//! What a gateway is started with.

use std::net::SocketAddr;
use std::path::PathBuf;

use sps_appliance::serve::SharedAppliance;

use crate::log::Log;

/// Everything an installation decides.
#[derive(Clone)]
pub struct Config {
    /// Where to listen; port 0 takes a free port. Without [`Config::tls`] only a loopback address is accepted.
    pub listen: SocketAddr,
    /// The origin people type, such as `https://console.example.com`. Default: `http(s)://localhost:PORT`.
    /// Requests for any other host are refused with 421, and cookies and the CSRF rule follow it.
    pub public_origin: Option<String>,
    /// Certificate and key of the public side; `None` serves plain HTTP.
    pub tls: Option<TlsFiles>,
    /// The appliance behind `/api`.
    pub upstream: Upstream,
    /// Lets clients that are not browsers (no `Sec-Fetch-Site`, no `Origin`) use `/api` with the appliance's own cookie.
    pub allow_cli: bool,
    /// Where the console's files are.
    pub console: ConsoleFiles,
    /// Where log lines go.
    pub log: Log,
}

/// PEM files of the public side.
#[derive(Clone, Debug)]
pub struct TlsFiles {
    /// The certificate chain, leaf first.
    pub certificate: PathBuf,
    /// The private key (PKCS#8, PKCS#1 or SEC1).
    pub key: PathBuf,
}

/// The appliance behind the gateway.
#[derive(Clone)]
pub enum Upstream {
    /// A simulated appliance in this process: the demo.
    InProcess(SharedAppliance),
    /// A real appliance, or any HTTPS server that speaks its API.
    Remote {
        /// `https://host[:port]`; nothing but https is accepted.
        url: String,
        /// PEM file with the certificate authorities that may vouch for the appliance; no others are trusted.
        ca: PathBuf,
        /// The name the appliance's certificate must carry, where it differs from the host in `url`.
        name: Option<String>,
    },
}

/// Where the console's files come from. In both cases `NAME.br` and `NAME.gz` beside a file are its packed forms.
#[derive(Clone, Debug)]
pub enum ConsoleFiles {
    /// The files built into the binary (a debug build reads them from `target/console/` of the workspace).
    Embedded,
    /// A folder on disk, read at each request.
    Directory(PathBuf),
}
