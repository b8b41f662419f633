//! What a gateway is started with.

use std::net::SocketAddr;
use std::path::PathBuf;

use sps_appliance::serve::SharedAppliance;

use crate::log::Log;
use crate::pin::Pin;

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
    /// The second port on which browser and appliance speak TLS directly, for client certificates; `None` for none.
    pub certificate_port: Option<CertificatePort>,
    /// What the installation decides for the console.
    pub console_settings: ConsoleSettings,
    /// Where log lines go.
    pub log: Log,
}

/// What an installation decides for the console; the gateway tells it and does nothing else with it.
#[derive(Clone, Debug)]
pub struct ConsoleSettings {
    /// Whether input in the console may extend the session (product M3.4).
    pub extend_on_activity: bool,
    /// Whether the copy of staged changes and drafts stays in the page's memory, where a reload or a crash of the tab takes
    /// it along, and never reaches the browser's storage (product M3.6).
    pub kept_in_memory_only: bool,
    /// How a request to the appliance presents an API key: the part of a header line before the value, such as
    /// `X-API-Key:`. The console shows it to people; the gateway itself never uses it. `None` where nobody knows.
    pub api_key_header: Option<String>,
    /// Whether the console offers a new API key as a text file (product M4.7).
    pub api_key_download: bool,
}

impl Default for ConsoleSettings {
    fn default() -> Self {
        Self {
            extend_on_activity: true,
            kept_in_memory_only: false,
            api_key_header: None,
            api_key_download: false,
        }
    }
}

/// A port under the public host name that passes bytes on to the appliance's own HTTPS, so that people can sign in with
/// a certificate (product M1.7). The appliance's certificate must be valid for the public host name.
#[derive(Clone, Debug)]
pub struct CertificatePort {
    /// Where to listen; port 0 takes a free port.
    pub listen: SocketAddr,
    /// `host:port` of the appliance's HTTPS. Default: that of [`Upstream::Remote`]; an appliance in this process has none
    /// unless it is served beside the gateway.
    pub appliance: Option<String>,
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
        /// PEM file with the certificate authorities that may vouch for the appliance; no others are trusted. `None` where
        /// there are pins instead.
        ca: Option<PathBuf>,
        /// At most two pins of the appliance's key (two for a change of keys). With an authority both must hold; without
        /// one the key is all that counts.
        pins: Vec<Pin>,
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
