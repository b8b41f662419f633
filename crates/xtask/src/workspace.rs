//! Where things are in the workspace, and the native build of the gateway.

use std::env;
use std::path::{Path, PathBuf};

use crate::failure::Outcome;
use crate::process;

/// The root folder of the workspace.
pub fn root() -> &'static Path {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().and_then(Path::parent).unwrap_or(manifest)
}

/// The packed console that the gateway embeds. Always here, wherever cargo builds.
pub fn packed_console() -> PathBuf {
    root().join("target/console")
}

/// Where cargo builds.
pub fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| root().join("target"), |folder| root().join(folder))
}

/// Where the demo puts a certificate to sign in with. Made anew at each start, and never committed.
pub fn demo_certificates() -> PathBuf {
    root().join("target/demo-certificates")
}

/// Builds the deployable gateway and answers where it is.
///
/// # Errors
/// When the build fails.
pub fn build_gateway() -> Outcome<PathBuf> {
    process::run(process::cargo().args(["build", "--release", "--package", "sps-gateway"]))?;
    Ok(target()
        .join("release/sps-gateway")
        .with_extension(env::consts::EXE_EXTENSION))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_holds_the_workspace_manifest() {
        let manifest = std::fs::read_to_string(root().join("Cargo.toml")).unwrap();
        assert!(manifest.contains("[workspace]"));
    }
}
