//! The servers of a scenario: the real gateway and the simulated appliance behind it.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

use sps_appliance::serve::{ServeOptions, Serving, SharedAppliance, serve};
use sps_appliance::{Appliance, Setup};
use sps_gateway::{Config, ConsoleFiles, Log, Running, Upstream};

use crate::curl::Curl;
use crate::failure::{Failure, Outcome};

/// A gateway and an appliance, on free ports, for one scenario.
pub struct World {
    gateway: Running,
    log: Log,
    appliance: Serving,
}

impl World {
    /// The world with the release console.
    ///
    /// # Errors
    /// When the console was not built, or a server does not start.
    pub async fn start() -> Outcome<Self> {
        let console = crate::workspace_root().join("target/console");
        if !console.join("index.html").is_file() {
            return Err(Failure::new(
                "there is no release console in target/console: run `cargo xtask build` first",
            ));
        }
        Self::with_pages(&console).await
    }

    /// A world with other pages in the console's place.
    ///
    /// # Errors
    /// When a server does not start.
    pub async fn with_pages(folder: &Path) -> Outcome<Self> {
        let shared = SharedAppliance::new(Appliance::new(Setup::default()));
        let log = Log::memory();
        let free = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let gateway = sps_gateway::start(Config {
            listen: free,
            public_origin: None,
            tls: None,
            upstream: Upstream::InProcess(shared.clone()),
            allow_cli: false,
            console: ConsoleFiles::Directory(PathBuf::from(folder)),
            log: log.clone(),
        })
        .await
        .map_err(|error| Failure::while_doing("starting the gateway", error))?;
        let appliance = serve(
            shared,
            ServeOptions {
                address: free,
                ..ServeOptions::default()
            },
        )
        .await
        .map_err(|error| Failure::while_doing("starting the appliance", error))?;
        Ok(Self {
            gateway,
            log,
            appliance,
        })
    }

    /// The address of a page below `/console/`.
    pub fn url(&self, path: &str) -> String {
        format!("{}/console/{path}", self.gateway.origin())
    }

    /// A new curl session on the bare appliance, beside the gateway.
    ///
    /// # Errors
    /// When its files cannot be written.
    pub fn curl(&self) -> Outcome<Curl> {
        let origin = format!("https://localhost:{}", self.appliance.address.port());
        Curl::new(origin, &self.appliance.ca_pem)
    }

    /// The gateway's log so far: one JSON object per line.
    pub fn gateway_log(&self) -> Vec<String> {
        self.log.lines()
    }

    /// Reports of the content security policy so far.
    pub fn csp_reports(&self) -> Vec<String> {
        self.gateway.csp_reports()
    }

    /// Stops both servers.
    pub async fn stop(self) {
        self.gateway.stop().await;
        self.appliance.stop().await;
    }
}
