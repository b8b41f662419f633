//! The console as it is built into the binary.

use rust_embed::RustEmbed;

/// `cargo xtask build` fills the folder: trunk's files, each with `NAME.br` and `NAME.gz` where packing pays.
#[derive(RustEmbed)]
#[folder = "../../target/console/"]
#[allow_missing = true]
pub(crate) struct Console;
