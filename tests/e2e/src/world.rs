//! The servers of a scenario: the real gateway and the simulated appliance behind it.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use sps_appliance::serve::{ServeOptions, Serving, SharedAppliance, serve};
use sps_appliance::{Appliance, Cue, Profile, Setup};
use sps_gateway::{Config, ConsoleSettings, Limits, Log, Running, start_with};
use tempfile::TempDir;

use crate::certificates::{Certificates, Holds, UserCertificate};
use crate::curl::Curl;
use crate::failure::{Failure, Outcome};
use crate::plan::Plan;
use crate::steps::METHOD;

/// A gateway and an appliance, on free ports, for one scenario.
pub struct World {
    gateway: Mutex<Option<Running>>,
    config: Config,
    limits: Limits,
    origin: String,
    certificate_origin: Option<String>,
    log: Log,
    appliance: Mutex<Option<Serving>>,
    options: ServeOptions,
    ca_pem: String,
    shared: SharedAppliance,
    pub(crate) profile: Profile,
    pub(crate) blocks_cookies: bool,
    pub(crate) certificates: Option<Certificates>,
    /// What a gateway that was stopped had heard.
    earlier_reports: Mutex<Vec<String>>,
    _files: TempDir,
}

impl World {
    /// The world with the release console.
    ///
    /// # Errors
    /// When the console was not built, or a server does not start.
    pub async fn start() -> Outcome<Self> {
        Plan::new().start().await
    }

    /// The world with the release console and the firmware of a profile.
    ///
    /// # Errors
    /// When the console was not built, or a server does not start.
    pub async fn with_profile(profile: Profile) -> Outcome<Self> {
        Plan::profile(profile).start().await
    }

    /// The world with the release console and an appliance of its own.
    ///
    /// # Errors
    /// When the console was not built, or a server does not start.
    pub async fn with_appliance(appliance: Appliance) -> Outcome<Self> {
        Plan::appliance(appliance).start().await
    }

    /// The world with the release console as an installation decided for it.
    ///
    /// # Errors
    /// When the console was not built, or a server does not start.
    pub async fn with_settings(settings: ConsoleSettings) -> Outcome<Self> {
        Plan::new().settings(settings).start().await
    }

    /// A world with other pages in the console's place.
    ///
    /// # Errors
    /// When a server does not start.
    pub async fn with_pages(folder: &Path) -> Outcome<Self> {
        Plan::new().pages(PathBuf::from(folder)).start().await
    }

    /// The world with the release console over HTTPS and a port for sign-in with a certificate
    /// ([`World::certificate_origin`]). Chromium only: its browser trusts both certificates and shows the one of the user
    /// `operator` without asking.
    ///
    /// # Errors
    /// As for [`World::start`], and when something is missing that a browser with a certificate needs; the text names it.
    pub async fn with_certificates() -> Outcome<Self> {
        Plan::new().certificates(Holds::TheUsers).start().await
    }

    /// The same with other pages in the console's place, and with an appliance of another kind.
    ///
    /// # Errors
    /// As for [`World::with_certificates`].
    pub async fn pages_with_certificates(folder: &Path, setup: Setup) -> Outcome<Self> {
        let plan = Plan::appliance(Appliance::new(setup)).pages(PathBuf::from(folder));
        plan.certificates(Holds::TheUsers).start().await
    }

    /// The same as the demo has it: the gateway speaks plain HTTP on this machine, the appliance behind the certificate port
    /// speaks TLS.
    ///
    /// # Errors
    /// As for [`World::with_certificates`].
    pub async fn plain_pages_with_certificates(folder: &Path, setup: Setup) -> Outcome<Self> {
        let plan = Plan::appliance(Appliance::new(setup)).pages(PathBuf::from(folder));
        plan.certificates_beside_plain_http().start().await
    }

    /// Starts the gateway before an appliance that is served already.
    pub(crate) async fn begin(
        mut config: Config,
        limits: Limits,
        shared: SharedAppliance,
        serving: Serving,
        files: TempDir,
    ) -> Outcome<Self> {
        let running = start_with(config.clone(), limits.clone())
            .await
            .map_err(|error| Failure::while_doing("starting the gateway", error))?;
        // Started again it is where browsers know it.
        config.listen = running.address();
        let port = running
            .certificate_origin()
            .and_then(|origin| origin.rsplit_once(':'));
        if let (Some(certificates), Some((_, port))) = (&mut config.certificate_port, port) {
            let port = port
                .parse()
                .map_err(|error| Failure::while_doing("the certificate port", error))?;
            certificates.listen.set_port(port);
        }
        Ok(Self {
            origin: running.origin().to_owned(),
            certificate_origin: running.certificate_origin().map(str::to_owned),
            log: config.log.clone(),
            gateway: Mutex::new(Some(running)),
            config,
            limits,
            options: ServeOptions {
                address: serving.address,
                certificates: Some(serving.certificates.clone()),
                ..ServeOptions::default()
            },
            ca_pem: serving.ca_pem.clone(),
            appliance: Mutex::new(Some(serving)),
            shared,
            profile: Profile::V8_0,
            blocks_cookies: false,
            certificates: None,
            earlier_reports: Mutex::default(),
            _files: files,
        })
    }

    /// Stops the appliance; nobody listens at its address.
    pub async fn stop_appliance(&self) {
        let serving = take(&self.appliance);
        if let Some(serving) = serving {
            serving.stop().await;
        }
    }

    /// Starts it again as it was.
    ///
    /// # Errors
    /// When its address was taken meanwhile.
    pub async fn start_appliance(&self) -> Outcome {
        self.serve_again(self.options.clone()).await
    }

    /// Starts it again with certificates of another authority, as after a replacement that nobody told the gateway of.
    ///
    /// # Errors
    /// When its address was taken meanwhile.
    pub async fn start_appliance_with_other_certificates(&self) -> Outcome {
        let options = ServeOptions {
            certificates: None,
            ..self.options.clone()
        };
        self.serve_again(options).await
    }

    async fn serve_again(&self, options: ServeOptions) -> Outcome {
        self.stop_appliance().await;
        let serving = serve(self.shared.clone(), options)
            .await
            .map_err(|error| Failure::while_doing("starting the appliance again", error))?;
        *self
            .appliance
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = Some(serving);
        Ok(())
    }

    /// Stops the gateway; nobody listens at its address.
    pub async fn stop_gateway(&self) {
        if let Some(running) = take(&self.gateway) {
            let heard = running.csp_reports();
            self.earlier_reports
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .extend(heard);
            running.stop().await;
        }
    }

    /// Starts it again at the same address.
    ///
    /// # Errors
    /// When its address was taken meanwhile.
    pub async fn start_gateway(&self) -> Outcome {
        let running = start_with(self.config.clone(), self.limits.clone())
            .await
            .map_err(|error| Failure::while_doing("starting the gateway again", error))?;
        *self.gateway.lock().unwrap_or_else(PoisonError::into_inner) = Some(running);
        Ok(())
    }

    /// The firmware of the appliance.
    pub fn profile(&self) -> Profile {
        self.profile
    }

    /// What the password method of this firmware is called on the sign-in page.
    pub fn method(&self) -> &'static str {
        // Before 7.0 methods had no titles.
        if self.profile < Profile::V7_0 {
            "Password"
        } else {
            METHOD
        }
    }

    /// The origin of the port for sign-in with a certificate, such as `https://localhost:8444`.
    ///
    /// # Errors
    /// When this world has none.
    pub fn certificate_origin(&self) -> Outcome<&str> {
        let origin = self.certificate_origin.as_deref();
        origin.ok_or_else(|| Failure::new("this world has no port for sign-in with a certificate"))
    }

    /// The appliance's authority and the certificate of its user.
    pub(crate) fn appliance_certificates(&self) -> Outcome<UserCertificate> {
        let appliance = self
            .appliance
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let serving = appliance
            .as_ref()
            .ok_or_else(|| Failure::new("the appliance was stopped"))?;
        Ok(UserCertificate::of(serving))
    }

    /// What the browser of this world holds, where people sign in with a certificate.
    pub(crate) fn certificates(&self) -> Option<&Certificates> {
        self.certificates.as_ref()
    }

    /// The address of a page below `/console/`.
    pub fn url(&self, path: &str) -> String {
        format!("{}/console/{path}", self.origin)
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
        let origin = format!("https://localhost:{}", self.options.address.port());
        Curl::new(origin, &self.ca_pem)
    }

    /// The gateway's log so far: one JSON object per line.
    pub fn gateway_log(&self) -> Vec<String> {
        self.log.lines()
    }

    /// Reports of the content security policy so far.
    pub fn csp_reports(&self) -> Vec<String> {
        let earlier = self
            .earlier_reports
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let gateway = self.gateway.lock().unwrap_or_else(PoisonError::into_inner);
        let newest = gateway.as_ref().map(Running::csp_reports);
        earlier
            .iter()
            .cloned()
            .chain(newest.into_iter().flatten())
            .collect()
    }

    /// Stops both servers.
    pub async fn stop(self) {
        self.stop_gateway().await;
        self.stop_appliance().await;
    }
}

fn take<T>(place: &Mutex<Option<T>>) -> Option<T> {
    place.lock().unwrap_or_else(PoisonError::into_inner).take()
}
