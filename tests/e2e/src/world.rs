//! The servers of a scenario: the real gateway and the simulated appliance behind it.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

use sps_appliance::serve::{ServeOptions, Serving, SharedAppliance, serve};
use sps_appliance::{Appliance, Cue, Profile, Setup, Switches};
use sps_gateway::{
    CertificatePort, Config, ConsoleFiles, ConsoleSettings, Log, Running, TlsFiles, Upstream,
};

use crate::certificates::{Authority, Certificates};
use crate::curl::Curl;
use crate::failure::{Failure, Outcome};

/// A gateway and an appliance, on free ports, for one scenario.
pub struct World {
    gateway: Running,
    log: Log,
    appliance: Serving,
    shared: SharedAppliance,
    certificates: Option<Certificates>,
}

impl World {
    /// The world with the release console.
    ///
    /// # Errors
    /// When the console was not built, or a server does not start.
    pub async fn start() -> Outcome<Self> {
        Self::with_appliance(Appliance::new(Setup::default())).await
    }

    /// The world with the release console and the firmware of a profile.
    ///
    /// # Errors
    /// When the console was not built, or a server does not start.
    pub async fn with_profile(profile: Profile) -> Outcome<Self> {
        Self::with_appliance(Appliance::new(Setup {
            switches: Switches::of(profile),
            ..Setup::default()
        }))
        .await
    }

    /// The world with the release console and an appliance of its own.
    ///
    /// # Errors
    /// When the console was not built, or a server does not start.
    pub async fn with_appliance(appliance: Appliance) -> Outcome<Self> {
        Self::serve(&release_console()?, appliance, None, false).await
    }

    /// A world with other pages in the console's place.
    ///
    /// # Errors
    /// When a server does not start.
    pub async fn with_pages(folder: &Path) -> Outcome<Self> {
        Self::serve(folder, Appliance::new(Setup::default()), None, false).await
    }

    /// The world with the release console over HTTPS and a port for sign-in with a certificate
    /// ([`World::certificate_origin`]). Chromium only: its browser trusts both certificates and shows the one of the user
    /// `operator` without asking.
    ///
    /// # Errors
    /// As for [`World::start`], and when something is missing that a browser with a certificate needs; the text names it.
    pub async fn with_certificates() -> Outcome<Self> {
        Self::pages_with_certificates(&release_console()?, Setup::default()).await
    }

    /// The same with other pages in the console's place, and with an appliance of another kind.
    ///
    /// # Errors
    /// As for [`World::with_certificates`].
    pub async fn pages_with_certificates(folder: &Path, setup: Setup) -> Outcome<Self> {
        let authority = Authority::new()?;
        let tls = Some(authority.tls_files());
        let world = Self::serve(folder, Appliance::new(setup), tls, true).await?;
        world.with_browser_certificates(authority)
    }

    /// The same as the demo has it: the gateway speaks plain HTTP on this machine, the appliance behind the certificate port
    /// speaks TLS.
    ///
    /// # Errors
    /// As for [`World::with_certificates`].
    pub async fn plain_pages_with_certificates(folder: &Path, setup: Setup) -> Outcome<Self> {
        let world = Self::serve(folder, Appliance::new(setup), None, true).await?;
        world.with_browser_certificates(Authority::new()?)
    }

    fn with_browser_certificates(mut self, authority: Authority) -> Outcome<Self> {
        let world = &mut self;
        let origin = world.certificate_origin()?.to_owned();
        // It waits for other runs and for programs: not on a thread that serves sockets.
        let certificates = tokio::task::block_in_place(|| {
            Certificates::new(authority, &world.appliance, &origin)
        })?;
        world.certificates = Some(certificates);
        Ok(self)
    }

    async fn serve(
        folder: &Path,
        appliance: Appliance,
        tls: Option<TlsFiles>,
        has_certificate_port: bool,
    ) -> Outcome<Self> {
        let shared = SharedAppliance::new(appliance);
        let log = Log::memory();
        let free = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let options = ServeOptions {
            address: free,
            ..ServeOptions::default()
        };
        let appliance = serve(shared.clone(), options)
            .await
            .map_err(|error| Failure::while_doing("starting the appliance", error))?;
        let certificate_port = has_certificate_port.then(|| CertificatePort {
            listen: free,
            appliance: Some(appliance.address.to_string()),
        });
        let gateway = sps_gateway::start(Config {
            listen: free,
            public_origin: None,
            tls,
            upstream: Upstream::InProcess(shared.clone()),
            allow_cli: false,
            console: ConsoleFiles::Directory(PathBuf::from(folder)),
            certificate_port,
            console_settings: ConsoleSettings::default(),
            log: log.clone(),
        })
        .await
        .map_err(|error| Failure::while_doing("starting the gateway", error))?;
        Ok(Self {
            gateway,
            log,
            appliance,
            shared,
            certificates: None,
        })
    }

    /// The origin of the port for sign-in with a certificate, such as `https://localhost:8444`.
    ///
    /// # Errors
    /// When this world has none.
    pub fn certificate_origin(&self) -> Outcome<&str> {
        let origin = self.gateway.certificate_origin();
        origin.ok_or_else(|| Failure::new("this world has no port for sign-in with a certificate"))
    }

    /// What the browser of this world holds, where people sign in with a certificate.
    pub(crate) fn certificates(&self) -> Option<&Certificates> {
        self.certificates.as_ref()
    }

    /// The address of a page below `/console/`.
    pub fn url(&self, path: &str) -> String {
        format!("{}/console/{path}", self.gateway.origin())
    }

    /// Makes something happen at the appliance; says in words what happened.
    pub fn cue(&self, cue: Cue) -> String {
        self.shared.cue(cue)
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

fn release_console() -> Outcome<PathBuf> {
    let console = crate::workspace_root().join("target/console");
    if console.join("index.html").is_file() {
        Ok(console)
    } else {
        Err(Failure::new(
            "there is no release console in target/console: run `cargo xtask build` first",
        ))
    }
}
