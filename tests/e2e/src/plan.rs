//! What a world is made of, before it starts.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use sps_appliance::serve::{ServeOptions, SharedAppliance, serve};
use sps_appliance::{Appliance, Profile, Setup, Switches};
use sps_gateway::{
    CertificatePort, Config, ConsoleFiles, ConsoleSettings, Limits, Log, TlsFiles, Upstream,
};
use tempfile::TempDir;

use crate::certificates::{Authority, Certificates, Holds};
use crate::failure::{Failure, Outcome};
use crate::world::World;

/// What the appliance calls itself.
pub(crate) const APPLIANCE: &str = "sps1.example.org";

/// A world to be. Without a word more it is the release console before an appliance in the gateway's own process.
pub struct Plan {
    profile: Profile,
    appliance: Appliance,
    pages: Option<PathBuf>,
    settings: ConsoleSettings,
    limits: Limits,
    upstream: Where,
    certificates: Option<(Holds, Speaks)>,
    blocks_cookies: bool,
}

/// Where the appliance is.
enum Where {
    InProcess,
    Network(Trust),
}

/// What the gateway trusts an appliance on the network by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    /// Its own authority.
    Right,
    /// An authority that did not issue its certificate.
    OtherAuthority,
    /// Its own authority, for a name that is not in its certificate.
    OtherName,
}

/// How the gateway speaks with the browser beside the port for certificates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Speaks {
    Https,
    PlainHttp,
}

impl Plan {
    /// An appliance with the newest firmware.
    pub fn new() -> Self {
        Self::of(Profile::V8_0, Appliance::new(Setup::default()))
    }

    /// An appliance with the firmware of a profile.
    pub fn profile(profile: Profile) -> Self {
        let setup = Setup {
            switches: Switches::of(profile),
            ..Setup::default()
        };
        Self::of(profile, Appliance::new(setup))
    }

    /// An appliance that was prepared.
    pub fn appliance(appliance: Appliance) -> Self {
        Self::of(Profile::V8_0, appliance)
    }

    fn of(profile: Profile, appliance: Appliance) -> Self {
        Self {
            profile,
            appliance,
            pages: None,
            settings: ConsoleSettings::default(),
            limits: Limits::default(),
            upstream: Where::InProcess,
            certificates: None,
            blocks_cookies: false,
        }
    }

    /// Other pages in the console's place.
    pub fn pages(mut self, folder: PathBuf) -> Self {
        self.pages = Some(folder);
        self
    }

    /// What the installation decides for the console.
    pub fn settings(mut self, settings: ConsoleSettings) -> Self {
        self.settings = settings;
        self
    }

    /// The gateway's limits; those of time hold for an appliance on the network only.
    pub fn limits(mut self, change: impl FnOnce(&mut Limits)) -> Self {
        change(&mut self.limits);
        self
    }

    /// The appliance stands on the network: it can be stopped, and its certificate is checked.
    pub fn on_the_network(mut self, trust: Trust) -> Self {
        self.upstream = Where::Network(trust);
        self
    }

    /// A port for sign-in with a certificate beside a gateway that speaks HTTPS. Chromium only: its browser trusts both
    /// certificates and shows the one it holds without asking.
    pub fn certificates(mut self, holds: Holds) -> Self {
        self.certificates = Some((holds, Speaks::Https));
        self
    }

    /// The same as the demo has it: the gateway speaks plain HTTP on this machine.
    pub fn certificates_beside_plain_http(mut self) -> Self {
        self.certificates = Some((Holds::TheUsers, Speaks::PlainHttp));
        self
    }

    /// A browser that keeps no cookies and no storage for any site. Chromium only.
    pub fn blocking_cookies(mut self) -> Self {
        self.blocks_cookies = true;
        self
    }

    /// Starts it.
    ///
    /// # Errors
    /// When the console was not built, a server does not start, or something is missing that a browser with a certificate
    /// needs; the text names it.
    pub async fn start(self) -> Outcome<World> {
        let pages = self.pages.map_or_else(release_console, Ok)?;
        let shared = SharedAppliance::new(self.appliance);
        let free = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let options = ServeOptions {
            address: free,
            host_names: ["localhost", "127.0.0.1", "::1", APPLIANCE]
                .map(str::to_owned)
                .to_vec(),
            ..ServeOptions::default()
        };
        let serving = serve(shared.clone(), options)
            .await
            .map_err(|error| Failure::while_doing("starting the appliance", error))?;
        let files =
            TempDir::new().map_err(|error| Failure::while_doing("a temporary folder", error))?;
        let upstream = match self.upstream {
            Where::InProcess => Upstream::InProcess(shared.clone()),
            Where::Network(trust) => {
                let ca = files.path().join("appliance-ca.pem");
                let other = Authority::new()?;
                let pem = match trust {
                    Trust::OtherAuthority => other.pem()?,
                    Trust::Right | Trust::OtherName => serving.ca_pem.clone(),
                };
                std::fs::write(&ca, pem)
                    .map_err(|error| Failure::while_doing("the authority's file", error))?;
                Upstream::Remote {
                    url: format!("https://localhost:{}", serving.address.port()),
                    ca: Some(ca),
                    pins: Vec::new(),
                    name: (trust == Trust::OtherName).then(|| "other.example.com".to_owned()),
                }
            }
        };
        let authority = Authority::new()?;
        let tls: Option<TlsFiles> = match self.certificates {
            Some((_, Speaks::Https)) => Some(authority.tls_files()),
            _ => None,
        };
        let config = Config {
            listen: free,
            public_origin: None,
            tls,
            upstream,
            allow_cli: false,
            console: ConsoleFiles::Directory(pages),
            certificate_port: self.certificates.map(|_| CertificatePort {
                listen: free,
                appliance: Some(serving.address.to_string()),
            }),
            console_settings: self.settings,
            log: Log::memory(),
        };
        let mut world = World::begin(config, self.limits, shared, serving, files).await?;
        world.profile = self.profile;
        world.blocks_cookies = self.blocks_cookies;
        if let Some((holds, _)) = self.certificates {
            let origin = world.certificate_origin()?.to_owned();
            let user = world.appliance_certificates()?;
            // It waits for other runs and for programs: not on a thread that serves sockets.
            let made = tokio::task::block_in_place(|| {
                Certificates::new(authority, &user, &origin, holds)
            })?;
            world.certificates = Some(made);
        }
        Ok(world)
    }
}

impl Default for Plan {
    fn default() -> Self {
        Self::new()
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
