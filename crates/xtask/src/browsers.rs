//! The browsers and drivers of the tests, from Debian's packages.

use std::fmt;
use std::path::Path;
use std::process::Command;

use clap::ValueEnum;

use crate::failure::{Failure, Outcome};
use crate::process;

/// A browser engine that the end-to-end tests run in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Engine {
    /// Chromium with chromedriver.
    Chromium,
    /// Firefox ESR with geckodriver.
    Firefox,
    /// WebKitGTK's MiniBrowser with WebKitWebDriver.
    Webkit,
}

impl Engine {
    /// Every engine, in the order in which the tests run.
    pub const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::Webkit];

    /// What must be on the machine, with Debian's package for it. geckodriver is not among Debian's packages:
    /// it comes from the tools cache.
    fn parts(self) -> &'static [Part] {
        match self {
            Self::Chromium => CHROMIUM,
            Self::Firefox => FIREFOX,
            Self::Webkit => WEBKIT,
        }
    }
}

impl fmt::Display for Engine {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::Webkit => "webkit",
        })
    }
}

/// A program that the tests start.
struct Part {
    name: &'static str,
    package: &'static str,
    present: fn(&str) -> bool,
}

impl Part {
    const fn program(name: &'static str, package: &'static str) -> Self {
        Self {
            name,
            package,
            present: |name| process::on_path(name).is_some(),
        }
    }
}

const CHROMIUM: &[Part] = &[
    Part::program("chromium", "chromium"),
    Part::program("chromedriver", "chromium-driver"),
    // Sign-in with a certificate: the browser's store of certificates and keys.
    Part::program("certutil", "libnss3-tools"),
    Part::program("pk12util", "libnss3-tools"),
    Part::program("openssl", "openssl"),
];
const FIREFOX: &[Part] = &[Part::program("firefox-esr", "firefox-esr")];
const WEBKIT: &[Part] = &[
    Part::program("WebKitWebDriver", "webkit2gtk-driver"),
    // Beside the driver in the library folder, not on PATH.
    Part {
        name: "MiniBrowser",
        package: "webkit2gtk-driver",
        present: mini_browser_present,
    },
    Part::program("xvfb-run", "xvfb"),
    Part::program("xauth", "xauth"),
];

fn mini_browser_present(_: &str) -> bool {
    let Ok(libraries) = std::fs::read_dir("/usr/lib") else {
        return false;
    };
    libraries.flatten().any(|architecture| {
        ["webkit2gtk-4.1", "webkit2gtk-4.0", "webkitgtk-6.0"]
            .iter()
            .any(|version| {
                architecture
                    .path()
                    .join(version)
                    .join("MiniBrowser")
                    .is_file()
            })
    })
}

/// Makes sure that the engines' programs are here: installs Debian's packages when we are root, else names them.
///
/// # Errors
/// When something is missing and cannot be installed.
pub fn ensure(engines: &[Engine]) -> Outcome {
    let missing = missing_packages(engines);
    if missing.is_empty() {
        return Ok(());
    }
    let list = missing.join(" ");
    let by_hand = format!("sudo apt-get install --no-install-recommends {list}");
    if process::on_path("apt-get").is_none() {
        return Err(Failure::new(format!(
            "the browser tests need programs that Debian ships in these packages: {list}. Install their like on this system and run the command again."
        )));
    }
    let root = process::output_of("id", &["-u"]).is_some_and(|user| user.trim() == "0");
    if !root {
        return Err(Failure::new(format!(
            "the browser tests need more packages. Install them with `{by_hand}` and run the command again."
        )));
    }
    println!("Installing {list} with apt-get (a few minutes) ...");
    apt_get(&["update"])
        .and_then(|()| {
            let mut arguments = vec!["install", "--yes", "--no-install-recommends"];
            arguments.extend(&missing);
            apt_get(&arguments)
        })
        .map_err(|failure| {
            Failure::new(format!(
                "{failure}. Check the network and Debian's sources, or install by hand: `{by_hand}`."
            ))
        })?;
    let still = missing_packages(engines);
    if still.is_empty() {
        Ok(())
    } else {
        Err(Failure::new(format!(
            "apt-get succeeded, but the programs of these packages are still not found: {}",
            still.join(" ")
        )))
    }
}

fn missing_packages(engines: &[Engine]) -> Vec<&'static str> {
    let mut packages = Vec::new();
    for part in engines.iter().flat_map(|engine| engine.parts()) {
        if !(part.present)(part.name) && !packages.contains(&part.package) {
            packages.push(part.package);
        }
    }
    // A machine without any font draws empty boxes and measures text wrongly.
    if !packages.is_empty() && !Path::new("/usr/share/fonts/truetype").exists() {
        packages.push("fonts-dejavu-core");
    }
    packages
}

fn apt_get(arguments: &[&str]) -> Outcome {
    process::run(
        Command::new("apt-get")
            .env("DEBIAN_FRONTEND", "noninteractive")
            .arg("--quiet")
            .args(arguments),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn engines_are_named_as_on_the_command_line() {
        for engine in Engine::ALL {
            let option = engine.to_possible_value().unwrap();
            assert_eq!(option.get_name(), engine.to_string());
        }
    }

    #[test]
    fn every_part_names_a_package() {
        for engine in Engine::ALL {
            assert!(engine.parts().iter().all(|part| !part.package.is_empty()));
        }
    }
}
