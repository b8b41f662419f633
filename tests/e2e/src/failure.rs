//! Why a scenario failed, in words.

use std::fmt;

/// A failed expectation or a broken tool.
pub struct Failure(String);

/// The result of each step of a scenario.
pub type Outcome<T = ()> = Result<T, Failure>;

impl Failure {
    /// A failure that says `message`.
    pub fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }

    /// The same failure with one more line.
    #[must_use]
    pub fn with(self, line: &str) -> Self {
        Self(format!("{}\n{line}", self.0))
    }

    /// A failure while doing something.
    pub fn while_doing(doing: &str, cause: impl fmt::Display) -> Self {
        Self(format!("{doing}: {cause}"))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// As [`fmt::Display`]: the test runner prints this form.
impl fmt::Debug for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for Failure {}

/// Fails with `message` unless `holds`.
///
/// # Errors
/// When the expectation does not hold.
pub fn ensure(holds: bool, message: impl Into<String>) -> Outcome {
    if holds {
        Ok(())
    } else {
        Err(Failure::new(message))
    }
}
