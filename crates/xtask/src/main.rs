//! The commands of the project: `cargo xtask demo`, `test`, `build`, `simulate` and `tools`.

mod browsers;
mod check;
mod console;
mod demo;
mod failure;
mod process;
mod simulate;
mod tools;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::check::TestOptions;
use crate::demo::DemoOptions;
use crate::failure::Outcome;
use crate::simulate::SimulateOptions;

#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask",
    about = "Builds, tests and demonstrates the SPS console"
)]
struct Arguments {
    #[command(subcommand)]
    command: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Open the console on a simulated appliance: one command, Ctrl-C ends it
    Demo(DemoOptions),
    /// Check everything: format, lints, native, browser and end-to-end tests
    Test(TestOptions),
    /// Make the gateway binary with the console embedded
    Build,
    /// Tell stories of people on one appliance where everything goes wrong: nothing is lost, nothing happens twice
    Simulate(SimulateOptions),
    /// Install the pinned build tools into the per-user cache
    Tools,
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Task::Demo(options) => demo::run(&options),
        Task::Test(options) => check::run(&options),
        Task::Build => build().map(|()| ExitCode::SUCCESS),
        Task::Simulate(options) => simulate::run(&options),
        Task::Tools => install_tools().map(|()| ExitCode::SUCCESS),
    };
    outcome.unwrap_or_else(|failure| {
        eprintln!("error: {failure}");
        ExitCode::FAILURE
    })
}

fn build() -> Outcome {
    let report = console::build()?;
    let binary = workspace::build_gateway()?;
    println!("{}", report.table());
    println!(
        "total until the sign-in page shows: {}",
        report.first_load_line(None)
    );
    println!("gateway with the console embedded: {}", binary.display());
    Ok(())
}

fn install_tools() -> Outcome {
    tools::add_wasm_target()?;
    for tool in tools::ALL {
        let place = tools::ensure(tool)?;
        println!("{} {}: {}", tool.name, tool.version, place);
    }
    Ok(())
}
