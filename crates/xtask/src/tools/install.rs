//! Installing a tool into the cache: beside its final place first, then renamed, so that a broken-off
//! installation is never taken for a tool.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::failure::{Failure, Outcome};
use crate::process;

use super::{Source, Tool};

/// Installs `tool` below `cache`. Two checkouts may do this at once: the second one waits and then finds it done.
///
/// # Errors
/// When the installation fails; the message names the next step.
pub fn into_cache(tool: &Tool, cache: &Path) -> Outcome {
    fs::create_dir_all(cache).map_err(|error| Failure::io("cannot create", cache, &error))?;
    let lock = process::lock(
        &cache.join(format!("{}-{}.lock", tool.name, tool.version)),
        &format!(
            "Waiting for {} {}: another command is installing it ...",
            tool.name, tool.version
        ),
    )?;
    if tool.in_cache(cache).is_some() {
        return Ok(());
    }
    let home = tool.home(cache);
    println!(
        "Installing {} {} into {} (once per user, {}) ...",
        tool.name,
        tool.version,
        home.display(),
        tool.takes
    );
    let workshop = cache.join(format!(".{}-{}.tmp", tool.name, tool.version));
    // What a broken-off run left behind; the lock says that nobody works in it.
    remove(&workshop)?;
    let staged = workshop.join("home");
    fs::create_dir_all(&staged).map_err(|error| Failure::io("cannot create", &staged, &error))?;
    let outcome = fetch(tool, &workshop, &staged).and_then(|()| {
        remove(&home)?;
        fs::rename(&staged, &home)
            .map_err(|error| Failure::io("cannot move the finished tool to", &home, &error))
    });
    remove(&workshop)?;
    drop(lock);
    outcome
}

fn fetch(tool: &Tool, workshop: &Path, staged: &Path) -> Outcome {
    match tool.source {
        Source::Cargo(arguments) => {
            let mut command = process::cargo();
            command
                .args(["install", tool.name, "--version", tool.version, "--locked"])
                .args(arguments)
                .arg("--root")
                .arg(staged)
                // Flags for the console's build are not meant for the tools.
                .env("CARGO_TARGET_DIR", workshop.join("target"))
                .env_remove("CARGO_BUILD_TARGET")
                .env_remove("CARGO_ENCODED_RUSTFLAGS")
                .env_remove("RUSTFLAGS");
            process::run(&mut command).map_err(|failure| {
                Failure::new(format!(
                    "{failure}. If crates.io cannot be reached from here, install {} {} on another way and put it on PATH, then run the command again.",
                    tool.name, tool.version
                ))
            })
        }
        Source::Npm => {
            if process::on_path("npm").is_none() {
                return Err(Failure::new(format!(
                    "npm is missing: it brings wasm-opt ({} {}). Install Node.js with npm (on Debian: `sudo apt-get install npm`), or put `wasm-opt` of version {} on PATH, then run the command again.",
                    tool.name, tool.version, tool.reported
                )));
            }
            let mut command = Command::new("npm");
            command
                .args(["install", "--no-audit", "--no-fund", "--ignore-scripts"])
                .arg("--prefix")
                .arg(staged)
                .arg(format!("{}@{}", tool.name, tool.version));
            process::run(&mut command).map_err(|failure| {
                Failure::new(format!(
                    "{failure}. If the npm registry cannot be reached from here, put `wasm-opt` of version {} on PATH, then run the command again.",
                    tool.reported
                ))
            })
        }
    }
}

fn remove(folder: &Path) -> Outcome {
    match fs::remove_dir_all(folder) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(Failure::io("cannot remove", folder, &error)),
    }
}
