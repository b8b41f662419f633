//! Gateways as the tests need them.

use std::net::SocketAddr;
use std::time::Duration;

use sps_appliance::serve::SharedAppliance;
use sps_appliance::{Appliance, Setup};
use sps_gateway::{
    Config, ConsoleFiles, ConsoleSettings, Limits, Log, Running, Upstream, start_with,
};
use tempfile::TempDir;

use crate::client::Ask;
use crate::console_folder::console_folder;
use crate::fake_upstream::Fake;

/// A running gateway with the folder it serves.
pub struct Site {
    pub running: Running,
    pub folder: TempDir,
    pub log: Log,
}

impl Site {
    pub fn address(&self) -> SocketAddr {
        self.running.address()
    }

    pub fn ask(&self, method: &str, target: &str) -> Ask {
        let host = self
            .running
            .origin()
            .split_once("://")
            .unwrap()
            .1
            .to_owned();
        Ask::new(self.address(), method, target).with("Host", &host)
    }

    /// A request as the console's page makes it.
    pub fn page(&self, method: &str, target: &str) -> Ask {
        self.ask(method, target).with_page_headers()
    }
}

/// Plain HTTP on a free loopback port.
pub fn config(upstream: Upstream, folder: &TempDir) -> Config {
    Config {
        listen: "127.0.0.1:0".parse().unwrap(),
        public_origin: None,
        tls: None,
        upstream,
        allow_cli: false,
        console: ConsoleFiles::Directory(folder.path().to_path_buf()),
        certificate_port: None,
        console_settings: ConsoleSettings::default(),
        log: Log::memory(),
    }
}

/// Times short enough for tests, long enough for a busy machine.
pub fn limits() -> Limits {
    Limits {
        head: Duration::from_millis(500),
        connect: Duration::from_secs(2),
        first_byte: Duration::from_secs(5),
        ..Limits::default()
    }
}

pub fn demo_upstream() -> Upstream {
    Upstream::InProcess(SharedAppliance::new(Appliance::new(Setup::default())))
}

pub fn remote(fake: &Fake) -> Upstream {
    Upstream::Remote {
        url: fake.url(),
        ca: Some(fake.ca.clone()),
        pins: Vec::new(),
        name: None,
    }
}

pub async fn site(upstream: Upstream, change: impl FnOnce(&mut Config, &mut Limits)) -> Site {
    let folder = console_folder();
    let mut config = config(upstream, &folder);
    let mut limits = limits();
    change(&mut config, &mut limits);
    let log = config.log.clone();
    let running = start_with(config, limits).await.unwrap();
    Site {
        running,
        folder,
        log,
    }
}

pub async fn demo() -> Site {
    site(demo_upstream(), |_, _| {}).await
}

/// In front of a fake appliance.
pub async fn before(fake: &Fake) -> Site {
    site(remote(fake), |_, _| {}).await
}

/// The same, known to browsers as `https://console.example.com` (TLS ends in front of it).
pub async fn https_before(fake: &Fake) -> Site {
    site(remote(fake), |config, _| {
        config.public_origin = Some("https://console.example.com".to_owned())
    })
    .await
}

/// Writes a key file as only its owner may read it.
pub fn write_key(path: &std::path::Path, key: &str) {
    use std::os::unix::fs::PermissionsExt as _;

    std::fs::write(path, key).unwrap();
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600)).unwrap();
}
