//! `cargo xtask simulate`: stories told by seeds, from the example of the same name in sps-workbench.

use std::process::ExitCode;

use clap::Args;

use crate::failure::Outcome;
use crate::process;

/// Options of `cargo xtask simulate`.
#[derive(Debug, Args)]
pub struct SimulateOptions {
    /// How many stories
    #[arg(long, default_value_t = 1000)]
    seeds: u64,
    /// The seed of the first; a story is the same each time it is told
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// How many steps each story has
    #[arg(long, default_value_t = 40)]
    steps: usize,
}

/// Builds and runs the simulation; a broken rule prints its shortest story.
///
/// # Errors
/// When the build fails, or a rule is broken.
pub fn run(options: &SimulateOptions) -> Outcome<ExitCode> {
    let mut cargo = process::cargo();
    cargo
        .args(["run", "--release", "--package", "sps-workbench"])
        .args(["--example", "simulate", "--"])
        .args(["--seeds", &options.seeds.to_string()])
        .args(["--seed", &options.seed.to_string()])
        .args(["--steps", &options.steps.to_string()]);
    process::run(&mut cargo)?;
    Ok(ExitCode::SUCCESS)
}
