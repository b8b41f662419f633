//! `cargo xtask test`: everything that must hold, one step after the other, with the whole picture at the end.

mod contrast;
mod lint;
mod results;
mod steps;

use std::process::ExitCode;
use std::time::Instant;

use clap::{Args, ValueEnum};

use crate::browsers::Engine;
use crate::failure::Outcome;

use self::results::Tally;
use self::steps::STEPS;

/// Options of `cargo xtask test`.
#[derive(Debug, Args)]
pub struct TestOptions {
    /// Run one part only
    #[arg(long, value_enum)]
    only: Option<Part>,
    /// Run the end-to-end tests in one browser only
    #[arg(long, value_enum)]
    browser: Option<Engine>,
}

/// A part of the checks, for daily work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Part {
    /// Format, lints and tests that need no browser
    Native,
    /// The console's own tests in headless Chromium
    Browser,
    /// Whole journeys through the release console
    E2e,
}

impl TestOptions {
    fn engines(&self) -> Vec<Engine> {
        self.browser
            .map_or_else(|| Engine::ALL.to_vec(), |engine| vec![engine])
    }
}

/// Runs the chosen steps, all of them even when one fails.
///
/// # Errors
/// None of its own: a step that cannot run counts as failed.
pub fn run(options: &TestOptions) -> Outcome<ExitCode> {
    let mut total = Tally::default();
    let mut summary = Vec::new();
    for step in STEPS {
        if options.only.is_some_and(|part| part != step.part) {
            continue;
        }
        println!("\n=== {} ===", step.title);
        let start = Instant::now();
        let tally = (step.run)(options).unwrap_or_else(|failure| {
            println!("error: {failure}");
            Tally::one(false)
        });
        let seconds = start.elapsed().as_secs_f32();
        println!("--- {}: {tally} in {seconds:.1} s", step.title);
        summary.push(format!("{seconds:>7.1} s  {:<34} {tally}", step.title));
        total += tally;
    }
    println!("\n=== Summary ===\n{}\n", summary.join("\n"));
    println!("{total}");
    Ok(if total.failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
