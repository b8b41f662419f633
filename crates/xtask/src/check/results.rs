//! Counting what passed and what failed.

use std::fmt;
use std::io::{self, Write};
use std::ops::AddAssign;
use std::process::Command;

use crate::failure::Outcome;
use crate::process;

/// Passed and failed tests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many passed.
    pub passed: u32,
    /// How many failed.
    pub failed: u32,
}

impl Tally {
    /// A step that counts as one test.
    pub fn one(passed: bool) -> Self {
        Self {
            passed: u32::from(passed),
            failed: u32::from(!passed),
        }
    }

    /// The numbers of one result line, as libtest and wasm-bindgen-test-runner print it:
    /// `test result: ok. 3 passed; 0 failed; 0 ignored; ...`.
    fn from_line(line: &str) -> Option<Self> {
        let (_, numbers) = line
            .trim_start()
            .strip_prefix("test result: ")?
            .split_once(". ")?;
        let number = |word: &str| {
            numbers
                .split("; ")
                .find_map(|part| part.strip_suffix(word)?.trim().parse().ok())
        };
        Some(Self {
            passed: number("passed")?,
            failed: number("failed")?,
        })
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// Runs a command that is one test by itself.
///
/// # Errors
/// When the command cannot be started.
pub fn check(command: &mut Command) -> Outcome<Tally> {
    process::run_watched(command, &mut io::stdout(), |_| {}).map(Tally::one)
}

/// Runs a command and counts the tests it reports. One that fails without a failed test (it did not compile, it was killed)
/// counts as one failure, and so does one that ran no test at all: something keeps the tests from being found.
///
/// # Errors
/// When the command cannot be started.
pub fn count(command: &mut Command) -> Outcome<Tally> {
    count_into(command, &mut io::stdout())
}

fn count_into(command: &mut Command, out: &mut impl Write) -> Outcome<Tally> {
    let mut reported = Tally::default();
    let ended_well = process::run_watched(command, out, |line| {
        if let Some(tally) = Tally::from_line(line) {
            reported += tally;
        }
    })?;
    Ok(judge(reported, ended_well))
}

fn judge(mut tally: Tally, ended_well: bool) -> Tally {
    if (!ended_well || tally.passed == 0) && tally.failed == 0 {
        tally.failed = 1;
    }
    tally
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_result_lines() {
        let line = "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s";
        let expected = Tally {
            passed: 12,
            failed: 0,
        };
        assert_eq!(Tally::from_line(line), Some(expected));
        let line = "test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 filtered out";
        let expected = Tally {
            passed: 3,
            failed: 2,
        };
        assert_eq!(Tally::from_line(line), Some(expected));
    }

    #[test]
    fn other_lines_are_not_results() {
        assert_eq!(Tally::from_line("test parses ... ok"), None);
        assert_eq!(Tally::from_line("12 passed, 0 failed"), None);
        assert_eq!(Tally::from_line("test result: ok."), None);
    }

    #[test]
    fn a_failure_without_failed_tests_still_fails() {
        let some = Tally {
            passed: 4,
            failed: 0,
        };
        assert_eq!(judge(some, true), some);
        assert_eq!(judge(some, false).failed, 1);
        assert_eq!(judge(Tally::default(), false), Tally::one(false));
    }

    #[test]
    fn no_tests_at_all_are_a_failure() {
        assert_eq!(judge(Tally::default(), true), Tally::one(false));
    }

    #[test]
    fn counts_over_several_binaries() {
        let script = "echo 'test result: ok. 2 passed; 0 failed; x'; echo noise; echo 'test result: FAILED. 1 passed; 1 failed; x'; exit 101";
        // Not to standard output: these lines would be counted by whoever runs the tests.
        let mut out = Vec::new();
        let tally = count_into(Command::new("sh").args(["-c", script]), &mut out).unwrap();
        assert_eq!(tally.to_string(), "3 passed, 1 failed");
    }
}
