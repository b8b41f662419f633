//! The release build of the console: trunk's `dist/`, its program divided, packed into `target/console/`.

mod divide;
mod fingerprint;
mod pack;
mod size;

use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::failure::{Failure, Outcome};
use crate::{process, tools, workspace};

pub use self::size::SizeReport;

/// Everything that the console is made of; a change in one of them makes a new build.
const INPUTS: &[&str] = &[
    "src",
    "style",
    "public",
    "build.rs",
    "index.html",
    "Trunk.toml",
    "Cargo.toml",
    "Cargo.lock",
    "rust-toolchain.toml",
    ".cargo/config.toml",
    "crates/sps-client",
    "crates/sps-workbench",
    "crates/xtask/src/console",
];

/// Builds and packs the console unless nothing changed since the last time.
///
/// # Errors
/// When a tool is missing or the build fails.
pub fn build() -> Outcome<SizeReport> {
    let root = workspace::root();
    let target = root.join("target");
    fs::create_dir_all(&target).map_err(|error| Failure::io("cannot create", &target, &error))?;
    let _lock = process::lock(
        &target.join("console.lock"),
        "Waiting for another build of the console ...",
    )?;
    let packed = workspace::packed_console();
    let stamp = target.join("console.stamp");
    let print = fingerprint::of(root, INPUTS, &tool_versions())?;
    if !is_current(&packed, &stamp, &print) {
        build_now(root)?;
        pack::pack(&root.join("dist"), &packed)?;
        fs::write(&stamp, &print).map_err(|error| Failure::io("cannot write", &stamp, &error))?;
    }
    SizeReport::of(&packed)
}

fn is_current(packed: &Path, stamp: &Path, print: &str) -> bool {
    packed.join("index.html").is_file() && fs::read_to_string(stamp).is_ok_and(|kept| kept == print)
}

fn tool_versions() -> String {
    tools::FOR_BUILD
        .iter()
        .map(|tool| format!("{} {}\n", tool.name, tool.version))
        .collect()
}

fn build_now(root: &Path) -> Outcome {
    tools::add_wasm_target()?;
    let path = tools::path_with(tools::FOR_BUILD)?;
    // trunk builds with --offline, so that a tool of another version is an error and not a download; the libraries must
    // be here by then.
    process::run(process::cargo().args(["fetch", "--locked", "--target", tools::WASM_TARGET]))?;
    println!("Building the console (the first time takes some minutes) ...");
    let mut trunk = Command::new("trunk");
    trunk
        .current_dir(root)
        .args(["build", "--release", "--features", "split"])
        .env("PATH", &path);
    process::without_package_variables(&mut trunk);
    // trunk 0.21 refuses the usual NO_COLOR=1: it wants a boolean.
    if env::var_os("NO_COLOR").is_some() {
        trunk.env("NO_COLOR", "true");
    }
    process::run(&mut trunk)?;
    let target = workspace::target();
    let program = target
        .join(tools::WASM_TARGET)
        .join("wasm-release/sps-console.wasm");
    divide::divide(
        &program,
        &target.join("console-parts"),
        &root.join("dist"),
        &path,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_build_is_current_only_with_its_own_stamp_and_files() {
        let folder = tempfile::tempdir().unwrap();
        let packed = folder.path().join("console");
        let stamp = folder.path().join("console.stamp");
        assert!(!is_current(&packed, &stamp, "1"));
        fs::write(&stamp, "1").unwrap();
        assert!(!is_current(&packed, &stamp, "1"));
        fs::create_dir(&packed).unwrap();
        fs::write(packed.join("index.html"), "").unwrap();
        assert!(is_current(&packed, &stamp, "1"));
        assert!(!is_current(&packed, &stamp, "2"));
    }
}
