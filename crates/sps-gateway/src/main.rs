//! The gateway as a program; see [`sps_gateway`].

use std::process::ExitCode;

use clap::Parser;
use sps_gateway::cli::{Arguments, run};

#[tokio::main]
async fn main() -> ExitCode {
    match run(Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("sps-gateway: {problem}");
            ExitCode::FAILURE
        }
    }
}
