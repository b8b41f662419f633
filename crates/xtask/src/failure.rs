//! What went wrong, in words that name the next step.

use std::fmt;
use std::io;
use std::path::Path;

/// A failed command: one message for the person at the terminal.
#[derive(Debug)]
pub struct Failure(String);

/// The result of a step.
pub type Outcome<T = ()> = Result<T, Failure>;

impl Failure {
    /// A failure that says `message`.
    pub fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }

    /// A failure of reading or writing `path`.
    pub fn io(doing: &str, path: &Path, error: &io::Error) -> Self {
        Self(format!("{doing} {}: {error}", path.display()))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for Failure {}
