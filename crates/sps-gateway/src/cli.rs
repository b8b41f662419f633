//! The command line of the binary.

use std::error::Error;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use clap::Parser;
use sps_appliance::serve::{ServeOptions, Serving, SharedAppliance, serve};
use sps_appliance::{Appliance, DEMO_ACCOUNTS, Setup};

use crate::{Config, ConsoleFiles, Log, Running, StartError, TlsFiles, Upstream, start};

/// Serves the SPS console and proxies the REST API of an appliance, or runs the demo.
#[derive(Parser, Debug)]
#[command(name = "sps-gateway", version, about)]
pub struct Arguments {
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
        requires = "appliance_ca"
    )]
    appliance: Option<String>,
    /// The authorities that may vouch for the appliance's certificate (PEM); no others are trusted
    #[arg(long, value_name = "FILE", requires = "appliance")]
    appliance_ca: Option<PathBuf>,
    /// The name in the appliance's certificate, where it differs from the host in --appliance
    #[arg(long, value_name = "NAME", requires = "appliance")]
    appliance_name: Option<String>,
    /// Serve the console from this folder instead of the one in the binary
    #[arg(long, value_name = "FOLDER")]
    console: Option<PathBuf>,
    /// Let clients that are not browsers use /api with the appliance's own cookie
    #[arg(long)]
    allow_cli: bool,
    /// Run with a simulated appliance and made-up data
    #[arg(long, conflicts_with = "appliance")]
    demo: bool,
    /// Where the demo's appliance is also served over HTTPS, for command-line clients
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8443")]
    demo_appliance_listen: SocketAddr,
    /// What the demo's appliance holds: a state saved by `sps-appliance --save-state FILE`
    #[arg(long, value_name = "FILE", requires = "demo")]
    demo_state: Option<PathBuf>,
}

/// Runs the gateway until it is interrupted.
///
/// # Errors
/// [`StartError`], whose text names the next step; or when the interrupt cannot be waited for.
pub async fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let (upstream, demo) = upstream(&arguments).await?;
    let tls = arguments
        .tls_cert
        .zip(arguments.tls_key)
        .map(|(certificate, key)| TlsFiles { certificate, key });
    let running = start(Config {
        listen: arguments.listen,
        public_origin: arguments.public_origin,
        tls,
        upstream,
        allow_cli: arguments.allow_cli,
        console: arguments
            .console
            .map_or(ConsoleFiles::Embedded, ConsoleFiles::Directory),
        log: Log::standard_error(),
    })
    .await?;
    announce(&running, demo.as_ref());
    interrupted().await?;
    running.stop().await;
    if let Some(demo) = demo {
        demo.stop().await;
    }
    Ok(())
}

/// Ctrl-C, or the termination signal of service managers and containers.
#[cfg(unix)]
async fn interrupted() -> std::io::Result<()> {
    let mut terminated = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    tokio::select! {
        interrupt = tokio::signal::ctrl_c() => interrupt,
        _ = terminated.recv() => Ok(()),
    }
}

#[cfg(not(unix))]
async fn interrupted() -> std::io::Result<()> {
    tokio::signal::ctrl_c().await
}

async fn upstream(arguments: &Arguments) -> Result<(Upstream, Option<Serving>), StartError> {
    if let (Some(url), Some(ca)) = (&arguments.appliance, &arguments.appliance_ca) {
        return Ok((
            Upstream::Remote {
                url: url.clone(),
                ca: ca.clone(),
                name: arguments.appliance_name.clone(),
            },
            None,
        ));
    }
    // Another seed at each start: session ids of the demo are not to be known beforehand.
    let seed = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(1, |since| since.subsec_nanos().into());
    let appliance = SharedAppliance::new(match &arguments.demo_state {
        None => Appliance::new(Setup {
            seed,
            ..Setup::default()
        }),
        Some(file) => {
            let mut appliance = demo_state(file)?;
            appliance.reseed(seed);
            appliance
        }
    });
    let address = arguments.demo_appliance_listen;
    let serving = serve(
        appliance.clone(),
        ServeOptions {
            address,
            ..ServeOptions::default()
        },
    )
    .await;
    let serving = serving.map_err(|error| StartError::DemoAppliance {
        address,
        reason: error.to_string(),
    })?;
    Ok((Upstream::InProcess(appliance), Some(serving)))
}

fn demo_state(file: &Path) -> Result<Appliance, StartError> {
    let bytes =
        std::fs::read(file).map_err(|source| StartError::read("demo state", file, source))?;
    let refuse = |reason: String| StartError::DemoState {
        path: file.to_path_buf(),
        reason,
    };
    let state = serde_json::from_slice(&bytes).map_err(|error| refuse(error.to_string()))?;
    Appliance::import(&state).map_err(|error| refuse(error.to_string()))
}

fn announce(running: &Running, demo: Option<&Serving>) {
    if let Some(demo) = demo {
        println!("appliance: https://localhost:{}/api", demo.address.port());
        for (name, password) in DEMO_ACCOUNTS {
            println!("account: {name} / {password}");
        }
    }
    println!("ready: {}/console/", running.origin());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_demo_state_is_loaded_or_refused_with_its_path() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("state.json");
        let missing = demo_state(&file).unwrap_err();
        assert!(matches!(missing, StartError::Read { .. }), "{missing}");
        std::fs::write(&file, "{}").unwrap();
        let refused = demo_state(&file).unwrap_err().to_string();
        assert!(refused.contains("state.json"), "{refused}");
        let state = Appliance::with_objects(Setup::default(), 10).export();
        std::fs::write(&file, state.to_string()).unwrap();
        assert_eq!(demo_state(&file).unwrap().export(), state);
    }
}
