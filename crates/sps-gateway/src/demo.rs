//! The demo's simulated appliance: in this process for the gateway, and over HTTPS for command-line clients and the
//! certificate port.

use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use sps_appliance::serve::{ServeOptions, Serving, SharedAppliance, serve};
use sps_appliance::{Appliance, Setup};

use crate::StartError;

/// What the demo is started with.
pub(crate) struct Demo<'a> {
    /// Where the appliance is served over HTTPS.
    pub(crate) listen: SocketAddr,
    /// A saved state; `None` is a fresh appliance.
    pub(crate) state: Option<&'a Path>,
    /// The console's host, where it is not `localhost`: the appliance's certificate is made for it too.
    pub(crate) host: Option<String>,
    /// Where a certificate for sign-in, its key and the appliance's authority are written.
    pub(crate) certificates: Option<&'a Path>,
}

/// Starts the appliance.
///
/// # Errors
/// When the state cannot be used, the address is taken, or the certificates cannot be written.
pub(crate) async fn start(demo: &Demo<'_>) -> Result<(SharedAppliance, Serving), StartError> {
    // Another seed at each start: session ids of the demo are not to be known beforehand.
    let seed = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(1, |since| since.subsec_nanos().into());
    let appliance = SharedAppliance::new(match demo.state {
        None => Appliance::new(Setup {
            seed,
            ..Setup::default()
        }),
        Some(file) => {
            let mut appliance = saved(file)?;
            appliance.reseed(seed);
            appliance
        }
    });
    let address = demo.listen;
    let mut options = ServeOptions {
        address,
        ..ServeOptions::default()
    };
    options.host_names.extend(
        demo.host
            .iter()
            .filter(|host| *host != "localhost")
            .cloned(),
    );
    let serving = serve(appliance.clone(), options).await;
    let serving = serving.map_err(|error| StartError::DemoAppliance {
        address,
        reason: error.to_string(),
    })?;
    if let Some(folder) = demo.certificates {
        write(folder, &serving).map_err(|source| StartError::DemoCertificates {
            path: folder.to_path_buf(),
            source,
        })?;
    }
    Ok((appliance, serving))
}

fn write(folder: &Path, serving: &Serving) -> io::Result<()> {
    std::fs::create_dir_all(folder)?;
    std::fs::write(folder.join("ca.pem"), &serving.ca_pem)?;
    std::fs::write(folder.join("user.pem"), &serving.user_certificate_pem)?;
    let key = folder.join("user.key");
    // A file of an earlier start keeps its mode: this one is new.
    match std::fs::remove_file(&key) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    io::Write::write_all(&mut options.open(key)?, serving.user_key_pem.as_bytes())
}

fn saved(file: &Path) -> Result<Appliance, StartError> {
    let bytes =
        std::fs::read(file).map_err(|source| StartError::read("demo state", file, source))?;
    let refuse = |reason: String| StartError::DemoState {
        path: file.to_path_buf(),
        reason,
    };
    let state = serde_json::from_slice(&bytes).map_err(|error| refuse(error.to_string()))?;
    Appliance::import(&state).map_err(|error| refuse(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_demo_state_is_loaded_or_refused_with_its_path() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("state.json");
        let missing = saved(&file).unwrap_err();
        assert!(matches!(missing, StartError::Read { .. }), "{missing}");
        std::fs::write(&file, "{}").unwrap();
        let refused = saved(&file).unwrap_err().to_string();
        assert!(refused.contains("state.json"), "{refused}");
        let state = Appliance::with_objects(Setup::default(), 10).export();
        std::fs::write(&file, state.to_string()).unwrap();
        assert_eq!(saved(&file).unwrap().export(), state);
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn the_key_of_the_demo_is_its_owners_alone() {
        use std::os::unix::fs::PermissionsExt as _;

        let folder = tempfile::tempdir().unwrap();
        let certificates = folder.path().join("certificates");
        for _ in 0..2 {
            let demo = Demo {
                listen: "127.0.0.1:0".parse().unwrap(),
                state: None,
                host: Some("console.localhost".to_owned()),
                certificates: Some(&certificates),
            };
            let (_, serving) = start(&demo).await.unwrap();
            let key = std::fs::read_to_string(certificates.join("user.key")).unwrap();
            assert_eq!(key, serving.user_key_pem);
            let mode = certificates
                .join("user.key")
                .metadata()
                .unwrap()
                .permissions()
                .mode();
            assert_eq!(mode & 0o777, 0o600);
            serving.stop().await;
        }
    }
}
