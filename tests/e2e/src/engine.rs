//! The three browser engines: how their drivers are started and what their sessions ask for.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use crate::failure::{Failure, Outcome};

/// A browser engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Chromium, by chromedriver.
    Chromium,
    /// Firefox ESR, by geckodriver.
    Firefox,
    /// WebKitGTK's MiniBrowser, by WebKitWebDriver.
    WebKit,
}

impl Engine {
    /// The command that starts the driver on a port.
    pub(crate) fn driver(self, port: u16) -> Command {
        match self {
            Self::Chromium => {
                let mut command = Command::new("chromedriver");
                command.arg(format!("--port={port}"));
                command
            }
            Self::Firefox => {
                let mut command = Command::new("geckodriver");
                // The usual port of its second protocol is fixed: two drivers would fight for it.
                command.args(["--port", &port.to_string(), "--websocket-port", "0"]);
                command
            }
            Self::WebKit => {
                let mut command = Command::new("xvfb-run");
                command
                    .args(["--auto-servernum", "--server-args=-screen 0 1600x1200x24"])
                    .arg("WebKitWebDriver")
                    .arg(format!("--port={port}"))
                    // Its sandbox needs rights that root in a container does not have.
                    .env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1");
                command
            }
        }
    }

    /// The capabilities of a fresh session with the files of its profile in `profile`; a browser that keeps no cookies keeps no
    /// storage either.
    ///
    /// # Errors
    /// When MiniBrowser is not on this machine.
    pub(crate) fn capabilities(self, profile: &Path, blocks_cookies: bool) -> Outcome<Value> {
        let mut capabilities = match self {
            Self::Chromium => chromium(profile, blocks_cookies),
            Self::Firefox => firefox(),
            Self::WebKit => webkit(&mini_browser()?),
        };
        if let Some(all) = capabilities.as_object_mut() {
            // A native dialog stays open, so that a test can see it.
            all.insert("unhandledPromptBehavior".to_owned(), json!("ignore"));
        }
        Ok(capabilities)
    }
}

impl fmt::Display for Engine {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        })
    }
}

fn chromium(profile: &Path, blocks_cookies: bool) -> Value {
    let cookies = if blocks_cookies { 2 } else { 1 };
    json!({
        "goog:chromeOptions": {
            "args": [
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-quic",
                "--disable-sync",
                "--no-first-run",
                "--lang=en-US",
                "--window-size=1280,900",
                format!("--user-data-dir={}", profile.join("chromium").display()),
            ],
            "prefs": { "profile": { "default_content_setting_values": { "cookies": cookies } } },
        },
        "goog:loggingPrefs": { "browser": "ALL" },
    })
}

fn firefox() -> Value {
    json!({
        "moz:firefoxOptions": {
            "binary": "/usr/bin/firefox-esr",
            "args": ["-headless"],
            "prefs": {
                // Content's console and uncaught errors go to standard output, where the driver has no log endpoint.
                "devtools.console.stdout.content": true,
                "devtools.console.stdout.chrome": false,
                "browser.dom.window.dump.enabled": true,
                // No requests of the browser's own, and no complaints about their failing.
                "messaging-system.log": "off",
                "messaging-system.rsexperimentloader.enabled": false,
                "app.normandy.enabled": false,
                "browser.region.network.url": "",
                "browser.search.update": false,
                "network.captive-portal-service.enabled": false,
                "network.connectivity-service.enabled": false,
                "intl.accept_languages": "en-US",
            },
        },
    })
}

fn webkit(mini_browser: &Path) -> Value {
    json!({
        "webkitgtk:browserOptions": {
            "binary": mini_browser,
            "args": ["--automation"],
        },
    })
}

/// MiniBrowser is beside the library, in a folder named after architecture and version.
fn mini_browser() -> Outcome<PathBuf> {
    let libraries =
        fs::read_dir("/usr/lib").map_err(|error| Failure::while_doing("/usr/lib", error))?;
    libraries
        .flatten()
        .flat_map(|architecture| {
            ["webkit2gtk-4.1", "webkit2gtk-4.0", "webkitgtk-6.0"]
                .map(|version| architecture.path().join(version).join("MiniBrowser"))
        })
        .find(|file| file.is_file())
        .ok_or_else(|| {
            Failure::new("MiniBrowser is missing: install Debian's package webkit2gtk-driver")
        })
}
