//! A driver process: started on a free port, ended with everything it started.

use std::fs::{self, File};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;
use tokio::net::TcpStream;

use crate::engine::Engine;
use crate::failure::{Failure, Outcome};
use crate::process_tree;

const START_LIMIT: Duration = Duration::from_secs(30);

/// A running driver with its own folder for profiles, temporary files and output.
pub struct Driver {
    child: Child,
    address: SocketAddr,
    folder: TempDir,
}

impl Driver {
    /// Starts the engine's driver; `home` holds certificates for its browser.
    ///
    /// # Errors
    /// When it is not installed, or does not answer in time.
    pub async fn start(engine: Engine, home: Option<&Path>) -> Outcome<Self> {
        let folder =
            TempDir::new().map_err(|error| Failure::while_doing("a temporary folder", error))?;
        let address = free_address()?;
        let trouble = |error| Failure::while_doing("the driver's output", error);
        let output = File::create(folder.path().join(OUTPUT)).map_err(trouble)?;
        let errors = output.try_clone().map_err(trouble)?;
        let mut command = engine.driver(address.port());
        command
            .stdin(Stdio::null())
            .stdout(output)
            .stderr(errors)
            .env("LANG", "C.UTF-8")
            // Nothing of this run is left behind, and nothing of an earlier one is seen.
            .env("TMPDIR", folder.path())
            .env("XDG_CACHE_HOME", folder.path().join("cache"))
            .env("XDG_CONFIG_HOME", folder.path().join("config"))
            .env("XDG_DATA_HOME", folder.path().join("data"));
        if let Some(home) = home {
            command.env("HOME", home);
        }
        let child = command.spawn().map_err(|error| {
            Failure::new(format!(
                "cannot start {}: {error}. `cargo xtask test --only e2e` installs what is missing.",
                command.get_program().to_string_lossy()
            ))
        })?;
        let mut driver = Self {
            child,
            address,
            folder,
        };
        driver.wait_until_it_listens().await?;
        Ok(driver)
    }

    /// The address for the WebDriver client.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The folder of this run.
    pub fn folder(&self) -> PathBuf {
        self.folder.path().to_path_buf()
    }

    /// What driver and browser printed so far.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn output(&self) -> Outcome<String> {
        fs::read(self.folder.path().join(OUTPUT))
            .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
            .map_err(|error| Failure::while_doing("the driver's output", error))
    }

    async fn wait_until_it_listens(&mut self) -> Outcome {
        let deadline = Instant::now() + START_LIMIT;
        while TcpStream::connect(self.address).await.is_err() {
            let ended = self.child.try_wait().ok().flatten();
            if ended.is_some() || Instant::now() > deadline {
                return Err(Failure::new(format!(
                    "the driver does not listen on {}; it printed:\n{}",
                    self.address,
                    self.output()?
                )));
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Ok(())
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        process_tree::kill(self.child.id());
        if let Err(error) = self.child.wait() {
            eprintln!("waiting for the driver: {error}");
        }
    }
}

const OUTPUT: &str = "driver-output.txt";

/// An address that was free a moment ago: drivers cannot be asked which port they took.
fn free_address() -> Outcome<SocketAddr> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .and_then(|listener| listener.local_addr())
        .map_err(|error| Failure::while_doing("a free port", error))
}
