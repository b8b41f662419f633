//! Makes the folder of the packed console exist, so that the crate builds before the console does,
//! and embeds the console anew whenever that folder changes.

use std::path::Path;

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/console");
    if let Err(problem) = std::fs::create_dir_all(&folder) {
        println!(
            "cargo:warning=cannot create {}: {problem}",
            folder.display()
        );
    }
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed={}", folder.display());
}
