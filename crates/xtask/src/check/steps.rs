//! The steps of the check.

use std::env;
use std::path::Path;

use crate::browsers::{self, Engine};
use crate::failure::{Failure, Outcome};
use crate::{console, process, tools, workspace};

use super::results::{Tally, check, count};
use super::{Part, TestOptions, contrast, lint};

/// The most that may travel until the sign-in page shows, in KiB.
const FIRST_LOAD_LIMIT: u64 = 200;

/// One step: a heading and what it does.
pub struct Step {
    /// The heading.
    pub title: &'static str,
    /// The part that it belongs to.
    pub part: Part,
    /// Does it and counts.
    pub run: fn(&TestOptions) -> Outcome<Tally>,
}

/// All steps: the quick ones first.
pub const STEPS: &[Step] = &[
    Step {
        title: "Format",
        part: Part::Native,
        run: format,
    },
    Step {
        title: "Source rules",
        part: Part::Native,
        run: source_rules,
    },
    Step {
        title: "Clippy, native",
        part: Part::Native,
        run: clippy_native,
    },
    Step {
        title: "Native tests",
        part: Part::Native,
        run: native_tests,
    },
    Step {
        title: "Clippy, wasm32",
        part: Part::Browser,
        run: clippy_wasm,
    },
    Step {
        title: "Browser tests (headless Chromium)",
        part: Part::Browser,
        run: browser_tests,
    },
    Step {
        title: "Release console and its size",
        part: Part::E2e,
        run: console_size,
    },
    Step {
        title: "End-to-end tests",
        part: Part::E2e,
        run: end_to_end_tests,
    },
];

fn format(_: &TestOptions) -> Outcome<Tally> {
    check(process::cargo().args(["fmt", "--all", "--check"]))
}

fn source_rules(_: &TestOptions) -> Outcome<Tally> {
    let source = lint::check(&workspace::root().join("src"))?;
    for finding in &source {
        println!("{finding}");
    }
    let colours = contrast::check(&workspace::root().join("style/tokens.css"))?;
    for finding in &colours {
        println!("{finding}");
    }
    let mut tally = Tally::one(source.is_empty());
    tally += Tally::one(colours.is_empty());
    Ok(tally)
}

fn clippy_native(_: &TestOptions) -> Outcome<Tally> {
    check(process::cargo().args([
        "clippy",
        "--workspace",
        "--exclude",
        "sps-console",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ]))
}

fn clippy_wasm(_: &TestOptions) -> Outcome<Tally> {
    tools::add_wasm_target()?;
    check(process::cargo().args([
        "clippy",
        "--package",
        "sps-console",
        "--all-targets",
        "--target",
        tools::WASM_TARGET,
        "--",
        "-D",
        "warnings",
    ]))
}

fn native_tests(_: &TestOptions) -> Outcome<Tally> {
    count(process::cargo().args([
        "test",
        "--workspace",
        "--exclude",
        "sps-console",
        "--exclude",
        "e2e",
        "--no-fail-fast",
    ]))
}

fn browser_tests(_: &TestOptions) -> Outcome<Tally> {
    tools::add_wasm_target()?;
    browsers::ensure(&[Engine::Chromium])?;
    let driver = process::on_path("chromedriver")
        .ok_or_else(|| Failure::new("chromedriver is not on PATH"))?;
    let mut cargo = process::cargo();
    cargo
        .args([
            "test",
            "--package",
            "sps-console",
            "--target",
            tools::WASM_TARGET,
        ])
        // Not the documentation's examples: they are not written for a browser.
        .args(["--lib", "--tests", "--no-fail-fast"])
        .env("PATH", tools::path_with(&[&tools::WASM_BINDGEN])?)
        .env("CHROMEDRIVER", driver);
    if env::var_os("WASM_BINDGEN_TEST_TIMEOUT").is_none() {
        // Seconds for a whole test binary; a busy machine needs more than the usual 20.
        cargo.env("WASM_BINDGEN_TEST_TIMEOUT", "180");
    }
    count(&mut cargo)
}

fn console_size(_: &TestOptions) -> Outcome<Tally> {
    let report = console::build()?;
    println!("{}", report.table());
    println!("{}", report.first_load_line(Some(FIRST_LOAD_LIMIT)));
    Ok(Tally::one(report.first_load() <= FIRST_LOAD_LIMIT * 1024))
}

fn end_to_end_tests(options: &TestOptions) -> Outcome<Tally> {
    if !Path::new(&workspace::packed_console().join("index.html")).is_file() {
        return Err(Failure::new(
            "not run, because the release console could not be built",
        ));
    }
    let engines = options.engines();
    browsers::ensure(&engines)?;
    let mut cargo = process::cargo();
    cargo.args(["test", "--package", "e2e", "--no-fail-fast", "--"]);
    // Browsers wait more than they work: two at a time take little longer than one on two cores. More would make each other
    // miss their time limits.
    cargo.arg("--test-threads=2");
    if let Some(engine) = options.browser {
        // Every scenario is a test `ENGINE::NAME`.
        cargo.arg(format!("{engine}::"));
    }
    if engines.contains(&Engine::Firefox) {
        cargo.env("PATH", tools::path_with(&[&tools::GECKODRIVER])?);
    }
    count(&mut cargo)
}
