//! The command line of the binary.

use std::error::Error;
use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{ArgGroup, Parser, Subcommand};
use sps_appliance::DEMO_ACCOUNTS;
use sps_appliance::serve::Serving;

use crate::demo::{self, Demo};
use crate::origin::PublicOrigin;
use crate::pin::Pin;
use crate::show_pin;
use crate::{
    CertificatePort, Config, ConsoleFiles, ConsoleSettings, Limits, Log, Running, StartError,
    TlsFiles, Upstream, start_with,
};

/// Serves the SPS console and proxies the REST API of an appliance, or runs the demo.
#[derive(Parser, Debug)]
#[command(
    name = "sps-gateway",
    version,
    about,
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true,
    group(ArgGroup::new("trust").args(["appliance_ca", "appliance_pin"]).multiple(true))
)]
pub struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    /// Address and port to listen on; anything but this machine itself needs --tls-cert
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// The origin people type, such as https://console.example.com [default: localhost with the port]
    #[arg(long, value_name = "ORIGIN")]
    public_origin: Option<String>,
    /// Certificate chain of the public side (PEM)
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    tls_cert: Option<PathBuf>,
    /// Private key of the public side (PEM)
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    tls_key: Option<PathBuf>,
    /// The appliance, such as https://appliance.example.com
    #[arg(
        long,
        value_name = "URL",
        required_unless_present = "demo",
        requires = "trust"
    )]
    appliance: Option<String>,
    /// The authorities that may vouch for the appliance's certificate (PEM); no others are trusted
    #[arg(long, value_name = "FILE", requires = "appliance")]
    appliance_ca: Option<PathBuf>,
    /// The key of the appliance's certificate, as `sps-gateway pin URL` prints it; with --appliance-ca both must hold.
    /// Twice for a change of keys
    #[arg(long, value_name = "PIN", requires = "appliance")]
    appliance_pin: Vec<Pin>,
    /// The name in the appliance's certificate, where it differs from the host in --appliance
    #[arg(long, value_name = "NAME", requires = "appliance")]
    appliance_name: Option<String>,
    /// Serve the console from this folder instead of the one in the binary
    #[arg(long, value_name = "FOLDER")]
    console: Option<PathBuf>,
    /// Let clients that are not browsers use /api with the appliance's own cookie
    #[arg(long)]
    allow_cli: bool,
    /// Connections of one address at a time; more where another proxy stands before the gateway
    #[arg(long, value_name = "NUMBER", default_value_t = Limits::default().connections_per_address)]
    connections_per_address: usize,
    /// Failed sign-ins of one user name from one address within five minutes; the next one has to wait
    #[arg(long, value_name = "NUMBER", default_value_t = Limits::default().sign_ins)]
    sign_in_failures: usize,
    /// A second port under the same host name on which browser and appliance speak TLS directly: sign-in with a certificate
    #[arg(long, value_name = "PORT")]
    x509_port: Option<u16>,
    /// Let sessions end by the appliance's idle time although somebody types in the console
    #[arg(long)]
    no_extend_on_activity: bool,
    /// Let the console keep its copy of staged changes and drafts in the page's memory only, never in the browser's storage:
    /// a reload or a crash of the tab loses the copy
    #[arg(long)]
    kept_in_memory_only: bool,
    /// How a request presents an API key, where your appliance's version is known: the part of a header line before the
    /// key, such as "X-API-Key:". The console shows it beside a new key
    #[arg(long, value_name = "TEXT")]
    api_key_header: Option<String>,
    /// Let people save a new API key as a text file. Such a file is a secret that lies about; without this the console offers
    /// the clipboard only
    #[arg(long)]
    api_key_download: bool,
    /// Run with a simulated appliance and made-up data
    #[arg(long, conflicts_with = "appliance")]
    demo: bool,
    /// Where the demo's appliance is also served over HTTPS, for command-line clients
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8443")]
    demo_appliance_listen: SocketAddr,
    /// What the demo's appliance holds: a state saved by `sps-appliance --save-state FILE`
    #[arg(long, value_name = "FILE", requires = "demo")]
    demo_state: Option<PathBuf>,
    /// Where the demo writes a certificate to sign in with, its key and the appliance's authority
    #[arg(long, value_name = "FOLDER", requires = "demo")]
    demo_certificates: Option<PathBuf>,
}

/// What else the program does.
#[derive(Subcommand, Debug)]
enum Command {
    /// Shows the certificate of an appliance and its pin, to be compared with what its administrator sees
    Pin {
        /// The appliance, such as https://appliance.example.com
        url: String,
    },
}

/// Runs the gateway until it is interrupted.
///
/// # Errors
/// [`StartError`], whose text names the next step; or when the interrupt cannot be waited for.
pub async fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    if let Some(Command::Pin { url }) = &arguments.command {
        println!("{}", show_pin::show(url).await?);
        println!(
            "Compare the pin with the appliance itself before you trust it: this connection may have been somebody else's."
        );
        return Ok(());
    }
    let (upstream, demo) = upstream(&arguments).await?;
    let tls = arguments
        .tls_cert
        .clone()
        .zip(arguments.tls_key.clone())
        .map(|(certificate, key)| TlsFiles { certificate, key });
    let certificate_port = arguments.x509_port.map(|port| CertificatePort {
        listen: SocketAddr::new(arguments.listen.ip(), port),
        appliance: demo.as_ref().map(|demo| demo.address.to_string()),
    });
    let limits = Limits {
        connections_per_address: arguments.connections_per_address.max(1),
        sign_ins: arguments.sign_in_failures.max(1),
        ..Limits::default()
    };
    let config = Config {
        certificate_port,
        listen: arguments.listen,
        public_origin: arguments.public_origin.clone(),
        tls,
        upstream,
        allow_cli: arguments.allow_cli,
        console: arguments
            .console
            .clone()
            .map_or(ConsoleFiles::Embedded, ConsoleFiles::Directory),
        console_settings: ConsoleSettings {
            extend_on_activity: !arguments.no_extend_on_activity,
            kept_in_memory_only: arguments.kept_in_memory_only,
            api_key_header: arguments.api_key_header.clone(),
            api_key_download: arguments.api_key_download,
        },
        log: Log::standard_error(),
    };
    let running = start_with(config, limits).await?;
    announce(&running, &arguments, demo.as_ref());
    interrupted(&running).await?;
    running.stop().await;
    if let Some(demo) = demo {
        demo.stop().await;
    }
    Ok(())
}

/// Waits for Ctrl-C or the termination signal of service managers and containers. A hang-up, the usual signal for "read your
/// files again", renews the certificate of the public side.
#[cfg(unix)]
async fn interrupted(running: &Running) -> std::io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut terminated = signal(SignalKind::terminate())?;
    let mut hung_up = signal(SignalKind::hangup())?;
    loop {
        tokio::select! {
            interrupt = tokio::signal::ctrl_c() => return interrupt,
            _ = terminated.recv() => return Ok(()),
            // A failure is in the log, and the old certificate serves on.
            _ = hung_up.recv() => drop(running.reload_certificate()),
        }
    }
}

#[cfg(not(unix))]
async fn interrupted(_: &Running) -> std::io::Result<()> {
    tokio::signal::ctrl_c().await
}

async fn upstream(arguments: &Arguments) -> Result<(Upstream, Option<Serving>), StartError> {
    if let Some(url) = &arguments.appliance {
        return Ok((
            Upstream::Remote {
                url: url.clone(),
                ca: arguments.appliance_ca.clone(),
                pins: arguments.appliance_pin.clone(),
                name: arguments.appliance_name.clone(),
            },
            None,
        ));
    }
    let (appliance, serving) = demo::start(&Demo {
        listen: arguments.demo_appliance_listen,
        state: arguments.demo_state.as_deref(),
        host: public_host(arguments)?,
        certificates: arguments.demo_certificates.as_deref(),
    })
    .await?;
    Ok((Upstream::InProcess(appliance), Some(serving)))
}

/// The host people type: the appliance's certificate must be valid for it where they sign in with a certificate.
fn public_host(arguments: &Arguments) -> Result<Option<String>, StartError> {
    let origin = arguments.public_origin.as_deref();
    let origin = origin.map(PublicOrigin::parse).transpose()?;
    Ok(origin.map(|origin| origin.bare_host().to_owned()))
}

fn announce(running: &Running, arguments: &Arguments, demo: Option<&Serving>) {
    if let Some(demo) = demo {
        println!("appliance: https://localhost:{}/api", demo.address.port());
        for (name, password) in DEMO_ACCOUNTS {
            println!("account: {name} / {password}");
        }
    }
    if let Some(origin) = running.certificate_origin() {
        println!("certificate sign-in: {origin}");
    }
    if let Some(folder) = arguments
        .demo_certificates
        .as_deref()
        .filter(|_| demo.is_some())
    {
        let folder = folder.display();
        println!(
            "certificate of operator: {folder}/user.pem with its key {folder}/user.key; the appliance's authority: {folder}/ca.pem"
        );
        println!(
            "  for a browser: openssl pkcs12 -export -in {folder}/user.pem -inkey {folder}/user.key -out {folder}/user.p12"
        );
    }
    println!("ready: {}/console/", running.origin());
}
